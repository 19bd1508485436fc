"""From what a person types to a term: an id, a label or a synonym of a record, or a value for a query's parameter."""

from collections.abc import Iterable

import pyoxigraph as ox

from ..names import KG, PREFIXES, SI, XSD, expand, local_name, nearest, shorten
from ..problems import Stop
from .library import NAMED, Parameter, Query
from .store import Bindings, Store

# What has been replaced is found by its names as what replaced it (queries/rules/replaced-name.rq).
IN_USE = "MINUS { ?thing dcterms:isReplacedBy ?new }"
NAMES = f"SELECT DISTINCT ?thing ?name WHERE {{ ?thing skos:prefLabel|skos:altLabel|rdfs:label ?name {IN_USE} }}"
NAMES_BELOW = f"SELECT DISTINCT ?thing ?name ?class WHERE {{ ?thing rdfs:subClassOf* ?class ; a owl:Class ; rdfs:label|skos:altLabel ?name {IN_USE} }}"
NAMES_IN_CLASS = f"SELECT DISTINCT ?thing ?name ?class WHERE {{ ?thing a ?class ; skos:prefLabel|skos:altLabel|rdfs:label ?name {IN_USE} }}"


def bindings(store: Store, query: Query, given: dict[str, str]) -> Bindings:
    """The query's parameters as terms; everything that is wrong with what was given, in one go."""
    faults = [fault for name in given if (fault := unknown_parameter(query, name))]
    bound: Bindings = {}
    for name, parameter in query.parameters.items():
        text = given.get(name, parameter.default)
        if text is None:
            continue
        try:
            bound[name] = value(store, parameter, text)
        except Stop as stop:
            faults.append(str(stop))
    if faults:
        raise Stop("\n".join(faults))
    return bound


def unknown_parameter(query: Query, name: str) -> str | None:
    if name in query.parameters:
        return None
    if not query.parameters:
        return f"{query.name} has no parameter {name!r}, it takes none"
    near = nearest(name, query.parameters)
    return f"{query.name} has no parameter {name!r}, " + (f"did you mean {near[0]}?" if near else f"it takes {', '.join(query.parameters)}")


def value(store: Store, parameter: Parameter, text: str) -> ox.NamedNode | ox.Literal:
    if parameter.type in NAMED:
        return pick(values(store, parameter), text, parameter.name)
    if parameter.type == "string":
        return ox.Literal(text)
    try:
        number = int(text) if parameter.type == "integer" else float(text)
        if number - number == 0 and "_" not in text and "e" not in text.lower():
            return ox.Literal(text.strip(), datatype=ox.NamedNode(XSD + parameter.type))
    except ValueError:
        pass
    example = "500" if parameter.type == "integer" else "0.5"
    raise Stop(f"--{parameter.name} takes {parameter.type} and not {text!r}", f"write it like {example}")


def thing(store: Store, text: str, kind: str | None = None, what: str = "name") -> ox.NamedNode:
    """The one record (of a class, if given) with this id, label or synonym."""
    return pick(called(store, kind), text, what)


def pick(names: dict[str, list[str]], text: str, what: str) -> ox.NamedNode:
    """The one of these things, each given with what it is called, that the text means."""
    if iri := by_id(text, names):
        return ox.NamedNode(iri)
    fits = sorted(iri for iri, labels in names.items() if normal(text) in map(normal, labels))
    if len(fits) == 1:
        return ox.NamedNode(fits[0])
    if fits:
        raise Stop(f"several are called {text!r}", "say " + " or ".join(map(shorten, fits)))
    known = [label for iri, labels in names.items() for label in (local_name(iri), *labels)]
    near = nearest(text, known, 3)
    raise Stop(f"there is no {what} {text!r}", f"did you mean {' or '.join(near)}?" if near else
               f"give an id like {shorten(next(iter(names), KG + 'record'))} or a label")


def called(store: Store, kind: str | None) -> dict[str, list[str]]:
    """What each thing is called, by IRI: of one class, or of all."""
    return by_iri(store.rows(*names_in(kind)))


def values(store: Store, parameter: Parameter) -> dict[str, list[str]]:
    """What each thing is called that a parameter takes, by IRI."""
    return by_iri(store.rows(*names_for(parameter)))


def names_for(parameter: Parameter) -> tuple[str, Bindings | None]:
    """The question for the names of all that a parameter takes."""
    text, bound = names_in(parameter.values_from)
    return (NAMES_BELOW if parameter.type == "class" else text), bound


def names_in(kind: str | None) -> tuple[str, Bindings | None]:
    return (NAMES_IN_CLASS, {"class": ox.NamedNode(expand(kind))}) if kind else (NAMES, None)


def by_iri(rows: Iterable[tuple]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for found, name, *_ in rows:
        if isinstance(found, ox.NamedNode):
            names.setdefault(found.value, []).append(name.value)
    return names


def by_id(text: str, names: Iterable[str]) -> str | None:
    """`kg:x`, a full IRI, or only `x`, if that is among the names."""
    candidates = [expand(text), KG + text.strip(), SI + text.strip(), PREFIXES["unit"] + text.strip()]
    return next((iri for iri in candidates if iri in names), None)


def normal(text: str) -> str:
    """Case, dashes and runs of spaces do not tell labels apart."""
    return " ".join(text.casefold().replace("–", "-").replace("-", " ").replace("_", " ").split())
