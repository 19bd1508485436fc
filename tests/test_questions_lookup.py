"""Look-ups with their answers as the article gives them: studies, anodes, electrolytes, materials, concepts, names.

Every answer here was read in the article before the query was run. `wrong` in a comment names what a wrong answer
would contain.
"""

import re

import pytest
from golden import asked, column, pick, where  # noqa: F401  (asked is a fixture)


def cited(row: dict) -> set[int]:
    """The reference numbers among the publications of a row."""
    return {int(number) for number in re.findall(r"\[(\d+)\]", row["publications"])}


# --- What the Introduction says of the candidates for the anode (question 1) ---


def test_capacities_that_the_introduction_gives(asked):
    rows = asked("material-properties", section="1", dimension="specific charge")
    assert set(pick(rows, "material", "printed", "value", "unit", "number")) == {
        ("kg:silicon", "3590 mAh g⁻¹", 3590, "mAh/g", None),
        ("kg:lithium-metal", "3860 mAh g⁻¹", 3860, "mAh/g", 12),
        ("kg:graphite", "372 mAh g⁻¹", 372, "mAh/g", 11),
    }
    # only that of graphite is called theoretical
    assert set(pick(rows, "material", "metric")) == {
        ("kg:graphite", "si:TheoreticalSpecificCapacity"), ("kg:lithium-metal", "si:SpecificCapacity"), ("kg:silicon", "si:SpecificCapacity")}
    assert set(column(rows, "basis")) == {"basis not stated"}
    assert set(column(rows, "place")) == {"§1, paragraph 2"}
    # wrong: 2800 of the carbon-free anode, which is a cell's, and 3579, the theoretical capacity that section 3.4 gives for Si
    assert not {2800, 3579} & set(column(rows, "value"))


def test_the_two_capacities_of_silicon_stay_apart(asked):
    rows = asked("material-properties", material="silicon", dimension="specific charge")
    assert set(pick(rows, "printed", "place")) == {
        ("3590 mAh g⁻¹", "Abstract, paragraph 1"), ("3590 mAh g⁻¹", "§1, paragraph 2"), ("3579 mAh g⁻¹", "§3.4, paragraph 2")}
    assert pick(where(rows, value=3579), "metric") == [("si:TheoreticalSpecificCapacity",)]
    # wrong: one of the two taken for both, or 3590 called theoretical, which the article does not


def test_properties_of_lithium_metal(asked):
    rows = asked("material-properties", material="Li metal")
    assert set(pick(rows, "metric", "printed", "number")) == {
        ("si:SpecificCapacity", "3860 mAh g⁻¹", 12), ("si:StandardPotential", "-3.04 V vs. SHE", 12),
        ("si:PressureTolerance", "25 MPa", 17)}  # above it lithium metal may propagate
    assert pick(where(rows, metric="si:StandardPotential"), "value", "reference") == [(-3.04, "versus SHE")]
    # wrong: the modulus of silicon
    assert "130 GPa" not in column(rows, "printed")


def test_conductivity_of_an_electrolyte_with_temperature(asked):
    rows = asked("material-properties", metric="ionic conductivity")
    assert {(row["material"], row["value"], row["unit"], row["conditions"], row["number"]) for row in rows if row["value"]} == {
        ("kg:peo-latp", 0.0000286, "S/cm", "50 °C", 62),
        ("kg:peo-latp-ncf", 0.000168, "S/cm", "50 °C", 63),
        ("kg:gel-polymer-electrolyte", 0.0022, "S/cm", "", 65),
        ("kg:li6ps5cl", 0.00213, "S/cm", "30 °C", 66),
        ("kg:peo-latp", 0.00034, "S/cm", "50 °C", 71),
        ("kg:pvdf-peo-garnet", 0.0081, "S/cm", "25 °C", 72),
    }
    # that of the gel is an approximate one
    assert [row["printed"][0] == "~" for row in rows] == [row["number"] == 65 for row in rows]
    # wrong: one conductivity for PEO@LATP (rows 2 and 12 differ twelvefold), 81 read without its power of ten


# --- The carbon-free full cell (question 2) ---


def test_carbon_free_full_cell(asked):
    rows = asked("results-by-kind-of-anode", kind="carbon-free anode")
    assert set(pick(rows, "anode", "source", "number")) == {("kg:tan2021-um-si", "Tan et al. 2021", 21)}
    cells = where(rows, metric="si:CapacityRetention")
    assert set(pick(cells, "printed", "value", "unit", "cycle")) == {("80%", 80, "%", 500)}
    assert set(pick(cells, "cell_kind", "electrolyte", "counter_electrode")) == {("full cell", "Li6PS5Cl", "NMC811 cathode")}
    assert pick(where(rows, metric="si:SpecificCapacity"), "printed", "unit", "basis", "conditions", "place") == [
        ("2800 mAh g⁻¹", "mAh/g", "basis not stated", "room temperature", "§1, paragraph 4")]
    assert set(pick(where(rows, metric="si:AverageCoulombicEfficiency"), "printed", "value")) == {(">99.9%", 99.9)}
    assert set(pick(where(rows, metric="si:MassFraction"), "printed", "value", "unit", "place")) == {
        ("99.9 wt%", 99.9, "wt%", "§4.1, paragraph 1"), ("99.9 wt%", 99.9, "wt%", "Figure 9a, caption")}
    # section 1 says room temperature of capacity, retention and efficiency, the caption of Figure 3f of the cycling
    assert {row["conditions"] for row in rows if row["cell_kind"]} == {"room temperature"}
    # wrong: a temperature in degrees (only room temperature is said), 99.9 wt% as an efficiency, the anodes without electrolyte
    assert not any("°C" in (row["conditions"] or "") for row in rows)


