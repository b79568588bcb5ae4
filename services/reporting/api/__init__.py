"""The HTTP door: scoreboards, periods, fan-outs and the comparison of provinces."""
