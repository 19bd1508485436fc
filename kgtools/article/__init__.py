"""The article as a value: its pieces, its numbers as printed, and where in it a record stands."""