def test_composition_of_the_carbon_free_anode(asked):
    rows = asked("anode-composition", anode="kg:tan2021-um-si")
    assert set(pick(rows, "relation", "part")) == {
        ("has active material", "kg:silicon"), ("has silicon structure", "kg:um-si"), ("stated free of", "si:CarbonConstituent")}
    # wrong: any carbon, or a binder or electrolyte in the anode, or stated to be free of these
    assert not {row["part"] for row in rows} & {"kg:carbon", "kg:conductive-carbon", "kg:li6ps5cl", "si:ElectrolyteConstituent", "si:BinderConstituent"}


# --- The columnar anode (question 3) ---


def test_columnar_anode_made_paired_and_measured(asked):
    made = asked("anode-composition", anode="kg:cangaz2020-col-si")
    assert set(pick(made, "relation", "part")) == {
        ("has active material", "kg:silicon"), ("prepared by", "kg:physical-vapor-deposition"), ("has silicon structure", "kg:columnar-si")}
    cells = asked("study-cells", publication="Cangaz et al. 2020")
    assert pick(cells, "kind", "anode", "electrolyte", "counter_electrode") == [
        ("full cell", "columnar Si anode of Cangaz et al.", "Li6PS5Cl", "Ni-rich layered oxide cathode")]
    results = asked("study-results", publication="Cangaz et al. 2020")
    assert pick(results, "metric", "printed", "cycle", "conditions", "number", "place") == [
        ("si:CapacityRetention", "82%", 100, "", 48, "§2.2.2, paragraph 1")]
    # wrong: NMC811 for the cathode, and 1 mA cm⁻² as the current of the 82 %: it is the charging rate without short circuits
    said = asked("study-claims", publication="Cangaz et al. 2020")
    assert {("kg:columnar-structuring", "mitigates", "kg:short-circuit"), ("kg:charging-current", "not leadsTo", "kg:short-circuit")} <= set(
        pick(said, "subject", "relation", "object"))
    # that no short circuit was seen is all that is said, so that the columns as its reason stand with reserve
    assert column(where(said, subject="kg:columnar-structuring", relation="mitigates", object="kg:short-circuit"), "hedged") == [True]


# --- Two sheets and the reason for their efficiencies (question 4) ---


def test_sheets_of_micrometre_and_nanometre_silicon(asked):
    rows = asked("study-results", publication="Yamamoto et al. 2018")
    assert set(pick(rows, "of", "metric", "printed", "value", "number")) == {
        ("µm-Si-LPS sheet half-cell (Yamamoto et al. 2018)", "si:SpecificDischargeCapacity", "3058 mAh g⁻¹", 3058, 23),
        ("µm-Si-LPS sheet half-cell (Yamamoto et al. 2018)", "si:InitialCoulombicEfficiency", "90%", 90, 23),
        ("nm-Si-LPS sheet half-cell (Yamamoto et al. 2018)", "si:SpecificDischargeCapacity", "3168 mAh g⁻¹", 3168, 23),
        ("nm-Si-LPS sheet half-cell (Yamamoto et al. 2018)", "si:InitialCoulombicEfficiency", "86%", 86, 23),
    }
    assert {(row["metric"], row["cycle"], row["unit"], row["basis"], row["place"]) for row in rows} == {
        ("si:SpecificDischargeCapacity", None, "mAh/g", "basis not stated", "§2.1, paragraph 3"),
        ("si:InitialCoulombicEfficiency", 1, "%", None, "§2.1, paragraph 3")}
    # wrong: 2849 and 3412 of Yamamoto et al. 2020 [40], which is another study
    assert not {2849, 3412} & set(column(rows, "value"))


def test_reasons_for_the_lower_initial_efficiency(asked):
    rows = asked("reasons-for-a-result", anode="nm-Si-LPS sheet", metric="initial coulombic efficiency")
    reasons = [row for row in rows if row["relation"] == "worsens" and row["kind"] in ("driver", "failure mechanism")]
    assert set(pick(reasons, "subject")) == {("kg:specific-surface-area",), ("kg:oxide-layer-side-reaction",)}
    assert all("Miyazaki et al. 2016 [39]" in row["publications"] for row in reasons)
    # wrong: electrolyte decomposition or the contact area, which the text gives for other anodes
    assert not {"kg:electrolyte-decomposition", "kg:si-sse-contact-area"} & set(column(rows, "subject"))


# --- Reactions of silicon with electrolytes (question 5) ---


