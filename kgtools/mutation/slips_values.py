"""Slips in numbers, and in what a number belongs to (see faults.py)."""

import re
from decimal import Decimal

from .faults import (
    CONDITIONS,
    NAME,
    RESULTS,
    Kind,
    digit_changed,
    digits_swapped,
    dropped,
    exchanged,
    in_quotes,
    into,
    other,
    replaced,
    with_other_name,
)

VALUE = r"    si:(?:value|minValue|maxValue) -?\d"

KINDS: list[Kind] = []
slip = into(KINDS)

# --- Numbers ---


@slip("unit swapped", "the unit of a number is another one", r"    si:unit ")
def unit_swapped(chance, line, texts):
    return with_other_name(chance, line, texts.used("si:unit"))


@slip("digits transposed", "two digits of a value in the wrong order", VALUE)
def digits_transposed(chance, line, texts):
    return replaced(line, digits_swapped(chance, line.text))


@slip("digit wrong", "one digit of a value is another", VALUE)
def digit_wrong(chance, line, texts):
    return replaced(line, digit_changed(chance, line.text))


@slip("decimal point moved", "a value ten times too large", VALUE)
def point_moved(chance, line, texts):
    def tenfold(found):
        number = f"{Decimal(found[0]) * 10:f}"
        return number if "." in number else number + ".0"

    return replaced(line, re.sub(r"-?\d+(?:\.\d+)?", tenfold, line.text, count=1))


@slip("printed digits transposed", "two digits of the printed figure in the wrong order", r'    si:asPrinted ".*\d')
def printed_transposed(chance, line, texts):
    return in_quotes(line, lambda text: digits_swapped(chance, text))


@slip("relation changed", "about in place of equal, above in place of below", r"    si:relation ")
def relation_changed(chance, line, texts):
    return in_quotes(line, lambda text: other(chance, ["=", ">", ">=", "<", "<=", "~", "range"], text))


@slip("cycle dropped", "the cycle of a number left out", r"    si:cycle ", RESULTS)
def cycle_dropped(chance, line, texts):
    told_by_others = any("si:hasMeasurement" in text for text in texts.raw(line.path)[line.start : line.end])
    return None if told_by_others else dropped(line, texts)


@slip("cycle wrong", "one digit of the cycle is another", r"    si:cycle \d", RESULTS)
def cycle_wrong(chance, line, texts):
    return replaced(line, digit_changed(chance, line.text))


@slip("metric swapped", "another metric of the list", r"    si:metric ", RESULTS)
def metric_swapped(chance, line, texts):
    metric = NAME.findall(line.text)[1]
    return with_other_name(chance, line, [name for name in texts.used("si:metric") if name not in wider(metric, texts)])


def wider(metric, texts):
    while metric := texts.wider.get(metric):
        yield metric


@slip("mass basis dropped", "the mass that a value refers to left out", r"    si:massBasis ", "Measurement")
def basis_dropped(chance, line, texts):
    return dropped(line, texts)


@slip("wrong datatype", "a number in quotation marks, a decimal without its point, a true in quotation marks",
      r"    si:(?:value|minValue|maxValue|cycle|paragraph|tableRow|year|referenceNumber|hedged|denied) \S+ [;.]$")
def wrong_datatype(chance, line, texts):
    quoted = re.sub(r" (\S+) ([;.])$", r' "\1" \2', line.text)
    bare = re.sub(r"(\d)\.0 ([;.])$", r"\1 \2", line.text)
    return replaced(line, chance.choice(sorted({quoted, bare} - {line.text})))


# --- What belongs to what ---


@slip("condition of another", "a condition of another cell or study", r"    si:hasCondition ", RESULTS)
def condition_of_another(chance, line, texts):
    return with_other_name(chance, line, [name for kind in CONDITIONS.split() for name in texts.by_kind.get(kind, ())])


@slip("cell of another", "a number put to another cell", r"    si:(?:ofCell|controlCell) ", RESULTS)
def cell_of_another(chance, line, texts):
    return with_other_name(chance, line, texts.by_kind["TestCell"])


@slip("material of another", "a number put to another material or anode", r"    si:(?:ofMaterial|controlMaterial) ", RESULTS)
def material_of_another(chance, line, texts):
    return with_other_name(chance, line, texts.used("si:ofMaterial"))


@slip("anode of another", "a cell with the anode of another", r"    si:hasAnode ", "TestCell")
def anode_of_another(chance, line, texts):
    return with_other_name(chance, line, [name for name in texts.by_kind["Anode"] if name in texts.credited])


@slip("evidence of another", "a claim resting on another claim's number", r"    si:hasEvidence ", "Claim")
def evidence_of_another(chance, line, texts):
    return with_other_name(chance, line, [*texts.by_kind["Measurement"], *texts.by_kind["Comparison"]])


@slip("sides swapped", "measurement and control change places", r"    si:hasMeasurement ", "Comparison")
def sides_swapped(chance, line, texts):
    return exchanged(line, texts, "si:hasMeasurement", "si:hasControl")


@slip("outcome flipped", "higher in place of lower", r"    si:outcome si:(?:Higher|Lower)", "Comparison")
def outcome_flipped(chance, line, texts):
    return replaced(line, line.text.replace("si:Higher", "si:?").replace("si:Lower", "si:Higher").replace("si:?", "si:Lower"))
