"""The records in the making: what the entries mean, name by name, and what is wrong with them.

One draft takes all entries of an addition, so that a row may speak of what another row adds. A fault is kept with the
place where the value was given and drafting goes on, so that a person is told everything at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ..entries import forms
from ..entries.entry import Entry, EntryProblem
from ..entries.forms import Accepts, Field, Form
from ..entries.values import Refused, line
from ..names import KG, expand, local_name, nearest, shorten
from ..turtle.blocks import Block, slug
from ..turtle.sources import Sources
from .known_names import Names, a, joined

PUBLICATION = expand("si:Publication")


@dataclass
class Made:
    """A block, the entry that asked for it, and what decides where it goes: the class, and the publication it comes from."""

    block: Block
    entry: Entry
    target: str
    source: str = ""
    place: dict[str, str] = field(default_factory=dict)  # of a passage: source, section and so on, as read

    @property
    def name(self) -> str:
        return expand(self.block.name)


class Draft:
    def __init__(self, sources: Sources, known: dict[str, Form] | None = None):
        self.sources = sources
        self.forms = known or forms.of(sources)
        self.names = Names(sources)
        self.made: list[Made] = []
        self.problems: list[EntryProblem] = []
        self.taken = set(sources.records)
        self.own: dict[int, str] = {}  # the record of an entry, by its identity
        self.relations = self.direct_relations()
        self.passages: dict[tuple, str] = {}  # by source, place and words

    def direct_relations(self) -> list[str]:
        """What a claim may say, as full IRIs."""
        said = self.forms["claim"].field("relation").accepts.choices
        return [name for name in self.names.facts.of_kind("ObjectProperty") if self.names.label(name) in said]

    def key(self, entry: Entry) -> str:
        """What the names of its records begin with: the publication that found it, or that says it.

        Empty for one whose key goes on from that of another, as the review's does.
        """
        found = self.publication(entry, "made-by") if entry.one("made-by") else self.publication(entry)
        name = local_name(found) if found else ""
        return "" if "-" in name and KG + name.split("-")[0] in self.taken else name

    def wrong(self, entry: Entry, name: str, rule: str, message: str, fix: str) -> None:
        problem = EntryProblem(entry.place(name), rule, message, fix)
        if problem not in self.problems:
            self.problems.append(problem)

    def checked(self, entries: Sequence[Entry]) -> list[Entry]:
        """The entries whose kind is known, with every fault of form told."""
        for entry in entries:
            if entry.kind not in self.forms:
                near = nearest(entry.kind, self.forms)
                self.wrong(entry, "kind", "kind", f"{entry.kind!r} is no kind of record", f"did you mean {near[0]}?" if near else
                           f"use {', '.join(self.forms)}")
                continue
            self.check_form(entry, self.forms[entry.kind])
        return [entry for entry in entries if entry.kind in self.forms]

    def check_form(self, entry: Entry, form: Form) -> None:
        for name in entry.values:
            known = form.field(name)
            if known is None:
                near = nearest(name, [one.name for one in form.fields])
                self.wrong(entry, name, "field", f"{a(form.kind)} has no field {name!r}", f"did you mean {near[0]}?" if near else
                           f"it has {', '.join(one.name for one in form.fields)}")
            elif not known.many and len(entry.all(name)) > 1:
                self.wrong(entry, name, "once", f"{name} is given {len(entry.all(name))} times", "give it once")
        for one in form.fields:
            if one.required and not entry.all(one.name):
                self.wrong(entry, one.name, "missing", f"{a(form.kind)} needs its {one.name}", f"say {one.help}" + example(one))

    def read(self, entry: Entry, name: str, reader: Callable[[str], object], said: str | None = None):
        """What a field says, read by a function that may refuse it."""
        said = entry.one(name) if said is None else said
        if said is None:
            return None
        try:
            return reader(said)
        except Refused as refused:
            self.wrong(entry, name, refused.rule, refused.message, refused.fix)
            return None

    def text(self, entry: Entry, name: str) -> str | None:
        return self.read(entry, name, line)

    def things(self, entry: Entry, name: str, accepts: Accepts | None = None) -> list[str]:
        """The things that a field names, as full IRIs."""
        wanted = accepts or self.forms[entry.kind].field(name).accepts
        found = [self.read(entry, name, lambda said: self.names.thing(line(said), wanted), said) for said in entry.all(name)]
        return [one for one in found if one]

    def thing(self, entry: Entry, name: str, accepts: Accepts | None = None) -> str | None:
        return next(iter(self.things(entry, name, accepts)), None)

    def publication(self, entry: Entry, name: str = "source") -> str | None:
        return self.thing(entry, name, Accepts("thing", (PUBLICATION,)))

    def is_publication(self, entry: Entry) -> bool:
        """Whether the source is a publication that is known, and not words of one's own."""
        try:
            return bool(entry.one("source")) and bool(self.names.thing(entry.one("source"), Accepts("thing", (PUBLICATION,))))
        except Refused:
            return False

    def free(self, name: str) -> str:
        """The name, or the name with a number where it is taken."""
        number, found = 2, name
        while found in self.taken:
            found, number = f"{name}-{number}", number + 1
        self.taken.add(found)
        return found

    def named(self, entry: Entry, label: str, before: str = "") -> str:
        """The full IRI of a new record in graph/: its id, or one made from its label."""
        if given := entry.one("id"):
            name = slug(given.removeprefix("kg:"), 90)
            if name != given.removeprefix("kg:"):
                self.wrong(
                    entry,
                    "id",
                    "id",
                    f"{given!r} is no name of a record",
                    f"write it in lower case with hyphens{', like ' + name if name else ''}",
                )
            elif KG + name in self.taken:
                self.wrong(entry, "id", "taken", f"there is a record kg:{name} already", "choose another id")
            return self.free(KG + (name or "record"))
        name = slug(f"{before} {label}" if before else label, 80)
        if not name:
            self.wrong(entry, "id", "id", f"no name can be made from {label!r}", "give an id in lower case with hyphens")
        return self.free(KG + (name or "record"))

    def new(self, entry: Entry, name: str, kind: str, target: str, source: str = "") -> Block:
        block = Block(shorten(name), kind)
        self.made.append(Made(block, entry, target, source))
        return block


def example(asked: Field) -> str:
    if asked.accepts.choices:
        return f": {joined(asked.accepts.choices)}"
    return f", such as {asked.example}" if asked.example else ""