def test_potentials_at_which_electrolytes_react_with_silicon(asked):
    rows = asked("material-properties", metric="reaction potential")
    assert set(pick(rows, "material", "printed", "reference", "number")) == {
        ("kg:lps", "1.5 V", "versus Li+/Li", 15),
        ("kg:lpsi", "1.5 V", "versus Li+/Li", 15),
        ("kg:lbhi", "0.38–0.36 V", "versus Li+/Li", 15),
    }
    lbhi = where(rows, material="kg:lbhi")
    assert pick(lbhi, "value", "minimum", "maximum") == [(None, 0.36, 0.38)]
    # wrong: a potential for Li6PS5Cl, for which none is given


def test_what_reactions_form(asked):
    rows = asked("products-of-reactions")
    formed = {(row["formula"], row["electrolyte"], number) for row in rows for number in cited(row)}
    calculated = {(product, electrolyte, 15) for product in ("SiP2", "SiP", "Li5SiP3") for electrolyte in ("kg:lps", "kg:lpsi")}
    by_xps = {(product, electrolyte, 15) for product in ("Li3P", "SiP") for electrolyte in ("kg:lps", "kg:lpsi")}
    # 105 and 106 are cited with 102 for what Li6PS5Cl leaves
    decomposed = {(product, "kg:li6ps5cl", number) for product in ("Li2S", "Li3P", "LiCl") for number in (102, 105, 106)}
    assert {row for row in formed if row[0]} == calculated | by_xps | decomposed
    potentials = {(row["formula"], row["potential"]) for row in rows if row["potential"]}
    assert potentials == {("SiP2", "1.5 V"), ("SiP", "1.5 V"), ("Li5SiP3", "1.5 V")}
    # wrong: products of LBHI (none is named), LiCl from an electrolyte without chlorine, SiP from Li6PS5Cl
    assert "kg:lbhi" not in column(rows, "electrolyte")
    assert not {("LiCl", "kg:lps"), ("LiCl", "kg:lpsi"), ("SiP", "kg:li6ps5cl")} & {(formula, electrolyte) for formula, electrolyte, _ in formed}


def test_calculated_products_are_possible_ones(asked):
    rows = asked("products-of-reactions", product="kg:li5sip3")
    assert set(pick(rows, "electrolyte", "certainty", "evidence")) == {
        (electrolyte, "possible", "first-principles calculation") for electrolyte in ("kg:lps", "kg:lpsi")}
    # SiP is both: a possible product by calculation, a stated one by XPS
    assert set(pick(asked("products-of-reactions", product="kg:sip"), "certainty", "evidence")) == {
        ("possible", "first-principles calculation"), ("stated", "characterization")}
    # wrong: the calculated products as found


# --- The void composite (question 6) ---


def test_how_the_void_is_made_and_what_void_and_shell_do(asked):
    made = asked("anode-composition", anode="Si-C void composite")
    assert {("has precursor", "kg:pvb"), ("has coating", "kg:carbon")} <= set(pick(made, "relation", "part"))
    roles = asked("roles-of-a-material", material="PVB")
    assert pick(roles, "role", "anode", "publications") == [("si:TemplateRole", "kg:poetke2021-si-c", "Poetke et al. 2021 [61]")]
    said = asked("statements-on-an-anode", anode="Si-C void composite")
    # "was designed to provide free space" is an aim; that the shell can prevent the contact is said without reserve
    assert set(pick(where(said, relation="mitigates", object="kg:volume-change"), "subject", "hedged")) == {("kg:carbon-shell-with-void", True)}
    contact = where(said, relation="mitigates", object="kg:direct-electrolyte-contact")
    assert set(pick(contact, "subject", "hedged")) == {("kg:carbon-coating", None), ("kg:carbon-shell-with-void", None)}
    # wrong: the matrix composite of Dunlap et al., also printed Si-C, with its carbon matrix that was not robust enough
    assert "kg:matrix-failure" not in column(said, "object")


# --- Li21Si5 (question 7) ---


def test_roles_of_li21si5(asked):
    rows = asked("roles-of-a-material", material="Li21Si5")
    assert set(column(rows, "role")) == {"si:BufferRole", "si:ConductiveNetworkRole", "si:IonConductorRole", "si:ActiveMaterialRole"}
    assert set(pick(rows, "anode", "publications", "places")) == {
        ("kg:zhang2024-si-li21si5", "Zhang et al. 2024 [70]", "§3.3, paragraph 3")}
    # wrong: a source of lithium or a binder, which nothing says; the name of the anode Si/Li21Si5 for the silicide in it


def test_figures_of_merit_of_si_li21si5(asked):
    rows = asked("anode-results", anode="Si/Li21Si5")
    text = [row for row in rows if row["place"] == "§3.3, paragraph 3"]
    assert set(pick(text, "metric", "printed", "cycle", "conditions")) == {
        ("si:InitialCoulombicEfficiency", "97.8%", 1, "25 °C"),
        ("si:ArealCapacity", "17.9 mAh cm⁻²", 1, "55 °C"),
        ("si:ElectrodeExpansion", "18.1%", None, ""),
    }
    table = [row for row in rows if row["place"].startswith("Table 1")]
    assert {(row["metric"], row["printed"], row["cycle"], frozenset((row["conditions"] or "").split("; "))) for row in table} == {
        ("si:InitialCoulombicEfficiency", "97.8%", 1, frozenset({"25 °C", "2–4.2 V"})),
        ("si:CapacityRetention", "80%", 175, frozenset({"0.5 C", "25 °C", "2–4.2 V"})),
    }
    assert set(column(rows, "number")) == {70}
    # wrong: 17.9 mAh cm⁻² at 25 °C, or 80 % at 55 °C


