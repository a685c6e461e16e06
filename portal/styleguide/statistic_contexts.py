"""Contexts of the templates of derived statistics. The statistics are unregistered; nothing is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import count, product
from typing import Any

from django.utils.translation import gettext

from cities.models import City
from initiatives.choices import PARK_STATISTICS, ActionKind, ParkLevel
from portal.styleguide.samples import MOMENT, PREFIX, Context, StateSamples, register_context
from records.choices import WasteArea
from records.pages.data_links import get_export_url
from stats.aggregations import format_total
from stats.definitions import HUB, YEAR, Code, Dimension, Statistic, StatisticResult
from stats.models import RefreshState
from stats.panels import StatisticSummary
from stats.scopes import Scope, ScopeChoices
from stats.tables import Table, build_table

_numbers = count(1)
_CHOICES: dict[str, Any] = {"level": ParkLevel, "area": WasteArea, "action": ActionKind}


def make_statistic(samples: StateSamples, **declared: Any) -> Statistic:
    headline = samples.translate(
        "Sample finding: most records are of one kind", "示例结论：多数记录属于同一类"
    )
    values = {
        "key": f"{PREFIX}statistic-{next(_numbers)}",
        "group": PARK_STATISTICS,
        "title": samples.translate("Sample statistic", "示例统计"),
        "unit": samples.translate("sample records", "条示例记录"),
        "formula": samples.translate("Number of records: %(n)s together.", "记录数量：共%(n)s条。"),
        "chart": "bar",
        "depends_on": (City,),
        "rows": _refuse_count,
        "drilldown": _refuse_count,
        "headline": lambda results: headline,
        "formula_params": format_total,
    }
    return Statistic(**{**values, **declared})


def _refuse_count(*values: Any) -> Any:
    raise AssertionError("StateSamples are not counted.")


def make_result(
    of: Statistic, codes: Mapping[str, Code], value: float | None, n: int | None = None,
    whole: float | None = None, reason: str = "",
) -> StatisticResult:  # fmt: skip
    """A value of `n` records, or of as many as the value says."""
    return StatisticResult(
        of, HUB, "", codes, of.round_value(value), int(value or 0) if n is None else n,
        None if whole is None else Decimal(whole), reason, MOMENT, MOMENT, MOMENT,
    )  # fmt: skip


def _make_table(
    samples: StateSamples, by: Any = (), rows: Any = (), cities: Any = (), gap: int = 0, **declared: Any
) -> Table:
    """A table by these dimensions. Any that has no codes of its own has `cities`.

    It has a value for each combination of codes, without every `gap`-th one; or `rows` with value and, where
    it isn't the value, number of records, whole and reason for having no value.
    """
    cities = cities or make_cities(samples, samples.number if len(by) == 1 else min(samples.number, 9))
    places: dict[Code, City] = {str(place): city for place, city in enumerate(cities, start=1)}
    names = {code: str(city.full_name) for code, city in places.items()}
    dimensions: dict[str, Dimension] = {}
    codes: list[Sequence[Code]] = []
    for key in by:
        if key == YEAR:
            dimensions[key] = Dimension(gettext("Year"))
            codes.append(range(2020, 2024))
        elif key in _CHOICES:
            dimensions[key] = Dimension(gettext("Kind"), choices=_CHOICES[key])
            codes.append(list(_CHOICES[key]))
        else:
            dimensions[key] = Dimension(gettext("City"), names=lambda codes: names)
            codes.append(list(places))
    of = make_statistic(samples, dimensions=dimensions, **declared)
    cells = [combined for at, combined in enumerate(product(*codes)) if not gap or at % gap]
    values = rows or [[1 + 5 * at % 17] for at in range(0 if samples.state == "none" else len(cells))]
    pairs = zip(cells, values, strict=False)
    results = [make_result(of, dict(zip(by, combined, strict=True)), *value) for combined, value in pairs]
    table = build_table(of, Scope(), results)
    for at, row in enumerate(table.rows):
        linked = tuple(replace(cell, record=places.get(cell.code)) for cell in row.cells)
        table.rows[at] = replace(row, cells=linked)
    return table


def make_cities(samples: StateSamples, number: int) -> list[City]:
    """Cities across the map."""
    cities = samples.make_many(City, number)
    for at, city in enumerate(cities):
        city.lon, city.lat = 100 + at % 8 * 2.5, 24 + at % 8 * 2
    return cities


@register_context("stats/statistic_result.html")
def build_statistic_row(samples: StateSamples, **declared: Any) -> Context:
    return {"record": _make_table(samples, **declared), "as_of": MOMENT}


@register_context("stats/values.html", "stats/brief.html", "stats/table.html", "stats/statistic_embed.html")
def build_statistic(samples: StateSamples, changed_on: Any = None, **declared: Any) -> Context:
    table = _make_table(samples, **declared)
    counting = None if samples.state == "none" else samples.make(RefreshState)
    context = {"table": table, "statistic": table.statistic, "scope": table.scope, "counting": counting}
    return {**context, "changed_on": changed_on}


@register_context("stats/statistic_list.html")
def build_statistic_index(samples: StateSamples, tables: list[Any]) -> Context:
    made = [_make_table(samples, **declared) for declared in tables]
    as_of = None if samples.state == "none" else MOMENT
    groups = [(PARK_STATISTICS, made)]
    return {
        "groups": groups,
        "as_of": as_of,
        "count": len(made),
        "file_url": get_export_url("CSV", "statistics"),
    }


@register_context("stats/statistic_detail.html")
def build_statistic_page(samples: StateSamples, earlier: Any = (), **declared: Any) -> Context:
    label = str(City._meta.verbose_name_plural)
    cities = [Scope("city", city.slug, city) for city in samples.make_many(City)]
    choices = [ScopeChoices(label, cities)] if cities else []
    context = build_statistic(samples, **declared)
    return {**context, "choices": choices, "rests_on": [label], "earlier": earlier}


@register_context("stats/panel.html")
def build_summaries(samples: StateSamples) -> Context:
    statistic, scope = make_statistic(samples), Scope("city", "sample-city", samples.make(City))
    summary = StatisticSummary(statistic, scope, [make_result(statistic, {}, 12)])
    return {"rows": [summary] * samples.number}
