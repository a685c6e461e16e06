"""How the pages of the initiatives put figures in order: what is hoped for apart from what has come about."""

from collections.abc import Iterable
from typing import Any

from records.choices import Evidence

#: How firm a figure is that tells of what is still to come.
EXPECTED = (Evidence.TARGET, Evidence.REQUIRED, Evidence.PLANNED, Evidence.EXPECTED, Evidence.ESTIMATED)
#: How firm a figure is that somebody found out afterwards.
MEASURED = (Evidence.MEASURED, Evidence.VERIFIED)


def expected(figures: Iterable[Any]) -> list[Any]:
    """The figures that tell of what is still to come."""
    return [figure for figure in figures if figure.evidence in EXPECTED]


def measured(figures: Iterable[Any]) -> list[Any]:
    """The figures that somebody found out afterwards."""
    return [figure for figure in figures if figure.evidence in MEASURED]


def by_label(figures: Iterable[Any]) -> list[list[Any]]:
    """Figures of the same thing together, by year, in the order in which the first of each is kept."""
    series: dict[tuple[str, str, str], list[Any]] = {}
    for figure in figures:
        series.setdefault((figure.label_en, figure.unit, figure.basis), []).append(figure)
    return [
        sorted(entries, key=lambda figure: (figure.year or 0, figure.position)) for entries in series.values()
    ]
