"""Normal text: the stated rules, and nothing looser, by which words are compared with the article.

`plain` applies the first seven, `squash` all eight. Case and every other character stay.

1. LaTeX is resolved: `$`, braces, `_`, `^` and `\\text` go; `\\mu`, `\\cdot`, `\\geq` ... become the one
   character that they stand for (`COMMANDS`).
2. Unicode compatibility forms become plain (NFKC): superscripts and subscripts are digits and signs,
   a no-break space is a space, the micro sign is the Greek letter.
3. Every dash and minus sign is `-`.
4. Curly quotes and primes are straight.
5. The dot operator and the bullet are the middle dot, the tilde operator is `~`.
6. `*` (emphasis in the article's text file) goes.
7. White space is one space, zero-width characters go.
8. For matching, all white space goes: `g ⁻¹`, `g−1` and `g^{-1}` are one.

What this gives up: `10⁻⁵` reads `10-5`, so a power is only known as one by the `×` before it.
"""

import re
import unicodedata

COMMANDS = {
    "mu": "μ",
    "cdot": "·",
    "geq": "≥",
    "leq": "≤",
    "times": "×",
    "sim": "~",
    "circ": "°",
    "parallel": "∥",
    "text": "",
    "%": "%",
    "_": "",
    ",": " ",
}
_COMMAND = re.compile(r"\\([A-Za-z]+|[%_,])")
_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—―−﹣", "-")
    | dict.fromkeys("‘’‚′ʼ", "'")
    | dict.fromkeys("“”„″", '"')
    | dict.fromkeys("⋅∙•", "·")
    | dict.fromkeys("∼", "~")
    | dict.fromkeys("${}_^*\u200b\u2060\ufeff", "")
)


def plain(text: str) -> str:
    """The text by rules 1 to 7: what a person reads, on one line."""
    resolved = _COMMAND.sub(lambda found: COMMANDS.get(found[1], found[0]), text)
    return " ".join(unicodedata.normalize("NFKC", resolved).translate(_SIGNS).split())


def squash(text: str) -> str:
    """The text by all eight rules: what is compared."""
    return plain(text).replace(" ", "")


def occurrences(words: str, text: str) -> list[int]:
    """Where the words stand in the text, both squashed already; overlaps count."""
    found, start = [], text.find(words) if words else -1
    while start >= 0:
        found.append(start)
        start = text.find(words, start + 1)
    return found
