"""The chaos program: a whole Tiendo under load, with faults, and a judge who looks at what is left (docs/chaos.md)."""
