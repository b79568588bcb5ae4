"""The rules of the programme: pure functions over snapshots, which return the new state and what happened."""
