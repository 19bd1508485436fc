"""What the server is told when it starts."""

import os
from dataclasses import dataclass, field
from pathlib import Path

from ..places import Places

MEGABYTE = 1 << 20


@dataclass(frozen=True)
class Elsewhere(Places):
    """The project's queries with a build that lies in a folder of its own."""

    folder: Path = Path()
    file: str = ""

    @property
    def build(self) -> Path:
        return self.folder

    @property
    def dataset(self) -> Path:
        return Path(self.file) if self.file else super().dataset


@dataclass(frozen=True)
class Settings:
    """Limits are for one request; `workers` is how many queries run at once, `memory` is in bytes."""

    places: Places
    host: str = "127.0.0.1"
    port: int = 8000
    public: str = ""
    timeout: float = 20.0
    workers: int = field(default_factory=lambda: max(4, 2 * (os.cpu_count() or 1)))
    memory: int = 512 * MEGABYTE
    answer: int = 64 * MEGABYTE  # the largest answer
    request: int = MEGABYTE  # the longest query
    cache: int = 64 * MEGABYTE
    patience: float = 10.0  # seconds that a client has to send its request
    token: str = ""  # opens writing
    dataset: str = ""  # the file to serve, if not that of the build

    @property
    def public_url(self) -> str:
        """Where the world finds the server, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.public.rstrip("/") or f"http://{host}:{self.port}"

    @property
    def for_the_zygote(self) -> dict:
        return {"root": str(self.places.root), "build": str(self.places.build), "file": self.dataset, "memory": self.memory, "answer": self.answer,
                "public_url": self.public_url}
