"""One Turtle file read record by record, so that every triple and every error has its own line.

The house form makes this possible: a record starts at column 0 with its name, so a file splits into records
by looking at line starts, and one broken record does not hide the next. What that gives up: Turtle that is
valid but not in house form is refused in graph/. Elsewhere a file may write a name in its own way (in full, with a
prefix of its own, with the empty prefix), so a record knows its file's prefixes and finds a name in any form.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urljoin

import pyoxigraph as ox

from ..names import PREFIXES, expand, shorten
from ..problems import Problem

START = re.compile(r"(?P<name><[^>]*>|(?:[A-Za-z][\w-]*)?:[^\s;,]*|\[|_:\S+)")
DIRECTIVE = re.compile(r"@?(?:prefix|base)\b", re.IGNORECASE)
PREFIX = re.compile(r"@?prefix\s+(?P<prefix>[\w-]*):\s*<(?P<iri>[^>]*)>", re.IGNORECASE)
BASE = re.compile(r"@?base\s+<([^>]*)>", re.IGNORECASE)
PREFIX_NAME = re.compile(r"@?prefix\s+([\w-]*)", re.IGNORECASE)
STRING_OR_COMMENT = re.compile(r'("(?:[^"\\]|\\.)*"|<[^<>\s]*>)|#.*')
LINE_OF_PARSER = re.compile(r"^Parser error .*?: | \(line \d+\)$", re.DOTALL)


@dataclass(eq=False)
class Record:
    """The lines of one record: from its name at column 0 to the line before the next."""

    path: str
    line: int
    name: str
    lines: list[str] = field(default_factory=list)
    broken: bool = False
    prefixes: Mapping[str, str] = field(default_factory=dict)

    @property
    def iri(self) -> str:
        """The name in full: by the one prefix table, else by the file's own prefixes and base."""
        if self.name.startswith("<"):
            return urljoin(self.prefixes.get("@base", ""), self.name[1:-1])
        prefix, colon, local = self.name.partition(":")
        return expand(self.name) or (self.prefixes[prefix] + local if colon and prefix in self.prefixes else self.name)

    def forms(self, word: str) -> list[str]:
        """A word as this file may write it: a name also in full, or with a prefix of the file's own."""
        iri = expand(word) if word[:1] == "<" or word.partition(":")[0] in PREFIXES else None
        own = ((prefix, base) for prefix, base in self.prefixes.items() if iri and prefix != "@base" and iri.startswith(base))
        return [word, *([f"<{iri}>"] if iri else []), *(f"{prefix}:{iri[len(base):]}" for prefix, base in own)]

    def has(self, word: str) -> bool:
        return any(pattern(self.forms(word)).search(text) for text in self.lines)

    def line_of(self, *words: str) -> int:
        """The line on which these words stand together, else the first one that has the last word, else the record's."""
        wanted = [pattern(self.forms(word)) for word in words if word]
        for patterns in (wanted, wanted[-1:]):
            for number, text in enumerate(self.lines):
                if patterns and all(one.search(text) for one in patterns):
                    return self.line + number
        return self.line

    @property
    def last_line(self) -> int:
        """The last line that is neither empty nor a comment."""
        filled = [number for number, text in enumerate(self.lines) if without_comment(text).strip()]
        return self.line + (filled[-1] if filled else 0)

    def text_at(self, line: int) -> str:
        return without_comment(self.lines[line - self.line]).strip()


@dataclass(eq=False)
class Source:
    """One file: its directives, its records, the triples that could be read and the problems on the way."""

    path: str
    directives: list[tuple[int, str]] = field(default_factory=list)
    records: list[Record] = field(default_factory=list)
    triples: list[ox.Triple] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    digest: str = ""
    known = False  # whether it is as the last build found it, without a problem of its own

    def problem(self, line: int, rule: str, message: str, fix: str) -> None:
        self.problems.append(Problem(self.path, line, rule, message, fix))


def read(path: str, text: str) -> Source:
    source = split(path, text)
    check_directives(source)
    if not source.problems and (triples := parsed_at_once(text)) is not None:
        source.triples = triples
    else:
        for record in source.records:
            parse_record(source, record)
    source.triples = with_stable_blank_nodes(path, source.triples)
    return source


def pattern(forms: list[str]) -> re.Pattern:
    """Any of these as a word of its own."""
    return re.compile(rf"(?<![\w:-])(?:{'|'.join(map(re.escape, forms))})(?![\w-])")


def without_comment(line: str) -> str:
    return STRING_OR_COMMENT.sub(lambda match: match.group(1) or "", line)


def split(path: str, text: str) -> Source:
    """Cut a file into directives and records by what stands at column 0."""
    source = Source(path)
    prefixes: dict[str, str] = {}
    inside_long_string = False
    for number, line in enumerate(text.split("\n"), start=1):
        start = None if inside_long_string else START.match(line)
        if not inside_long_string and DIRECTIVE.match(line):
            source.directives.append((number, without_comment(line).strip()))
            prefixes.update(bound(line))
            start = None
            line = ""
        if start:
            source.records.append(Record(path, number, start["name"], prefixes=prefixes))
        if source.records:
            source.records[-1].lines.append(line)
        elif line and not line.startswith("#") and line.strip():
            source.problem(number, "syntax", "this line stands before the first record",
                           "begin the record with its name at column 0, or make the line a comment with #")
        inside_long_string ^= line.count('"""') % 2 == 1
    return source


