"""Key tasks that the central level proposes, and what each province selects of them."""
