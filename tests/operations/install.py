"""`python tests/operations/install.py`: kustomize, promtool and two resource definitions, into .cache/tiendo-tools.

Standard library only, so that any interpreter runs it. What is there already is left as it is.
Needs Go 1.24 or newer for kustomize and the definitions, and Debian's apt for promtool (no root: nothing is installed).
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parents[2] / ".cache" / "tiendo-tools"
KUSTOMIZE = "sigs.k8s.io/kustomize/kustomize/v5@v5.8.1"
OPERATOR = "github.com/prometheus-operator/prometheus-operator@v0.85.0"
DEFINITIONS = ("monitoring.coreos.com_podmonitors.yaml", "monitoring.coreos.com_prometheusrules.yaml")


def kustomize() -> None:
    if not shutil.which("kustomize") and not (FOLDER / "kustomize").exists():
        _go("install", KUSTOMIZE)


def definitions() -> None:
    if all((FOLDER / name).exists() for name in DEFINITIONS):
        return
    module = Path(json.loads(_go("mod", "download", "-json", OPERATOR))["Dir"])
    for name in DEFINITIONS:
        shutil.copyfile(module / "example" / "prometheus-operator-crd" / name, FOLDER / name)


def promtool() -> None:
    if shutil.which("promtool") or (FOLDER / "promtool").exists():
        return
    with tempfile.TemporaryDirectory() as scratch:
        _run(["apt-get", "download", "prometheus"], scratch)
        (package,) = Path(scratch).glob("prometheus_*.deb")
        _run(["dpkg-deb", "--extract", str(package), scratch], scratch)
        shutil.copy(Path(scratch) / "usr" / "bin" / "promtool", FOLDER / "promtool")


def _go(*arguments: str) -> str:
    with tempfile.TemporaryDirectory() as outside_any_module:
        return _run(["go", *arguments], outside_any_module)


def _run(command: list[str], folder: str) -> str:
    environment = {**os.environ, "GOBIN": str(FOLDER), "GOTOOLCHAIN": "local", "GOFLAGS": ""}
    if not shutil.which(command[0]):
        raise OSError(f"{command[0]} is needed and not here")
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise OSError(done.stderr.strip().splitlines()[-1])
    return done.stdout


def main() -> int:
    """Tries all of them; exit code 1 where one is still missing."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    failed = False
    for bring in (promtool, kustomize, definitions):
        try:
            bring()
        except OSError as problem:
            failed = True
            sys.stderr.write(f"{bring.__name__}: {problem}\n")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
