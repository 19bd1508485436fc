"""Numbers as the article prints them, each form once."""

from decimal import Decimal

import pytest

from kgtools.article.normal import plain
from kgtools.article.printed import numbers, printed, quantities
from kgtools.names import PREFIXES, SI

UNIT = PREFIXES["unit"]


def shown(text):
    return [(number.printed, number.unit) for number in quantities(plain(text))]


def values(text):
    return [float(number.value) for number in printed(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("402 Wh kg^{-1} (at 0.1 C)", [("402", "Wh/kg"), ("0.1", "C-rate")]),
        ("2849 mAh/g or 1226 mA h g⁻¹", [("2849", "mAh/g"), ("1226", "mAh/g")]),
        ("2.86 × 10 ⁻⁵ S cm ⁻¹ (50 °C)", [("2.86 × 10 -5", "S/cm"), ("50", "°C")]),
        ("15,000 cycles", [("15,000", "cycles")]),
        ("from 1–3 μm to 325 mesh", [("1", "μm"), ("3", "μm"), ("325", "mesh")]),
        ("3, 150, and 230 MPa", [("3", "MPa"), ("150", "MPa"), ("230", "MPa")]),
        ("$0.25 \\text{ and } 4.5 \\text{ mA cm}^{-2}$", [("0.25", "mA/cm2"), ("4.5", "mA/cm2")]),
        ("5 (star outline) and 15 mg cm^{-2}", [("5", "mg/cm2"), ("15", "mg/cm2")]),
        ("range (-30 – 50 °C)", [("-30", "°C"), ("50", "°C")]),
        ("100 mV–1 V", [("100", "mV"), ("1", "V")]),
        ("after 2.7V charge", [("2.7", "V")]),
        ("53rd: >1000 mAh g ⁻¹", [("53rd", "cycles"), ("1000", "mAh/g")]),
        ("cycled at C/3", [("C/3", "C-rate")]),
        ("eight cycles, half of that", [("eight", "cycles"), ("half", "ratio")]),
        ("70 wt% and 99%", [("70", "wt%"), ("99", "%")]),
    ],
)
def test_a_quantity_is_a_number_with_its_unit(text, expected):
    assert shown(text) == expected


@pytest.mark.parametrize(
    "text", ["Li6PS5Cl", "[31,40,41] h", "one of the best", "Figure 4h", "2D V", "in 2012", "a half-cell"]
)
def test_formulas_citations_figures_and_plain_words_are_no_quantities(text):
    assert shown(text) == []


def test_what_a_number_may_mean():
    assert values("2.86 × 10⁻⁵ S cm⁻¹") == [2.86e-05]
    assert values("−3.04 V") == [-3.04]
    assert values("0.01–2.00 V") == [0.01, 2.0]
    assert values("half") == [0.5]
    assert values("15,000") == [15000.0]


def test_a_fraction_of_c_is_its_decimal_to_three_digits():
    (third,) = printed("C/3")
    assert third.means(Decimal("0.333"), SI + "CRateUnit")
    assert not third.means(Decimal("0.3"), SI + "CRateUnit")


def test_a_printed_unit_converts_only_by_the_table():
    (millivolts,) = printed("100 mV")
    assert millivolts.means(Decimal("0.1"), UNIT + "V")
    assert millivolts.means(Decimal("100"), UNIT + "MilliV")
    assert not millivolts.means(Decimal("100"), UNIT + "V")
    assert not millivolts.allows(UNIT + "MegaPA")


def test_half_is_a_ratio_or_its_percentage_and_nothing_else():
    (half,) = printed("half")
    assert half.means(Decimal("0.5"), UNIT + "UNITLESS")
    assert half.means(Decimal("50"), UNIT + "PERCENT")
    assert not half.allows(UNIT + "HR")
    assert printed("a half-cell") == ()


def test_a_whole_number_is_not_a_part_of_a_longer_one():
    (five,) = printed("5 MPa")
    assert not any(five.same(number) for number in numbers("at 75 MPa and 5 cycles"))
    assert any(five.same(number) for number in numbers("3, 5, and 7 MPa"))
