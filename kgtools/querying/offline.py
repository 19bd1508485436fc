"""No question reaches the network: pyoxigraph's SERVICE is a live HTTP client without a switch, so it is refused.

The text is read token by token, so that the word in a string, a comment, an IRI or a name is harmless. What that gives
up: a query with a syntax error may be refused for its SERVICE before its error is told.
"""

import re

from ..problems import Stop

TOKEN = re.compile(r'''
    (?P<skip> \#[^\n]*                                   # a comment
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
    """Stop when the query holds the keyword SERVICE, with its line."""
    if "SERVICE" not in text.upper():
        return  # nearly always, and reading the tokens would take as long as a small query
    for token in TOKEN.finditer(text):
        if (token["word"] or "").upper() == "SERVICE":
            line = text.count("\n", 0, token.start()) + 1
            raise Stop(f"line {line} of the query calls a SERVICE, and no question is put to the network from here",
                       "ask the other endpoint by itself, or load its data beside ours")