# --- The bonds of Si-N-MXene (question 8) ---


def test_bonds_of_si_n_mxene(asked):
    rows = asked("bonds-of-an-anode", anode="Si-N-MXene")
    bonds: dict = {}
    for row in rows:
        bonds.setdefault(row["name"], set()).add(row["between"])
    assert bonds == {"Si-N bond": {"kg:silicon", "kg:amorphous-carbon"}, "N-MXene bond": {"kg:mxene", "kg:amorphous-carbon"}}
    assert set(column(rows, "number")) == {71}
    assert set(column(rows, "places")) == {"§3.4, paragraph 2"}
    # wrong: a bond of silicon with MXene itself; both are bound to the carbon between them


# --- Carbon (question 9) ---


def test_roles_of_carbon(asked):
    rows = asked("roles-of-a-material", material="carbon")
    general = where(rows, places="§3.1, paragraph 1")
    assert set(column(general, "role")) == {"si:CoatingRole", "si:ConductiveNetworkRole", "si:ActiveMaterialRole"}
    summary = where(rows, places="§5, paragraph 3")
    assert set(column(summary, "role")) == {"si:CoatingRole", "si:ConductiveNetworkRole", "si:ActiveMaterialRole"}
    # wrong: a binder; PAN is that, and no carbon
    assert "si:BinderRole" not in column(rows, "role")


def test_carbons_as_components_of_anodes(asked):
    rows = asked("components-of-a-kind", kind="carbon material")
    found: dict = {}
    for row in rows:
        if row["number"]:
            found.setdefault(row["component"], set()).add(row["number"])
    assert found == {
        "kg:acetylene-black": {32, 82},
        "kg:amorphous-carbon": {31, 71},
        "kg:carbon": {61, 62, 63, 66, 73},
        "kg:carbon-nanofibers": {64},
        "kg:carbon-nanotubes": {66},
        "kg:conductive-carbon": {102},  # section 4.2 prints C, section 4.1 conductive carbon for the same study
        "kg:graphene": {74},
        "kg:graphite": {67, 68},
        "kg:hard-carbon": {69},
        "kg:mof-derived-carbon": {72},
        "kg:mwcnt": {32},
        "kg:vacnf": {65},
        "kg:vgcf": {15},
    }
    # wrong: Si-PAN [41], whose PAN conducts without being carbonized, the carbon-free anode [21], the electrode of graphite alone [77]
    assert not {21, 41, 77} & set(column(rows, "number"))


def test_anodes_with_carbon_nanofibers_stand_upright_or_not(asked):
    rows = asked("components-of-a-kind", kind="carbon material", component="VACNF")
    assert pick(rows, "anode", "number") == [("kg:pandey2015-si-vacnf", 65)]
    # wrong: the nanofibers of [64], in which the silicon is embedded and which do not stand


# --- Who works with Li6PS5Cl (question 10) ---


def test_studies_with_li6ps5cl_under_any_name(asked):
    rows = asked("studies-with-an-electrolyte", electrolyte="LPSCl")
    uses = {(row["number"], row["use"]) for row in rows}
    assert {number for number, use in uses if use != "statement"} == {21, 38, 48, 61, 64, 66, 67, 68, 69, 70, 102, 108}
    # 105 and 106 are cited with 102 for the products of its decomposition, and for no anode of theirs
    assert set(column(rows, "number")) == {21, 38, 48, 61, 64, 66, 67, 68, 69, 70, 102, 105, 106, 108}
    # 108 is called argyrodite-type in the text and LPSC in the caption; 38 has it in the anode, from a solution
    assert {(48, "electrolyte of a cell"), (108, "electrolyte of a cell"), (64, "electrolyte of a cell"), (64, "in the anode")} <= uses
    assert (38, "in the anode") in uses and (38, "electrolyte of a cell") not in uses
    # wrong: studies with other sulfides, LPS [23, 15, 41] or Li3PS4 [93], and with Li3InCl6 in the cathode
    assert not {15, 23, 41, 93} & set(column(rows, "number"))


def test_studies_with_the_borohydride(asked):
    rows = asked("studies-with-an-electrolyte", electrolyte="LBHI")
    assert set(column(rows, "number")) == {15}
    # wrong: nothing, because LBHI is in no row of Table 1


def test_an_electrolyte_in_one_screen(asked):
    rows = asked("electrolyte", electrolyte="LPSC")
    assert {row["value"] for row in where(rows, aspect="kind")} == {
        "argyrodite electrolyte", "sulfide electrolyte", "inorganic solid electrolyte"}
    assert {row["value"] for row in where(rows, aspect="formula")} == {"Li6PS5Cl"}
    assert {"LPSCl", "LPSC", "argyrodite"} <= {row["value"] for row in where(rows, aspect="other name")}
    assert pick(where(rows, aspect="ionic conductivity"), "value", "conditions", "number") == [("2.13 × 10⁻³ S cm⁻¹", "30 °C", 66)]
    # wrong: a halide electrolyte, because it holds chlorine
    assert "halide electrolyte" not in column(rows, "value")


