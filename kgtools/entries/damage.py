"""What spreadsheets, and copying out of PDFs, do to a cell: what is certain is mended and noted, the rest is refused.

Certain is what cannot be seen and means nothing: blanks at the ends, characters without width, spaces that are no plain
space. All else might be meant otherwise (is 1,250 a thousand or one and a quarter?), so it has to be typed again.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

LONGEST = 5_000


class Fault(NamedTuple):
    """Why a cell cannot be taken as it is."""

    rule: str
    message: str
    fix: str


BLANK = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09], " ")
# Byte order mark, joiners, soft hyphen, and the marks that turn the direction of writing.
WITHOUT_WIDTH = dict.fromkeys([0xFEFF, *range(0x200B, 0x2010), 0x2060, 0xAD, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])
DASHES = "\u2212\u2010\u2011\u2012\u2013\u2014\ufe58\ufe63\uff0d"
MONTHS = ("jan january januar janvier feb february februar fév février mar march mär märz mrz mars apr april avr avril "
          "may mai jun june juni juin jul july juli juil juillet aug august août sep sept september septembre oct "
          "october okt oktober octobre nov november novembre dec december dez dezember déc décembre")
MONTH = rf"(?:{'|'.join(MONTHS.split())})\.?"

ERRORS = re.compile(r"#(?:N/A|NV|REF!|BEZUG!|DIV/0!|VALUE!|WERT!|NAME\?|NUM!|ZAHL!|NULL!|SPILL!|CALC!|#{2,})", re.IGNORECASE)
DATE = re.compile(r"\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d(?::\d\d)?)?|\d\d\.\d\d\.\d{2,4}|\d{1,2}[./]\d{1,2}[./]\d{4}|"
                  rf"\d{{1,2}}[-. ]{{1,2}}{MONTH}(?:[-. ]\d{{2,4}})?|{MONTH}[-. ]\d\d|\d{{1,3}}:\d\d:\d\d(?: ?[ap]m)?",
                  re.IGNORECASE)
# What a spreadsheet would calculate or run; = before a number is a sign, and a hyphen before a word is none.
FORMULA = re.compile(r"=(?!\s*[<>]?\s*[0-9.,]+\s*$).+|[+@][A-Za-z.]+\(.*|[+@-].*\|.*!.*", re.DOTALL)
# UTF-8 that was read as Windows-1252: Â before a symbol, Ã before an accent, â€ before a quotation mark or dash.
MISREAD = re.compile(r"Â[\u00a0-\u00bf]|Ã[\u0080-\u00bf]|â(?:€|ˆ|‰|\u0080|\u0088|\u0089)|Î[\u00b1-\u00bf]|ï»¿")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")


def mended(text: str) -> tuple[str, tuple[str, ...]]:
    """The text without what is certainly no part of it, and what that was."""
    visible = text.translate(WITHOUT_WIDTH)
    spaced = visible.translate(BLANK)
    clean = spaced.strip(" \n\r")
    notes = (("characters without width taken out", visible != text),
             ("no-break and thin spaces made plain spaces", spaced != visible),
             ("blanks at the ends cut off", clean != spaced))
    return clean, tuple(note for note, happened in notes if happened)


def in_any_text(text: str) -> Fault | None:
    """What no cell may hold, whatever its column."""
    if ERRORS.fullmatch(text):
        return Fault("error-value", f"the cell holds the error {text}",
                     "type the value again; a text that begins with = + - or @ wants a text format")
    if FORMULA.fullmatch(text):
        return formula(text)
    if DATE.fullmatch(text):
        return date(text)
    if found := BREAK.search(text):
        return Fault("line-break", f"the text breaks off after {text[:found.start()][-30:]!r} and goes on in another line",
                     "write it in one line")
    if found := MISREAD.search(text):
        return Fault("encoding", f"{found[0]!r} is a character that was read in the wrong encoding",
                     "save the file as UTF-8 (in a spreadsheet: CSV UTF-8) and open it as such")
    if "\ufffd" in text or (found := CONTROL.search(text)):
        return Fault("control-character", "the text holds a character that cannot be read", "type it again")
    if len(text) > LONGEST:
        return Fault("too-large", f"the text has {len(text):,} characters", f"keep it below {LONGEST:,}")
    if text.startswith("'") and len(text) > 1:
        return Fault("apostrophe", f"{text[:40]!r} begins with an apostrophe", "delete it; it is how spreadsheets mark a text")
    return None


def date(shown: str) -> Fault:
    return Fault("date", f"{shown!r} is a date or time, which spreadsheets make of 3-4, 3/4 or 1:1",
                 "format the cell as text, then type it again")


def formula(text: str) -> Fault:
    return Fault("formula", f"the cell holds a formula ({text[:40]})",
                 "put its value there (paste special: values), or format the cell as text and type it again")


# --- Numbers ---

PLAIN = re.compile(r"[+-]?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
DIGITS = r"[0-9]+(?:\.[0-9]+)?"
SIGN = re.compile(r"^(?:[<>]=?|=[<>]?|[≥≤~≈∼])\s*")
BETWEEN = re.compile(r"(?<=[0-9])\s*(?:[-–—…]|\.{2,3}|to)\s*(?=[0-9])")
ALIKE = {">=": "≥", "<=": "≤", "≈": "~", "∼": "~", "−": "-"}


def in_number(text: str) -> Fault | None:
    """Why a text that should be a number is none, as far as the ways of spreadsheets tell."""
    if PLAIN.fullmatch(text):
        return None
    faults = (fault(text) for fault in WAYS)
    return next((found for found in faults if found), None)


def in_quantity(text: str) -> Fault | None:
    """The same of a number that may have a sign before it, or be a range."""
    parts = BETWEEN.split(SIGN.sub("", text))
    return next((fault for part in parts if (fault := in_number(part.strip()))), None)


def lost_sign(value: str, printed: str) -> Fault | None:
    """A sign that the printed figure has and the number has not, or the other way round."""
    signs = [found[0] if (found := re.match(r"\s*([<>≥≤~≈∼]=?|[-−])", text)) else "" for text in (value, printed)]
    mine, theirs = (ALIKE.get(sign.strip(), sign.strip()) for sign in signs)
    if mine == theirs or not printed:
        return None
    if theirs and not mine:
        right = theirs + ("" if theirs == "-" else " ") + value
        return Fault("lost-sign", f"{value!r} is without the {theirs} of {printed!r}", f"write {right}")
    return Fault("lost-sign", f"the printed figure {printed!r} is without the {mine} of {value!r}",
                 "correct the one that is wrong; the figure stands as printed")


Way = Callable[[str], Fault | None]


def way(rule: str, pattern: str, message: str, fix: str) -> Way:
    """A number written in one way that is not ours; the fix names the pattern's groups in braces."""
    compiled = re.compile(pattern)

    def fault(text: str) -> Fault | None:
        found = compiled.fullmatch(text)
        return found and Fault(rule, f"{text!r} {message}", fix.format(*found.groups(default="")))

    return fault


