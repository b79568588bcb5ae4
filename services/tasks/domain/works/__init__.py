"""Plans and work: tasks, assignments and pilot models, from what is asked for to what was delivered."""
