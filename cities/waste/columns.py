"""All cities in one drawing: a column each, burned above the ground and landfilled below it, in two years.

A column has the same place in both years: the largest landfilled share of the first year comes first, then
that of the last year, then the most tonnes; cities of which the first year isn't known stand at the end.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cities.choices import WasteFate, WasteRole
from cities.models import Indicator
from cities.waste.amounts import format_tonnes
from cities.waste.sentences import describe_definition, describe_empty_cells, format_known_share
from cities.waste.treatment import MIN_COMPARED_CITIES, CityWaste, WasteYear
from records.texts.formats import format_number, is_chinese, join_names

#: With more cities none is drawn: every city is a column, or none. China has fewer.
MAX_COLUMNS = 400


@dataclass(frozen=True)
class WasteColumn:
    """A city of the drawing. `first` is None if it isn't known what was landfilled then."""

    waste: CityWaste
    first: WasteYear | None
    last: WasteYear

    @property
    def first_share(self) -> float | None:
        return self.first.share(WasteFate.LANDFILLED) if self.first else None

    @property
    def first_landfilled(self) -> float | None:
        """The tonnes of the first year, known also of cities whose share isn't."""
        year = self.first or self.waste.first
        return year.landfilled if year else None

    @property
    def first_words(self) -> str:
        """What was landfilled in the first year, in words."""
        return format_known_share(self.first, WasteFate.LANDFILLED)

    @property
    def last_share(self) -> float:
        return self.last.share(WasteFate.LANDFILLED) or 0.0

    @property
    def is_zero(self) -> bool:
        """Whether the last year has 0 t landfilled, stated or worked out."""
        return not self.last.landfilled

    @property
    def order(self) -> tuple[float, float, float, str]:
        first = -1.0 if self.first_share is None else self.first_share
        return -first, -self.last_share, -self.last.collected, self.waste.city.slug


@dataclass(frozen=True)
class ZeroCount:
    """How many cities have 0 t landfilled in a year: as the source gives it, and as worked out.

    `is_checked`: whether each 0 that is given may be called none.
    """

    given: int
    worked_out: int
    is_checked: bool

    @classmethod
    def of(cls, years: Iterable[WasteYear | None]) -> "ZeroCount":
        zeros = [year for year in years if year and year.landfilled == 0]
        given = [year for year in zeros if WasteFate.LANDFILLED not in year.worked_out]
        return cls(len(given), len(zeros) - len(given), all(year.is_checked for year in given))


@dataclass(frozen=True)
class WasteColumns:
    """The cities of which it is known what was landfilled in the last year, in the order of their columns."""

    first_year: int
    last_year: int
    columns: list[WasteColumn]

    @cached_property
    def zeros(self) -> list[WasteColumn]:
        return [column for column in self.columns if column.is_zero]

    @cached_property
    def others(self) -> list[WasteColumn]:
        """The cities that landfill, the largest share first."""
        rest = (column for column in self.columns if not column.is_zero)
        return sorted(rest, key=lambda column: (-column.last_share, column.waste.city.slug))

    @cached_property
    def known_first(self) -> list[WasteColumn]:
        return [column for column in self.columns if column.first_landfilled is not None]

    @cached_property
    def first_zeros(self) -> "ZeroCount":
        zeros = ZeroCount.of(column.first for column in self.columns)
        without_share = sum(not column.first and column.first_landfilled == 0 for column in self.columns)
        return replace(zeros, given=zeros.given + without_share)

    @cached_property
    def last_zeros(self) -> "ZeroCount":
        return ZeroCount.of(column.last for column in self.columns)

    @property
    def left(self) -> int:
        """How many cities that landfilled in the first year have 0 t in the last one."""
        return sum(bool(column.first_landfilled) and column.is_zero for column in self.known_first)

    @property
    def indicator(self) -> Indicator | None:
        """The indicator whose page has all values: what is landfilled. Every column has a value of it."""
        value = self.columns[0].last.find_value(WasteRole.LANDFILLED)
        return value.indicator if value else None

    @property
    def definition(self) -> str:
        """What the shares are of, with the area if it is the same for all."""
        scopes = {column.waste.scope for column in self.columns}
        return describe_definition(self.columns[0].waste if len(scopes) == 1 else None)


def choose_columns(cities: Mapping[int, CityWaste]) -> WasteColumns | None:
    """Return the columns of the cities; None for fewer than 20, which a table says better, or too many."""
    years = {(waste.first_year, waste.last_year) for waste in cities.values()}
    if len(years) != 1:
        return None
    [(first_year, last_year)] = years
    columns = [
        WasteColumn(waste, waste.old if waste.old and waste.old.year == first_year else None, last)
        for waste in cities.values()
        if (last := waste.years.get(last_year)) and last.landfilled is not None and not waste.city.parent_id
    ]
    if not MIN_COMPARED_CITIES <= len(columns) <= MAX_COLUMNS or first_year == last_year:
        return None
    return WasteColumns(first_year, last_year, sorted(columns, key=lambda column: column.order))


