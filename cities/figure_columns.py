"""The figures of cities from which readers choose the columns of their table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cities.choices import CoveredArea, WasteFate, WasteRole
from cities.models import Indicator, IndicatorValue
from cities.statistics import get_comparable_values
from cities.values.coverage import count_values
from cities.waste.amounts import format_share
from cities.waste.treatment import MIN_COMPARED_CITIES, CityWaste, fetch_all_waste
from records.choices import Unit
from records.exports import limit_exports
from records.pages.list_tables import ListColumn
from records.texts.formats import format_number, format_stated_date, get_unit_name
from records.texts.table_files import build_table_response
from records.version_cache import cache_value, find_read_types, read_versions

#: Columns of a table that a reader may choose.
MAX_FIGURES = 6
#: Shares of what was collected, which no indicator has.
_SHARES = {
    "landfilled-share": (WasteFate.LANDFILLED, gettext_lazy("Municipal waste landfilled, share")),
    "burned-share": (WasteFate.BURNED, gettext_lazy("Municipal waste burned, share")),
}


@dataclass(frozen=True)
class FigureChoice:
    """An indicator, or a share of municipal waste, by its code in addresses."""

    code: str
    indicator: Indicator | None = None

    @property
    def label(self) -> str:
        return str(self.indicator.name) if self.indicator else str(_SHARES[self.code][1])

    @property
    def unit(self) -> str:
        return get_unit_name(self.indicator.unit) if self.indicator else "%"

    @property
    def is_usual(self) -> bool:
        """Whether the table has it if nothing is chosen."""
        if self.indicator is None:
            return True
        is_of_all = self.indicator.scope == CoveredArea.WHOLE_CITY
        is_residents = self.indicator.unit == Unit.PEOPLE and is_of_all
        return is_residents or self.indicator.waste_role == WasteRole.COLLECTED


@dataclass(frozen=True)
class CityValue:
    number: Any
    year: int


@dataclass(frozen=True)
class FigureColumn:
    """The newest value of each city of a page."""

    choice: FigureChoice
    values: dict[int, CityValue]

    @property
    def year(self) -> int | None:
        """The newest year, which is said in the heading."""
        return max((value.year for value in self.values.values()), default=None)

    @property
    def heading(self) -> str:
        parts = [self.choice.label, self.choice.unit, format_stated_date(self.year) if self.year else ""]
        return ", ".join(part for part in parts if part)

    def format_cell(self, city: Any) -> str:
        """Format the value, with its year if it isn't that of the heading."""
        value = self.values.get(city.pk)
        if value is None:
            return ""
        text = format_number(value.number) if self.choice.indicator else format_share(value.number)
        if value.year == self.year:
            return text
        return _("%(number)s (%(year)s)") % {"number": text, "year": value.year}


def list_figure_choices() -> list[FigureChoice]:
    """Return indicators of which many cities have a value, after the shares of municipal waste."""
    versions = read_versions(sorted(find_read_types(IndicatorValue)))
    choices: list[FigureChoice] = cache_value(("figure choices",), versions, _build_choices)
    return choices


def _build_choices() -> list[FigureChoice]:
    many = [pk for pk, coverage in count_values().items() if coverage.cities_count >= MIN_COMPARED_CITIES]
    indicators = Indicator.objects.published().filter(pk__in=many).order_by("name_en", "pk")
    shares = [FigureChoice(code) for code in _SHARES] if any(one.waste_role for one in indicators) else []
    return [*(FigureChoice(one.slug, one) for one in indicators), *shares]


def select_figures(codes: Sequence[str]) -> tuple[list[FigureChoice], str]:
    """Return the figures with these codes, or the usual ones, and what is wrong with the codes."""
    choices = {choice.code: choice for choice in list_figure_choices()}
    usual = [choice for choice in choices.values() if choice.is_usual][:MAX_FIGURES]
    unknown = [code for code in codes if code not in choices]
    if unknown:
        message = _("“%(value)s” is not allowed here. Allowed: %(allowed)s.")
        return usual, message % {"value": unknown[0], "allowed": ", ".join(choices)}
    if len(set(codes)) > MAX_FIGURES:
        return usual, _("Choose at most %(most)s figures.") % {"most": MAX_FIGURES}
    return [choices[code] for code in dict.fromkeys(codes)] or usual, ""


def fetch_figure_columns(choices: Iterable[FigureChoice], cities: Iterable[Any]) -> list[FigureColumn]:
    """Return a column for each figure. One query for all indicators."""
    chosen, keys = list(choices), [city.pk for city in cities]
    values: dict[str, dict[int, CityValue]] = {choice.code: {} for choice in chosen}
    slugs = {choice.indicator.pk: choice.code for choice in chosen if choice.indicator}
    for row in _fetch_newest(list(slugs), keys):
        values[slugs[row.indicator_id]][row.city_id] = CityValue(row.value, row.year)
    waste = fetch_all_waste() if len(slugs) < len(chosen) else {}
    for choice in chosen:
        if choice.indicator is None:
            values[choice.code] = _list_shares(choice.code, waste, keys)
    return [FigureColumn(choice, values[choice.code]) for choice in chosen]


def _fetch_newest(indicators: list[int], cities: list[int]) -> Any:
    comparable = get_comparable_values()
    same = comparable.filter(indicator=OuterRef("indicator"), city=OuterRef("city"))
    newest = Subquery(same.order_by("-year").values("year")[:1])
    return comparable.filter(indicator__in=indicators, city__in=cities, year=newest).order_by("pk")


def _list_shares(code: str, waste: dict[int, CityWaste], cities: Iterable[int]) -> dict[int, CityValue]:
    found = {}
    for pk in cities:
        year = waste[pk].new if pk in waste else None
        share = year.share(_SHARES[code][0]) if year else None
        if year and share is not None:
            found[pk] = CityValue(share, year.year)
    return found


def build_list_columns(columns: Iterable[FigureColumn]) -> list[ListColumn]:
    return [ListColumn(column.heading, column.format_cell, is_number=True) for column in columns]


# -- files --------------------------------------------------------------------------------------------


@limit_exports
def build_table_file(form: str, cities: Sequence[Any], columns: Sequence[FigureColumn]) -> HttpResponse:
    """Return the table as CSV or XLSX, with all digits; each figure has a column for its year."""
    heading: list[Any] = [_("Name"), _("Region"), _("Type"), _("Administrative code")]
    for column in columns:
        heading += [f"{column.choice.label} ({column.choice.unit})", _("Year")]
    rows = (
        [
            str(city.full_name),
            str(city.region.name),
            city.get_kind_display(),
            city.admin_code,
            *_list_cells(city, columns, is_text=form == "csv"),
        ]
        for city in cities
    )
    return build_table_response(form, "cities", heading, rows)


def _list_cells(city: Any, columns: Iterable[FigureColumn], is_text: bool) -> Iterator[Any]:
    """Yield number and year of each figure. A share is in percent, with one decimal."""
    for column in columns:
        value = column.values.get(city.pk)
        if value is None:
            yield from ("", "")
        else:
            number = value.number if column.choice.indicator else Decimal(f"{100 * value.number:.1f}")
            yield from (f"{number.normalize():f}" if is_text else float(number), value.year)
