"""Tools for the knowledge graph of silicon anodes in all-solid-state batteries."""

__version__ = "0.1.0"
