"""Rows of the comparison of cities: what they are, their facts, indicators, attributes and measures."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from cities.choices import TraitGroup
from cities.models import City, CityAttribute, CityFigure, Indicator, IndicatorValue, ProfileSection
from cities.statistics import get_comparable_values
from cities.waste.comparison import (
    compare_portraits,
    find_province_sized_cities,
    list_waste_rows,
)
from cities.waste.comparison_files import draw_compared_waste
from records.choices import MeasuredProperty, Precision, Status, Unit
from records.comparison.numbers import fetch_fact_values
from records.comparison.rows import (
    ComparedItem,
    ComparedType,
    ComparisonCell,
    ComparisonRow,
    RowGroup,
    build_figure_row,
    build_lede_row,
    build_link_cells,
    build_row,
    build_text_cells,
    build_value_row,
    register_compared_type,
    register_comparison_rows,
)
from records.fields import translate_texts

_BOUNDS = (Precision.AT_LEAST, Precision.UP_TO)
_NO_AMOUNTS = (Unit.CALENDAR_YEAR, Unit.MILESTONE)


def _format_count(count: int) -> str:
    return ngettext("Compare %(count)s city", "Compare %(count)s cities", count) % {"count": count}


def _format_number_of_cities(count: int) -> str:
    return ngettext("%(count)s city", "%(count)s cities", count) % {"count": count}


def _fetch_others(rows: Sequence[ComparisonRow], cities: Sequence[City]) -> list[list[Decimal]]:
    """Return the values of other cities, no parts of cities, for each row. Two queries."""
    facts = CityFigure.objects.filter(city__status=Status.PUBLISHED, city__parent=None)
    facts = facts.exclude(precision__in=_BOUNDS).exclude(unit__in=_NO_AMOUNTS)
    facts = facts.exclude(city__in=find_province_sized_cities())
    found_facts = fetch_fact_values(facts, rows, "city", cities)
    values = _fetch_indicator_values(rows, cities)
    return [own or found for own, found in zip(found_facts, values, strict=True)]


def _fetch_indicator_values(rows: Sequence[ComparisonRow], cities: Sequence[City]) -> list[list[Decimal]]:
    keys = [_get_indicator_key(row) for row in rows]
    condition = Q()
    for indicator, year, evidence in filter(None, keys):
        condition |= Q(indicator=indicator, year=year, evidence=evidence)
    found: dict[Any, list[Any]] = {key: [] for key in keys if key}
    if found:
        others = get_comparable_values().filter(condition, city__parent=None).exclude(city__in=cities)
        others = others.exclude(city__in=find_province_sized_cities())
        for indicator, year, evidence, value in others.values_list("indicator", "year", "evidence", "value"):
            found[indicator, year, evidence].append(value)
    return [found[key] if key else [] for key in keys]


def _get_indicator_key(row: ComparisonRow) -> tuple[Any, ...] | None:
    """Return what the values of a row have in common; None if they can't be compared."""
    value = next((figure for figure in row.figures if figure and figure.value is not None), None)
    if row.remark or not isinstance(value, IndicatorValue):
        return None
    return value.indicator_id, value.year, value.evidence


register_compared_type(
    ComparedType(
        "cities",
        City,
        _("Compare cities"),
        _("Cities"),
        City.objects.with_place(),
        _format_count,
        _format_number_of_cities,
        lambda city: city.region.name,
        _fetch_others,
        compare_portraits,
        "cities/waste/compared_portraits.html",
        draw_compared_waste,
    )
)


def build_family_condition(path: str, cities: Iterable[City]) -> Q:
    """Return the condition that the city at `path` is one of the cities or part of one."""
    pks = [city.pk for city in cities]
    return (
        Q(**{f"{path}__in": pks})
        | Q(**{f"{path}__parent__in": pks})
        | Q(**{f"{path}__parent__parent__in": pks})
    )


def group_by_city(
    cities: list[City], rows: Iterable[Any], get_city: Callable[[Any], City]
) -> list[list[Any]]:
    """Return the rows of each city and its districts, whose parents must be loaded."""
    grouped: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        place = get_city(row)
        parents = [place.parent_id, place.parent.parent_id] if place.parent else []
        for pk in (place.pk, *parents):
            grouped[pk].append(row)
    return [grouped[city.pk] for city in cities]


#: A city is no part of another one: its name isn't missing.
_NOT_APPLICABLE = ComparedItem(pgettext_lazy("comparison", "Doesn’t apply"))


@register_comparison_rows(City, order=10)
def list_identity_rows(cities: list[City]) -> Iterator[ComparisonRow]:
    group = RowGroup.IDENTITY
    yield build_value_row(
        group, "kind", _("Type of place"), build_text_cells(city.get_kind_display() for city in cities)
    )
    yield build_value_row(group, "region", _("Region"), build_link_cells(city.region for city in cities))
    if any(city.parent for city in cities):
        cells = build_link_cells(city.parent for city in cities)
        yield build_row(group, "parent", _("Belongs to"), [cell or [_NOT_APPLICABLE] for cell in cells])
    yield build_lede_row(cities)


def build_city_row(records: Iterable[Any]) -> ComparisonRow:
    """Build the row with the city of each record."""
    items = [[ComparedItem(record.city.full_name, record.city.get_absolute_url())] for record in records]
    return build_row(RowGroup.IDENTITY, "city", _("City"), items)


@register_comparison_rows(City, order=15)
def list_rows_of_waste(cities: list[City]) -> Iterator[ComparisonRow]:
    return list_waste_rows(cities)


