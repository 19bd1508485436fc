"""No question reaches the network: pyoxigraph's SERVICE is a live HTTP client without a switch, so it is refused.

The engine itself is asked: a query that it can read with another word in the place of SERVICE has it in a string, a comment,
an IRI or a name, where it is harmless; one that it cannot read so is refused. No reading of tokens can be sure of that: in
`1<2)SERVICE#>` stands what looks like an IRI. What that gives up: a query with a syntax error that also has the word is
refused for the word.
"""

import re

import pyoxigraph as ox

from ..names import PREFIXES
from ..problems import Stop

TOKEN = re.compile(r'''
    (?P<skip> \#[^\n\r]*                                 # a comment
      | """(?:[^"\\]|\\.|"(?!""))*""" | \'\'\'(?:[^'\\]|\\.|'(?!\'\'))*\'\'\'
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'        # a string
      | <[^<>"{}|^`\\\s]*>                               # an IRI
      | [?$]\w+ | @[\w-]+                                # a variable, a language
      | [\w.-]*:(?:[\w.:%-]|\\.)*                        # a prefixed name
    )
    | (?P<word> [A-Za-z]\w*)
    | .
''', re.VERBOSE | re.DOTALL)


def refuse_service(text: str) -> None:
    """Stop when the query may call a SERVICE, with its line."""
    if "SERVICE" not in text.upper() or parses(without_word("SERVICE", text)):
        return  # nearly always
    for token in TOKEN.finditer(text):
        if (token["word"] or "").upper() == "SERVICE":
            line = text.count("\n", 0, token.start()) + 1
            raise Stop(f"line {line} of the query calls a SERVICE, and no question is put to the network from here",
                       "ask the other endpoint by itself, or load its data beside ours")
    raise Stop("the query has the word SERVICE and cannot be read without it, and no question is put to the network from here",
               "correct the SPARQL")


def without_word(word: str, text: str) -> str:
    """The text with another word in its place everywhere: a keyword no more, while names and strings only read differently."""
    return re.sub(word, lambda found: found[0][:-1] + ("X" if found[0][-1].isupper() else "x"), text, flags=re.IGNORECASE)


def parses(text: str) -> bool:
    """Whether the engine reads it as a query; there is nothing in the store that it is put to."""
    try:
        ox.Store().query(text, prefixes=PREFIXES)
    except (SyntaxError, ValueError):
        return False
    return True
