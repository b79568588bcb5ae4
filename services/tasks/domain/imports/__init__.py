"""Many things at once, from the rows of a workbook: what its columns mean, what is wrong with it, and how far it has come."""
