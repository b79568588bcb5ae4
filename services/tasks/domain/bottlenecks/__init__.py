"""What holds work up, in five groups: who leads them, who can decide, how they stand."""
