"""How nodes and edges look: colour by kind, size by evidence, and one word for what an edge does.

The colours are those of Okabe and Ito, which people tell apart whatever their colour vision, and greys. Nodes of kinds
that never meet in a view may share a colour; no edge of a view has the colour of one of its kinds of nodes, but in `all`.

node: failure mechanism orange, driver yellow, strategy blue, metric reddish purple; anode bluish green, silicon
structure yellow, electrolyte sky blue, electrode vermillion, cell black, other material grey; claim light grey,
publication black. edge: benefit (mitigates, improves, counteracts) bluish green, harm (aggravates, worsens, exacerbates)
vermillion, cause (leads to, contributes to) dark grey, relief (relieves, inhibits) sky blue, any other pale grey.
"""

import math
from collections import Counter
from collections.abc import Iterable

ORANGE, SKY, GREEN, YELLOW, BLUE, VERMILLION, PURPLE, BLACK = (
    "#e69f00", "#56b4e9", "#009e73", "#f0e442", "#0072b2", "#d55e00", "#cc79a7", "#000000")
DARK_GREY, GREY, LIGHT_GREY, PALE_GREY = "#595959", "#999999", "#b3b3b3", "#c8c8c8"
SPARE = (SKY, GREEN, ORANGE, PURPLE, BLUE, YELLOW, VERMILLION)

NODE_COLORS = {
    "si:FailureMechanism": ORANGE, "si:Driver": YELLOW, "si:MitigationStrategy": BLUE, "si:PerformanceMetric": PURPLE,
    "si:Anode": GREEN, "si:SiliconStructure": YELLOW, "si:SolidElectrolyte": SKY, "si:LiquidElectrolyte": SKY,
    "si:Electrode": VERMILLION, "si:TestCell": BLACK, "si:Material": GREY, "si:MaterialEntity": GREEN,
    "si:Claim": LIGHT_GREY, "si:Publication": BLACK, "si:Passage": LIGHT_GREY, "si:Mention": LIGHT_GREY,
    "si:Measurement": SKY, "si:Comparison": SKY, "si:QuantityRecord": SKY, "si:Condition": GREY,
    "si:InfluencingFactor": ORANGE, "owl:NamedIndividual": GREY, "literal": LIGHT_GREY,
}
EFFECTS = {
    "benefit": ("mitigates", "mitigatedBy", "improves", "counteracts", "counteractedBy"),
    "harm": ("aggravates", "aggravatedBy", "worsens", "exacerbates"),
    "cause": ("leadsTo", "resultsFrom", "contributesTo", "hasUpstream"),
    "relief": ("relieves", "inhibits"),
}
EFFECT_OF = {f"si:{predicate}": effect for effect, predicates in EFFECTS.items() for predicate in predicates}
EDGE_COLORS = {"benefit": GREEN, "harm": VERMILLION, "cause": DARK_GREY, "relief": SKY, "other": PALE_GREY}

SMALLEST, LARGEST, GROWTH = 6.0, 40.0, 3.0
LONGEST_LABEL = 52


def effect(kind: str) -> str:
    """benefit, harm, cause, relief or other: what a relation does to what it points to."""
    return EFFECT_OF.get(kind, "other")


def node_colors(kinds: Iterable[str]) -> dict[str, str]:
    """A colour for each kind; kinds that have none yet get the spare ones, the most frequent first, then grey."""
    counts = Counter(kinds)
    colors = {kind: NODE_COLORS[kind] for kind in counts if kind in NODE_COLORS}
    spare = [color for color in SPARE if color not in colors.values()]
    others = sorted(counts.keys() - colors.keys(), key=lambda kind: (-counts[kind], kind))
    return colors | {kind: spare[place] if place < len(spare) else GREY for place, kind in enumerate(others)}


def size(evidence: int) -> float:
    """The area of a node grows with the number of claims and results behind it."""
    return round(min(LARGEST, SMALLEST + GROWTH * math.sqrt(evidence)), 1)


def short(label: str, longest: int = LONGEST_LABEL) -> str:
    """At most `longest` characters on one line, cut between words where there is a gap."""
    label = " ".join(label.split())
    if len(label) <= longest:
        return label
    cut = label[:longest - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[longest // 2:] else cut).rstrip(" ,;:–-(") + "…"


def rgb(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
