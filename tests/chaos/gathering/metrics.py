"""What the services count."""

import dataclasses
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import httpx2
from prometheus_client.parser import text_string_to_metric_families

from deploy.local.parts import SERVICES
from shared.calendar import SystemClock, to_wire
from tests.chaos.evidence import Evidence, Exposition, Overheard, Sample
from tests.chaos.installation import Installation


@dataclass(frozen=True)
class Both:
    """One after the other, each time anew."""

    first: Iterable[Overheard]
    then: Iterable[Overheard]

    def __iter__(self) -> Iterator[Overheard]:
        yield from self.first
        yield from self.then


async def scraped(evidence: Evidence, installation: Installation) -> Evidence:
    """Of every service that answers; an operator reads them, so no business may be in them."""
    expositions, texts = [], []
    async with httpx2.AsyncClient(timeout=30, trust_env=False) as client:
        for service in SERVICES:
            if url := installation.service_url(service):
                text = (await client.get(f"{url}/metrics")).raise_for_status().text
                expositions.append(Exposition(service, _began(installation, service), samples(text)))
                texts.append(Overheard(f"the metrics of {service}", None, text))
    return dataclasses.replace(evidence, expositions=expositions, overheard=Both(evidence.overheard, texts))


def samples(text: str) -> dict[Sample, float]:
    """Values by name and labels."""
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def _began(installation: Installation, service: str) -> str:
    """To the hundredth of a second: what the process itself exposes is up to a second off. Empty where nobody can tell."""
    part = installation.part(service)
    if part is None or not part.birth.isdigit():
        return ""
    since_boot = float(Path("/proc/uptime").read_text().split()[0])
    age = since_boot - int(part.birth) / os.sysconf("SC_CLK_TCK")
    return to_wire(SystemClock().now() - timedelta(seconds=age))
