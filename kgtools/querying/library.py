"""The query library: one `.rq` file is one question, check, list or rule, with a `#+` header that says what it is.

    #+ title: Strategies against a mechanism
    #+ question: Which strategies are said to make a mechanism less?
    #+ asked-as: [what helps against it, how to prevent it]
    #+ tags: [strategy, mechanism]
    #+ parameters:
    #+   mechanism:
    #+     type: label
    #+     values-from: si:FailureMechanism
    #+ columns:
    #+   strategy: a strategy that mitigates it

Being in the folder means being enabled. The file stays a valid query in any SPARQL tool: a parameter is a variable
that the engine binds as a term, and left unbound it means all. The engine binds selected variables only, and
does not count a bound one as BOUND (pyoxigraph 0.5); a header that overlooks this is told so.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from ..names import expand, nearest
from ..places import Places
from ..problems import Problem, Stop

NAMED = ("iri", "label", "class")  # given as an id or a label; a class is one at or below the class of values-from
TYPES = (*NAMED, "string", "integer", "decimal")
KEYS = {"title": str, "question": str, "asked-as": list, "note": str, "tags": list, "parameters": dict, "columns": dict, "problem": str, "fix": str,
        "severity": str}
PARAMETER_KEYS = ("type", "default", "values-from", "help")
NOT_ASKED = ("checks", "pages", "report", "rules")
ENTRY = re.compile(r"#\+(?P<indent> *)(?P<key>[\w-]+):(?: +(?P<value>.*))?$")


@dataclass(frozen=True)
class Parameter:
    name: str
    type: str
    default: str | None = None
    values_from: str | None = None
    help: str = ""


@dataclass(frozen=True)
class Query:
    folder: str
    name: str
    path: str
    text: str
    title: str = ""
    question: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    asked_as: tuple[str, ...] = ()
    parameters: dict[str, Parameter] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)
    problem: str = ""
    fix: str = ""
    severity: str = ""


@dataclass
class Library:
    queries: list[Query]
    problems: list[Problem]

    def folder(self, name: str) -> list[Query]:
        return [query for query in self.queries if query.folder == name]

    def sound(self, folder: str) -> list[Query]:
        """The queries of a folder that can be run."""
        return [query for query in self.folder(folder) if not syntax_fault(query)]

    def tagged(self, tag: str | None) -> "Library":
        """The questions, or those with one tag."""
        questions = self.folder("questions")
        fits = [query for query in questions if tag is None or tag in query.tags]
        if not fits:
            raise unknown("tag", tag, sorted({tag for query in questions for tag in query.tags}), "`kgtools query --list` shows all")
        return Library(fits, [])

    def find(self, name: str) -> Query:
        """The query of this name, as `name` or `folder/name`; checks and rules are not asked by name."""
        asked = [query for query in self.queries if query.folder not in NOT_ASKED]
        fits = [query for query in asked if name.removesuffix(".rq") in (query.name, f"{query.folder}/{query.name}")]
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise Stop(f"several queries are named {name}", "say " + " or ".join(f"{q.folder}/{q.name}" for q in fits))
        raise unknown("query", name, [query.name for query in asked], "`kgtools list queries` shows all")


def unknown(kind: str, name: str, known: Iterable[str], where: str) -> Stop:
    near = nearest(name, known, 3)
    return Stop(f"there is no {kind} {name!r}", f"did you mean {' or '.join(near)}? {where}" if near else where)


def read(places: Places, *folders: str) -> Library:
    """All queries, or those of some folders; a header in bad form is a problem of its file and line."""
    library = Library([], [])
    for path in sorted(places.queries.rglob("*.rq")):
        folder = path.relative_to(places.queries).parts[0]
        if not folders or folder in folders:
            query, problems = parse(path.read_text("utf-8"), places.relative(path), folder)
            library.queries.append(query)
            library.problems += problems
    return library


def syntax_problems(library: Library) -> Iterable[Problem]:
    for query in library.queries:
        if fault := syntax_fault(query):
            yield Problem(query.path, *fault)


def syntax_fault(query: Query) -> tuple[int, str, str, str] | None:
    """Line, rule, message and fix where the engine does not accept the query."""
    try:
        ox.Store().query(query.text)
    except SyntaxError as error:
        found = re.search(r"at (\d+):\d+: (.*)", str(error), re.DOTALL)
        line, message = (int(found[1]), found[2]) if found else (1, str(error))
        return line, "query", " ".join(message.split()), "correct the SPARQL"
    return None


def read_file(path: Path) -> Query:
    """A query file of the user's own, with or without header."""
    try:
        query, problems = parse(path.read_text("utf-8"), str(path), "")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop(f"{path} cannot be read ({getattr(error, 'strerror', None) or 'it is not UTF-8'})", "name a file with a SPARQL query") from error
    if problems:
        raise Stop(str(problems[0]))
    return query


