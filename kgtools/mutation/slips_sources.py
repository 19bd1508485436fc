"""Slips in who said a thing, in which place, and with what meaning (see faults.py)."""

import re

from .faults import (
    CONDITIONS,
    RESULTS,
    Kind,
    digit_changed,
    dropped,
    exchanged,
    in_quotes,
    into,
    misspelt,
    other,
    replaced,
    with_other_name,
)

STATED = f"Claim {RESULTS} {CONDITIONS} TestCell Mention"
OPPOSITE = {"si:mitigates": "si:aggravates", "si:improves": "si:worsens", "si:leadsTo": "si:relieves"}
OPPOSITE |= {two: one for one, two in OPPOSITE.items()}

KINDS: list[Kind] = []
slip = into(KINDS)

# --- Who said it, and where ---


@slip("reference off by one", "the publication before or after it in the reference list", r"    si:reportedIn kg:")
def reference_off_by_one(chance, line, texts):
    numbers = texts.reference_numbers
    credited = [name for name in re.findall(r"kg:[\w-]+", line.text) if name in numbers]
    if not credited:
        return None
    old = chance.choice(credited)
    near = [name for name, number in numbers.items() if abs(number - numbers[old]) == 1 and name not in line.text]
    return replaced(line, re.sub(rf"{re.escape(old)}(?![\w-])", chance.choice(near), line.text)) if near else None


@slip("reference number wrong", "one digit of a publication's number is another", r"    si:referenceNumber \d")
def reference_number_wrong(chance, line, texts):
    return replaced(line, digit_changed(chance, line.text))


@slip("year wrong", "one digit of a publication's year is another", r"    si:year \d")
def year_wrong(chance, line, texts):
    return replaced(line, digit_changed(chance, line.text))


@slip("citation misspelt", "a slip in title, journal, authors or pages of a publication",
      r'    (?:dcterms:title|si:journal|si:authorList|si:pages|si:volume) "', "JournalArticle Report")
def citation_misspelt(chance, line, texts):
    return in_quotes(line, lambda text: misspelt(chance, text) if len(text) > 3 else None)


@slip("cut from its passage", "the place of a claim or number left out", r"    si:statedIn ", STATED)
def cut_from_passage(chance, line, texts):
    return dropped(line, texts)


@slip("passage of another", "the place of another record", r"    si:statedIn ", STATED)
def passage_of_another(chance, line, texts):
    return with_other_name(chance, line, texts.by_kind["Passage"])


@slip("place off by one", "the next paragraph, row or panel", r"    si:(?:paragraph|tableRow|panel) ", "Passage")
def place_off_by_one(chance, line, texts):
    step = chance.choice((-1, 1))
    text = re.sub(r"(\d+)", lambda found: str(max(1, int(found[1]) + step)), line.text)
    return replaced(line, re.sub(r'"([a-z])"', lambda found: f'"{chr(min(122, max(97, ord(found[1]) + step)))}"', text))


@slip("section wrong", "another section, figure or table", r"    si:section ", "Passage")
def section_wrong(chance, line, texts):
    return in_quotes(line, lambda text: other(chance, texts.quoted("si:section"), text))


@slip("words misquoted", "a letter wrong in the exact words", r'    oa:exact "', "Passage")
def words_misquoted(chance, line, texts):
    return in_quotes(line, lambda text: misspelt(chance, text) if re.search(r"\w\w\w", text[1:]) else None)


@slip("name misspelt", "a letter wrong in the name by which the review calls a study", r'    si:nameUsed "', "Mention")
def name_misspelt(chance, line, texts):
    return in_quotes(line, lambda text: misspelt(chance, text))


# --- What a claim says ---


@slip("polarity flipped", "mitigates in place of aggravates",
      rf"    si:predicate (?:{'|'.join(OPPOSITE)}) ", "Claim")
def polarity_flipped(chance, line, texts):
    return replaced(line, re.sub(r"si:(?!predicate)\w+", lambda found: OPPOSITE[found[0]], line.text))


@slip("subject and object swapped", "a claim read backwards", r"    si:subject ", "Claim")
def ends_swapped(chance, line, texts):
    return exchanged(line, texts, "si:subject", "si:object")


@slip("denial dropped", "what is said not to be so is said to be so", r"    si:denied true", "Claim")
def denial_dropped(chance, line, texts):
    return dropped(line, texts)


@slip("reserve dropped", "a may left out of the marks of a claim", r"    si:hedged true", "Claim")
def reserve_dropped(chance, line, texts):
    return dropped(line, texts)
