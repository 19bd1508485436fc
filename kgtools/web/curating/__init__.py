"""Curators' changes: carried out on a copy in a process of its own, validated, kept beside the build."""
