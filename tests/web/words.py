"""The words of the application: what its sources ask for and what its two catalogues hold."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SOURCES = Path(__file__).parents[2] / "web/src"
LANGUAGES = ("vi", "en")
_PLURAL = re.compile(r"_(zero|one|two|few|many|other)$")
_NAMESPACE = re.compile(r"""useTranslation\(\s*(?:\[\s*)?["'](\w+)["']""")
_KEY = re.compile(r"""\bt\(\s*["']([\w.:]+)["']""")
_PREFIX = re.compile(r"""\bt\(\s*`([\w.:]+\.)\$\{""")


def catalogue(language: str) -> dict[str, str]:
    """Texts by `namespace:key`, the forms of a plural under one key."""
    found: dict[str, str] = {}
    for file in sorted((SOURCES / "words" / language).glob("*.json")):
        for key, text in _flat(json.loads(file.read_text())):
            found[f"{file.stem}:{_PLURAL.sub('', key)}"] = text
    return found


def _flat(words: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in words.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{key}.")
        else:
            yield before + key, value


def asked() -> Iterator[tuple[str, str]]:
    """File and `namespace:key` of each text that is asked for by name; a key that ends in a dot is a family."""
    for file in sorted(SOURCES.rglob("*.ts*")):
        text = file.read_text()
        named = _NAMESPACE.search(text)
        namespace = named.group(1) if named else "common"
        for key in [*_KEY.findall(text), *_PREFIX.findall(text)]:
            yield str(file.relative_to(SOURCES)), key if ":" in key else f"{namespace}:{key}"