def test_a_composite_electrolyte(asked):
    rows = asked("electrolyte", electrolyte="PVDF/PEO/garnet")
    assert {"composite electrolyte", "polymer electrolyte"} <= {row["value"] for row in where(rows, aspect="kind")}
    assert {"poly(vinylidene fluoride)", "poly(ethylene oxide)", "garnet electrolyte"} <= {row["value"] for row in where(rows, aspect="component")}
    assert [row["value"] for row in where(rows, aspect="ionic conductivity")] == ["81 × 10⁻⁴ S cm⁻¹"]
    assert [row["number"] for row in where(rows, aspect="ionic conductivity")] == [72]
    # wrong: a garnet or oxide electrolyte, because its filler is one
    assert not {"garnet electrolyte", "oxide electrolyte"} & {row["value"] for row in where(rows, aspect="kind")}


# --- Kinds ---


def test_any_sulfide_electrolyte(asked):
    rows = asked("members-of-a-kind", kind="sulfide electrolyte")
    assert set(column(rows, "formula")) - {None} == {
        "Li6PS5Cl", "Li3PS4", "75Li2S-25P2S5", "77.5Li2S-22.5P2S5", "70(0.75Li2S-0.25P2S5)-60LiI"}
    # wrong: the hydride with iodine, the chloride, the oxides
    assert not {"kg:lbhi", "kg:li3incl6", "kg:latp", "kg:garnet-electrolyte"} & set(column(rows, "member"))


def test_any_carbon_composite(asked):
    rows = asked("members-of-a-kind", kind="silicon-carbon composite anode")
    assert set(column(rows, "number")) - {None} == {15, 31, 32, 61, 62, 63, 64, 65, 66, 67, 68, 69, 71, 72, 73, 74, 82, 102}
    # wrong: only those of section 3.1; the review files LiSH46 [69] under alloys, Si-N-MXene [71] and Si@MOF [72] under others
    assert not {"kg:dunlap2020-si-pan", "kg:tan2021-um-si", "kg:zhang2024-si-li21si5"} & set(column(rows, "member"))


def test_every_hydride_electrolyte(asked):
    assert column(asked("members-of-a-kind", kind="complex hydride electrolyte"), "member") == ["kg:lbhi"]
    # wrong: LBHI among the halides, because it holds iodine
    assert "kg:lbhi" not in column(asked("members-of-a-kind", kind="halide electrolyte"), "member")


def test_kinds_below_solid_electrolytes(asked):
    rows = asked("kinds-below-a-kind", kind="solid-state electrolyte")
    members = {row["name"]: row["members"] for row in rows}
    assert members["halide electrolyte"] == 1 and members["gel polymer electrolyte"] == 1 and members["complex hydride electrolyte"] == 1
    assert "silicon composite anode" not in members


def test_kinds_of_an_anode_that_are_inferred(asked):
    rows = asked("kinds-of-a-thing", thing="LiSH46")
    assert {"silicon-hard carbon composite anode", "silicon-carbon composite anode", "lithium-silicon alloy anode", "pre-lithiated anode"} <= set(
        column(rows, "name"))
    # wrong: a graphite or nanotube composite, or carbon-free
    assert not {"silicon-graphite composite anode", "silicon-carbon nanotube composite anode", "carbon-free anode"} & set(column(rows, "name"))
    # only that it is an anode was written down; the rest follows from what it is made of
    assert [row["name"] for row in rows if row["inferred"] is False] == ["silicon-based anode"]


# --- Anodes ---


def test_composition_of_lish46(asked):
    rows = asked("anode-composition", anode="LiSH46")
    assert {("has active material", "kg:li-si-alloy"), ("has component", "kg:hard-carbon")} == set(pick(rows, "relation", "part"))
    # each part once, under its most exact relation
    assert len(pick(rows, "part")) == len(rows)
    # wrong: Li15Si4 and LiC6, which are there after lithiation only


def test_composition_of_si_pan(asked):
    rows = asked("anode-composition", anode="Si-PAN")
    assert {("has binder", "kg:pan"), ("has conductive additive", "kg:pan"), ("has active material", "kg:silicon")} == set(pick(rows, "relation", "part"))
    # wrong: carbon as the conductive additive; PAN conducts here without being carbonized


def test_numbers_of_lish46(asked):
    rows = asked("anode-results", anode="LiSH46", metric="capacity retention")
    text = [row for row in rows if row["place"] == "§3.3, paragraph 3"]
    assert set(pick(text, "printed", "cycle")) == {("80%", 1033), ("61.5%", 5000), ("80%", 15000)}
    (longest,) = where(text, cycle=15000)
    assert set(longest["conditions"].split("; ")) == {"30 °C", "high rates"}
    (table,) = [row for row in rows if row["place"].startswith("Table 1, row 9")]
    assert (table["printed"], table["cycle"], set(table["conditions"].split("; "))) == ("61.5%", 5000, {"2.5–4.2 V", "1 C", "55 °C"})
    # wrong: 30 °C for the other two, or the 55 °C and 1 C of the table for 1033 or 15,000 cycles
    assert not any("°C" in (row["conditions"] or "") for row in text if row["cycle"] != 15000)
    assert not any("55 °C" in (row["conditions"] or "") for row in text)


