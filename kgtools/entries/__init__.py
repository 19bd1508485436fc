"""What a person gives, by flags, answers or tables, as entries: values read with care, damage found, each with its place."""
