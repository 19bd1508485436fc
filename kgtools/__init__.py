"""Tools for the knowledge graph of silicon anodes in all-solid-state batteries.

`kgtools.load()` gives the graph, `kgtools.connect(url)` the same behind an endpoint, `kgtools.to_networkx(view)` a view of
it as a networkx graph. They are imported when first used, so that `import kgtools` costs nothing.
"""

__version__ = "0.1.0"

_LATE = {"load": "graph", "connect": "graph", "Graph": "graph", "to_networkx": "export.network"}


def __getattr__(name: str):
    if name not in _LATE:
        raise AttributeError(f"module 'kgtools' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f".{_LATE[name]}", __name__), name)