def test_table_and_text_disagree_on_the_sheathed_nanofibers(asked):
    rows = asked("anode-results", anode="Si/CNF@LPSCl", metric="capacity retention")
    assert {(row["printed"], row["cycle"], row["place"]) for row in rows} == {
        ("84.3%", 50, "§3.1, paragraph 3"), ("83.4%", 50, "Table 1, row 4, Cycling Performance")}
    # wrong: the table's 25 °C with the text's 84.3 %, which gives no temperature
    (text,) = where(rows, printed="84.3%")
    assert "0.5 C" in text["conditions"].split("; ") and "°C" not in text["conditions"]
    (table,) = where(rows, printed="83.4%")
    assert set(table["conditions"].split("; ")) == {"0.5 C", "25 °C", "0.05–1.5 V"}


def test_strategies_of_anodes(asked):
    rows = asked("anode-strategies", anode="LiSH46")
    assert {"kg:hard-carbon-stabilization", "kg:lithium-rich-phase-network"} == set(column(rows, "strategy"))
    assert set(column(rows, "publications")) == {"Yan et al. 2023 [69]"}
    rows = asked("anode-strategies", anode="PL-DDE")
    assert {"kg:lithium-powder-pre-lithiation", "kg:diffusion-dependent-electrode-design"} == set(column(rows, "strategy"))
    # wrong: other ways to pre-lithiate
    assert not {"kg:lithium-foil-pre-lithiation", "kg:ball-milling-pre-lithiation"} & set(column(rows, "strategy"))


# --- Studies ---


def test_numbers_of_a_study_with_their_pairs(asked):
    rows = asked("study-results", publication="Cao et al. 2022", metric="specific energy")
    assert {row["value"]: row["conditions"] for row in rows} == {
        285: "0.158 mA/cm2 of: 0.158 and 3.16 mA cm⁻²",  # one list is printed, and which of it is meant is said
        177: "3.16 mA cm⁻²",
    }
    assert set(pick(rows, "unit", "basis", "number")) == {("Wh/kg", "per mass of cell", 19)}
    # wrong: 285 at 3.16 mA cm⁻²; the energies and currents are listed in the same order


def test_half_and_full_cell_of_a_study(asked):
    rows = asked("study-results", publication="Han et al. 2022")
    text = {(row["metric"], row["value"], row["cycle"], row["conditions"]) for row in rows if row["place"].startswith("§3.4")}
    assert {("si:InitialCoulombicEfficiency", 82.02, 1, "0.2 A g⁻¹"), ("si:SpecificCapacity", 881, 90, "0.4 A g⁻¹")} <= text
    assert {(2305, 1, "0.2 A g⁻¹"), (1659.2, 1, "0.32 A g⁻¹")} <= {(value, cycle, setting) for _, value, cycle, setting in text}
    assert {row["cell_kind"] for row in rows if row["value"] == 1659.2} == {"full cell"}
    assert {row["cell_kind"] for row in rows if row["value"] == 2305} == {"half cell"}
    # wrong: the table's 50 °C for the numbers of the text
    assert not any("50 °C" in (row["conditions"] or "") for row in rows if row["place"].startswith("§3.4"))
    cells = asked("study-cells", publication="Han et al. 2022")
    assert {("full cell", "LiFePO4 cathode", "PEO@LATP"), ("half cell", "lithium metal electrode", "PEO@LATP")} == set(
        pick(cells, "kind", "counter_electrode", "electrolyte"))


def test_controls_of_a_study(asked):
    rows = asked("study-comparisons", publication="Zhang et al. 2022")
    figures = {(row["metric"], row["printed"], row["outcome"], row["control_printed"], row["cycle"]) for row in rows if row["printed"]}
    assert ("si:InitialCoulombicEfficiency", "72.0%", "higher", "50.8%", 1) in figures
    assert ("si:ReversibleSpecificCapacity", "1442 mAh g⁻¹", "higher", "636 mAh g⁻¹", 50) in figures
    assert all("bare Si" in row["control"] for row in rows if row["printed"] == "72.0%")
    # wrong: 1967, the first capacity, against 636 after 50 cycles
    assert "1967 mAh g⁻¹" not in column(rows, "printed")


def test_ratio_without_values(asked):
    rows = asked("study-comparisons", publication="Okuno et al. 2022a")
    ratio = [row for row in rows if row["ratio"]]
    assert pick(ratio, "ratio", "outcome", "cycle") == [("approximately 11 times higher", "higher", 50)]
    # wrong: an exact eleven, or 89 %, the retention of the same cell, as if it were the ratio
    assert not [row for row in rows if row["printed"] or row["control_printed"]]


def test_claims_of_a_study(asked):
    rows = asked("study-claims", publication="Kim et al. 2023")
    facts = set(pick(rows, "subject", "relation", "object"))
    assert {("kg:thiophosphate-addition-to-alloy", "mitigates", "kg:short-circuit"),
            ("kg:ion-pathway-density", "relieves", "kg:non-uniform-lithiation"),
            ("kg:ion-pathway-density", "relieves", "kg:lithium-plating-near-electrolyte")} <= facts
    assert all("§3.3, paragraph 2" in row["places"].split("; ") for row in rows)
    # wrong: Li21Si5 or hard carbon, which are other studies' remedies against short circuits
    assert not {"kg:li21si5-buffering", "kg:hard-carbon-stabilization"} & set(column(rows, "subject"))


