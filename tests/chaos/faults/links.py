"""Bad connections: between the services, and from the services to the bus and the store."""

import asyncio

from tests.chaos.harm import Harm
from tests.chaos.proxy import Weather
from tests.chaos.schedule import Fault


async def bad_link(harm: Harm, fault: Fault) -> None:
    async with harm.weather(fault.target, Weather(fault.kind)):
        harm.note(fault)
        await asyncio.sleep(fault.seconds)


KINDS = {weather.value: bad_link for weather in Weather if weather is not Weather.CLEAR}
