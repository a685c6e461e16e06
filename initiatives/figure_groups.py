"""Grouping of figures for pages: expected and measured figures, series by year, and waste areas."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from initiatives.sparklines import Sparkline, build_sparkline
from records.choices import Evidence, WasteArea

#: Evidence of figures about the future.
EXPECTED_EVIDENCE = (
    Evidence.TARGET,
    Evidence.REQUIRED,
    Evidence.PLANNED,
    Evidence.EXPECTED,
    Evidence.ESTIMATED,
)
#: Evidence of figures determined afterwards.
MEASURED_EVIDENCE = (Evidence.MEASURED, Evidence.VERIFIED)


def filter_expected(figures: Iterable[Any]) -> list[Any]:
    return [figure for figure in figures if figure.evidence in EXPECTED_EVIDENCE]


def filter_measured(figures: Iterable[Any]) -> list[Any]:
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
        return build_sparkline(self.entries)


@dataclass(frozen=True)
class AreaFigures:
    """Figures about one waste area. An empty code means several areas, or none."""

    code: str
    label: Any
    series: list[FigureSeries]


def group_by_label(figures: Iterable[Any]) -> list[FigureSeries]:
    """Group figures by label, unit and type of amount, each group sorted by year; groups keep their order."""
    groups: dict[tuple[str, str, str], list[Any]] = {}
    for figure in figures:
        groups.setdefault((figure.label_en, figure.unit, figure.amount_type), []).append(figure)
    return [
        FigureSeries(sorted(entries, key=lambda figure: (figure.year or 0, figure.position)))
        for entries in groups.values()
    ]


def group_by_area(figures: Iterable[Any]) -> list[AreaFigures]:
    """Group the figures of a pilot by waste area, in the order of `WasteArea`; those without an area last."""
    groups: dict[str, list[Any]] = {}
    for figure in figures:
        groups.setdefault(figure.area, []).append(figure)
    labels = [*WasteArea.choices, ("", "")]
    return [
        AreaFigures(code, label, group_by_label(groups[code])) for code, label in labels if code in groups
    ]


@dataclass(frozen=True)
class OutcomeComparison:
    """Expected and measured figures of one outcome of a purchase."""

    label: Any
    expected: list[Any]
    measured: list[Any]

    @property
    def is_whole(self) -> bool:
        """Whether no figure of this outcome is on another page: a panel sets their number, `group_size`."""
        figures = [*self.expected, *self.measured]
        return getattr(figures[0], "group_size", 0) <= len(figures)


def group_outcomes(figures: Iterable[Any]) -> list[OutcomeComparison]:
    """Group figures by outcome. All figures must be expected or measured."""
    return [
        OutcomeComparison(series.label, filter_expected(series.entries), filter_measured(series.entries))
        for series in group_by_label(figures)
    ]
