"""Pages for people: the start with its editor, one page for each thing, search, the named questions."""
