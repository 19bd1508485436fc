"""The operations of an update, one after the other, so that each finds what the one before has left.

In an update the default graph is the union of all, and a change of a named graph shows in it when it has been settled
(changing.py). So an operation that names graphs is a step of its own; neighbours that name none are one step together.
One that declares prefixes begins a step too, because the engine takes declarations at the beginning only.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from ...querying.offline import TOKEN

PROLOGUE = {"BASE", "PREFIX", "VERSION"}
NAMING = {"GRAPH", "WITH", "USING", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"}


@dataclass
class Operation:
    """Where it is in the update, what is declared in those before it, and of which kind it is."""

    start: int
    end: int
    declared: str
    declares: bool
    names_graphs: bool


def steps(text: str) -> list[str]:
    """Texts to carry out in this order, each with what was declared before it."""
    upper = text.upper()
    if ";" not in text or not any(word in upper for word in NAMING | PROLOGUE):
        return [text]  # reading the tokens of a long update takes seconds
    found: list[list[Operation]] = []
    for one in operations(text):
        if found and not (one.names_graphs or one.declares or found[-1][-1].names_graphs):
            found[-1].append(one)
        else:
            found.append([one])
    return [of(text, step[0], step[-1]) for step in found] or [text]


def of(text: str, first: Operation, last: Operation) -> str:
    """From the first to the last of these operations; a mistake in a line is told with its number in the update."""
    lines = text.count("\n", 0, first.start) - first.declared.count("\n")
    return "\n" * lines + first.declared + text[first.start:last.end]


def operations(text: str) -> Iterator[Operation]:
    """Without those that are empty, as the one behind the last semicolon."""
    declared = ""
    for start, end in parts(text):
        words = [(token.start(), token["word"].upper()) for token in TOKEN.finditer(text, start, end) if token["word"]]
        begin = next((at for at, word in words if word not in PROLOGUE), None)
        if begin is not None:
            yield Operation(start, end, declared, words[0][1] in PROLOGUE, any(word in NAMING for _, word in words))
            declared += text[start:begin]


def parts(text: str) -> Iterator[tuple[int, int]]:
    """Where the pieces between the semicolons that stand in no braces begin and end."""
    begin = depth = 0
    for token in TOKEN.finditer(text):
        depth += {"{": 1, "}": -1}.get(token[0], 0)
        if token[0] == ";" and depth == 0:
            yield begin, token.start()
            begin = token.end()
    yield begin, len(text)
