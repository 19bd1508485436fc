"""One record as a block in house form: a name at column 0, one predicate a line, a final dot.

Texts are written by one function that escapes what would end them, so that no label can say anything but itself.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..names import PREFIXES

ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
GREEK = {
    "µ": "u",
    "μ": "u",
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "Ω": "ohm",
    "ß": "ss",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "æ": "ae",
}
PREFIXED = re.compile(r"(?<![\w:<\"])([a-z]+):(?=[\w])")
STRING = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>]*>')


@dataclass
class Block:
    """A record on its way into a file; each line knows the field of the entry that it came from."""

    name: str  # with its prefix
    kind: str  # what stands behind `a`
    lines: list[tuple[str, list[str], str]] = field(default_factory=list)

    def add(self, predicate: str, objects: str | Iterable[str], given: str = "") -> None:
        found = [objects] if isinstance(objects, str) else list(dict.fromkeys(objects))
        if found:
            self.lines.append((predicate, found, given))

    def text(self) -> str:
        said = [f"{self.name} a {self.kind}", *(f"    {predicate} {', '.join(objects)}" for predicate, objects, _ in self.lines)]
        return " ;\n".join(said) + " .\n"

    def given_at(self, number: int) -> str:
        """The field behind a line of the text, counted from 0."""
        return self.lines[number - 1][2] if 0 < number <= len(self.lines) else ""

    def prefixes(self) -> list[str]:
        used = set(PREFIXED.findall(STRING.sub("", self.text())))
        return [prefix for prefix in PREFIXES if prefix in used]


def text(said: str, language: str = "") -> str:
    """A Turtle string."""
    inside = "".join(ESCAPES.get(letter, letter) for letter in said)
    return f'"{inside}"' + (f"@{language}" if language else "")


def words(label: str) -> list[str]:
    """The words of a label in plain letters: `µm-Si, porous` is um, Si, porous."""
    label = re.sub(r"[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+", " ", label)  # exponents of units
    spelled = "".join(
        " "
        if unicodedata.category(letter) == "Pd"
        else GREEK.get(letter, GREEK.get(letter.lower(), letter))
        if not letter.isascii()
        else letter
        for letter in label
    )
    plain = unicodedata.normalize("NFKD", spelled).encode("ascii", "ignore").decode()
    return re.findall(r"[A-Za-z0-9]+", plain.replace("'", ""))


def slug(label: str, longest: int = 60) -> str:
    """The name of a record in graph/: `li6ps5cl`, `particle-pulverization`; empty where no letter is left."""
    kept: list[str] = []
    for word in words(label):
        if kept and len("-".join([*kept, word])) > longest:
            break
        kept.append(word.lower())
    name = "-".join(kept)[:longest]
    return name if re.search(r"[a-z]", name) else ""


def camel(label: str) -> str:
    """The name of a class or a metric in the ontology: `SiliconCarbonComposite`."""
    name = "".join(word[:1].upper() + word[1:] for word in words(label))
    return name if re.match(r"[A-Z]", name) else ""


def header(prefixes: Iterable[str], comment: str) -> str:
    """How a file begins: the prefixes it needs, and a line that says what it holds."""
    wanted = set(prefixes)
    return "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items() if prefix in wanted) + f"\n# {comment}\n"
