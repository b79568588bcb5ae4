"""The rules: who is told, in which words, on which working day. Pure functions over events and obligations."""