def test_anodes_of_a_study(asked):
    rows = asked("study-anodes", publication="Yan et al. 2023")
    assert set(column(rows, "anode")) == {"kg:yan2023-lish46", "kg:yan2023-li-si", "kg:yan2023-si"}
    # wrong: hard carbon by itself, which is a part of LiSH46 and no anode of the study


def test_reference_entry(asked):
    (row,) = asked("reference", number=69)
    assert (row["publication"], row["journal"], row["year"], row["volume"], row["pages"]) == ("kg:yan2023", "Nat. Energy", 2023, "8", "800–813")
    assert row["authors"].startswith("Yan, W.; Mu, Z.; Wang, Z.")
    assert row["title"] == "Hard-carbon-stabilized Li–Si anodes for high-performance all-solid-state Li-ion batteries"
    assert {"Wu et al.", "Wenlin Yan et al."} <= set(row["called"].split("; "))
    # wrong: Wu, Y. as first author, after whom the text names the study


# --- Names ---


def test_who_is_meng(asked):
    rows = asked("who-is", name="Meng")
    assert set(pick(rows, "name_used", "number", "first_author", "place")) == {
        ("Meng’s group", 21, "Tan, D.H.S.", "§1, paragraph 4"),
        ("Meng et al.", 21, "Tan, D.H.S.", "§2.1, paragraph 3"),
        ("Meng et al.", 21, "Tan, D.H.S.", "§4.1, paragraph 1"),
    }
    # wrong: [17] and [106], whose last author is Meng, Y.S., but which the text does not call so
    assert not {17, 106} & set(column(rows, "number"))


def test_one_name_for_three_studies(asked):
    rows = asked("who-is", name="Han et al.")
    text = [row for row in rows if row["name_used"] == "Han et al."]
    assert set(pick(text, "number", "first_author", "place")) == {
        (62, "Gu, L.", "§3.1, paragraph 2"), (15, "Huang, Y.", "§4.1, paragraph 2"), (71, "Han, X.", "§3.4, paragraph 2")}
    # the caption of Figure 5 names the first author in full for [63], which the text calls the same group
    assert pick([row for row in rows if row not in text], "name_used", "number", "place") == [("Xiang Han et al.", 63, "Figure 5g, caption")]
    # wrong: Zhang or Zhao, whose names only contain the letters
    assert all("Han et al." in row["name_used"] for row in rows)


def test_what_the_review_calls_a_group(asked):
    rows = asked("who-is", name="group")
    assert set(pick(rows, "name_used", "number")) == {
        ("Meng’s group", 21), ("Kim’s group", 67), ("Kim’s group", 68), ("Kim’s group", 77), ("Lim’s group", 93), ("the same group", 63)}
    # wrong: a group for [62], which the text has in view with the words the same group, or for [94], which it cites without a name


def test_names_of_one_study(asked):
    rows = asked("who-is", publication="kg:trevey2010")
    assert set(column(rows, "name_used")) == {"Trevey et al.", "James et al."}
    # wrong: Lee et al., which stands for other studies of the same last author


def test_what_an_abbreviation_means(asked):
    assert set(column(asked("what-is", name="LPSC"), "thing")) == {"kg:li6ps5cl"}
    assert set(column(asked("what-is", name="HC"), "thing")) == {"kg:hard-carbon"}
    assert set(column(asked("what-is", name="ICE"), "thing")) == {"si:InitialCoulombicEfficiency"}
    # wrong: NCM, the cathode material
    assert set(column(asked("what-is", name="NCF"), "thing")) == {"kg:nano-cellulose"}


def test_one_name_for_two_anodes(asked):
    # row 1 of the table and section 3.1 call the void composite so, the caption of Figure 2 the matrix composite
    assert {"kg:poetke2021-si-c", "kg:dunlap2018-si-c"} == set(column(asked("what-is", name="Si-C"), "thing"))
    rows = asked("what-is", name="Si-C electrodes")
    # the caption of Figure 2 prints Si-C electrodes for the matrix composites of Dunlap et al.
    assert set(column(rows, "thing")) == {"kg:dunlap2018-si-c"}
    # wrong: the anode of row 1 for the caption of Figure 2


# --- Concepts and places ---


