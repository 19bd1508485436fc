"""Two versions of the sources and what differs in meaning, in sentences; releases."""
