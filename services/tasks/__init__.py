"""Tasks: the programme's plans, tasks and pilot models, their life cycles, and the journal of everything that happened."""
