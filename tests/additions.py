"""Entries as flags would make them, for tests that add something."""

from kgtools.entries.entry import WHOLE, Entry

# A place in the study of the mini project, and one in its review.
STUDY = {"source": "mew2020", "section": "2", "paragraph": "1", "exact": "words that find the place"}


def entry(kind: str, **values) -> Entry:
    """`entry("mechanism", label="x", leads_to=["y", "z"])`; each field was given by the flag of its name."""
    said = {name.replace("_", "-"): (value,) if isinstance(value, str) else tuple(value) for name, value in values.items()}
    return Entry(kind, said, {WHOLE: f"add {kind}", **{name: f"--{name}" for name in said}})


def mechanism(**values) -> Entry:
    given = {
        "label": "binder creep",
        "definition": "Slow flow of the binder under pressure.",
        "level": "electrode level",
        **STUDY,
        **values,
    }
    return entry("mechanism", **given)


def measurement(**values) -> Entry:
    given = {
        "metric": "capacity retention",
        "value": "80.5",
        "unit": "%",
        "cycle": "300",
        "cell": "Si-C cell of Mew and Bo",
        **STUDY,
        **values,
    }
    return entry("measurement", **given)
