"""What flags or answers say, as entries: the record, and before it a publication that comes along with its title."""

from ..names import nearest
from ..problems import Stop
from .entry import WHOLE, Entry
from .kinds import KINDS

OF_PUBLICATION = ("title", "author", "year", "journal", "doi")
Values = dict[str, tuple[str, ...]]


def given_entries(group: str, kind: str | None, values: Values) -> list[Entry]:
    """The entry that the flags make, and before it the publication that they bring along."""
    known = [name for name, row in KINDS.items() if row[0] == group]
    if kind not in known:
        near = nearest(kind or "", known)
        message = f"--kind {kind} is no kind of {group}" if kind else "--kind is not given"
        raise Stop(
            message,
            f"did you mean {near[0]}?" if near else f"say one of {', '.join(known)}, or run it bare in a terminal to be asked",
        )
    own, publication = split(kind, values)
    return [*([entry("publication", publication)] if publication else []), entry(kind, own)]


def split(kind: str, values: Values) -> tuple[Values, Values]:
    """What is said of the record, and what is said of a publication that is not there yet."""
    own_names = {row.split()[0] for row in KINDS[kind][2]}
    publication = {name: said for name, said in values.items() if name in OF_PUBLICATION and name not in own_names}
    own = {name: said for name, said in values.items() if name not in publication}
    if publication:
        key = own.get("source", ("",))[0]
        if key.startswith("10."):
            publication.setdefault("doi", (key,))
        elif key and key.replace("-", "").isalnum() and key.islower():
            publication.setdefault("id", (key,))
        elif publication.get("title"):
            own["source"] = publication["title"]
    return own, publication


def entry(kind: str, values: Values) -> Entry:
    flags = {row.split()[0]: f"--{row.split()[0]}" for row in KINDS[kind][2]}
    return Entry(kind, values, {WHOLE: f"add {kind}", **flags, **{name: f"--{name}" for name in values}})
