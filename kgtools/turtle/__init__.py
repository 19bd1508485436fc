"""The hand-written sources: Turtle read record by record, each with its file and line; names that must be declared."""
