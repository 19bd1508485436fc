"""What can be added, and what each kind of record asks for: read from the shapes and the ontology, which document it.

Whether a field must be given and how often, what may be given and what it means come from SHACL shapes, ranges and
definitions; examples come from the graph. kinds.py says only what those cannot. What that gives up: a form is as
readable as the definition of the property behind it.
"""

import re
from dataclasses import dataclass

from ..names import PREFIXES, XSD, expand, local_name
from ..turtle import records
from ..turtle.records import Graph
from ..turtle.sources import Sources
from .kinds import ASKED, ENDS, EXAMPLES, HELP, KINDS, NOT_ASKED, OWN_WORK, PLAIN_TEXT, TYPES

TEXT, NUMBER, QUANTITY, INTEGER, YES_NO = "text", "number", "quantity", "integer", "yes/no"
CHOICE, CLASS, THING = "choice", "class", "thing"
DATATYPES = {XSD + "decimal": NUMBER, XSD + "integer": INTEGER, XSD + "boolean": YES_NO}
RDF, RDFS, OWL = (PREFIXES[prefix] for prefix in ("rdf", "rdfs", "owl"))
RELATES = re.compile(r"^Relates .*? to (?=(?:an?|the|its|what|it|any|every|one|something|everything)\b)")


@dataclass(frozen=True)
class Accepts:
    """What may be given.

    `form` is text, number, quantity (a number that may have a sign such as > or be a range), integer, yes/no, choice
    (one of `choices`), class (a class by label, one of `choices` where there are any) or thing (a record of one of
    `classes`, by id, label, synonym, or symbol).
    """

    form: str
    classes: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Field:
    """`predicate` is a full IRI, or empty where the field makes no triple by itself."""

    name: str
    predicate: str
    accepts: Accepts
    required: bool
    many: bool
    help: str
    example: str


@dataclass(frozen=True)
class Form:
    """`group` is concepts or evidence; `target` the class of the records, as a full IRI."""

    kind: str
    group: str
    title: str
    help: str
    target: str
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        return next((field for field in self.fields if field.name == name), None)


def of(sources: Sources) -> dict[str, Form]:
    """The forms by kind, in the order of the table."""
    reader = Reader(records.of([*sources.ontology, *sources.shapes]), records.of([*sources.graph, *sources.ontology]))
    return {kind: reader.form(kind) for kind in KINDS}


