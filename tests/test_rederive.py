"""What is derived again after a small change is what a whole derivation gives."""

import pytest
from conftest import ROOT, make_project

from kgtools import places
from kgtools.building import build
from kgtools.mutation import mutate
from kgtools.mutation.faults import Texts
from kgtools.querying import library
from kgtools.reasoning import reason
from kgtools.reasoning.rederive import Known
from kgtools.turtle import sources


class Derived:
    """Sources with all that follows from them, and what follows after a change, found in either way."""

    def __init__(self, where: places.Places):
        self.sources, self.queries = sources.read(where), library.read(where)
        self.texts = {source.path: where.root.joinpath(source.path).read_text("utf-8") for source in self.sources.graph}
        inferred = build.materialised(self.sources, self.queries, reason.Classification())
        ontology, graph = ([t for source in part for t in source.triples] for part in (self.sources.ontology, self.sources.graph))
        self.known = Known(ontology, graph, inferred, self.queries.sound("rules"))

    def both_ways(self, path: str, text: str) -> tuple[set, set]:
        new = sources.read_text(path, text.encode())
        graph = [new if source.path == path else source for source in self.sources.graph]
        old = next(source for source in self.sources.graph if source.path == path)
        changed = sources.Sources(self.sources.ontology, self.sources.shapes, graph)
        removed, added = set(old.triples) - set(new.triples), set(new.triples) - set(old.triples)
        assert removed or added
        return self.known.after(removed, added), set(build.materialised(changed, self.queries, reason.Classification()))


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    return Derived(make_project(tmp_path_factory.mktemp("rederive")).places)


CONCEPTS, SECTION, PUBLICATIONS = (f"graph/{name}.ttl" for name in ("concepts", "section-1", "publications"))
CHANGES = {
    "an anode gets another coating": (CONCEPTS, "si:hasCoating kg:soot ;", "si:hasCoating kg:lps ;"),
    "a material is no carbon any more": (CONCEPTS, "    si:hasPrincipalElement si:Carbon ;\n", ""),
    "an electrolyte changes its family": (CONCEPTS, "si:hasFrameworkAnion si:SulfideIon", "si:hasFrameworkAnion si:OxideIon"),
    "a structure changes its size": (CONCEPTS, "si:hasSizeScale si:NanometreScale", "si:hasSizeScale si:MicrometreScale"),
    "a cell loses its cathode": (SECTION, "    si:hasCounterElectrode kg:ncm-cathode ;\n", ""),
    "an electrode loses what makes it a cathode": (CONCEPTS, "    si:hasActiveMaterial kg:ncm .", "    si:hasBinder kg:soot ."),
    "a concept is called otherwise": (CONCEPTS, 'skos:prefLabel "swelling"@en', 'skos:prefLabel "growth"@en'),
    "a claim is turned into its opposite": (SECTION, "si:subject kg:soot-coating ;\n    si:predicate si:mitigates",
                                            "si:subject kg:soot-coating ;\n    si:predicate si:aggravates"),
    "a link of the causal chain goes": (SECTION, "si:object kg:capacity-loss ;", "si:object kg:swelling ;"),
    "a denial goes": (SECTION, "    si:denied true ;\n", ""),
    "a value changes": (SECTION, "si:value 80.5", "si:value 8.05"),
    "a unit changes": (SECTION, "si:value 60.0 ;\n    si:unit unit:DEG_C", "si:value 60.0 ;\n    si:unit unit:K"),
    "a number is put to another cell": (SECTION, "si:ofCell kg:mew2020-bare-cell ;", "si:ofCell kg:mew2020-si-c-cell ;"),
    "a passage stands elsewhere": (SECTION, "si:paragraph 2 ;", "si:paragraph 7 ;"),
    "a publication is called otherwise": (PUBLICATIONS, 'skos:prefLabel "Mew and Bo 2020"', 'skos:prefLabel "Another et al."'),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_small_change_gives_what_a_whole_derivation_gives(mini, change):
    path, old, new = CHANGES[change]
    assert mini.texts[path].count(old) == 1
    small, whole = mini.both_ways(path, mini.texts[path].replace(old, new))
    assert small == whole
    assert whole != mini.known.inferred


def test_nothing_follows_from_no_change(mini):
    assert mini.known.after([], []) == mini.known.inferred


def test_the_same_holds_for_slips_in_the_real_graph():
    real = Derived(places.Places(ROOT))
    texts = Texts({path: text for path, text in real.texts.items()})
    kinds = [kind for kind in mutate.KINDS if kind.name in ("anode of another", "polarity flipped")]
    for mutant in mutate.plan(texts, 5, 2, kinds):
        small, whole = real.both_ways(mutant.edit.path, mutant.edit.apply(texts.texts[mutant.edit.path]))
        assert small == whole, mutant
