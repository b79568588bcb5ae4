"""Pure rules of the read model: what an event adds to which board, and what the boards say. No input, no output, no clock."""