class Reader:
    """Reads forms from what the ontology and its shapes say, and examples from what the graph shows."""

    def __init__(self, facts: Graph, shown: Graph):
        self.facts, self.shown = facts, shown
        self.labels = {name: label for name in facts.having("rdfs:label") if (label := facts.one(name, "rdfs:label"))}
        self.shapes = [(shape, facts.one(shape, "sh:targetClass")) for shape in facts.having("sh:targetClass")]
        self.first = first_values(shown)

    def form(self, kind: str) -> Form:
        group, target, rows = KINDS[kind]
        iri = expand(target)
        parts = [
            part for shape, target in self.shapes if self.is_below(iri, target) for part in self.facts.all(shape, "sh:property")
        ]
        fields = tuple(self.field(kind, *row.split(), parts) for row in rows)
        default = ("class", "Kind of thing; given what makes a thing a member, the reasoner finds the members.")
        return Form(
            kind, group, self.labels.get(iri, default[0]), self.facts.one(iri, "skos:definition") or default[1], iri, fields
        )

    def is_below(self, iri: str, above: str | None) -> bool:
        return iri == above or any(self.is_below(one, above) for one in self.facts.all(iri, "rdfs:subClassOf") if one != iri)

    def field(self, kind: str, name: str, short: str, often: str, parts: list[str]) -> Field:
        predicate = expand(short) or ""
        said = [part for part in parts if predicate and self.facts.one(part, "sh:path") == predicate]
        demanded = any(int(self.facts.one(part, "sh:minCount") or 0) > 0 for part in said)
        required = (kind, name) in ASKED or (demanded and (kind, name) not in NOT_ASKED) or (short == "si:inSource")
        accepted = self.accepts(kind, name, predicate, said)
        return Field(
            name,
            predicate,
            accepted,
            required or self.is_place(kind, name),
            often == "+",
            self.help(kind, name, predicate),
            self.example(kind, name, predicate, accepted),
        )

    def is_place(self, kind: str, name: str) -> bool:
        """Evidence stands somewhere; the words are left out where the printed figure is the words."""
        return KINDS[kind][0] == "evidence" and name == "section" or (kind == "passage" and name == "exact")

    def accepts(self, kind: str, name: str, predicate: str, said: list[str]) -> Accepts:
        if name == "type":
            return Accepts(CLASS, (expand(KINDS[kind][1]),), tuple(self.spoken(one) for one in self.types(kind)))
        if (kind, name) == ("class", "parent"):
            return Accepts(CLASS)
        if name == "parent":
            return Accepts(THING, (expand(KINDS[kind][1]),))
        if name == "mentions":
            return Accepts(THING)
        if name in ENDS:
            return Accepts(THING, tuple(map(expand, ENDS[name])))
        if name in PLAIN_TEXT or not predicate:
            return Accepts(TEXT)
        if name in ("value", "unit"):
            return Accepts(QUANTITY) if name == "value" else Accepts(THING, (expand("si:Unit"),))
        return self.by_shape(said) or self.by_range(predicate)

    def types(self, kind: str) -> list[str]:
        """The classes that a record may be said to be: those that the reasoner does not find by itself."""
        if kind in TYPES:
            return [expand(name) for name in TYPES[kind]]
        own = {expand(target) for other, (_, target, _) in KINDS.items() if other != kind}
        return [one for one in self.facts.of_kind("Class") if self.is_below(one, expand(KINDS[kind][1]))
                and one not in own and not self.facts.all(one, "owl:equivalentClass")]

    def by_shape(self, said: list[str]) -> Accepts | None:
        for part in said:
            if listed := self.facts.one(part, "sh:in"):
                return Accepts(CHOICE, (), tuple(self.spoken(one) for one in self.items(listed)))
        either = [option for part in said for listed in self.facts.all(part, "sh:or") for option in self.items(listed)]
        classes = [one for part in (*said, *either) for one in self.facts.all(part, "sh:class")]
        return Accepts(THING, tuple(dict.fromkeys(classes))) if classes else None

    def by_range(self, predicate: str) -> Accepts:
        ends = self.facts.all(predicate, "rdfs:range")
        if not ends and (back := self.facts.one(predicate, "owl:inverseOf")):
            ends = self.facts.all(back, "rdfs:domain")
        ends = [part for end in ends for part in (self.items(self.facts.one(end, "owl:unionOf")) or [end])]
        if ends and ends[0] in DATATYPES:
            return Accepts(DATATYPES[ends[0]])
        if local_name(predicate) in ("plausibleMinimum", "plausibleMaximum"):
            return Accepts(NUMBER)
        things = tuple(end for end in ends if not end.startswith((XSD, RDFS)))
        return Accepts(THING, things) if things else Accepts(TEXT)

    def items(self, node: str | None) -> list[str]:
        """The members of an RDF list."""
        found = []
        while node and node != RDF + "nil":
            found += self.facts.all(node, "rdf:first")
            node = self.facts.one(node, "rdf:rest")
        return found

    def help(self, kind: str, name: str, predicate: str) -> str:
        if name == "source":
            return OWN_WORK if KINDS[kind][0] == "concepts" else HELP[name]
        said = HELP.get(name) or RELATES.sub("", self.facts.one(predicate, "skos:definition") or name)
        return (said if name in HELP else said[:1].lower() + said[1:]).rstrip(".")

    def example(self, kind: str, name: str, predicate: str, accepted: Accepts) -> str:
        """What the first record of the kind has there, else the first record of any."""
        if name in EXAMPLES:
            return EXAMPLES[name]
        found = self.first.get((expand(KINDS[kind][1]), predicate)) or self.first.get(("", predicate))
        return self.spoken(found) if found else next(iter(accepted.choices), "")

    def spoken(self, value: str) -> str:
        """A thing by its symbol or label, anything else as it is."""
        return self.shown.one(value, "si:symbol") or self.shown.one(value, "skos:prefLabel") or self.labels.get(value) or value


def first_values(shown: Graph) -> dict[tuple[str, str], str]:
    """By class and predicate, and by predicate alone, the first value; of a relation, the object of its first claim."""
    found: dict[tuple[str, str], str] = {}
    for record in shown.having("rdf:type"):
        for kind in (*shown.all(record, "rdf:type"), ""):
            for predicate in shown.properties(record):
                found.setdefault((kind, predicate), shown.one(record, predicate))
        if relation := shown.one(record, "si:predicate"):
            found.setdefault(("", relation), shown.one(record, "si:object"))
    return found