def describe_zeros(columns: WasteColumns) -> str:
    """Return how many cities have 0 t landfilled. A 0 that was read in one copy isn't called none."""
    zeros = columns.last_zeros
    numbers = {
        "zeros": format_number(zeros.given or zeros.worked_out),
        "cities": format_number(len(columns.columns)),
        "year": columns.last_year,
    }
    if not columns.zeros:
        return _("Where the municipal waste of %(cities)s cities went") % numbers
    if zeros.is_checked and zeros.given:
        return _("In %(year)s, %(zeros)s of %(cities)s cities sent no waste to sanitary landfill") % numbers
    if not zeros.given:
        return (
            _("For %(year)s, %(zeros)s of %(cities)s cities sent 0 t to sanitary landfill, by subtraction")
            % numbers
        )
    return (
        _("By the yearbook for %(year)s, %(zeros)s of %(cities)s cities sent 0 t to sanitary landfill")
        % numbers
    )


def count_zeros(years: Iterable[WasteYear | None]) -> list[str]:
    """Return how many cities have 0 t landfilled, apart by how it is known."""
    zeros, texts = ZeroCount.of(years), []
    if zeros.given:
        text = (
            ngettext("none landfilled: %(cities)s city", "none landfilled: %(cities)s cities", zeros.given)
            if zeros.is_checked
            else ngettext(
                "0 in the yearbook: %(cities)s city", "0 in the yearbook: %(cities)s cities", zeros.given
            )
        )
        texts.append(text % {"cities": format_number(zeros.given)})
    if zeros.worked_out:
        text = ngettext(
            "0 by subtraction: %(cities)s city", "0 by subtraction: %(cities)s cities", zeros.worked_out
        )
        texts.append(text % {"cities": format_number(zeros.worked_out)})
    return texts


def describe_first_year(columns: WasteColumns) -> str:
    """Return how many cities had 0 t landfilled in the first year, and what became of the others.

    Where much was not treated to the standard, 0 t says little, so that these cities are counted, too.
    """
    known, zeros = len(columns.known_first), columns.first_zeros
    untreated = sum(bool(column.first and column.first.is_much_untreated) for column in columns.columns)
    numbers = {
        "zeros": format_number(zeros.given or zeros.worked_out),
        "worked_out": format_number(zeros.worked_out),
        "cities": format_number(known),
        "others": format_number(known - zeros.given - zeros.worked_out),
        "untreated": format_number(untreated),
        "left": format_number(columns.left),
        "first": columns.first_year,
        "last": columns.last_year,
    }
    if zeros.given and zeros.worked_out:
        earlier = _("For %(first)s it was %(zeros)s of %(cities)s, and %(worked_out)s more by subtraction.")
    elif zeros.worked_out:
        earlier = _("For %(first)s it was %(zeros)s of %(cities)s, by subtraction.")
    else:
        earlier = _("For %(first)s it was %(zeros)s of %(cities)s.")
    beside = ngettext(
        "In %(untreated)s of the %(cities)s, over 5%% was not treated to the standard in %(first)s.",
        "In %(untreated)s of the %(cities)s, over 5%% was not treated to the standard in %(first)s.",
        untreated,
    )
    since = ngettext(
        "Of the %(others)s that used sanitary landfill then, %(left)s shows 0 t for %(last)s.",
        "Of the %(others)s that used sanitary landfill then, %(left)s show 0 t for %(last)s.",
        columns.left,
    )
    return _join_sentences([text % numbers for text in (earlier, *([beside] if untreated else []), since)])


def _join_sentences(sentences: Iterable[str]) -> str:
    return ("" if is_chinese() else " ").join(sentences)


def describe_column(column: WasteColumn) -> str:
    """Return the shares of a city, as the label of its column."""
    text = _("%(city)s: in sanitary landfill %(first)s → %(last)s; burned %(burned)s; %(tonnes)s in %(year)s")
    return text % {
        "city": column.waste.name,
        "first": column.first_words,
        "last": format_known_share(column.last, WasteFate.LANDFILLED),
        "burned": format_known_share(column.last, WasteFate.BURNED),
        "tonnes": format_tonnes(column.last.collected),
        "year": column.last.year,
    }


def describe_scope(columns: WasteColumns) -> str:
    """Return what the shares are of, in which order the columns stand, and how the values were checked."""
    years = {"first": columns.first_year, "last": columns.last_year}
    sentences = [
        columns.definition,
        _("Order: share in sanitary landfill in %(first)s, the largest first.") % years,
    ]
    unknown = [column.waste.name for column in columns.columns if not column.first]
    if unknown:
        params = {"cities": join_names(unknown), **years}
        sentences.append(
            ngettext(
                "%(cities)s comes last: its share for %(first)s can’t be calculated.",
                "%(cities)s come last: their share for %(first)s can’t be calculated.",
                len(unknown),
            )
            % params
        )
    used = [year for column in columns.columns for year in (column.first, column.last) if year]
    if any(year.worked_out for year in used):
        sentences.append(describe_empty_cells())
    if not all(year.is_checked for year in used):
        sentences.append(_("Read in one copy of the yearbook, not checked against print."))
    return _join_sentences(sentences)
