"""What the page of an indicator of municipal waste shows beside the drawing of all cities."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from cities.choices import WasteFate, WasteRole
from cities.models import Indicator
from cities.waste.column_layout import build_drawing_context
from cities.waste.columns import (
    WasteColumn,
    WasteColumns,
    choose_columns,
    describe_first_year,
    describe_zeros,
)
from cities.waste.treatment import MIN_COMPARED_CITIES, CityWaste, WasteYear
from records.texts.formats import is_chinese

#: Cities with the most tonnes, and years beside the first one.
_MOST_ROWS, _MOST_YEARS = 20, 4


@dataclass(frozen=True)
class WasteRow:
    """The values of a city by year, None where the source has none."""

    waste: CityWaste
    values: list[Any]
    last: WasteYear
    share: float | None


@dataclass(frozen=True)
class WastePage:
    """The columns, and the rows of an indicator: of the cities with the most tonnes in the last year."""

    role: WasteRole
    columns: WasteColumns

    @property
    def first_year(self) -> int:
        return self.columns.first_year

    @property
    def last_year(self) -> int:
        return self.columns.last_year

    @property
    def heading(self) -> str:
        """What the page is about in a sentence; empty for other indicators than that of landfill."""
        return describe_zeros(self.columns) if self.role == WasteRole.LANDFILLED else ""

    @cached_property
    def drawing(self) -> dict[str, Any]:
        """The context of `cities/waste/columns.html`."""
        return build_drawing_context(self.columns, "indicator")

    @property
    def lede(self) -> str:
        return describe_first_year(self.columns)

    @property
    def limits(self) -> str:
        """What the numbers don't say."""
        sentences = [
            _("These are %(cities)s cities, not all of China.") % {"cities": len(self.columns.columns)},
            self.columns.definition,
        ]
        if not self.columns.last_zeros.is_checked:
            sentences.append(
                _(
                    "The numbers come from one copy of the yearbook and were not checked against print; "
                    "a 0 is what the copy gives."
                )
            )
        return ("" if is_chinese() else " ").join(sentences)

    @property
    def zeros(self) -> list[WasteColumn]:
        """The cities with 0 t landfilled, those first that landfilled the largest share before."""
        if self.role != WasteRole.LANDFILLED:
            return []
        return sorted(self.columns.zeros, key=lambda column: column.order)

    @cached_property
    def years(self) -> list[int]:
        """The first year and the newest ones in which many cities have a value."""
        counts = Counter(
            year.year for column in self.columns.columns for year in column.waste.years.values()
            if year.find_value(self.role)
        )  # fmt: skip
        years = sorted(year for year, count in counts.items() if count >= MIN_COMPARED_CITIES)
        return sorted({*years[:1], *years[-_MOST_YEARS:]})

    @cached_property
    def _ranked(self) -> list[WasteRow]:
        rows = [self._build_row(column) for column in self.columns.columns]
        known = [row for row in rows if row.values and row.values[-1] and row.values[-1].value]
        return sorted(known, key=lambda row: (-row.values[-1].value, row.waste.city.slug))

    def _build_row(self, column: WasteColumn) -> WasteRow:
        by_year = column.waste.years
        values = [by_year[year].find_value(self.role) if year in by_year else None for year in self.years]
        share = None
        if self.role in WasteFate.values:
            share = column.last.share(self.role)
        return WasteRow(column.waste, values, column.last, share)

    @property
    def rows(self) -> list[WasteRow]:
        return self._ranked[:_MOST_ROWS]

    @property
    def count(self) -> int:
        return len(self._ranked)

    @property
    def has_shares(self) -> bool:
        return self.role in WasteFate.values

    @property
    def sources(self) -> list[Any]:
        return [value for row in self.rows for value in row.values if value]


def build_waste_page(indicator: Indicator, cities: Mapping[int, CityWaste]) -> WastePage | None:
    """Return what the page of an indicator with a role shows; None for others, and for too few cities."""
    columns = choose_columns(cities) if indicator.waste_role else None
    return WastePage(WasteRole(indicator.waste_role), columns) if columns else None
