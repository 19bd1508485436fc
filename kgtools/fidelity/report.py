"""What a verification found, and how it reads: problems, what is uncovered, counts by section and kind."""

from collections import Counter
from dataclasses import dataclass, field

from ..problems import Problem
from .coverage import Coverage, Item

KINDS = {
    "Claim": "claims",
    "Measurement": "measurements",
    "Comparison": "comparisons",
    "Condition": "conditions",
    "Mention": "mentions",
    "Discrepancy": "discrepancies",
}
NOT_COMPARED = "not compared"


@dataclass(frozen=True)
class Report:
    """What verification found: problems in the graph, and how much of the article it covers."""

    problems: tuple[Problem, ...]
    coverage: Coverage
    counts: Counter = field(
        default_factory=Counter
    )  # (section, kind) -> number of records, passages, found passages

    @property
    def uncovered(self) -> tuple[Item, ...]:
        """What of the article no record covers and nothing excuses."""
        return self.coverage.uncovered

    @property
    def fine(self) -> bool:
        """Whether the graph is faithful and complete."""
        return not self.problems and not self.uncovered


def coverage_report(report: Report) -> list[str]:
    """A line a section: passages found, numbers and citing sentences covered (+ excluded) of all, records."""
    lines = [
        f"{'section':<10}{'passages':>10}{'numbers':>14}{'citing':>14}"
        + "".join(f"{name:>14}" for name in KINDS.values())
    ]
    groups = report.coverage
    all_items = (*groups.covered, *groups.excluded, *groups.uncovered)
    by_line = sorted(all_items, key=lambda item: item.line)
    sections = dict.fromkeys(
        [item.unit.section for item in by_line] + [section for section, _ in report.counts if section]
    )
    for section in (*sections, "all"):
        lines.append(_line(report, section, {section} if section != "all" else {*sections, ""}))
    if others := report.counts["", NOT_COMPARED]:
        lines.append(f"not compared, no text held: {others} passage{'s' * (others != 1)} of other sources")
    return lines


def _line(report: Report, name: str, sections: set[str]) -> str:
    def count(kind: str) -> int:
        return sum(number for key, number in report.counts.items() if key[0] in sections and key[1] == kind)

    def share(numbers: bool) -> str:
        covered, excluded, uncovered = (
            sum(item.unit.section in sections and (item.number is not None) == numbers for item in group)
            for group in (report.coverage.covered, report.coverage.excluded, report.coverage.uncovered)
        )
        return f"{covered}{f'+{excluded}' if excluded else ''}/{covered + excluded + uncovered}"

    passages = f"{count('found')}/{count('passages')}"
    return f"{name:<10}{passages:>10}{share(True):>14}{share(False):>14}" + "".join(
        f"{count(kind):>14}" for kind in KINDS
    )
