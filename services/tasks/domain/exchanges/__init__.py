"""What units ask of each other and tell each other: requests, letters, notes of experience."""
