"""How long the layout of large graphs takes, in seconds of the processor: `python benchmarks/layout.py [NODES ...]`."""

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from test_export_layout import like_ours  # noqa: E402

from kgtools.export import layout  # noqa: E402

for count in map(int, sys.argv[1:] or ("2000", "20000")):
    graph = like_ours(count)
    start = time.process_time()
    layout.place(graph)
    print(f"{count:>8,} nodes {time.process_time() - start:8.1f} s")
