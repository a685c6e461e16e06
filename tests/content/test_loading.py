"""The loader publishes the whole content; a second load changes nothing and keeps editors' changes."""

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from cities.models import City, CityFigure
from coalition.models import Exchange
from records import publishing
from records.models import Publication, Revision, Source, Theme, get_record_types
from records.snapshots import select_public_data
from tests.content.loading import load_and_accept
from tests.factories import rows, writing

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]


def entry(parsed, slug):
    return next(item for item in parsed if item["slug"] == slug)


def edit_city(copy, **changes):
    copy.edit("cities.yaml", lambda cities: entry(cities, "datong").update(changes))


def edited_by_an_editor(slug="datong", name="Tatung") -> City:
    city = City.objects.get(slug=slug)
    with writing() as changes:
        city.name_en = name
        changes.save(city)
    return city


def state() -> list[int]:
    models = (Publication, Revision, CityFigure, *get_record_types().values())
    return [publishing.get_content_version(), *(rows(model) for model in models)]


def test_every_loaded_record_is_public():
    for model in get_record_types().values():
        assert rows(model), model
        assert model.objects.published().count() == rows(model), model


def test_every_loaded_record_is_in_the_log_once():
    assert rows(Publication) == sum(rows(model) for model in get_record_types().values())
    assert publishing.get_content_version() == rows(Publication)


def test_a_note_for_editors_is_loaded_and_not_published(copy):
    copy.edit("sources.yaml", lambda sources: sources[0].update(editor_note="Ask for the original."))
    (name,) = load_and_accept(copy.folder).updated
    slug = name.removeprefix("source ")
    assert Source.objects.get(slug=slug).editor_note == "Ask for the original."
    newest = Publication.objects.filter(record_type="source", slug=slug).first()
    assert (newest.version, "editor_note" in newest.data) == (2, False)
    assert load_and_accept(copy.folder).updated == []


def test_a_check_writes_nothing(copy):
    edit_city(copy, name={"en": "Tatung", "zh_hans": "大同"})
    before, said = state(), StringIO()
    call_command("load_content", folder=copy.folder, check=True, stdout=said)
    assert said.getvalue() == f"The content is in order: {rows(Publication)} records.\n"
    assert state() == before


def test_a_second_load_touches_nothing():
    before = state()
    report = load_and_accept(settings.CONTENT_DIR)
    assert (report.created, report.updated, report.skipped, report.missing) == ([], [], [], [])
    assert state() == before


def test_a_changed_entry_updates_that_record_alone(copy):
    before = publishing.get_content_version()
    edit_city(copy, name={"en": "Tatung", "zh_hans": "大同"})
    assert load_and_accept(copy.folder).updated == ["city datong"]
    assert City.objects.get(slug="datong").name_en == "Tatung"
    changed = Publication.objects.filter(number__gt=before)
    assert [(row.slug, row.action, row.version) for row in changed] == [("datong", "changed", 2)]


def test_a_changed_entry_is_loaded_once(copy):
    edit_city(copy, name={"en": "Tatung", "zh_hans": "大同"})
    load_and_accept(copy.folder)
    before = state()
    assert load_and_accept(copy.folder).updated == []
    assert state() == before


def test_a_part_that_is_gone_from_an_entry_goes_and_the_others_stay_as_they_are(copy):
    before = {section.key: section.pk for section in City.objects.get(slug="datong").profile.all()}
    missing = next(iter(before))
    copy.edit("cities.yaml", lambda cities: entry(cities, "datong")["profile"].pop(0))
    load_and_accept(copy.folder)
    after = {section.key: section.pk for section in City.objects.get(slug="datong").profile.all()}
    assert after == {key: pk for key, pk in before.items() if key != missing}


def test_parts_follow_the_order_of_the_content(copy):
    copy.edit("cities.yaml", lambda cities: entry(cities, "datong")["profile"].reverse())
    before = list(City.objects.get(slug="datong").profile.values_list("key", flat=True))
    load_and_accept(copy.folder)
    assert list(City.objects.get(slug="datong").profile.values_list("key", flat=True)) == before[::-1]


