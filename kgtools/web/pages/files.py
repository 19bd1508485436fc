"""The files that pages load: the style sheet and the icon from the templates, the editor's bundle where it was built."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from . import html

BUNDLE = Path(__file__).parents[1] / "static"
TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml"}
EDITOR = ("editor.js", "editor.css", "editor.js.LEGAL.txt")


@dataclass(frozen=True)
class File:
    """What is sent; the version changes with it."""

    media_type: str
    version: str
    content: Callable[[], bytes]


def find(name: str) -> File | None:
    if name == "style.css":
        path = html.TEMPLATES / name
        return File(TYPES[path.suffix], version(path), lambda: html.render(name, "").encode())
    path = BUNDLE / name if name in EDITOR else html.TEMPLATES / name if name == "icon.svg" else None
    if path is None or not path.is_file():
        return None
    return File(TYPES[path.suffix], version(path), path.read_bytes)


def version(path: Path) -> str:
    return f"{path.stat().st_mtime_ns:x}"


def has_bundle() -> bool:
    """Whether the editor was built."""
    return (BUNDLE / "editor.js").is_file()
