"""The values of the yearbooks: whose table they are, in which copies they were read, and their rights."""

from collections import Counter

import pytest
from django.db.models import Q
from django.test import Client

from cities.models import IndicatorValue
from cities.waste.columns import choose_columns, describe_first_year
from cities.waste.treatment import fetch_all_waste
from portal.models import Finding
from records.models import Source
from tests.api.api_client import get_csv_rows

pytestmark = pytest.mark.usefixtures("content", "db")

MINISTRY, BUREAU = "住房和城乡建设部", "国家统计局城市社会经济调查司"
PUBLISHERS = {
    "mohurd-urban-yearbook-2015": MINISTRY,
    "mohurd-urban-yearbook-2022": MINISTRY,
    "mohurd-urban-yearbook-2023": MINISTRY,
    "ccsy-2016": BUREAU,
    "ccsy-2020": BUREAU,
    "ccsy-2023": BUREAU,
    "ccsy-2024": BUREAU,
}
INDUSTRIAL_WASTE = "industrial-solid-waste-utilisation-rate"


def count_checks(**filters: str) -> Counter:
    values = IndicatorValue.objects.published().filter(**filters)
    return Counter(values.exclude(copy_check="").values_list("copy_check", flat=True))


def test_the_publisher_of_a_yearbook_is_the_authority_whose_table_it_is() -> None:
    sources = Source.objects.published().filter(slug__in=PUBLISHERS)
    assert {source.slug: source.publisher for source in sources} == PUBLISHERS
    for source in sources:
        assert source.official
        assert source.copies
        assert (source.rights, f"{source.read_on}") == ("not_stated", "2026-11-29")


def test_no_source_has_a_private_account_as_publisher() -> None:
    accounts = Q(publisher__in=["modood", "小周社会", "解志愿"]) | Q(publisher__icontains="github")
    assert not Source.objects.filter(accounts).exists()


def test_a_value_cites_the_edition_that_has_its_year() -> None:
    years = {"mohurd-urban-yearbook-2015": 2015, "mohurd-urban-yearbook-2022": 2022}
    years |= {"mohurd-urban-yearbook-2023": 2023, "ccsy-2016": 2015, "ccsy-2020": 2019, "ccsy-2024": 2023}
    for slug, year in years.items():
        values = IndicatorValue.objects.filter(source_links__source__slug=slug)
        assert {*values.values_list("year", flat=True)} == {year}, slug


def test_what_the_copies_say_is_counted() -> None:
    assert count_checks() == {"same_in_two_copies": 456, "copies_differ": 6, "one_copy": 1_410 + 193}
    assert count_checks(indicator=of(INDUSTRIAL_WASTE)) == {"one_copy": 193}
    assert count_checks(indicator=of("built-up-area")) == {
        "same_in_two_copies": 37,
        "copies_differ": 6,
        "one_copy": 2,
    }


def of(slug: str) -> int:
    return IndicatorValue.objects.filter(indicator__slug=slug).values_list("indicator", flat=True)[0]


def test_a_yearbook_read_in_a_copy_has_the_source_type_of_its_publisher() -> None:
    checked = IndicatorValue.objects.exclude(copy_check="")
    assert {*checked.values_list("source_type", flat=True)} == {"official"}
    assert not checked.exclude(source_links__source__slug__in=PUBLISHERS).exists()
    assert not IndicatorValue.objects.filter(
        source_links__source__slug__in=PUBLISHERS, copy_check=""
    ).exists()


def test_values_that_differ_name_the_other_number() -> None:
    for value in IndicatorValue.objects.filter(copy_check="copies_differ"):
        assert (
            "China City Statistical Yearbook 2023 (table 2-2, districts of the city) gives" in value.note_en
        )
        assert "市辖区" in value.note_zh_hans


def test_no_note_calls_copies_independent() -> None:
    for model in (IndicatorValue, Source):
        called = Q(note_en__icontains="independent") | Q(note_zh_hans__contains="独立副本")
        assert not model.objects.filter(called).exists()


def test_the_values_of_chongqing_are_those_of_the_municipality() -> None:
    notes = IndicatorValue.objects.filter(city__slug="chongqing").exclude(copy_check="")
    assert not notes.filter(note_en__contains="wider than this record").exists()
    assert notes.filter(note_zh_hans__startswith="全市口径。").exists()


def test_industrial_waste_is_known_of_112_cities() -> None:
    values = IndicatorValue.objects.published().filter(indicator__slug=INDUSTRIAL_WASTE)
    copied = values.exclude(copy_check="")
    assert copied.values("city").distinct().count() == 112
    assert Counter(copied.values_list("year", flat=True)) == {2015: 108, 2019: 85}


def test_values_of_the_yearbooks_have_rights_that_are_not_stated(client: Client) -> None:
    rows = get_csv_rows(client, "/api/v1/indicator-values/?format=csv&fields=sources,rights,copy_check")
    found = Counter(row["rights"] for row in rows if {*row["sources"].split("|")} & {*PUBLISHERS})
    assert found == {"not_stated": 1_872 + 193}
    assert {row["rights"] for row in rows if not row["copy_check"]} == {"cc_by"}


def test_the_finding_and_the_page_of_its_indicator_count_the_same_cities() -> None:
    figures = Finding.objects.get(slug="landfill-almost-gone").figures
    before, now = (
        f"{figures.get(key=key).value:.0f}"
        for key in ("cities-with-landfill-2015", "cities-without-landfill")
    )
    columns = choose_columns(fetch_all_waste())
    assert columns is not None
    assert (
        f"Of the {before} that used sanitary landfill then, {now} show 0 t for 2023."
        in describe_first_year(columns)
    )
