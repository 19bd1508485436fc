"""What must hold: SHACL shapes for one record, queries for what must hold between records."""
