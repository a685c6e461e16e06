"""How the pages of the initiatives put figures in order: what is hoped for, what came about, and by area."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.trends import Sparkline, trend
from records.choices import Evidence, WasteArea

#: How firm a figure is that tells of what is still to come.
EXPECTED_EVIDENCE = (
    Evidence.TARGET,
    Evidence.REQUIRED,
    Evidence.PLANNED,
    Evidence.EXPECTED,
    Evidence.ESTIMATED,
)
#: How firm a figure is that somebody found out afterwards.
MEASURED_EVIDENCE = (Evidence.MEASURED, Evidence.VERIFIED)


def filter_expected(figures: Iterable[Any]) -> list[Any]:
    """The figures that tell of what is still to come."""
    return [figure for figure in figures if figure.evidence in EXPECTED_EVIDENCE]


def filter_measured(figures: Iterable[Any]) -> list[Any]:
    """The figures that somebody found out afterwards."""
    return [figure for figure in figures if figure.evidence in MEASURED_EVIDENCE]


@dataclass(frozen=True)
class FigureSeries:
    """Figures of the same thing in the same unit, by year."""

    entries: list[Any]

    @property
    def label(self) -> Any:
        return self.entries[0].label

    @property
    def trend(self) -> Sparkline | None:
        return trend(self.entries)


@dataclass(frozen=True)
class AreaFigures:
    """The figures about the waste of one area; without a code, those of several or of none."""

    code: str
    label: Any
    series: list[FigureSeries]


def group_by_label(figures: Iterable[Any]) -> list[FigureSeries]:
    """Figures of the same thing together, by year, in the order in which the first of each is kept."""
    found: dict[tuple[str, str, str], list[Any]] = {}
    for figure in figures:
        found.setdefault((figure.label_en, figure.unit, figure.basis), []).append(figure)
    return [
        FigureSeries(sorted(entries, key=lambda figure: (figure.year or 0, figure.position)))
        for entries in found.values()
    ]


def by_area(figures: Iterable[Any]) -> list[AreaFigures]:
    """Series of a pilot's figures by their waste area, in the programme's order; the others last."""
    found: dict[str, list[Any]] = {}
    for figure in figures:
        found.setdefault(figure.area, []).append(figure)
    labels = [*WasteArea.choices, ("", "")]
    return [AreaFigures(code, label, group_by_label(found[code])) for code, label in labels if code in found]


@dataclass(frozen=True)
class OutcomeComparison:
    """One thing that a purchase was to bring: what was expected of it, and what was measured."""

    label: Any
    expected: list[Any]
    measured: list[Any]


def side_by_side(figures: Iterable[Any]) -> list[OutcomeComparison]:
    """Expected beside measured, for each outcome; the figures must be of these two kinds."""
    return [
        OutcomeComparison(series.label, filter_expected(series.entries), filter_measured(series.entries))
        for series in group_by_label(figures)
    ]
