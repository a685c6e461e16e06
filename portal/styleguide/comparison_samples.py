"""Samples of the page that compares records."""

from typing import Any

from cities.models import City, CityFigure
from portal.styleguide.components import Context
from portal.styleguide.samples import TextPair, make_sample, make_samples, translate_pair
from records.comparison import (
    ComparedItem,
    Comparison,
    ComparisonGroup,
    LoneRows,
    RowGroup,
    build_figure_row,
    build_row,
    get_compared_types,
)

_LABEL = ("Sample figure", "示例数据")


def _make_figures(cities: list[City], *values: Any, **kwargs: Any) -> list[list[CityFigure]]:
    return [
        [make_sample(CityFigure, city=city, value=value, **{"year": 2020, **kwargs})]
        for city, value in zip(cities, values, strict=False)
    ]


def build_comparison_sample(
    number: int, name: TextPair = ("Sample city", "示例城市"), *, is_short: bool = False
) -> Context:
    """So many cities with a row that differs, one that can't be compared, one with gaps and a lone figure.

    With none, the form to choose them. With `is_short`, as if nothing differed.
    """
    cities = [make_sample(City, name=[f"{word} {place + 1}" for word in name]) for place in range(number)]
    kind = next(iter(get_compared_types().values()))
    context = {
        "kind": kind,
        "types": list(get_compared_types().values()),
        "records": cities,
        "removals": [(city, "sample-city") for city in cities],
        "query": ",".join(city.slug for city in cities),
        "choices": [(city.slug, city.title.plain) for city in make_samples(2, City, name=name)],
        "fields": range(1, 2 if cities else 3),
        "comparison": _build_comparison(cities) if cities and not is_short else Comparison(left_out=2),
        "only_different": is_short,
        "addresses": dict.fromkeys(("all", "different", "csv", "xlsx", "embed", "own"), "/en/compare/"),
    }
    return context


def build_comparison_embed(number: int, change: str = "") -> Context:
    """The same in a frame; `change`: "changed" or "corrected" since it was embedded."""
    urls = {"page_url": "/en/", "own_url": "/en/", "change": change}
    return {**build_comparison_sample(number), **urls}


def _build_comparison(cities: list[City]) -> Comparison:
    label = translate_pair(_LABEL)
    figures = _make_figures(cities, 3, 7, 2, 5)
    undated = [*_make_figures(cities[:1], 5, year=None), *_make_figures(cities[1:], 4, 3, 2)]
    texts = [[ComparedItem(translate_pair(("Steel", "钢铁")), "/en/", claim=city)] for city in cities]
    texts[-1] = [*texts[-1], ComparedItem(translate_pair(("Port", "港口")), claim=cities[-1], note="2020")]
    gaps = [texts[0], *([] for _city in cities[1:])]
    lone = build_figure_row(RowGroup.FACTS, label, [figures[0], *([] for _city in cities[1:])], url="/en/")
    facts = [
        build_figure_row(RowGroup.FACTS, label, figures, url="/en/"),
        build_figure_row(RowGroup.FACTS, label, undated),
    ]
    industries = [
        build_row(RowGroup.INDUSTRIES, translate_pair(("Industries", "产业")), texts),
        build_row(RowGroup.INDUSTRIES, translate_pair(("Place", "区位")), gaps),
    ]
    alone = [LoneRows(city, [(lone, lone.cells[0])] if city is cities[0] else []) for city in cities]
    groups = [
        ComparisonGroup(RowGroup.FACTS, facts, alone),
        ComparisonGroup(RowGroup.INDUSTRIES, industries, [], is_open=False),
    ]
    return Comparison(groups, unknown=[label])