@register_comparison_rows(City, order=20)
def list_fact_rows(cities: list[City]) -> list[ComparisonRow]:
    figures = CityFigure.objects.filter(city__in=cities).select_related("city").order_by("position", "pk")
    # Towns in a place name list are cut in other ways than cities, and without a year.
    figures = figures.exclude(measured_property=MeasuredProperty.SETTLEMENT_POPULATION)
    return build_labelled_rows(RowGroup.FACTS, cities, figures, "city_id")


def build_labelled_rows(
    group: Any, records: list[Any], figures: Iterable[Any], owner: str
) -> list[ComparisonRow]:
    """Build a row for each label of the figures of records; those of several records come first."""
    labels: dict[str, Any] = {}
    by_label: dict[str, dict[int, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for figure in figures:
        key = figure.label_en.casefold()
        labels.setdefault(key, figure.label)
        by_label[key][getattr(figure, owner)].append(figure)
    ordered = sorted(by_label, key=lambda key: -len(by_label[key]))
    return [
        build_figure_row(group, slugify(key), labels[key], [by_label[key][record.pk] for record in records])
        for key in ordered
    ]


@register_comparison_rows(City, order=30)
def list_indicator_rows(cities: list[City]) -> list[ComparisonRow]:
    """Return a group of rows for each version of a framework."""
    values = (
        IndicatorValue.objects.filter(pk__among=_choose_values(cities))
        .select_related("indicator__framework", "city")
        .order_by("indicator__framework__slug", "indicator__name_en", "indicator")
    )
    by_indicator: dict[Any, dict[int, list[IndicatorValue]]] = defaultdict(lambda: defaultdict(list))
    for value in values:
        by_indicator[value.indicator][value.city_id].append(value)
    return [
        _build_indicator_row(indicator, [own[city.pk] for city in cities])
        for indicator, own in by_indicator.items()
    ]


def _build_indicator_row(indicator: Indicator, values: list[list[IndicatorValue]]) -> ComparisonRow:
    row = build_figure_row(
        indicator.framework.full_name,
        indicator.slug,
        indicator.name,
        values,
        url=indicator.get_absolute_url(),
        scope=indicator.get_scope_display(),
    )
    # What became of the waste is said by the shares of what was collected.
    row.is_detail = bool(indicator.waste_role)
    return row


def _choose_values(cities: list[City]) -> RawSQL:
    """Return the subquery of the values that `choose_figures()` chooses, of which there are many more.

    Of each indicator, these are the values of the year for which most of the cities have one, else of the
    newest year.
    """
    own, params = (
        IndicatorValue.objects.published()
        .filter(city__in=cities)
        .order_by()
        .values_list("pk", "indicator_id", "city_id", "year", "value")
        .query.sql_with_params()
    )
    sql = (
        f"WITH own (id, indicator, city, year, value) AS ({own}), "
        "counted AS (SELECT indicator, year, COUNT(DISTINCT city) AS cities FROM own "
        "WHERE value IS NOT NULL GROUP BY indicator, year), "
        "years AS (SELECT indicator, year, ROW_NUMBER() OVER "
        "(PARTITION BY indicator ORDER BY cities DESC, year DESC) AS place FROM counted), "
        "ranked AS (SELECT own.id, ROW_NUMBER() OVER (PARTITION BY own.indicator, own.city "
        "ORDER BY own.value IS NULL, CASE WHEN own.year = years.year THEN 0 ELSE 1 END, own.year DESC, own.id"
        ") AS place FROM own LEFT JOIN years ON years.indicator = own.indicator AND years.place = 1) "
        "SELECT id FROM ranked WHERE place = 1"
    )
    return RawSQL(sql, params)


@register_comparison_rows(City, order=40)
def list_industry_rows(cities: list[City]) -> Iterator[ComparisonRow]:
    yield build_row(
        RowGroup.INDUSTRIES,
        "main-industries",
        _("Main industries"),
        [
            [
                ComparedItem(text, claim=city, field="main_industries")
                for text in translate_texts(city.main_industries)
            ]
            for city in cities
        ],
    )
    attributes = CityAttribute.objects.filter(city__in=cities).select_related("city")
    by_group: dict[TraitGroup, dict[int, ComparisonCell]] = defaultdict(lambda: defaultdict(list))
    for attribute in attributes:
        url = f"{attribute.city.get_absolute_url()}#{attribute.key}"
        item = ComparedItem(attribute.get_code_display(), url, claim=attribute)
        by_group[attribute.group][attribute.city_id].append(item)
    for group in TraitGroup:
        yield build_row(
            RowGroup.INDUSTRIES, group.value, group.label, [by_group[group][city.pk] for city in cities]
        )


@register_comparison_rows(City, order=60)
def list_measure_rows(cities: list[City]) -> list[ComparisonRow]:
    """Return what the cities do, by theme."""
    sections = ProfileSection.objects.filter(city__in=cities).select_related("theme", "city")
    by_theme: dict[Any, dict[int, ComparisonCell]] = defaultdict(lambda: defaultdict(list))
    for section in sections.order_by("position", "pk"):
        url = f"{section.city.get_absolute_url()}#{section.key}"
        item = ComparedItem(section.heading, url, claim=section, note=section.year or "")
        by_theme[section.theme][section.city_id].append(item)
    return [
        build_row(RowGroup.MEASURES, theme.slug, theme.name, [own[city.pk] for city in cities])
        for theme, own in sorted(by_theme.items(), key=lambda entry: -len(entry[1]))
    ]
