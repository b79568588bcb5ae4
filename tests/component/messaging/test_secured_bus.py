"""The same way over a Kafka that encrypts and asks who we are; and what is said where it does not let us in."""

import asyncio
import json
import logging
import uuid
from dataclasses import replace
from pathlib import Path as Folder

import pytest
from aiokafka.admin import AIOKafkaAdminClient
from confluent_kafka.admin import (
    AclBinding,
    AclOperation,
    AclPermissionType,
    AdminClient,
    ResourcePatternType,
    ResourceType,
)

from shared.events import Event
from shared.messaging.hearing import tail
from shared.messaging.reaching import BusAway, reach
from shared.messaging.security import BusAccess, Certificates, Login, Mechanism, Security
from shared.messaging.topics import ensure_topic
from shared.observability import logs
from shared.storage import Store
from tests.component.messaging.whole_path import Path, until
from tests.stacks.certificates import Authority
from tests.stacks.kafka.secured import PASSWORD, USER, SecuredKafka
from tests.unit.messaging.cast import NGHE_AN, drafts

pytestmark = pytest.mark.kafka
WAYS = ("sasl_ssl by SCRAM", "sasl_ssl by PLAIN", "sasl_plaintext by SCRAM", "ssl with a certificate of ours")


def way(secured_kafka: SecuredKafka, name: str) -> BusAccess:
    """One of WAYS."""
    security = Security(name.partition(" ")[0])
    trust = Certificates(secured_kafka.authority.file)
    if security is Security.SSL:
        return BusAccess(
            secured_kafka.address(security), security, replace(trust, own=secured_kafka.client_certificate)
        )
    mechanism = Mechanism.PLAIN if "PLAIN" in name else Mechanism.SCRAM_SHA_512
    login = Login(USER, secured_kafka.password_file, mechanism)
    return BusAccess(secured_kafka.address(security), security, trust if security.encrypted else Certificates(), login)


@pytest.fixture
def access(secured_kafka: SecuredKafka) -> BusAccess:
    return way(secured_kafka, WAYS[0])


@pytest.mark.parametrize("name", WAYS)
async def test_topic_producer_consumer_and_tail_work(secured_kafka: SecuredKafka, store: Store, name: str) -> None:
    access, topic = way(secured_kafka, name), f"t.{uuid.uuid4().hex[:8]}"
    await ensure_topic(access, topic, partitions=3)
    path, heard, connected = Path(store, access, topic), list[bytes](), asyncio.Event()
    async with path.running():
        listening = asyncio.create_task(tail(access, topic, heard.extend, connected.set))
        await asyncio.wait_for(connected.wait(), 60)
        await path.sequencer.sequence(NGHE_AN, drafts(20))
        await until(lambda: len(path.applied) >= 20 and len(heard) >= 1)
        listening.cancel()
        await asyncio.gather(listening, return_exceptions=True)
    assert path.numbers(NGHE_AN) == list(range(1, 21))
    assert Event.from_json(heard[0]).tenant == NGHE_AN


async def test_who_may_not_make_topics_uses_the_one_that_exists(secured_kafka: SecuredKafka, access: BusAccess) -> None:
    topic = f"closed.{uuid.uuid4().hex[:8]}"
    await ensure_topic(BusAccess(secured_kafka.open_address), topic, partitions=3)
    _allow(secured_kafka.open_address, topic, AclOperation.READ, AclOperation.WRITE)
    await ensure_topic(access, topic, partitions=7)
    admin = AIOKafkaAdminClient(**access.client_options())
    await admin.start()
    try:
        (found,) = await admin.describe_topics([topic])
    finally:
        await admin.close()
    assert len(found["partitions"]) == 3


def _allow(address: str, topic: str, *operations: AclOperation) -> None:
    """The user gets these rights on the topic; with that, any other right on it is gone."""
    client = AdminClient({"bootstrap.servers": address})
    kind, pattern = ResourceType.TOPIC, ResourcePatternType.LITERAL
    rights = [
        AclBinding(kind, topic, pattern, f"User:{USER}", "*", operation, AclPermissionType.ALLOW)
        for operation in operations
    ]
    for done in client.create_acls(rights).values():
        done.result(30)