def test_all_that_is_said_about_dendrites(asked):
    rows = asked("statements-about", concept="lithium dendrite growth")
    dendrites = "kg:lithium-dendrite-growth"
    assert set(pick(rows, "subject", "relation", "object", "hedged")) == {
        (dendrites, "leadsTo", "kg:short-circuit", None), (dendrites, "leadsTo", "kg:safety-hazard", None),
        (dendrites, "occursIn", "kg:lithium-metal-electrode", None), ("kg:lithium-metal-anode-choice", "aggravates", dendrites, None),
        ("kg:hard-carbon-stabilization", "mitigates", dendrites, None), ("kg:li21si5-buffering", "mitigates", dendrites, True),
        ("kg:ion-pathway-density", "relieves", dendrites, True),
        # "because of uneven lithiation" may go with the chemo-mechanical failure alone
        ("kg:non-uniform-lithiation", "leadsTo", dendrites, True)}
    assert set(pick(where(rows, relation="mitigates"), "subject", "publications")) == {
        ("kg:hard-carbon-stabilization", "Yan et al. 2023 [69]"), ("kg:li21si5-buffering", "Zhang et al. 2024 [70]")}
    assert set(column(rows, "places")) == {"§1, paragraph 2", "§3.3, paragraph 2", "§3.3, paragraph 3"}
    # wrong: Li3PS4 [93], which is said to act on short circuits and on plating near the electrolyte
    assert "kg:thiophosphate-addition-to-alloy" not in column(rows, "subject")


def test_where_li21si5_is_named(asked):
    rows = asked("where-mentioned", concept="Li21Si5")
    assert set(pick(rows, "place", "words")) == {
        ("§3.3, paragraph 3", "continuous soft buffering medium against the volume"),
        ("§3.3, paragraph 3", "direct Li ions to Si particles"),
        ("Table 1, row 10, Si-Based Anode", "Si/Li₂Si₅"),
    }
    # wrong: every sentence of the paragraph, which is about hard carbon for the most part


def test_where_hard_carbon_is_named(asked):
    rows = asked("where-mentioned", concept="kg:hard-carbon")
    assert set(column(rows, "place")) == {"§3.3, paragraph 3"}
    # wrong: the conclusions or the table, which name the anode but not its carbon


def test_numbers_of_a_section(asked):
    rows = asked("numbers-of-a-section", section="2.2.3")
    assert set(pick(rows, "metric", "printed", "cycle", "conditions", "number")) == {
        ("si:SpecificCapacity", "2400 mAh g⁻¹", 100, "0.1 mA cm⁻²", 57),
        ("si:SpecificCapacity", "3128 mAh g⁻¹", None, "2.3 mAh cm⁻²", 49),
        ("si:CapacityFadeRate", "0.06% per cycle", None, "2.3 mAh cm⁻²", 49),
        ("si:ArealCapacity", "2.3 mAh cm⁻²", None, "", 49),
    }
    # wrong: 0.1 mA cm⁻² or cycle 100 of [57] for the film of [49]


def test_a_row_of_the_table_as_printed(asked):
    rows = asked("table-rows", row=8)
    assert {row["heading"]: row["words"] for row in rows} == {
        "Si-Based Anode": "PL-Si/Graphite",
        "Solid-State Electrolytes": "Li₆PS₅Cl",
        "Ionic Conductivity": "/",
        "Counter Electrode and Voltage Range": "Li 0.01–2.0 V",
        "ICE": "~108.9%",
        "Current": "0.5 C (60 °C)",
        "Cycling Performance": "Capacity retention: 79.5% (150 cycles)",
        "Refs": "[68]",
    }
    assert set(column(rows, "number")) == {68}
    # wrong: 85.2 % after 200 cycles, which is the text; 108.9 % without its sign for about


def test_the_whole_table(asked):
    rows = asked("table-rows")
    assert len(pick(rows, "row", "heading")) == 13 * 8
    assert [number for _, number in pick(rows, "row", "number")] == [61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 41, 71, 72]
    # wrong: the rows in the order of their references, by which [41] would come first


def test_numbers_of_a_paragraph(asked):
    rows = asked("numbers-of-a-section", section="3.4", paragraph=2)
    assert rows and set(column(rows, "place")) == {"§3.4, paragraph 2"}
    assert not asked("numbers-of-a-section", section="3.4", paragraph=1)  # it speaks of polymers and sheets without a number
    assert not asked("numbers-of-a-section", section="Table 1", paragraph=1)


# --- What holds of every look-up ---


@pytest.mark.parametrize(("name", "parameter", "value"), [
    ("anode-composition", "anode", "kg:dunlap2020-si-pan"),
    ("anode-results", "anode", "kg:yan2023-lish46"),
    ("components-of-a-kind", "kind", "si:CarbonMaterial"),
    ("members-of-a-kind", "kind", "si:SulfideElectrolyte"),
    ("results-by-kind-of-anode", "kind", "si:CarbonFreeAnode"),
    ("study-cells", "publication", "kg:han2022"),
    ("study-comparisons", "publication", "kg:zhang2022"),
    ("study-results", "publication", "kg:cao2022"),
    ("studies-with-an-electrolyte", "electrolyte", "kg:li6ps5cl"),
    ("statements-about", "concept", "kg:lithium-dendrite-growth"),
    ("where-mentioned", "concept", "kg:li21si5"),
    ("table-rows", "row", 8),
])
def test_a_parameter_left_out_means_all(asked, name, parameter, value):
    rows = asked(name, **{parameter: value})
    assert rows and rows == where(asked(name), **{parameter: value})


def test_no_row_comes_twice(asked):
    for name in ("anode-results", "study-results", "study-cells", "material-properties", "members-of-a-kind", "where-mentioned"):
        rows = [tuple(row.items()) for row in asked(name)]
        assert len(rows) == len(set(rows)), name
