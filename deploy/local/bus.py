"""`python -m deploy.local.bus`: the embedded bus. Prints its address as one line of JSON and serves until it is stopped.

librdkafka brings a cluster for tests that speaks the Kafka protocol over TCP. It keeps everything in memory, chooses
its own port, and knows one member per consumer group; the journal is the truth, so nothing depends on its memory.
"""

import json
import signal
import sys

from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient

_START_SECONDS = 10
_WHATEVER = "embedded"  # librdkafka wants an address and replaces it with its own cluster's


def serve() -> int:
    """Exit code 0 after SIGTERM or SIGINT, 1 where the cluster does not come up."""
    stops = {signal.SIGTERM, signal.SIGINT}
    signal.pthread_sigmask(signal.SIG_BLOCK, stops)  # before librdkafka's threads start, which inherit the mask
    client = AdminClient({"bootstrap.servers": _WHATEVER, "test.mock.num.brokers": 1, "log_level": 3})
    try:
        (broker,) = client.list_topics(timeout=_START_SECONDS).brokers.values()
    except KafkaException as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps({"address": f"{broker.host}:{broker.port}"}), flush=True)
    signal.sigwait(stops)
    return 0


if __name__ == "__main__":
    sys.exit(serve())
