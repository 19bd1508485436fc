"""Numbers as the article prints them: `>99.9%`, `2.86 × 10-5 S cm-1`, `0.01-2.00 V`, `C/3`, `eight cycles`.

`numbers` finds every one of them in a plain text, each with its unit where one follows. Numbers in a list
or a range share the unit behind the last ("3, 150, and 230 MPa"). Digits in a formula or a citation are
no numbers. Words and fractions are read by the tables `WORDS` and `FRACTIONS` and by nothing else.
"""

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ..names import PREFIXES, SI
from .normal import plain

QUDT = PREFIXES["unit"]
CYCLES = "cycles"

# Each unit as printed, and the units of the graph that may stand for it with the factor from print to graph.
_UNITS: dict[str, tuple[str, dict[str, str]]] = {
    "mAh/g": (r"mA ?h ?(?:g ?-1|/g)", {QUDT + "MilliA-HR-PER-GM": "1"}),
    "mAh/cm2": (r"mA ?h ?cm ?-2", {SI + "MilliampereHourPerSquareCentimetre": "1"}),
    "mAh/cm3": (r"mA ?h ?cm ?-3", {QUDT + "A-HR-PER-DeciM3": "1"}),
    "Wh/kg": (r"Wh ?kg ?-1", {QUDT + "W-HR-PER-KiloGM": "1"}),
    "mA/cm2": (r"mA ?·? ?cm ?-2", {SI + "MilliamperePerSquareCentimetre": "1"}),
    "mA/g": (r"mA ?g ?-1", {QUDT + "A-PER-KiloGM": "1", QUDT + "A-PER-GM": "0.001"}),
    "A/g": (r"A ?g ?-1", {QUDT + "A-PER-GM": "1", QUDT + "A-PER-KiloGM": "1000"}),
    "S/cm": (r"S ?cm ?-1", {QUDT + "S-PER-CentiM": "1"}),
    "mg/cm2": (r"mg ?cm ?-2", {QUDT + "MilliGM-PER-CentiM2": "1"}),
    "GPa": (r"GPa", {QUDT + "GigaPA": "1", QUDT + "MegaPA": "1000"}),
    "MPa": (r"MPa", {QUDT + "MegaPA": "1", QUDT + "GigaPA": "0.001"}),
    "mV": (r"mV", {QUDT + "MilliV": "1", QUDT + "V": "0.001"}),
    "V": (r"V", {QUDT + "V": "1", QUDT + "MilliV": "1000"}),
    "°C": (r"° ?C", {QUDT + "DEG_C": "1"}),
    "nm": (r"nm", {QUDT + "NanoM": "1", QUDT + "MicroM": "0.001"}),
    "μm": (r"μm", {QUDT + "MicroM": "1", QUDT + "NanoM": "1000"}),
    "mesh": (r"mesh", {SI + "Mesh": "1"}),
    "wt%": (r"wt ?%", {SI + "WeightPercent": "1", QUDT + "PERCENT": "1"}),
    "%": (r"%", {QUDT + "PERCENT": "1", SI + "WeightPercent": "1", SI + "PercentPerCycle": "1"}),
    "C-rate": (r"C", {SI + "CRateUnit": "1"}),
    CYCLES: (r"cycles?", {QUDT + "CYC": "1"}),
    "h": (r"h", {QUDT + "HR": "1"}),
    "times": (r"times", {QUDT + "UNITLESS": "1"}),
    "ratio": (r"(?!)", {QUDT + "UNITLESS": "1", QUDT + "PERCENT": "100"}),  # never printed: half
}
FRACTIONS = {"C/3": Decimal(1) / 3, "C/20": Decimal(1) / 20}
WORDS = {
    **dict(no=0, zero=0, half=Decimal("0.5"), first=1, initial=1, twice=2),
    **dict(one=1, two=2, three=3, four=4, five=5, six=6, seven=7, eight=8, nine=9, ten=10),
}
_UNITS_OF_WORDS = {"half": "ratio", "twice": "times"}
COUNTED = ("half", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")

_FIGURE = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_NUMBER = rf"(?:(?<![^\s(~<>=≥≤])-)?{_FIGURE}(?: ?× ?10 ?-? ?\d+)?"
_SEPARATOR = r" ?(?:\([^()\d]*\) ?)?(?:-|, and |, | and | to | or ) ?"
_UNIT = "|".join(f"(?:{pattern})" for pattern, _ in _UNITS.values())
# Not inside a formula (Li6PS5Cl), a longer number, or the exponent of a unit (g-1).
_FREE = r"(?<![A-Za-z0-9.])(?<!\d,)(?<![a-z]-)(?<![a-z] -)"
_CHAIN = re.compile(rf"{_FREE}(?P<chain>{_NUMBER}(?:{_SEPARATOR}{_NUMBER})*) ?(?P<unit>{_UNIT})(?![A-Za-z])")
_ORDINAL = re.compile(rf"{_FREE}(\d+)(?:st|nd|rd|th)\b")
_ALONE = re.compile(rf"{_FREE}{_NUMBER}(?![\dA-Za-z]|\.\d)")
_FRACTION = re.compile(r"(?<![A-Za-z])C/\d+(?!\d)")
_WORD = re.compile(rf"\b(?:{'|'.join(WORDS)})\b(?!-)", re.IGNORECASE)
_COUNTED_WORD = re.compile(
    rf"\b(?:(?:{'|'.join(COUNTED)}) (?=(?P<unit>times|cycles))|half (?=of (?:the|that)\b))", re.IGNORECASE
)
_NO_NUMBERS = re.compile(r"\[[\d ,-]+\]|(?:Figures?|Table) \d+[a-z]?")


@dataclass(frozen=True)
class Number:
    """One printed number: its value, its unit (None where none is printed), how and where it stands."""

    value: Decimal
    unit: str | None
    printed: str
    start: int

    def means(self, value: Decimal, unit: str | None = None) -> bool:
        """Whether the number may be this value in this unit of the graph (its IRI)."""
        factors = _UNITS[self.unit][1] if self.unit else {}
        factor = Decimal(factors.get(unit or "", "1"))
        return _close(self.value * factor, value)

    def allows(self, unit: str | None) -> bool:
        """Whether the unit of the graph (its IRI) may stand for the printed one."""
        return unit is None or self.unit is None or unit in _UNITS[self.unit][1]

    def same(self, other: "Number") -> bool:
        """Whether this is a print of the other, with its unit or without."""
        return self.value == other.value and self.unit in (None, other.unit)


@functools.cache
def numbers(text: str) -> tuple[Number, ...]:
    """Every number in a text that is `plain` already, in order, with words and fractions."""
    text = _blanked(_NO_NUMBERS, text)
    rest = _blanked(_FRACTION, _blanked(_ORDINAL, _blanked(_CHAIN, text)))
    alone = (Number(_decimal(one[0]), None, one[0], one.start()) for one in _ALONE.finditer(rest))
    words = (_word(one) for one in _WORD.finditer(rest))
    return _in_order(_measured(text), _ordinals(text), _fractions(text), alone, words)


@functools.cache
def quantities(text: str) -> tuple[Number, ...]:
    """The numbers with a physical meaning: with a unit, ordinals, fractions of C, counted words."""
    text = _blanked(_NO_NUMBERS, text)
    counted = (_word(one) for one in _COUNTED_WORD.finditer(text))
    return _in_order(_measured(text), _ordinals(text), _fractions(text), counted)


@functools.cache
def printed(text: str) -> tuple[Number, ...]:
    """The numbers of a record's printed string, which need not be plain."""
    return numbers(plain(text))


def _blanked(pattern: re.Pattern[str], text: str) -> str:
    """The text with blanks where the pattern stands, so that places stay."""
    return pattern.sub(lambda found: " " * len(found[0]), text)


def _in_order(*found: Iterable[Number]) -> tuple[Number, ...]:
    return tuple(sorted((one for numbers in found for one in numbers), key=lambda one: one.start))


def _measured(text: str) -> Iterator[Number]:
    for match in _CHAIN.finditer(text):
        unit = _unit(match["unit"])
        for one in re.finditer(_NUMBER, match["chain"]):
            yield Number(_decimal(one[0]), unit, one[0], match.start() + one.start())


def _ordinals(text: str) -> Iterator[Number]:
    for match in _ORDINAL.finditer(text):
        yield Number(Decimal(match[1]), CYCLES, match[0], match.start())


def _fractions(text: str) -> Iterator[Number]:
    for match in _FRACTION.finditer(text):
        if match[0] in FRACTIONS:
            yield Number(FRACTIONS[match[0]], "C-rate", match[0], match.start())


def _word(match: re.Match[str]) -> Number:
    word = match[0].strip()
    unit = match.groupdict().get("unit") or _UNITS_OF_WORDS.get(word.lower())
    return Number(Decimal(WORDS[word.lower()]), unit, word, match.start())


def _unit(text: str) -> str:
    return next(name for name, (pattern, _) in _UNITS.items() if re.fullmatch(pattern, text))


def _decimal(text: str) -> Decimal:
    mantissa, _, power = text.replace(",", "").replace(" ", "").partition("×10")
    return Decimal(mantissa) * Decimal(10) ** int(power or 0)


def _close(one: Decimal, other: Decimal) -> bool:
    """Equal, or equal to three digits where a fraction has no finite decimal."""
    return one == other or (one in FRACTIONS.values() and abs(one - other) < Decimal("0.0005"))