def _wrong(secured_kafka: SecuredKafka, folder: Folder) -> dict[str, tuple[BusAccess, str]]:
    """Ways that lead nowhere, and what is said of them."""
    right, mutual = way(secured_kafka, WAYS[0]), way(secured_kafka, WAYS[3])
    assert right.login
    (folder / "wrong").write_text("wrong-but-secret")
    stranger = Authority(folder, "stranger")
    password = "refuses the user or the password: TIENDO_KAFKA_SASL_USERNAME, TIENDO_KAFKA_SASL_PASSWORD_FILE"
    trust = "shows a certificate that is not trusted (unable to get local issuer certificate): TIENDO_KAFKA_CA_FILE"
    handshake = "ends the handshake: TIENDO_KAFKA_SECURITY, TIENDO_KAFKA_CERT_FILE"
    wrong = replace(right.login, password_file=folder / "wrong")
    return {
        "password": (replace(right, login=wrong), password),
        "password by PLAIN": (replace(right, login=replace(wrong, mechanism=Mechanism.PLAIN)), password),
        "user": (replace(right, login=replace(right.login, username="nobody")), password),
        "authority": (replace(right, certificates=Certificates(stranger.file)), trust),
        "no authority": (replace(right, certificates=Certificates()), trust),
        "no certificate of ours": (replace(mutual, certificates=Certificates(secured_kafka.authority.file)), handshake),
        "no encryption": (BusAccess(right.servers), handshake),
        "no user": (BusAccess(secured_kafka.address(Security.SASL_PLAINTEXT)), handshake),
        "password file gone": (
            replace(right, login=replace(right.login, password_file=folder / "gone")),
            f"No such file or directory: '{folder / 'gone'}'",
        ),
    }


async def test_whoever_is_not_let_in_learns_why(secured_kafka: SecuredKafka, tmp_path: Folder) -> None:
    for name, (access, reason) in _wrong(secured_kafka, tmp_path).items():
        with pytest.raises(BusAway) as away:
            await reach(access)
        assert str(away.value).endswith(reason), name


# FastStream drops a producer that it could not start; such a one holds nothing that would have to be closed.
@pytest.mark.filterwarnings("ignore:Unclosed AIOKafkaProducer:ResourceWarning")
@pytest.mark.parametrize("level", ["info", "debug"])
async def test_the_log_says_why_and_never_the_password(
    secured_kafka: SecuredKafka, store: Store, tmp_path: Folder, level: str, capfd: pytest.CaptureFixture[str]
) -> None:
    """Even where everything is logged: clients write their requests there, and one of them holds the password."""
    before = logging.getLogger().handlers, logging.getLogger().level
    logs.configure(level)
    reasons = []
    try:
        for access, reason in _wrong(secured_kafka, tmp_path).values():
            path = Path(store, access, "t.nobody")
            async with path.running():
                await path.sequencer.sequence(NGHE_AN, drafts(1))
                reasons.append(reason)
                said = await _log_until(capfd, {"the bus is away, trying again", "publishing failed, trying again"})
            assert all(line["reason"].endswith(reason) for line in said)
    finally:
        logging.getLogger().handlers, logging.getLogger().level = before
    assert len(reasons) == 9


async def _log_until(capfd: pytest.CaptureFixture[str], messages: set[str]) -> list[dict[str, str]]:
    """The lines with these messages, as soon as each has come once; on the way all lines are searched for passwords."""
    found: list[dict[str, str]] = []
    async with asyncio.timeout(60):
        while {line["message"] for line in found} != messages:
            await asyncio.sleep(0.05)
            output = capfd.readouterr().err
            assert not any(secret in output for secret in (PASSWORD, "wrong-but-secret"))
            lines = [json.loads(line) for line in output.splitlines()]
            found += [line for line in lines if line["message"] in messages]
    return found
