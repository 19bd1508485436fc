"""One record as a person gives it, before it is Turtle: names and numbers as typed, each with the place it came from.

Flags, questions in a terminal and rows of a table all become entries; from there on they are one thing. What that
gives up: an entry is plain text, so a value is read once more when the record is drafted.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

WHOLE = ""  # in `places`: where the record as a whole was given, such as "line 3" or "concepts!4"


@dataclass(frozen=True)
class Entry:
    """`kind` as in forms, `values` by field name, `places` says where each field was given ("--parent", "concepts!C4")."""

    kind: str
    values: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str] = field(default_factory=dict)
    called: str = ""  # a short name, not kept, by which other entries of the same addition speak of this one

    def all(self, name: str) -> tuple[str, ...]:
        """What was given for a field, without the empty values."""
        return tuple(value.strip() for value in self.values.get(name, ()) if value.strip())

    def one(self, name: str) -> str | None:
        """The first value of a field, None where nothing was given."""
        return next(iter(self.all(name)), None)

    def place(self, name: str = WHOLE) -> str:
        """Where the field was given; where the record was given for a field that was not."""
        return self.places.get(name) or self.places.get(WHOLE) or f"{self.kind}: {name or 'record'}"


@dataclass(frozen=True, order=True)
class EntryProblem:
    """What is wrong with an entry: where it was given, by which rule, what, and what to do."""

    place: str
    rule: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.place}: [{self.rule}] {self.message}, {self.fix}"
