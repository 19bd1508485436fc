"""Failure mechanism -> mitigation strategy -> evidence: read from the graph, followed through causes, written as text or data."""
