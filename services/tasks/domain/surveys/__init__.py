"""Questions that units are asked in rounds, and their answers."""
