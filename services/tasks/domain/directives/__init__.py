"""Directives: what they say, their numbers, what they are linked with, and who has received them."""