def bound(directive: str) -> Iterable[tuple[str, str]]:
    """What a directive binds: a prefix, or `@base`."""
    if found := PREFIX.match(directive):
        yield found["prefix"], found["iri"]
    elif found := BASE.match(directive):
        yield "@base", found[1]


def check_directives(source: Source) -> None:
    for number, text in source.directives:
        try:
            list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
        except SyntaxError as error:
            source.problem(number, "syntax", bare(error), "write it as `@prefix name: <iri> .`")
        if (found := PREFIX.match(text)) and PREFIXES.get(found["prefix"], found["iri"]) != found["iri"]:
            source.problem(number, "prefix", f"{found['prefix']}: is bound to <{found['iri']}>",
                           f"bind it to <{PREFIXES[found['prefix']]}> as everywhere else")


def sound_directives(source: Source) -> Iterable[str]:
    """Directives to read the records with: one that is broken or wrong has its problem, and must not give all records one."""
    broken = {problem.line for problem in source.problems}
    for number, text in source.directives:
        name = PREFIX_NAME.match(text)
        if name and name[1] in PREFIXES:
            yield f"@prefix {name[1]}: <{PREFIXES[name[1]]}> ."
        elif number not in broken:
            yield text


def parsed_at_once(text: str) -> list[ox.Triple] | None:
    try:
        return [quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True)]
    except SyntaxError:
        return None


def parse_record(source: Source, record: Record) -> None:
    """Keep the triples before the first error of a record, and say where the error is."""
    prelude = " ".join(sound_directives(source))
    body = prelude + "\n" + "\n".join(record.lines)
    try:
        for quad in ox.parse(body.encode(), format=ox.RdfFormat.TURTLE, rename_blank_nodes=True):
            source.triples.append(quad.triple)
    except SyntaxError as error:
        record.broken = True
        source.problem(*explained(record, error))


def explained(record: Record, error: SyntaxError) -> tuple[int, str, str, str]:
    """Line, rule, message and fix for a parser error, pointing at the line to change, not where the parser gave up."""
    line = min(record.line + (error.lineno or 2) - 2, record.last_line)
    message = bare(error)
    if open_quote := line_with_open_quote(record):
        return open_quote, "syntax", "a quotation mark is opened and not closed on this line", 'close it with " (and write \\" inside a text)'
    if message.startswith("Unexpected end") and not record.text_at(record.last_line).endswith("."):
        return record.last_line, "syntax", f"the record {record.name} has no final dot", "end its last line with ` .`"
    if message.startswith("A dot is expected") and at_line_start(record, error, line):
        return line_before(record, line), "syntax", "the line does not end with `;` or `,`, and the record goes on", "end the line with ` ;`"
    if "IRI code point" in message:
        return line, "iri", f"an IRI holds a character that is not allowed: {message}", "write it percent-encoded (%20 for a space)"
    return line, "syntax", message, fix_for(message)


def bare(error: SyntaxError) -> str:
    """The parser's message without its own line and column, which count from the record's start."""
    return LINE_OF_PARSER.sub("", LINE_OF_PARSER.sub("", str(error.msg))).strip()


def fix_for(message: str) -> str:
    if "has not been declared" in message:
        return "declare it with @prefix at the top of the file, or correct the prefix"
    if "valid RDF object" in message or "prefix name" in message:
        return 'write a name with its prefix, a number, or a text in "quotation marks"'
    return "correct the Turtle here"


def line_with_open_quote(record: Record) -> int | None:
    """The first line with an odd number of quotation marks, unless long strings make that meaningless."""
    if any('"""' in line for line in record.lines):
        return None
    for number, line in enumerate(record.lines):
        rest = re.sub(r'"(?:[^"\\]|\\.)*"|<[^<>\s]*>', "", line).split("#")[0]
        if '"' in rest:
            return record.line + number
    return None


def at_line_start(record: Record, error: SyntaxError, line: int) -> bool:
    return not record.lines[line - record.line][: (error.offset or 1) - 1].strip()


def line_before(record: Record, line: int) -> int:
    filled = [n for n in range(record.line, line) if record.text_at(n)]
    return filled[-1] if filled else record.line


def with_stable_blank_nodes(path: str, triples: list[ox.Triple]) -> list[ox.Triple]:
    """Name blank nodes by file and order, so that two builds of the same sources are the same."""
    stem = re.sub(r"\W+", "-", path.removesuffix(".ttl")).strip("-")
    names: dict[ox.BlankNode, ox.BlankNode] = {}

    def renamed(term):
        if not isinstance(term, ox.BlankNode):
            return term
        return names.setdefault(term, ox.BlankNode(f"{stem}-{len(names) + 1}"))

    return [ox.Triple(renamed(t.subject), t.predicate, renamed(t.object)) if is_nameless(t) else t for t in triples]


def is_nameless(triple: ox.Triple) -> bool:
    return isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode)


def display(term) -> str:
    """A term as a curator would write it."""
    return shorten(term.value) if isinstance(term, ox.NamedNode) else str(term)


def without_text(line: str) -> str:
    """A line without its strings, IRIs and comment: what is left is structure and names."""
    return STRING_OR_COMMENT.sub("", line)
