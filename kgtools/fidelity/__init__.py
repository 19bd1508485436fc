"""Whether the graph says what the article says, where it says it, and what of the article it leaves out."""
