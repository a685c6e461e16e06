"""A value of a statistic is cited with its scope, its dimensions, its unit and its content version."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override

from records.texts.citation_formats import serialize_citation
from stats import refresh, selectors
from stats.citations import build_statistic_citation
from stats.scopes import Scope
from stats.tables import Table, build_table
from tests.conftest import LANGUAGES
from tests.factories import make_city, make_indicator, make_indicator_value, make_park, make_region, text

pytestmark = pytest.mark.content_listeners

ORIGIN = "https://hub.example"
PATH = "statistics/test-parks/?scope=region.jilin&version=7"
DAY = date(2026, 11, 26)


def build_tables_by_language(statistic: Any, scope: Scope) -> dict[str, Table]:
    refresh.refresh_stale()
    results = selectors.get_results(statistic.key, scope.kind, scope.slug)
    tables = {}
    for language in LANGUAGES:
        with override(language):
            tables[language] = build_table(statistic, scope, results)
    return tables


@pytest.fixture
def parks(declared) -> dict[str, Table]:
    region = make_region("jilin", **text("name", "Jilin", "吉林省"))
    make_park(level="national", city=make_city(region=region))
    make_park(level="provincial", city=make_city(region=region))
    return build_tables_by_language(declared[0], Scope("region", "jilin", region))


def cite(tables: dict[str, Table], codes: dict[str, str] | None = None) -> Any:
    return build_statistic_citation(tables, codes, origin=ORIGIN, number=7, day=DAY)


def test_a_value_is_cited_with_scope_and_dimensions(parks):
    item = cite(parks, {"level": "national"})
    assert item.sentences == {
        "en": "ICLEI East Asia: “Industrial parks, Jilin (parks): National level, 1”, China Hub, site "
        f"update 7 of 26 November 2026, {ORIGIN}/en/{PATH}",
        "zh-hans": "宜可城东亚秘书处：《产业园区，吉林省（单位：家）：国家级，1》，循环城市·中国，"
        f"2026年11月26日全站第7次更新，{ORIGIN}/zh-hans/{PATH}",
        "zh-hant": "宜可城東亞秘書處：《產業園區，吉林省（單位：家）：國家級，1》，循環城市·中國，"
        f"2026年11月26日全站第7次更新，{ORIGIN}/zh-hant/{PATH}",
    }
    assert item.key == "china-hub-statistic.test-parks.region.jilin.national-7"


def test_all_values_are_cited_by_the_statistic(parks):
    item = cite(parks)
    assert item.titles["en"] == "Industrial parks, Jilin"
    forms = serialize_citation(item)
    assert forms["csl_json"]["title"] == "Industrial parks, Jilin"
    assert "note" not in forms["csl_json"]


def test_a_value_without_dimensions_and_unit_is_cited(declared):
    make_indicator_value(make_indicator(), make_city(), value="1.5")
    item = cite(build_tables_by_language(declared[2], Scope()), {})
    assert item.titles["en"] == "Indicator values: 1.5"


def test_what_is_not_counted_is_not_cited(parks):
    with pytest.raises(LookupError, match="test-parks has no value"):
        cite(parks, {"level": "municipal"})
