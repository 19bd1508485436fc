"""What a person types becomes a value, and what could mean two things is refused with what to write."""

from decimal import Decimal

import pytest

from kgtools.entries.values import Refused, line, number, quantity, sentence, unit_key, whole, written, yes
from kgtools.extend.known_names import difference, stems
from kgtools.turtle import blocks


@pytest.mark.parametrize(
    ("typed", "value"),
    [("402", "402"), ("-0.5", "-0.5"), ("−5", "-5"), ("3\u202f058", "3058"), ("12 000", "12000"), ("2.5e-3", "0.0025")],
)
def test_a_number_is_read_whatever_minus_and_thin_space_it_has(typed, value):
    assert number(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "why", "instead"),
    [
        ("0,5", "comma", "0.5"),
        ("3,058", "comma", "3.058 or 3058"),
        ("1,234,567", "comma", "1234567"),
        ("5/12", "a date or a ratio", "0.5"),
        ("12-May", "a date or a ratio", "0.5"),
        ("402 mAh/g", "no number", "unit in its own field"),
        ("nan", "no number", "402"),
        ("", "no number", "402"),
        ("1e30", "more digits", "17 digits"),
        ("1e999999999", "no number", "402"),
        ("0.1234567890123456789", "more digits", "17 digits"),
    ],
)
def test_what_could_mean_two_things_is_no_number(typed, why, instead):
    with pytest.raises(Refused) as refused:
        number(typed)
    assert why in refused.value.message
    assert instead in refused.value.fix


@pytest.mark.parametrize(("typed", "relation", "values"), [
    ("80", "=", ["80.0"]), ("> 80.5", ">", ["80.5"]), ("≥99", ">=", ["99.0"]), ("~ 5", "~", ["5.0"]), ("≈5", "~", ["5.0"]),
    ("80–85", "range", ["80.0", "85.0"]), ("0.01-2.00", "range", ["0.01", "2.00"]), ("-0.5 to 1.5", "range", ["-0.5", "1.5"]),
])
def test_a_quantity_has_its_sign_or_its_two_ends(typed, relation, values):
    found = quantity(typed)
    assert found.relation == relation
    assert [written(one) for one in (found.value, found.least, found.greatest) if one is not None] == values


def test_a_range_that_falls_is_refused():
    with pytest.raises(Refused, match="first end is not below"):
        quantity("85-80")


@pytest.mark.parametrize("typed", ["0", "-3", "2.5", "first"])
def test_a_cycle_is_a_whole_number_from_one(typed):
    with pytest.raises(Refused):
        whole(typed)


def test_yes_and_no_are_words():
    assert (yes("Yes"), yes("x"), yes("no")) == (True, True, False)
    with pytest.raises(Refused, match="neither yes nor no"):
        yes("maybe")


@pytest.mark.parametrize("typed", ["mAh/g", "mAh g-1", "mAh g⁻¹", "mA h g^-1", "mAh·g−1"])
def test_all_spellings_of_a_unit_are_one(typed):
    assert unit_key(typed) == ("mAh", "g")


def test_units_that_differ_in_a_power_are_two():
    assert unit_key("mA cm⁻²") == unit_key("mA/cm2") != unit_key("mA/cm")


@pytest.mark.parametrize("typed", ["two\nlines", "a\x00b", "right\u202eto left", "zero\u200bwidth", "\ud800"])
def test_a_text_with_what_cannot_be_seen_is_refused(typed):
    with pytest.raises(Refused):
        line(typed)


def test_a_definition_begins_with_a_capital_and_ends_with_a_full_stop():
    assert sentence("flow  of the binder") == "Flow of the binder."
    assert sentence("pH falls.") == "pH falls."


def test_a_label_cannot_say_more_than_itself():
    said = 'evil" . kg:evil a si:Claim . # \\'
    assert blocks.text(said, "en") == '"evil\\" . kg:evil a si:Claim . # \\\\"@en'


@pytest.mark.parametrize(
    ("label", "slug", "camel"),
    [
        ("µm-Si, porous", "um-si-porous", "UmSiPorous"),
        ("SiO₂", "sio2", "SiO2"),
        ("silicon–LiF composite", "silicon-lif-composite", "SiliconLiFComposite"),
        ("80 % at 0.5 mA cm⁻²", "80-at-0-5-ma-cm", ""),
        ("硅", "", ""),
        ("2024", "", ""),
    ],
)
def test_names_are_plain_letters(label, slug, camel):
    assert (blocks.slug(label), blocks.camel(label)) == (slug, camel)


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        ("cracks", "crack", 0),
        ("loss of contact", "contact losses", 0),
        ("Micro-silicon", "microsilicon", 1),
        ("particle pulverisation", "Particle pulverization", 1),
        ("stack presure", "stack pressure", 1),
        ("silicon-graphene anode", "silicon-graphite anode", 2),
        ("SiO2", "SiP2", None),
        ("cycle 5", "cycle 6", None),
        ("silicon-PVDF anode", "silicon-MOF anode", None),
        ("swelling", "cracking", None),
    ],
)
def test_labels_are_alike_in_plural_hyphen_order_and_a_letter_or_two(one, other, apart):
    assert difference(stems(one), stems(other)) == apart
