"""The periodic reports of units: which are owed, what was reported, how a period stands."""
