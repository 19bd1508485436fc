"""The graph over HTTP: SPARQL 1.1 Protocol, named queries, descriptions and pages; `kgtools serve` starts it.

One process speaks HTTP and never runs a query. Queries run in processes that a third one, the zygote, forks from the
loaded dataset: each has little memory, a large stack, no network and no files, and is killed when its time is up.
"""
