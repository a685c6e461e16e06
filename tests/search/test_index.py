"""The index has what is public, as it is now, and nothing else."""

from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from records.models import Publication, get_record_types
from records.publishing import PublishingError
from records.redaction import redact
from records.search_index import get_search_indexes
from search.documents import list_documents
from search.models import SearchEntry
from search.selectors import find_results
from stats import invalidation, refresh
from stats.models import RefreshState
from tests.factories import (
    make_city,
    make_material,
    make_park,
    make_pilot,
    make_source,
    make_waste_indicators,
    report_waste,
    text,
    writing,
)
from tests.projections import update_search

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]

#: Types of records that aren't found by themselves: they relate others or are texts of the home page.
NOT_INDEXED = {"indicator-value", "membership", "designation", "site-text"}


def found(query: str) -> list[tuple[str, str]]:
    update_search()
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


def test_an_edit_shows():
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


def test_a_city_is_found_by_what_its_waste_portrait_says():
    roles = make_waste_indicators()
    city = make_city("datong")
    report_waste(roles, city, 2023, collected=10, burned=10)
    make_city("linfen")
    assert found("datong burned 2023") == found("datong incinerated") == [("city", "datong")]
    assert ("city", "linfen") not in found("burned 2023")
    report_waste(roles, city, 2015, collected=10, landfilled=10)
    assert find_results("datong landfill 2015", needs_all=True).matches == []
    call_command("refresh", "search-waste", stdout=StringIO())
    assert found("datong landfill 2015") == [("city", "datong")]


@pytest.mark.parametrize("query", ["report an error", "wrong figure", "报告错误", "舉報錯誤"])
def test_errors_lead_to_the_form_while_it_is_open(settings, query: str):
    assert found(query) == [("page", "corrections")]
    settings.ENQUIRY_TRIAL = True
    call_command("refresh", "search-pages", stdout=StringIO())
    assert found(query)[0] == ("page", "report")
    assert SearchEntry.objects.get(slug="report").path == "/requests/?kind=correction"


def build_again() -> None:
    call_command("refresh", "search", "search-pages", stdout=StringIO())


def test_building_the_index_again_writes_no_entry():
    city = make_city("datong")
    make_pilot("datong-2019", city=city)
    make_source("a-notice")
    update_search()
    before = list_rows()
    build_again()
    assert list_rows() == before


def test_building_the_index_writes_what_differs_and_is_missing_and_deletes_what_is_unknown():
    for slug in ("datong", "linfen", "xuzhou"):
        make_city(slug)
    update_search()
    cities = SearchEntry.objects.filter(record_type="city")
    before = list_rows()
    cities.filter(slug="datong").update(title_words="other", digest="of another release")
    cities.filter(slug="linfen").delete()
    SearchEntry.objects.create(record_type="city", slug="weihai")
    SearchEntry.objects.create(record_type="a-page", slug="former")
    build_again()
    after = list_rows()
    same = [row for row in after if row in before]
    assert [row["slug"] for row in before if row not in same] == ["datong", "linfen"]
    assert [{**row, "id": 0} for row in after] == [{**row, "id": 0} for row in before]


def test_an_edit_writes_one_entry():
    city = make_city("datong")
    make_park("a-park", city=city)
    update_search()
    edit(city, admin_code="140200")
    invalidation.mark_stale(["search"])
    (done,) = refresh.refresh_stale(["search"], due_only=False)
    assert (done.rows, done.changed) == (1, 1)


def test_a_new_release_and_another_log_build_it_again():
    make_city("datong")
    update_search()
    newest = RefreshState.objects.get(mark="search").applied
    for other in ({"digest": "of another release"}, {"applied": newest + 5}):
        SearchEntry.objects.all().delete()
        RefreshState.objects.filter(mark="search").update(**other)
        call_command("migrate", verbosity=0)
        assert SearchEntry.objects.filter(slug="datong").exists()


def build_meanwhile(monkeypatch: pytest.MonkeyPatch, act: Callable[[], Any]) -> None:
    """Do something after the worker has read the versions whose entries it builds, before it writes them."""

    def list_and_act(rows: Any) -> Any:
        documents = list(list_documents(rows))
        monkeypatch.setattr("search.index.list_documents", list_documents)
        act()
        return iter(documents)

    monkeypatch.setattr("search.index.list_documents", list_and_act)
    update_search()


def test_what_is_published_while_the_index_is_built_is_in_it(monkeypatch):
    make_city("datong")
    build_meanwhile(monkeypatch, lambda: make_city("xuzhou"))
    assert found("xuzhou") == [("city", "xuzhou")]
    assert found("datong") == [("city", "datong")]


def test_what_is_withdrawn_while_the_index_is_built_is_never_in_it(monkeypatch):
    city = make_city("datong")
    written: list[str] = []
    create = SearchEntry.objects.bulk_create

    def watch(entries: Any, **options: Any) -> Any:
        written.extend(entry.slug for entry in entries)
        return create(entries, **options)

    def withdraw() -> None:
        with writing() as changes:
            changes.withdraw(city)

    monkeypatch.setattr(SearchEntry.objects, "bulk_create", watch)
    build_meanwhile(monkeypatch, withdraw)
    assert "datong" not in written


def test_a_worker_that_was_killed_leaves_what_it_wrote_and_another_goes_on(monkeypatch):
    monkeypatch.setattr(refresh, "_ROWS_PER_PORTION", 2)
    for slug in ("datong", "linfen", "xuzhou"):
        make_city(slug)

    def kill(*_args: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(refresh, "_store", kill)
        with pytest.raises(KeyboardInterrupt):
            update_search()
    invalidation.mark_stale(["search"])
    RefreshState.objects.update(claimed_at=None)
    (done,) = refresh.refresh_stale(["search"], due_only=False)
    assert done.rows == 0
    assert found("xuzhou") == [("city", "xuzhou")]
    assert not RefreshState.objects.stale().filter(mark="search").exists()


def test_the_search_waits_for_no_pause(settings):
    settings.REFRESH_PAUSE = 60
    for slug in ("datong", "linfen"):
        make_city(slug)
        refresh.refresh_stale()
        assert [match.slug for match in find_results(slug).matches] == [slug]


def test_an_edit_while_statistics_are_refreshed_is_found_before_the_next_statistic(monkeypatch):
    names: list[str] = []

    def note_and_edit(done: Any) -> None:
        names.append(done.statistic)
        if len(names) == 3:
            make_city("datong")

    refresh.refresh_stale(due_only=False, on_refreshed=note_and_edit)
    assert names[3] == "search"


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
