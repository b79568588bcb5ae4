"""What people do with the programme; each use case is a plain verb of theirs."""
