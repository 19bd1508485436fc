"""From entries to records: drafts in house form, checked as a whole before anything is written."""
