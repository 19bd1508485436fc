"""What a parser lets pass: bytes, control characters and literals whose text does not fit their datatype.

pyoxigraph keeps `"abc"^^xsd:integer` without a word, and rdflib turns some such texts into gigabytes,
so a literal in bad form is reported here and handed on to nobody.
"""

import re
from collections.abc import Iterable

import pyoxigraph as ox

from ..names import XSD, shorten
from ..problems import Problem
from .reader import Source

DAY = r"-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])"
ZONE = r"(?:Z|[+-]\d{2}:\d{2})?"
FORMS = {
    XSD + "decimal": (r"[+-]?(?:0|[1-9]\d{0,17})(?:\.\d{1,17})?", "write it like 402.0"),
    XSD + "integer": (r"[+-]?(?:0|[1-9]\d{0,17})", "write it like 500"),
    XSD + "nonNegativeInteger": (r"\+?(?:0|[1-9]\d{0,17})", "write it like 500"),
    XSD + "positiveInteger": (r"\+?[1-9]\d{0,17}", "write it like 500"),
    XSD + "boolean": (r"true|false", "write true or false"),
    XSD + "date": (DAY + ZONE, "write it like 2024-05-09"),
    XSD + "dateTime": (DAY + r"T\d{2}:\d{2}:\d{2}(?:\.\d+)?" + ZONE, "write it like 2024-05-09T12:00:00Z"),
    XSD + "gYear": (r"-?\d{4,}" + ZONE, "write it like 2024"),
    XSD + "gYearMonth": (r"-?\d{4,}-(?:0[1-9]|1[0-2])" + ZONE, "write it like 2024-05"),
    XSD + "anyURI": (r"[^\s<>\"{}|\\^`]*", "write the address percent-encoded, without spaces"),
}
PATTERNS = {datatype: re.compile(form) for datatype, (form, _) in FORMS.items()}
NOT_EXACT = {XSD + "double", XSD + "float"}
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def decoded(path: str, data: bytes) -> tuple[str, list[Problem]]:
    """A file's text, with what is wrong in its bytes; what is wrong is left out so that reading can go on."""
    problems = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        problems.append(Problem(path, 1, "byte-order-mark", "the file begins with a byte order mark", "save it as UTF-8 without BOM"))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.append(Problem(path, line, "encoding", f"byte 0x{data[error.start]:02x} is not UTF-8", "save the file as UTF-8"))
        text = data.decode("utf-8", errors="replace")
    text = text.replace("\r\n", "\n")
    if not CONTROL.search(text):
        return text, problems
    for number, line in enumerate(text.split("\n"), start=1):
        if found := CONTROL.search(line):
            problems.append(control_character(path, number, found.group()))
    return CONTROL.sub(" ", text), problems


def control_character(path: str, line: int, character: str) -> Problem:
    return Problem(path, line, "control-character", f"there is a control character (U+{ord(character):04X})", "delete it")


def check(source: Source) -> None:
    """Report literals in bad form and take their triples out of the source."""
    good = []
    for triple in source.triples:
        if isinstance(triple.object, ox.Literal) and (wrong := fault(triple.object)):
            source.problems.append(located(source, triple, *wrong))
        else:
            good.append(triple)
    source.triples = good


def fault(literal: ox.Literal) -> tuple[str, str, str] | None:
    """Rule, message and fix for a literal in bad form."""
    text, datatype = literal.value, literal.datatype.value
    if found := CONTROL.search(text):
        return "control-character", f"a text holds a control character (U+{ord(found.group()):04X})", "delete it"
    if datatype in NOT_EXACT:
        return "number-form", f"{text} is a floating-point number", "write it as a decimal, 1000.0 and not 1e3"
    pattern = PATTERNS.get(datatype)
    if pattern and not pattern.fullmatch(text):
        return "bad-literal", f'"{text[:40]}" is not a value of {shorten(datatype)}', FORMS[datatype][1]
    return None


def located(source: Source, triple: ox.Triple, rule: str, message: str, fix: str) -> Problem:
    words = (triple.object.value, shorten(triple.predicate.value))
    for record in records_of(source, triple):
        return Problem(source.path, record.line_of(*words), rule, f"{record.name}: {message}", fix)
    return Problem(source.path, 1, rule, message, fix)


def records_of(source: Source, triple: ox.Triple) -> Iterable:
    """The record of a triple; for a blank node (in the ontology only) every record that has the literal's text."""
    if isinstance(triple.subject, ox.NamedNode):
        return (record for record in source.records if record.iri == triple.subject.value)
    return (record for record in source.records if any(triple.object.value in line for line in record.lines))
