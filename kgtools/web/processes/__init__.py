"""Where queries run: processes that are forked with the dataset, confined, timed and replaced."""
