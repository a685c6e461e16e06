"""Where the municipal waste of cities went, by year, as worked out from the values of four indicators.

The indicators are those with a `waste_role`: what was collected, and what of it was treated to the standard,
burned and landfilled. Shares are of what was collected, and only of values that one source states together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef

from cities.choices import CopyCheck, CoveredArea, WasteFate, WasteRole
from cities.models import City, Indicator, IndicatorValue
from cities.statistics import get_comparable_values
from records.choices import Evidence, Unit
from records.models.source import SourceLink
from records.texts.formats import is_chinese
from records.texts.same_names import add_distinction
from records.texts.translation import convert_to_simplified
from records.version_cache import cache_value, find_read_types, read_versions

#: A way that the source leaves empty counts as 0 if the other makes up all that was treated but this share.
_TOLERANCE = 0.005
#: Less is the rounding of the source, no part of its own.
_ROUNDING = 0.0005
#: Of what was collected.
_MUCH_UNTREATED = 0.05
#: A year that is known of so many cities is one in which cities are set beside each other.
MIN_COMPARED_CITIES = 20
#: A place with more has the size of a province, as the whole municipality of Chongqing. It isn't compared.
MOST_RESIDENTS = 30_000_000
#: What the source says of the treatment of waste, apart from how much was treated.
_WAYS = (WasteRole.BURNED, WasteRole.LANDFILLED)
#: Evidence of what is meant to be, not of what was.
INTENTIONS = (Evidence.TARGET, Evidence.REQUIRED, Evidence.PLANNED, Evidence.EXPECTED)


@dataclass(frozen=True)
class WasteYear:
    """The tonnes of a year by fate; None is not known.

    Without `has_shares`, `collected` is what is known to be treated: what was collected is another source's.
    """

    year: int
    collected: float
    burned: float | None
    landfilled: float | None
    #: Treated in other ways, which is always calculated.
    other: float | None
    #: Collected, and not treated to the standard.
    untreated: float | None
    #: Collected, and the source doesn't say what became of it.
    unstated: float
    #: Fates that the source leaves empty and that can only be 0.
    worked_out: frozenset[str]
    values: tuple[IndicatorValue, ...]
    #: Whether the originals of all values were seen or a second source states them: then a 0 is none.
    is_checked: bool
    has_shares: bool = True

    def get_tonnes(self, fate: str) -> float | None:
        tonnes: float | None = getattr(self, WasteFate(fate).value)
        return tonnes

    def share(self, fate: str) -> float | None:
        """Return the share of what was collected; None if it isn't known."""
        tonnes = self.get_tonnes(fate)
        return None if tonnes is None or not self.has_shares else tonnes / self.collected

    @property
    def is_much_untreated(self) -> bool:
        """Whether so much was not treated to the standard that the landfilled share alone would mislead."""
        return (self.share(WasteFate.UNTREATED) or 0) > _MUCH_UNTREATED

    @property
    def is_stated(self) -> bool:
        """Whether it is known what was burned or landfilled."""
        return self.burned is not None or self.landfilled is not None

    def find_value(self, role: str) -> IndicatorValue | None:
        return next((value for value in self.values if value.indicator.waste_role == role), None)


@dataclass(frozen=True)
class CityWaste:
    """The waste of a city by year. `first_year` and `last_year` are those in which cities are compared.

    `is_comparable`: not a part of a city, and not of the size of a province. `partial`: years of which the
    source says what was burned or landfilled, but not how much was collected. They have no shares.
    """

    city: City
    years: Mapping[int, WasteYear]
    first_year: int
    last_year: int
    is_province_sized: bool = False
    partial: Mapping[int, WasteYear] = field(default_factory=dict)

    @property
    def is_comparable(self) -> bool:
        return not self.is_province_sized and self.city.parent_id is None

    @property
    def old(self) -> WasteYear | None:
        """The first year, if it is known what was landfilled in it."""
        year = self.years.get(self.first_year)
        if year is None or year.landfilled is None or self.new is None or self.new.year <= year.year:
            return None
        return year

    @property
    def first(self) -> WasteYear | None:
        """The first year as it is drawn: `old`, or else what is known of it without shares."""
        partial = self.partial.get(self.first_year)
        return self.old or (partial if self.new and self.first_year < self.new.year else None)

    @property
    def all_years(self) -> list[WasteYear]:
        """The years in their order, those without shares as well."""
        return [year for _number, year in sorted({**self.partial, **self.years}.items())]

    @property
    def has_two_years(self) -> bool:
        """Whether a first year is drawn, known or not."""
        return self.new is not None and self.first_year < self.new.year

    @cached_property
    def new(self) -> WasteYear | None:
        """The last year, or the newest before it of which it is known what became of the waste."""
        known = [year for year in self.years.values() if year.year <= self.last_year]
        return max(known, key=lambda year: (year.is_stated, year.year), default=None)

    @property
    def has_both(self) -> bool:
        return self.old is not None

    @property
    def scope(self) -> CoveredArea | None:
        """The area covered, as the indicators say."""
        values = (value for year in self.years.values() for value in year.values)
        return next((CoveredArea(value.indicator.scope) for value in values if value.indicator.scope), None)

    @property
    def name(self) -> str:
        """The short name in the active language, with the region if another city has the same."""
        name = str(self.city.name)
        is_shared = getattr(
            self.city, "shares_chinese_name" if is_chinese() else "shares_english_name", False
        )
        if is_chinese():
            name = _shorten(name, self.city)
        return str(add_distinction(name, self.city.region.name if is_shared and self.city.region else ""))


