"""Sources: their usages, and the list with its filters."""

import re

import pytest
from django.db.models import URLField

from records.models import Source, SourceUse, get_record_types
from records.pages.source_usage import RecordUsage, build_record_usages, get_source_usage
from records.texts.links import get_safe_link
from tests.conftest import LANGUAGES

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.both_databases, pytest.mark.content_check]


def list_all_usages(source: Source) -> dict[str, list[RecordUsage]]:
    """The records of each type with their fields and parts, as the sections of the page have them."""
    groups = {code: SourceUse.objects.filter(source=source, record_type=code) for code in get_record_types()}
    return {code: build_record_usages(list(uses)) for code, uses in groups.items() if uses}


def rests_on(slug: str) -> dict[str, dict[str, tuple[bool, list[str], list[str]]]]:
    """By type and record: whether the record itself, its fields, its parts."""
    return {
        code: {
            entry.use.slug: (
                entry.whole,
                [str(name) for name in entry.fields],
                [str(part.label) for part in entry.parts],
            )
            for entry in usages
        }
        for code, usages in list_all_usages(Source.objects.get(slug=slug)).items()
    }


def test_a_source_names_the_fields_and_parts_that_rest_on_it():
    cities = rests_on("iclei-china-hub")["city"]
    whole, fields, parts = cities["changchun"]
    assert not whole
    assert fields == ["main industries", "opening line", "summary"]
    assert "A ten-square-kilometre circular park" in parts


def test_a_part_that_is_a_sentence_is_named_without_its_full_stop():
    _whole, _fields, parts = rests_on("iclei-china-hub")["network"]["gccc"]
    assert "Give local governments toolkits and technical help for their action planning" in parts


def test_records_stand_in_the_order_of_the_hub_not_of_the_alphabet():
    source = Source.objects.get(slug="iclei-china-hub")
    types = [group.records[0].use.record_type for group in get_source_usage(source)]
    assert types == [code for code in get_record_types() if code in types]
    assert types.index("city") < types.index("business")


def test_coordinates_are_called_coordinates():
    assert "coordinates" in rests_on("geonames")["city"]["datong"][1]


@pytest.mark.parametrize("most", [10, pytest.param(None, marks=pytest.mark.slow, id="all")])
def test_every_use_of_a_source_is_told(most):
    for source in Source.objects.published()[:most]:
        told = sum(
            entry.whole + len(entry.fields) + len(entry.parts)
            for usages in list_all_usages(source).values()
            for entry in usages
        )
        assert told == SourceUse.objects.filter(source=source).count()


@pytest.mark.sampled(1)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_part_is_called_as_its_page_calls_it(get, language):
    page = get(f"/{language}/sources/iclei-china-hub/?section=uses-city")
    for key, label in re.findall(rf'href="/{language}/cities/changchun/#([a-z0-9-]+)">([^<]+)</a>', page):
        assert f'id="{key}"' in get(f"/{language}/cities/changchun/"), label


def test_a_source_says_what_is_not_known_of_it(get):
    page = get("/en/sources/iclei-china-hub/")
    assert "Not known: date of publication." in page
    assert "<dt>Archived copy</dt>" not in page
    assert "<dt>Date accessed</dt>" in page
    assert "only the year is known" in get("/en/sources/gz-yearbook-2022/")


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("language=ja", {"language": "ja"}),
        ("link_ok=false", {"link_ok": False}),
        ("kind=dataset&link_ok=true", {"kind": "dataset", "link_ok": True}),
        ("language=zh&q=深圳", {"language__startswith": "zh"}),
    ],
)
def test_sources_are_found_by_kind_language_link_and_words(client, query, wanted):
    rows = client.get(f"/en/sources/?{query}").context["rows"]
    assert rows
    assert {row.pk for row in rows} <= set(Source.objects.filter(**wanted).values_list("pk", flat=True))


def test_facets_of_sources_count_what_they_would_give(client):
    facets = {facet.name: facet.options for facet in client.get("/en/sources/").context["facets"]}
    for name in ("language", "link_ok"):
        for option in facets[name]:
            assert client.get(f"/en/sources/?{name}={option.code}").context["count"] == option.count > 0


def test_every_address_of_the_starting_content_is_a_link():
    for model in get_record_types().values():
        for field in model._meta.concrete_fields:
            if isinstance(field, URLField):
                kept = model.objects.exclude(**{field.name: ""}).values_list(field.name, flat=True)
                assert [address for address in kept if not get_safe_link(address)] == []
