"""The article as a value: first the rules on a small text of our own, then facts read in the real file."""

import pytest

from kgtools.article import article
from kgtools.article.normal import plain, squash
from kgtools.fidelity.verify import find_source
from kgtools.problems import Stop

SMALL = """Title

Abstract: We look at dogs. They bark at 90 dB.

1. Introduction

Dogs bark, e.g., at night [1–3]. Moreover, Rex et al. (Figure 1b) [2] measured $95 \\text{ dB}$ vs. a cat. \
nm-Dogs are small. The loudest dog of the street and

the cat next door

Figure 1. Photographs of (a) a dog and (b) a cat [2]. \
“Reproduced with permission from [Rex, D. M et al.], [2019]”. (c) Panels (a,b) again, the second (a) too [3]

(continued).

agree on that. In 2012, no group cited here did.

Table 1. Dogs.

Dog	Noise, dB	Refs
Rex	95	[2]
Bo	40.5	[1,3]

2.1. Cats

Cats purr [1].

Funding: none [1].

References

1. Rex, D. A dog. *Dogs* **2001**, 1, 1.
2. Bo, A. A cat.
3. Mew, C. Both.
"""


@pytest.fixture(scope="module")
def small():
    return article.parse(SMALL)


@pytest.fixture(scope="module")
def real():
    try:
        return article.read(find_source())
    except Stop as missing:
        pytest.skip(f"the real article is not here: {missing}")


def texts(region):
    return [unit.text for unit in region.units]


def test_latex_superscripts_and_signs_become_plain():
    assert plain("$0.25 \\text{ and } 4.5 \\text{ mA cm}^{-2}$") == "0.25 and 4.5 mA cm-2"
    assert plain("10 mA·cm⁻²") == "10 mA·cm-2"
    assert plain("$\\text{Li}_7\\text{PS}_6$, Li₇PS₆, *in situ*") == "Li7PS6, Li7PS6, in situ"
    assert plain("(up to $\\geq 300\\%$)") == "(up to ≥ 300%)"


def test_all_micro_signs_dashes_quotes_and_spaces_are_one():
    assert squash("µm-Si") == squash("μm -Si") == squash("$\\mu\\text{m}$–Si")
    assert squash("−3.04 V") == squash("–3.04\u00a0V") == "-3.04V"
    assert squash("Young’s “modulus”") == 'Young\'s"modulus"'


def test_normal_text_keeps_case_and_everything_else():
    assert squash("MXene") != squash("Mxene")
    assert squash("Si/C") != squash("Si-C")
    assert squash("0.5 C") == "0.5C"


def test_sentences_survive_abbreviations_and_lower_case_beginnings(small):
    assert texts(small.region("1", "1")) == [
        "Dogs bark, e.g., at night [1-3].",
        "Moreover, Rex et al. (Figure 1b) [2] measured 95 dB vs. a cat.",
        "nm-Dogs are small.",
        "The loudest dog of the street and the cat next door agree on that.",
        "In 2012, no group cited here did.",
    ]


def test_a_broken_paragraph_goes_on_after_a_page_break_and_a_figure(small):
    broken = small.region("1", "1").units[3]
    assert len(small.paragraphs("1")) == 1
    assert (broken.line, broken.line_at(broken.text.index("cat"))) == (7, 9)
    assert broken.line_at(broken.text.index("agree")) == 15


def test_panels_follow_their_letters_and_share_a_common_sentence(small):
    assert small.region("Figure 1", "a") is not None
    assert texts(small.region("Figure 1", "a")) == texts(small.region("Figure 1", "b"))
    assert (
        small.region("Figure 1", "b").units[0].text.startswith("Photographs of (a) a dog and (b) a cat [2].")
    )
    assert texts(small.region("Figure 1", "c")) == [
        "(c) Panels (a,b) again, the second (a) too [3] (continued)."
    ]


def test_the_table_has_rows_and_columns_as_printed(small):
    assert small.columns == ("Dog", "Noise, dB", "Refs")
    assert small.cell(2, "Noise, dB").text == "40.5"
    assert small.region("Table 1", "3/Dog") is None


def test_what_stands_outside_the_body_is_no_unit(small):
    assert small.sections == ("Abstract", "1", "Figure 1", "Table 1", "2.1")
    assert not any("none" in unit.text for unit in small.units)


def test_words_are_found_in_the_sentence_that_has_them(small):
    paragraph = small.region("1", "1")
    assert [unit.text[:4] for unit in paragraph.find("95 dB")] == ["More"]
    assert len(paragraph.find("dog")) == 1
    assert len(paragraph.find("cat")) == 2
    assert paragraph.find("purr") == []


