"""`python -m deploy.prometheus.generate` writes the rules once more as the resource that the Prometheus Operator reads.

The file is committed, so that kustomize needs nothing else; a test compares the two.
"""

from pathlib import Path

_HERE = Path(__file__).parent
RULES = _HERE / "rules"
FILE = _HERE.parent / "k8s" / "components" / "monitoring" / "prometheusrule.yaml"

_HEAD = """\
# Written by `python -m deploy.prometheus.generate` from deploy/prometheus/rules: change it there.
apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata:
  name: tiendo
  labels:
    app.kubernetes.io/part-of: tiendo
spec:
  groups:
"""


def text() -> str:
    """The groups are moved, not parsed: their comments say why, there as here."""
    return _HEAD + "".join(_groups(file) for file in sorted(RULES.glob("*.yml")))


def _groups(file: Path) -> str:
    _, _, groups = file.read_text(encoding="utf-8").partition("groups:\n")
    return "".join(f"  {line}" if line.strip() else line for line in groups.splitlines(keepends=True))


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
