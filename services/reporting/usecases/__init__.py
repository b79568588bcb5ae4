"""What reporting does: fold events, and answer from what is folded."""