def _shorten(name: str, city: City) -> str:
    """Return a Chinese name without 市, if it is then still that of a city: not 津, not 吉林."""
    short = name.removesuffix("市")
    is_province = city.region is not None and city.region.name_zh_hans == f"{convert_to_simplified(short)}省"
    return name if len(short) < 2 or is_province else short


def fetch_all_waste() -> dict[int, CityWaste]:
    """Return the waste of all cities of which it is known, by primary key, in the order of their names.

    One query, and four once after a change of what is published of cities and their indicators.
    """
    return _fetch_waste()[0]


def list_drawn_cities() -> list[int]:
    """Return the primary keys of the cities with a portrait. As many queries as `fetch_all_waste()`."""
    return [pk for pk, waste in fetch_all_waste().items() if waste.new]


def fetch_partial_waste(city: City) -> CityWaste | None:
    """Return the waste of a city of which no source says how much was collected; it has no shares at all."""
    return _fetch_waste()[1].get(city.pk)


def _fetch_waste() -> tuple[dict[int, CityWaste], dict[int, CityWaste]]:
    versions = read_versions(sorted(find_read_types(IndicatorValue)))
    waste: Any = cache_value(("waste of cities",), versions, _build_all_waste)
    return waste


def _build_all_waste() -> tuple[dict[int, CityWaste], dict[int, CityWaste]]:
    years: dict[int, dict[int, WasteYear]] = defaultdict(dict)
    partial: dict[int, dict[int, WasteYear]] = defaultdict(dict)
    for (city, number), values in _fetch_values().items():
        if year := build_year(values):
            years[city][number] = year
        elif year := build_partial_year(values):
            partial[city][number] = year
    cities = {city.pk: city for city in _fetch_cities({*years, *partial})}
    first, last = _find_compared_years(years[pk] for pk in cities if pk in years)
    for city in cities.values():
        for own in (*years[city.pk].values(), *partial[city.pk].values()):
            for value in own.values:
                value.city = city
    waste = {
        pk: CityWaste(city, years[pk], first, last, city.is_province_sized, partial[pk])
        for pk, city in cities.items()
    }
    with_shares = {pk: waste[pk] for pk in waste if years[pk]}
    return with_shares, {pk: waste[pk] for pk in waste if not years[pk]}


def _fetch_values() -> dict[tuple[int, int], list[Any]]:
    """Fetch the values by city and year, with `source_ids` and their indicators."""
    roles = [role for role in WasteRole if role != WasteRole.TREATED_SHARE]
    found = Indicator.objects.published().filter(waste_role__in=roles, unit=Unit.T)
    indicators = {indicator.pk: indicator for indicator in found}
    values = get_comparable_values().filter(indicator__in=list(indicators)).exclude(evidence__in=INTENTIONS)
    sources = fetch_source_ids(values)
    rows: dict[tuple[int, int], list[Any]] = defaultdict(list)
    value: Any
    for value in values.order_by("indicator__waste_role", "pk"):
        value.indicator = indicators[value.indicator_id]
        value.source_ids = frozenset(sources[value.pk])
        rows[value.city_id, value.year].append(value)
    return rows


def fetch_source_ids(values: Any) -> dict[int, set[int]]:
    """Return the sources of each of these indicator values. One query."""
    content_type = ContentType.objects.get_for_model(IndicatorValue)
    links = SourceLink.objects.filter(content_type=content_type, field="sources").order_by()
    sources: dict[int, set[int]] = defaultdict(set)
    links = links.filter(object_id__in=values.values("pk").order_by())
    for pk, source in links.values_list("object_id", "source"):
        sources[pk].add(source)
    return sources


def _fetch_cities(pks: Iterable[int]) -> Any:
    """Fetch published cities, with what tells them from others of the same name, and their size."""
    others = City.objects.published().filter(parent=None).exclude(pk=OuterRef("pk"))
    residents = get_comparable_values().filter(
        city=OuterRef("pk"),
        indicator__unit=Unit.PEOPLE,
        indicator__scope=CoveredArea.WHOLE_CITY,
        value__gt=MOST_RESIDENTS,
    )
    texts = [f"{field}_{column}" for field in ("lede", "summary") for column in ("en", "zh_hans")]
    return (
        City.objects.published()
        .filter(pk__in=list(pks))
        .with_place()
        .defer(*texts)
        .annotate(
            shares_english_name=Exists(others.filter(name_en=OuterRef("name_en"))),
            shares_chinese_name=Exists(others.filter(name_zh_hans=OuterRef("name_zh_hans"))),
            is_province_sized=Exists(residents),
        )
        .order_by("name_en", "pk")
    )