def test_records_follow_the_order_of_the_content(copy):
    before = list(Theme.objects.values_list("slug", flat=True))
    copy.edit("coalition.yaml", lambda parsed: parsed["themes"].reverse())
    load_and_accept(copy.folder)
    assert list(Theme.objects.values_list("slug", flat=True)) == before[::-1]


def test_the_cities_of_an_exchange_may_change_their_roles(copy):
    exchange = Exchange.objects.filter(cities__isnull=False).first()
    copy.edit(
        "exchanges.yaml",
        lambda exchanges: [city.update(role="peer") for city in entry(exchanges, exchange.slug)["cities"]],
    )
    load_and_accept(copy.folder)
    assert {city.role for city in exchange.cities.all()} == {"peer"}


def test_what_an_editor_has_changed_is_reported_and_left(copy):
    edited_by_an_editor()
    edit_city(copy, admin_code="140299")
    assert load_and_accept(copy.folder).skipped == ["city datong"]
    city = City.objects.get(slug="datong")
    assert (city.name_en, city.admin_code) == ("Tatung", "140200")


def test_what_an_editor_has_changed_is_taken_back_on_request():
    edited_by_an_editor()
    assert load_and_accept(settings.CONTENT_DIR, overwrite=True).updated == ["city datong"]
    assert City.objects.get(slug="datong").name_en == "Datong"
    assert load_and_accept(settings.CONTENT_DIR).skipped == []


def test_what_an_editor_has_withdrawn_stays_withdrawn():
    source = next(iter(get_record_types()["resource"].objects.all()))
    with writing() as changes:
        changes.withdraw(source)
    assert load_and_accept(settings.CONTENT_DIR).skipped == [f"resource {source.slug}"]


def test_what_an_editor_has_renamed_is_not_loaded_again_under_its_former_address():
    with writing() as changes:
        changes.rename(City.objects.get(slug="datong"), "tatung")
    report = load_and_accept(settings.CONTENT_DIR)
    assert "city datong" in report.skipped
    assert report.created == []
    assert report.missing == []


def test_a_record_that_is_gone_from_the_content_is_reported_and_stays(copy):
    missing = copy.parsed("events.yaml")[0]["slug"]
    copy.edit("events.yaml", lambda events: events.pop(0))
    said = StringIO()
    call_command("load_content", folder=copy.folder, stdout=said)
    assert f"1 no longer in the content: event {missing}" in said.getvalue()
    assert get_record_types()["event"].objects.published().filter(slug=missing).exists()


def test_a_new_record_is_loaded_with_what_it_points_to(copy):
    source = {**copy.parsed("sources.yaml")[0], "id": "a-new-source"}
    copy.edit("sources.yaml", lambda sources: sources.append(source))
    city = {
        "slug": "a-district", "name": {"en": "A district", "zh_hans": "某区"}, "kind": "district",
        "country": "CN", "region": "shanxi", "parent": "datong", "sources": ["a-new-source"],
    }  # fmt: skip
    copy.edit("cities.yaml", lambda cities: cities.insert(0, city))
    report = load_and_accept(copy.folder)
    assert report.created == ["source a-new-source", "city a-district"]
    assert City.objects.published().get(slug="a-district").parent.slug == "datong"


def test_a_traditional_text_of_the_content_replaces_the_converted_one(copy):
    edit_city(copy, name={"en": "Datong", "zh_hans": "大同市", "zh_hant": "大同"})
    load_and_accept(copy.folder)
    assert City.objects.get(slug="datong").zh_hant == {"name": "大同"}
    edit_city(copy, name={"en": "Datong", "zh_hans": "大同市"})
    load_and_accept(copy.folder)
    assert City.objects.get(slug="datong").zh_hant == {}


def test_the_revision_says_where_a_loaded_record_comes_from():
    revision = Revision.objects.of(City.objects.get(slug="datong")).get()
    assert (revision.writer, revision.reason, revision.by) == ("load_content", "content", None)


def test_every_loaded_record_has_one_revision_which_says_what_the_log_says():
    logged = Publication.objects.values_list("record_type", "slug", "data")
    revisions = [
        (code, slug, select_public_data(get_record_types()[code], data))
        for code, slug, data in Revision.objects.values_list("record_type", "slug", "data")
    ]
    assert sorted(revisions, key=str) == sorted(logged, key=str)
