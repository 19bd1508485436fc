"""A claim and the sentences that it is stated in speak of the same thing."""

from kgtools.article import article
from kgtools.fidelity.gist import Gist
from kgtools.names import KG
from kgtools.turtle import reader, records

SENTENCES = ["Graphene wraps the anode (Figure 1).", "It swells less than without.", *(f"The anode number {n} is an anode." for n in range(30))]
ARTICLE = f"""Abstract: A word about batteries.

1. Cells

{" ".join(SENTENCES)}

2. Sulfides

Thiophosphate decomposes at the anode.

Figure 1. (a) Curves of an anode. (b) Graphene seen from above.

Figure 2. (a) Curves of another.

Table 1. Cells.

Cell	ICE	Refs
Rex cell	72.0	[1]

Funding: none.

References

1. Bo, A. A cat.
"""
GRAPH = """@prefix si: <https://w3id.org/si-assb/ontology/> .
@prefix kg: <https://w3id.org/si-assb/graph/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

kg:wrapping skos:prefLabel "wrapping"@en ;
    skos:altLabel "wraps"@en .

kg:claim a si:Claim ;
    si:subject kg:%s ;
    si:statement "%s"@en .
"""


def found(*places: tuple[str, str, int], statement="The anode is better.", subject="thing"):
    """The problems of a claim that is stated in the sentences with these sections, spots and numbers."""
    paper = article.parse(ARTICLE)
    graph = records.of([reader.read("graph/case.ttl", GRAPH % (subject, statement))])
    return list(Gist(paper).check(graph, KG + "claim", [paper.region(section, spot).units[number] for section, spot, number in places]))


FIRST, SECOND, ELSEWHERE = ("1", "1", 0), ("1", "1", 1), ("2", "1", 0)


def test_a_claim_in_the_wrong_sentence_shares_no_telling_word():
    [problem] = found(ELSEWHERE, statement="Graphene wraps the anode.")
    assert problem.rule == "gist"
    assert "2 paragraph 1" in problem.message


def test_a_word_of_the_statement_or_of_a_name_is_enough_in_any_form():
    assert not found(FIRST, statement="It is wrapped in graphene oxide.")
    assert not found(FIRST, subject="wrapping")
    assert not found(ELSEWHERE, statement="Decomposition is seen.")


def test_a_word_that_many_sentences_have_tells_nothing():
    assert found(FIRST, statement="An anode is an anode.")


def test_a_sentence_may_go_on_from_another_of_the_same_section_only():
    assert not found(FIRST, SECOND, statement="Graphene makes it better.")
    assert len(found(FIRST, ELSEWHERE, statement="Graphene makes it better.")) == 1
    assert len(found(SECOND, statement="Graphene makes it better.")) == 1


def test_a_figure_need_not_repeat_what_a_sentence_says_that_cites_it():
    assert not found(FIRST, ("Figure 1", "a", 0), statement="Graphene makes it better.")
    assert len(found(FIRST, ("Figure 2", "a", 0), statement="Graphene makes it better.")) == 1
    assert not found(("Figure 1", "b", 0), statement="Graphene makes it better.")


def test_a_cell_of_the_table_goes_with_any_sentence_but_not_alone():
    cell = ("Table 1", "1/ICE", 0)
    assert not found(FIRST, cell, statement="Graphene makes it better.")
    assert len(found(cell, statement="Graphene makes it better.")) == 1
