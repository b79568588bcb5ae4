"""What `./tiendo lock` promises: every pin has hashes, no address is written down, and tests run what services run."""

import re

import pytest

from deploy.local import PROJECT

LOCKS = PROJECT / "requirements"
PIN = re.compile(r"^([\w.-]+(?:\[[\w,.-]+\])?)==([^ ;\\]+)(?: ;[^\\]*)? \\$", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    """Version by package."""
    return dict(PIN.findall((LOCKS / name).read_text()))


@pytest.mark.parametrize("name", ["runtime.lock", "dev.lock"])
def test_every_pin_has_a_hash_and_no_line_has_an_address(name: str) -> None:
    text = (LOCKS / name).read_text()
    blocks = re.split(r"\n(?=[A-Za-z0-9])", text.strip())
    assert len(blocks) == len(pins(name)) > 20
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in text
    assert "index-url" not in text


def test_the_tests_run_on_the_very_versions_of_the_runtime() -> None:
    runtime, development = pins("runtime.lock"), pins("dev.lock")
    assert runtime.items() <= development.items()


@pytest.mark.parametrize("name", ["runtime", "dev"])
def test_every_wanted_package_is_locked_at_the_wanted_version(name: str) -> None:
    wanted = re.findall(r"^([a-z][\w.-]*)(?:\[[\w,]+\])?(?:==(\S+))?", (LOCKS / f"{name}.in").read_text(), re.MULTILINE)
    locked = pins(f"{name}.lock")
    assert wanted
    assert {package: version or locked[package] for package, version in wanted}.items() <= locked.items()