def joined(rule: str, pattern: str, drop: str, message: str) -> Way:
    """A number that is ours once some characters are dropped."""
    def fault(text: str) -> Fault | None:
        right = re.sub(drop, "", text)
        return Fault(rule, f"{text!r} {message}", f"write {right}") if re.fullmatch(pattern, text) else None

    return fault


def typographic_minus(text: str) -> Fault | None:
    if not re.fullmatch(rf"[{DASHES}] ?{DIGITS}", text):
        return None
    return Fault("minus", f"{text!r} has a typographic minus (U+{ord(text[0]):04X})",
                 f"write -{text[1:].strip()} with the minus of the keyboard")


def scientific(text: str) -> Fault | None:
    """A power of ten, such as spreadsheets make of long numbers; what they write so may have lost its last digits."""
    found = re.fullmatch(rf"([+-]?{DIGITS}) ?[eE] ?([+-]?[0-9]{{1,2}})", text)
    if not found:
        return None
    return Fault("scientific", f"{text!r} is in scientific notation, in which spreadsheets also drop digits",
                 f"write {Decimal(f'{found[1]}e{found[2]}'):f}, or all digits if there were more")


WAYS: tuple[Way, ...] = (
    typographic_minus,
    way("decimal-comma", r"([+-]?[0-9]{1,3}),([0-9]{3})", "may be a thousand or have a decimal comma", "write {0}{1} or {0}.{1}"),
    way("decimal-comma", r"([+-]?[0-9]+),([0-9]+)", "has a decimal comma", "write {0}.{1}"),
    joined("thousands", r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?", ",", "has commas between its thousands"),
    way("thousands", r"([+-]?[0-9]{1,3})\.([0-9]{3})\.([0-9]{3})", "has points between its thousands", "write {0}{1}{2}"),
    joined("thousands", r"[+-]?[0-9]{1,3}(?:[ '’][0-9]{3})+(?:\.[0-9]+)?", "[ '’]",
           "has spaces or marks between its thousands"),
    way("percent-sign", rf"([+-]?{DIGITS}) ?%", "has a percent sign", "write {0} here and % in the column of the unit"),
    scientific,
    way("scientific", rf"{DIGITS} ?[×x*·] ?10.*", "is a power of ten", "write all digits, such as 0.000012"),
    way("number-form", r"(?=.*[0-9])(?=.*[OolI])[0-9.OolI]+", "has letters among its digits", "type the number again"),
    way("unit-in-number", rf"([+-]?{DIGITS}) ?([A-Za-zµμΩ°][^=]*)", "has its unit with it",
        "write {0} here and {1} in the column of the unit"),
    way("number-form", r"([+-]?)(\.[0-9]+)", "begins with a point", "write {0}0{1}"),
    way("number-form", r"([+-]?[0-9]+)\.", "ends with a point", "write {0}"),
    way("number-form", r"0+([0-9]+(?:\.[0-9]+)?)", "begins with zeros", "write {0}"),
    way("number-form", r"(.+?) ?(?:±|\+/-|\+-) ?(.+)", "has an uncertainty", "write {0} here, and the whole as printed"),
    way("number-form", r".*[^\x00-\x7f×≈≥≤–].*", "holds characters that are no digits", "type the number again"),
)