def parse(text: str, path: str, folder: str) -> tuple[Query, list[Problem]]:
    header, problems = parse_header(text, path)
    parameters = {}
    for name, (line, entries) in header.pop("parameters", {}).items():
        parameters[name] = parameter(name, entries)
        problems += [Problem(path, line, "query-header", *fault) for fault in parameter_faults(parameters[name], entries, text)]
    header["tags"], header["asked_as"] = tuple(header.get("tags", ())), tuple(header.pop("asked-as", ()))
    return Query(folder, Path(path).stem, path, text, parameters=parameters, **header), problems


def binds(text: str, name: str) -> bool:
    """Whether the engine takes a value for this variable; it wants the variable among those selected."""
    try:
        ox.Store().query(text, substitutions={ox.Variable(name): ox.NamedNode("urn:x")})
    except RuntimeError:
        return False
    except SyntaxError:
        pass  # reported as such
    return True


def parse_header(text: str, path: str) -> tuple[dict, list[Problem]]:
    """The `#+` lines as a dictionary two levels deep, which is all the YAML a header needs."""
    header: dict = {}
    problems: list[Problem] = []
    section = entry = last = None
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.startswith("#+"):
            continue
        found = ENTRY.match(line.rstrip())
        depth = len(found["indent"]) if found else None
        if depth == 1:
            section, entry, value = found["key"], None, found["value"] or ""
            if fault := key_fault(section, header):
                problems.append(Problem(path, number, "query-header", *fault))
                section = last = None
                continue
            header[section], last = value_of(section, value), section
        elif depth == 3 and section in ("parameters", "columns"):
            entry = found["key"]
            header[section][entry] = (number, {}) if section == "parameters" else found["value"] or ""
            last = None
        elif depth == 5 and section == "parameters" and entry:
            header[section][entry][1][found["key"]] = found["value"] or ""
        elif last and isinstance(header.get(last), str) and line.startswith("#+   "):
            header[last] = f"{header[last]} {line[2:].strip()}".strip()
        elif section:
            problems.append(Problem(path, number, "query-header", f"the line does not fit into the header: {line[2:].strip()[:40]}",
                                    "indent with two spaces a level and write `key: value`"))
    return header, problems


def key_fault(key: str, header: dict) -> tuple[str, str] | None:
    if key in header:
        return f"{key} stands twice in the header", "keep one"
    if key not in KEYS:
        near = nearest(key, KEYS)
        return f"{key} is no header key", f"did you mean {near[0]}?" if near else f"use {', '.join(KEYS)}"
    return None


def value_of(key: str, value: str):
    if KEYS[key] is dict:
        return {}
    if KEYS[key] is list:
        return [item.strip() for item in value.strip("[] ").split(",") if item.strip()]
    return value.strip()


def parameter(name: str, entries: dict[str, str]) -> Parameter:
    return Parameter(name, entries.get("type", "string"), entries.get("default"), entries.get("values-from"), entries.get("help", ""))


def parameter_faults(parameter: Parameter, entries: dict[str, str], text: str) -> Iterable[tuple[str, str]]:
    for key in entries.keys() - set(PARAMETER_KEYS):
        yield f"{key} is no key of a parameter", f"use {', '.join(PARAMETER_KEYS)}"
    if parameter.type not in TYPES:
        yield f"the parameter {parameter.name} has the type {parameter.type}", f"use {', '.join(TYPES)}"
    body = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    if not re.search(rf"[?$]{re.escape(parameter.name)}\b", body):
        yield f"the query has no variable ?{parameter.name}", "name the parameter like its variable"
    elif not binds(body, parameter.name):
        yield f"?{parameter.name} is not selected, so the engine cannot bind it", "add it to the SELECT; a column that `columns` does not name is not shown"
    if re.search(rf"\bBOUND\s*\(\s*[?$]{re.escape(parameter.name)}\s*\)", body, re.IGNORECASE):
        yield f"BOUND(?{parameter.name}) is false even when the parameter is given", f"write FILTER (COALESCE(a condition on ?{parameter.name}, true))"
    if parameter.values_from and not expand(parameter.values_from):
        yield f"values-from {parameter.values_from} is no name with a known prefix", "write it like si:FailureMechanism"


def overview(library: Library):
    """The library as an answer, for printing like any other."""
    from .store import Answer

    asked = [query for query in library.queries if query.folder not in (*NOT_ASKED, "trace")]
    rows = [[ox.Literal(text) for text in (query.name, query.title, " ".join(query.parameters), " ".join(query.tags), query.folder)]
            for query in asked]
    return Answer(["name", "title", "parameters", "tags", "folder"], rows)
