"""The index has what is public, as it is now, and nothing else."""

from typing import Any

import pytest
from django.core.management import call_command

from records.models import Publication, get_record_types
from records.publishing import PublishingError
from records.redaction import redact
from records.search_index import get_search_indexes
from search.documents import list_documents
from search.index import rebuild_index
from search.models import SearchEntry, SearchState
from search.selectors import find_results
from tests.factories import make_city, make_material, make_park, make_pilot, make_source, text, writing

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]

#: Types of records that aren't found by themselves: they relate others or are texts of the home page.
NOT_INDEXED = {"indicator-value", "membership", "designation", "hub-text"}


def found(query: str) -> list[tuple[str, str]]:
    return [(match.record_type, match.slug) for match in find_results(query).matches]


def edit(record: Any, **values: Any) -> None:
    for name, value in values.items():
        setattr(record, name, value)
    with writing() as changes:
        changes.save(record)


def list_rows() -> list[dict[str, Any]]:
    return list(SearchEntry.objects.order_by("record_type", "slug").values())


def test_every_record_type_is_indexed_or_has_a_reason_not_to_be():
    assert set(get_search_indexes()) == set(get_record_types()) - NOT_INDEXED


def test_a_published_record_is_found_and_a_draft_is_not():
    make_city("datong")
    make_city("pingcheng", publish=False)
    assert found("datong") == [("city", "datong")]
    assert found("pingcheng") == []


def test_an_edit_shows_at_once():
    park = make_park("a-park", **text("name", "A quiet park", "一个园区"))
    edit(park, name_en="A roaring park")
    assert found("roaring") == [("park", "a-park")]
    assert found("quiet") == []


def test_an_edit_that_fails_leaves_the_index_as_it_was():
    park = make_park("a-park", **text("name", "A quiet park", "一个园区"))
    with pytest.raises(PublishingError):
        edit(park, name_en="")
    assert found("quiet") == [("park", "a-park")]


def test_a_withdrawn_record_is_not_found():
    material = make_material("slag", **text("name", "Slag", "钢渣"))
    assert ("material", "slag") in found("slag")
    with writing() as changes:
        changes.withdraw(material)
    assert found("slag") == found("钢渣") == []


def test_a_renamed_record_is_found_by_its_new_slug_only():
    city = make_city("old-town", **text("name", "Datong", "大同市"))
    with writing() as changes:
        changes.rename(city, "datong")
    assert found("datong") == [("city", "datong")]
    assert found("old-town") == []


def test_records_whose_title_is_that_of_another_one_follow_it():
    city = make_city("weihai", **text("name", "Weihai", "威海市"))
    make_pilot("weihai-2019", city=city)
    edit(city, name_en="Weihaiwei")
    assert ("zero-waste-pilot", "weihai-2019") in found("weihaiwei")


def test_records_are_found_by_the_name_of_their_city():
    city = make_city("linfen", **text("name", "Linfen", "临汾市"))
    make_park("a-park", city=city, **text("name", "A steel park", "钢铁园区"))
    assert ("park", "a-park") in found("steel linfen")
    edit(city, name_en="Pingyang")
    assert ("park", "a-park") in found("steel pingyang")


@pytest.mark.parametrize(
    ("query", "page"),
    [
        ("download data", "developers"), ("下载数据", "developers"), ("API", "developers"),
        ("how to cite", "licence"), ("引用", "licence"), ("contact", "legal"), ("聯絡", "legal"),
        ("glossary", "about"), ("關於", "about"), ("privacy policy", "privacy"), ("imprint", "legal"),
    ],
)  # fmt: skip
def test_pages_are_found_by_what_readers_call_them(query: str, page: str):
    assert found(query)[0] == ("page", page)


def test_building_the_index_again_writes_no_entry():
    city = make_city("datong")
    make_pilot("datong-2019", city=city)
    make_source("a-notice")
    before, builds = list_rows(), SearchState.objects.get().builds
    call_command("reindex")
    assert list_rows() == before
    assert SearchState.objects.get().builds == builds + 1


def test_building_the_index_writes_what_differs_and_is_missing_and_deletes_what_is_unknown():
    for slug in ("datong", "linfen", "xuzhou"):
        make_city(slug)
    cities = SearchEntry.objects.filter(record_type="city")
    before = list_rows()
    cities.filter(slug="datong").update(title_words="other", digest="of another release")
    cities.filter(slug="linfen").delete()
    SearchEntry.objects.create(record_type="city", slug="weihai")
    SearchEntry.objects.create(record_type="a-page", slug="former")
    call_command("reindex")
    after = list_rows()
    same = [row for row in after if row in before]
    assert [row["slug"] for row in before if row not in same] == ["datong", "linfen"]
    assert [{**row, "id": 0} for row in after] == [{**row, "id": 0} for row in before]


def test_what_is_published_while_the_index_is_built_is_in_it(monkeypatch):
    make_city("datong")

    def publish_meanwhile():
        make_city("xuzhou")
        return iter(())

    monkeypatch.setattr("search.index.list_page_documents", publish_meanwhile)
    rebuild_index()
    assert found("xuzhou") == [("city", "xuzhou")]
    assert found("datong") == [("city", "datong")]


def test_what_is_withdrawn_while_the_index_is_built_is_never_in_it(monkeypatch):
    city = make_city("datong")
    SearchEntry.objects.all().delete()  # so that its entry is written
    found_later: list[bool] = []

    def withdraw_meanwhile(rows):
        documents = list(list_documents(rows))
        monkeypatch.setattr("search.index.list_documents", list_documents)
        with writing() as changes:
            changes.withdraw(city)
        return iter(documents)

    def look_for_entry():
        found_later.append(SearchEntry.objects.filter(slug="datong").exists())
        return iter(())

    monkeypatch.setattr("search.index.list_documents", withdraw_meanwhile)
    monkeypatch.setattr("search.index.list_page_documents", look_for_entry)
    rebuild_index()
    assert found_later == [False]
    assert not SearchEntry.objects.filter(slug="datong").exists()


def test_a_redacted_record_leaves_no_word_in_the_index(admin_user):
    material = make_material("a-secret", **text("name", "Unspeakable", "不可说"))
    with writing() as changes:
        changes.withdraw(material)
    # As if it had stayed.
    SearchEntry.objects.create(record_type="material", slug="a-secret", title_en="Unspeakable")
    rows = Publication.objects.versions().filter(slug="a-secret")
    numbers = list(rows.values_list("number", flat=True))
    redact("material", "a-secret", numbers, by=admin_user, reason="A court asked for it.")
    assert not SearchEntry.objects.filter(slug="a-secret").exists()