def test_citations_know_ranges_and_lists_and_no_years(small):
    assert small.citations("[1-3] [2022]") == {1, 2, 3}
    assert small.citations("[1,3], but not [4] or [Rex et al.]") == {1, 3}


def test_a_study_governs_until_another_sentence_cites(small):
    first, named, after, *_ = small.region("1", "1").units
    assert small.governing(first) == {1, 2, 3}
    assert small.governing(named) == {2}
    assert small.governing(after) == {2}
    assert small.governing(small.cell(2, "Noise, dB")) == {1, 3}
    assert small.governing(small.region("Figure 1", "c").units[0]) == {3}


def test_the_real_sections_have_the_paragraphs_that_a_reader_counts(real):
    counts = {name: len(real.paragraphs(name)) for name in real.sections if name[0] not in "FT"}
    assert counts == {
        "Abstract": 1,
        "1": 6,
        "2.1": 4,
        "2.2.1": 1,
        "2.2.2": 1,
        "2.2.3": 1,
        "3": 1,
        "3.1": 3,
        "3.2": 1,
        "3.3": 3,
        "3.4": 2,
        "4.1": 2,
        "4.2": 3,
        "5": 5,
    }


def test_the_real_sentences_are_those_that_a_reader_counts(real):
    assert [len(region.units) for region in real.paragraphs("3.3")] == [1, 8, 11]
    assert [len(region.units) for region in real.paragraphs("2.1")] == [4, 8, 17, 3]
    begins = {unit.text.split()[0] for unit in real.units if unit.spot.isdigit() and unit.text[0].islower()}
    assert begins == {"nm-Si"}


def test_the_real_paragraph_goes_on_over_the_page(real):
    sentence = real.region("2.1", "3").find("a lower ICE of 86%")[0]
    assert (sentence.line, sentence.line_at(sentence.text.index("3168"))) == (70, 72)
    assert sentence.text.startswith("The μm -Si-LPS sheet")


def test_the_real_table_has_13_rows_and_row_9_is_lish46(real):
    assert real.columns[0] == "Si-Based Anode" and len(real.columns) == 8
    assert real.cell(9, "Si-Based Anode").text == "LiSH46"
    assert squash(real.cell(2, "Ionic Conductivity").text) == "2.86×10-5Scm-1(50°C)"
    assert real.cell(13, "ICE").text == "72.0" and real.cell(13, "ICE").line == 128
    assert real.region("Table 1", "14/ICE") is None


def test_the_real_captions_have_the_panels_that_are_printed(real):
    last = dict(zip(range(1, 11), "cdfhgfdjej", strict=True))
    for number, letter in last.items():
        letters = [spot for name, spot in real.regions if name == f"Figure {number}" and spot]
        assert letters == [chr(code) for code in range(ord("a"), ord(letter) + 1)]


def test_the_real_caption_of_figure_6_goes_on_over_the_page(real):
    panel = real.region("Figure 6", "a").units[0]
    assert (panel.line, panel.line_at(panel.text.index("(case 3)"))) == (148, 150)
    assert real.governing(panel) == {64}


def test_the_real_nested_panels_of_figure_10_stay_in_panel_j(real):
    panel = real.region("Figure 10", "j").units[0]
    assert "(b,f,j)" in panel.text and "(i) Si-SE-C" in panel.text
    assert real.governing(panel) == {102}


def test_the_real_spectra_of_figure_8_belong_to_panels_d_and_e(real):
    assert real.region("Figure 8", "d").units == real.region("Figure 8", "e").units
    assert real.region("Figure 8", "e").find("TOF-SIMS data")
    assert real.governing(real.region("Figure 8", "c").units[0]) == {94}


def test_the_real_reference_list_is_whole(real):
    assert list(real.references) == list(range(1, 110))
    assert real.references[13].text.startswith("Mineral Commodity Summaries 2021")
    assert real.references[92].line == 330


def test_the_real_results_are_governed_by_the_study_that_a_reader_credits(real):
    hard_carbon = real.region("3.3", "3").find("61.5% after 5000 cycles")[0]
    dry_process = real.region("3.1", "3").find("85.2% after 200 cycles")[0]
    assert 69 in real.governing(hard_carbon) and 70 not in real.governing(hard_carbon)
    assert 68 in real.governing(dry_process)
    assert real.citations(real.region("3.3", "1").units[0].text) == {83, 84, 85, 86, 87, 88, 89}


def test_no_latex_is_left_in_the_real_text(real):
    assert [unit.text for unit in real.units if set(unit.text) & set("\\${}_^*")] == []
