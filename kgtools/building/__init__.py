"""From sources to the published dataset, whole or in part, and how files are put in place."""
