"""From what a person types to a value: numbers, ranges, units, texts on one line. What is doubtful is refused, not guessed.

A digit group after a thin space and a typographic minus mean one thing only and are read; a comma may be a decimal
sign or a thousands sign, and a slash may have been made a date of, so both are refused with what to write.
"""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

SPACES = str.maketrans(dict.fromkeys("\u00a0\u2007\u2009\u202f\u200a\u2002\u2003", " "))
SIGNS = str.maketrans(dict.fromkeys("−–‐‑", "-"))
RELATION = re.compile(r"(>=|<=|=>|=<|[><=~≥≤∼≈])\s*")
GROUPED = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
PLAIN = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?\Z")
RANGE = re.compile(r"(?P<least>[+-]?[\d.]+)\s*(?:-|to|\.\.\.?|…)\s*(?P<greatest>[+-]?[\d.]+)\Z")
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻₀₁₂₃₄₅₆₇₈₉μ·×∙", "0123456789-0123456789µ   ")
RELATIONS = {"≥": ">=", "=>": ">=", "≤": "<=", "=<": "<=", "∼": "~", "≈": "~"}


class Refused(Exception):
    """A value that cannot be taken: by which rule, why, and what to do."""

    def __init__(self, rule: str, message: str, fix: str):
        super().__init__(message)
        self.rule, self.message, self.fix = rule, message, fix


@dataclass(frozen=True)
class Quantity:
    """A printed number: its sign, and one value or the two ends of a range."""

    relation: str
    value: Decimal | None = None
    least: Decimal | None = None
    greatest: Decimal | None = None


def line(text: str) -> str:
    """A text that is one line of characters that can be seen."""
    for character in text:
        if character in "\n\r\u2028\u2029":
            raise Refused("one-line", "it has a line break", "write it on one line")
        if unicodedata.category(character) in HIDDEN:
            raise Refused(
                "control-character",
                f"it has a character that cannot be seen (U+{ord(character):04X})",
                "type it again without it",
            )
    return " ".join(text.translate(SPACES).split())


def sentence(text: str) -> str:
    """One line that begins with a capital letter and ends with a full stop, as the house writes definitions."""
    said = line(text).translate(str.maketrans("‘’“”", "''\"\""))
    first = said.split(" ", 1)[0].rstrip(",")
    said = said[:1].upper() + said[1:] if first.isalpha() and first.islower() else said
    return said if said[-1:] in (".", "?", "!") or not said else said + "."


def number(text: str) -> Decimal:
    shown = text.strip()
    plain = GROUPED.sub("", shown.translate(SPACES).translate(SIGNS))
    if "," in plain:
        bare = plain.replace(",", "")
        fix = f"write {plain.replace(',', '.')}" + (f" or {bare}" if re.search(r",\d{3}(?!\d)", plain) else "")
        raise Refused(
            "number",
            f"{shown!r} has a comma, which may be a decimal sign or a thousands sign",
            fix if plain.count(",") == 1 else f"write {bare}",
        )
    if re.fullmatch(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}/\d{1,4}|\d{1,2}-[A-Za-z]{3}|[A-Za-z]{3}-\d{2,4}", plain):
        raise Refused("number", f"{shown!r} looks like a date or a ratio", "write the number, such as 0.5")
    if not PLAIN.match(plain):
        raise Refused("number", f"{shown!r} is no number", "write a number such as 402 or 0.5, and the unit in its own field")
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise Refused("number", f"{shown!r} is no number", "write a number such as 402 or 0.5") from error
    if len(written(value).strip("-").replace(".", "")) > 18:
        raise Refused(
            "number", f"{shown!r} has more digits than are kept", "give it in a larger or smaller unit, with at most 17 digits"
        )
    return value


def quantity(text: str) -> Quantity:
    """`402`, `> 80`, `~ 5`, `80-85`; a range has two ends in order."""
    plain = GROUPED.sub("", text.strip().translate(SPACES))
    found = RELATION.match(plain)
    relation, rest = (RELATIONS.get(found[1], found[1]), plain[found.end():]) if found else ("=", plain)
    if (ends := RANGE.match(rest.translate(SIGNS))) and not found:
        least, greatest = number(ends["least"]), number(ends["greatest"])
        if least >= greatest:
            raise Refused(
                "range", f"{text.strip()!r} is a range whose first end is not below its second", "give the lower end first"
            )
        return Quantity("range", least=least, greatest=greatest)
    return Quantity(relation, number(rest))


def written(value: Decimal) -> str:
    """As the house writes decimals: `402.0`, never `1e3`."""
    text = format(value, "f")
    return text if "." in text else f"{text}.0"


def whole(text: str) -> int:
    """A whole number from one, such as a cycle or a year."""
    value = number(text)
    if value != value.to_integral_value() or value < 1:
        raise Refused("integer", f"{text.strip()!r} is no whole number from 1", "write it like 500")
    return int(value)


def yes(text: str) -> bool:
    said = text.strip().casefold()
    if said in ("yes", "y", "true", "1", "x"):
        return True
    if said in ("no", "n", "false", "0"):
        return False
    raise Refused("yes-or-no", f"{text.strip()!r} is neither yes nor no", "write yes or no")


def unit_key(text: str) -> tuple[str, ...]:
    """What two spellings of a unit share: `mAh g⁻¹`, `mA h g^-1` and `mAh/g` have one key."""
    plain = (
        text.translate(SPACES).translate(SUPERSCRIPTS).replace("−", "-").replace("^", "").replace("**", "").replace(" per ", "/")
    )
    above, below = plain, []
    if "/" in plain:
        above, *under = plain.split("/")
        below = [part.strip(" ()") for part in under]
    powers = re.findall(r"([A-Za-zµΩ]+) ?(-[1-9])", above)
    below += [f"{name}{power[1:] if power != '-1' else ''}" for name, power in powers]
    over = re.sub(r"([A-Za-zµΩ]+) ?(-[1-9])", "", above)
    return ("".join(over.split()), *sorted("".join(part.split()) for part in below))


def distance(one: str, other: str, most: int = 3) -> int:
    """How many letters must be changed, added, taken away or swapped to make one word the other; `most` if that many or more."""
    if abs(len(one) - len(other)) >= most:
        return most
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, other_letter in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != other_letter))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == other_letter:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return min(row[-1], most)