def build_year(values: Iterable[Any]) -> WasteYear | None:
    """Work out the fates of what was collected in a year; None if that isn't known or the parts are more.

    The values are those of one city and year, each with `source_ids`.
    """
    by_role = {WasteRole(value.indicator.waste_role): value for value in values}
    total = by_role.pop(WasteRole.COLLECTED, None)
    if total is None or not total.value:
        return None
    # The same waste counted by somebody else may be that of another area.
    if by_role and not any(total.source_ids & value.source_ids for value in by_role.values()):
        return None
    known = {role: value for role, value in by_role.items() if total.source_ids & value.source_ids}
    tonnes = {role: float(value.value) for role, value in known.items()}
    collected, treated = float(total.value), tonnes.get(WasteRole.TREATED)
    burned, landfilled = tonnes.get(WasteRole.BURNED), tonnes.get(WasteRole.LANDFILLED)
    stated = (burned or 0) + (landfilled or 0)
    limit = treated if treated is not None else collected
    if max(limit, stated) > collected * (1 + _TOLERANCE) or stated > limit * (1 + _TOLERANCE):
        return None
    used = (total, *known.values())
    return WasteYear(
        total.year, collected, **_split(collected, treated, burned, landfilled), values=used,
        is_checked=all(_is_checked(value) for value in used),
    )  # fmt: skip


def build_partial_year(values: Iterable[Any]) -> WasteYear | None:
    """Return what a source says of a year without what was collected; None if it names neither way.

    Nor is it told what contradicts what the same source says was collected.
    """
    by_role = {WasteRole(value.indicator.waste_role): value for value in values}
    ways = [by_role[role] for role in _WAYS if role in by_role]
    collected = by_role.get(WasteRole.COLLECTED)
    if not any(value.value for value in ways) or (
        collected and any(collected.source_ids & value.source_ids for value in ways)
    ):
        return None
    total = by_role.get(WasteRole.TREATED)
    if total and not all(total.source_ids & value.source_ids for value in ways):
        total = None
    tonnes = {WasteRole(value.indicator.waste_role): float(value.value) for value in ways}
    stated, whole = sum(tonnes.values()), float(total.value) if total else sum(tonnes.values())
    if stated > whole * (1 + _TOLERANCE):
        return None
    parts = _split(whole, whole if total else None, *(tonnes.get(way) for way in _WAYS))
    return WasteYear(
        ways[0].year, whole, **{**parts, "untreated": None}, values=tuple(by_role.values()),
        is_checked=all(_is_checked(value) for value in by_role.values()), has_shares=False,
    )  # fmt: skip


def _split(
    collected: float, treated: float | None, burned: float | None, landfilled: float | None
) -> dict[str, Any]:
    """Return the fates of what was collected.

    A way that the source leaves empty counts as 0 only if the other makes up all that was treated.
    """
    fates = {WasteFate.BURNED.value: burned, WasteFate.LANDFILLED.value: landfilled}
    whole = collected if treated is None else treated
    left = _drop_rounding(whole - (burned or 0) - (landfilled or 0), whole)
    untreated = None if treated is None else _drop_rounding(collected - treated, collected)
    missing = [fate for fate, tonnes in fates.items() if tonnes is None]
    is_rest_known = treated is not None and (
        not missing or (len(missing) == 1 and left <= _TOLERANCE * whole)
    )
    if is_rest_known:
        fates |= dict.fromkeys(missing, 0.0)
    return {
        **fates,
        "other": (0.0 if missing else left) if is_rest_known else None,
        "unstated": left if missing or not is_rest_known else 0.0,
        "untreated": untreated,
        "worked_out": frozenset(missing if is_rest_known else ()),
    }


def _drop_rounding(tonnes: float, whole: float) -> float:
    return tonnes if tonnes > _ROUNDING * whole else 0.0


def _is_checked(value: Any) -> bool:
    """Whether somebody saw the publication itself, or a second source states the value."""
    return value.copy_check in ("", CopyCheck.ORIGINAL_SEEN) or len(value.source_ids) > 1


def _find_compared_years(cities: Iterable[Mapping[int, WasteYear]]) -> tuple[int, int]:
    """Return the first and the last year in which it is known of many cities what was landfilled.

    Where few cities are known at all, the first and the last year of any.
    """
    known = [year for years in cities for year in years.values()]
    counts = Counter(year.year for year in known if year.landfilled is not None)
    years = [year for year, count in counts.items() if count >= MIN_COMPARED_CITIES] or [
        year.year for year in known
    ]
    return min(years, default=0), max(years, default=0)
