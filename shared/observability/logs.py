"""Logs: one JSON object a line on standard error, for machines first."""

import json
import logging
import re
from datetime import UTC, datetime

_PASSWORD = re.compile(r"(://[^\s/@:]*):\S*@")
_PLAIN = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def without_passwords(text: str) -> str:
    """URLs in the text keep their user and host, and lose their password."""
    return _PASSWORD.sub(r"\1:***@", text)


class JsonLines(logging.Formatter):
    """Time, level, logger, message, and whatever the call passed as `extra`."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in _PLAIN}
        if record.exc_info:
            line["error"] = self.formatException(record.exc_info)
        elif line["message"].startswith("Traceback "):  # the server's way to say why a start failed
            line["error"] = line["message"].strip()
            line["message"] = line["error"].rpartition("\n")[2]
        return without_passwords(json.dumps(line, ensure_ascii=False, default=str))


def configure(level: str) -> None:
    """Called once, by the composition root."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # The clients say in every retry that the bus is away; ours says it once, with what follows from it.
    for noisy in ("aiokafka", "faststream", "httpx2", "httpcore2"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)
