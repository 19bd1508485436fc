"""Questions to the published graph: the store, the query library, from words to terms, and the same at an endpoint elsewhere."""
