"""What is said of units beside what is computed, and the evidence about them that a year leaves."""
