"""Tiendo on one machine: an embedded bus and the four services as child processes of one supervisor."""

from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
