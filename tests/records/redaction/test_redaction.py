"""A redacted version keeps its number and time, and none of its content anywhere."""

from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.utils.translation import override

from cities.models import City
from records import publishing, redaction
from records.models import Publication, Redaction, Revision, SlugAlias
from records.projections import get_projections
from stats.models import Refresh
from tests.database_templates import ROOT
from tests.factories import (
    make_city,
    make_city_figure,
    make_membership,
    make_network,
    make_park,
    make_section,
    make_source,
    writing,
)
from tests.projections import update_search
from tests.text_search import WORD, insert_word, search_tables

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases, pytest.mark.content_listeners]


@pytest.fixture
def boss():
    return User.objects.create_superuser("boss", password="x")


def numbers_of(record_type, slug) -> list[int]:
    rows = Publication.objects.versions().filter(record_type=record_type, slug=slug).order_by("number")
    return list(rows.values_list("number", flat=True))


def redact(record, boss, numbers=None, **more):
    numbers = numbers_of(record.type_code, record.slug) if numbers is None else numbers
    return redaction.redact(record.type_code, record.slug, numbers, by=boss, reason="File 7", **more)


def edit(record, **values) -> None:
    with writing() as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)


def withdraw(record) -> None:
    with writing() as changes:
        changes.withdraw(record)


def spread(record, boss) -> None:
    """What the admin and the worker leave behind when a record is edited."""
    message = [{"added": {"name": "section", "object": f"{record}"}}]
    LogEntry.objects.log_actions(boss.pk, [record], CHANGE, message)
    Refresh.objects.create(statistic="a-statistic", error=f"ValueError: {record}")


@pytest.fixture
def corrected(boss):
    """A city whose second version said what the third does not."""
    city = make_city("datong", name_en="Datong", name_zh_hans="大同")
    make_section(city)
    make_city_figure(city)
    make_membership(city, make_network())
    number = numbers_of("city", "datong")[-1]
    correct = insert_word(city)
    make_park("a-park", city=city)
    update_search()
    spread(city, boss)
    make_membership(city, make_network("another"))
    correct()
    city.bad = [row for row in numbers_of("city", "datong")[:-1] if row > number]
    return city


def test_nothing_that_a_corrected_version_said_is_left_in_any_table(corrected, boss):
    assert len(search_tables()) >= 5
    assert "search_searchentry" in search_tables()
    redact(corrected, boss, corrected.bad)
    assert search_tables() == {}


def test_a_title_that_the_record_still_has_stays_in_those_of_others(boss):
    city = make_city("datong", name_en="Datong", name_zh_hans=WORD)
    make_membership(city, make_network())
    (number,) = numbers_of("city", "datong")
    edit(city, name_zh_hans="大同")
    redact(city, boss, [number])
    titles = (
        Publication.objects.versions().filter(record_type="membership").values_list("title_en", flat=True)
    )
    assert titles
    assert all("Datong" in title for title in titles)
    assert search_tables() == {}


def test_no_word_of_a_longer_title_is_left_where_it_is_replaced(boss):
    """The one title is the beginning of the other."""
    city = make_city("datong", name_en="Zyx", name_zh_hans="大同")
    make_membership(city, make_network())
    edit(city, name_en="Zyx Quintessa")
    make_membership(city, make_network("another"))
    edit(city, name_en="Datong")
    redact(city, boss, numbers_of("city", "datong")[:2])
    assert search_tables("Zyx") == search_tables("Quintessa") == {}


def test_the_revision_of_the_next_version_stays(boss):
    city = make_city("datong", name_en=WORD)
    edit(city, name_en="Second")
    edit(city, name_en="Third")
    redact(city, boss, numbers_of("city", "datong")[:1])
    revisions = Revision.objects.of(city).values_list("version", flat=True)
    assert sorted(revisions) == [2, 3]


def test_versions_around_one_that_stays_are_cleared_at_once(boss):
    city = make_city("datong", name_en="First")
    for name in (WORD, "Third", f"{WORD} again", "Fifth"):
        edit(city, name_en=name)
    _first, second, third, fourth, _fifth = numbers_of("city", "datong")
    redact(city, boss, [second, fourth])
    assert search_tables() == {}
    assert Publication.objects.get(number=third).title_en == "Third"


@pytest.mark.parametrize("overrides", [{}, {"name": "石州"}], ids=["converted", "override"])
def test_a_title_in_traditional_chinese_is_left_in_no_log_of_the_admin(boss, overrides):
    city = make_city("luliang", name_en="Lüliang", name_zh_hans="吕梁", zh_hant=overrides)
    with override("zh-hant"):
        title = str(city.title)
        for record in (city, make_membership(city, make_network())):
            LogEntry.objects.log_actions(boss.pk, [record], CHANGE, "")
    assert LogEntry.objects.filter(object_repr__contains=title).count() == 2
    number = numbers_of("city", "luliang")[-1]
    edit(city, name_zh_hans="离石", zh_hant={})
    redact(city, boss, [number])
    assert not LogEntry.objects.filter(object_repr__contains=title).exists()


def list_registered() -> set[Any]:
    """The tables that a redaction clears."""
    handled = {model for place in redaction.get_redaction_handlers() for model in place.models}
    return handled | {table for one in get_projections().values() if one.clear for table in one.tables}


def test_every_table_in_which_the_word_was_is_registered(corrected):
    # `search_words` is the full-text table of the entries on SQLite.
    found = set(search_tables()) - {"search_words"}
    assert found <= {model._meta.db_table for model in list_registered()}


def test_nothing_of_a_withdrawn_record_is_left_in_any_table(boss):
    city = make_city("datong")
    make_section(city)
    make_city_figure(city)
    insert_word(city)
    spread(city, boss)
    withdraw(city)
    redact(city, boss)
    assert search_tables() == {}
    assert not City.objects.filter(slug="datong").exists()


def test_number_time_and_fact_of_a_version_stay(corrected, boss):
    before = Publication.objects.get(number=corrected.bad[0])
    redact(corrected, boss, corrected.bad)
    after = Publication.objects.get(number=corrected.bad[0])
    kept = ("number", "record_type", "slug", "version", "action", "at")
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert (after.data, after.title_en, after.title_zh_hans, after.path) == (None, "", "", "")


def test_the_version_that_is_public_now_is_refused(boss):
    city = make_city("datong")
    with pytest.raises(redaction.RedactionError, match="public now"):
        redact(city, boss)
    assert Publication.objects.get(slug="datong").data


def test_the_end_of_a_record_goes_with_the_version_before_it(boss):
    city = make_city("datong")
    withdraw(city)
    version, end = numbers_of("city", "datong")
    with pytest.raises(redaction.RedactionError, match="with the version before"):
        redact(city, boss, [end])
    assert [row.number for row in redact(city, boss, [version]).rows] == [version, end]


def test_what_has_been_redacted_is_not_redacted_again(boss):
    city = make_city("datong")
    withdraw(city)
    redact(city, boss)
    with pytest.raises(redaction.RedactionError, match="already"):
        redact(city, boss)
    with pytest.raises(redaction.RedactionError, match="no such version"):
        redact(city, boss, [999])


def test_who_and_why_is_written_down(corrected, boss):
    redact(corrected, boss, corrected.bad)
    entry = Redaction.objects.get()
    assert (entry.by, entry.username, entry.reason) == (boss, "boss", "File 7")
    assert (entry.record_type, entry.slug, entry.redacted) == ("city", "datong", corrected.bad)
    assert entry.cleared["publication log"] == len(corrected.bad)


def test_a_redaction_without_a_reason_is_refused(corrected, boss):
    with pytest.raises(redaction.RedactionError, match="reason"):
        redaction.redact("city", "datong", corrected.bad, by=boss, reason=" ")


@pytest.mark.slow
def test_a_dry_run_counts_and_changes_nothing(corrected, boss):
    before, version = search_tables(), publishing.get_content_version()
    result = redact(corrected, boss, corrected.bad, dry_run=True)
    assert result.cleared["publication log"] == len(corrected.bad)
    assert (search_tables(), publishing.get_content_version()) == (before, version)


def test_an_archived_record_to_which_drafts_point_is_named(boss):
    city = make_city("datong")
    park = make_park("a-park", city=city)
    withdraw(park)
    withdraw(city)
    with pytest.raises(redaction.RedactionError, match="A-Park"):
        redact(city, boss)


def test_a_new_draft_at_the_address_of_a_deleted_record_stays(boss):
    city = make_city("datong")
    with writing() as changes:
        changes.delete(city)
    make_city("datong", publish=False)
    redact(city, boss)
    assert City.objects.get(slug="datong").published_at is None


@pytest.mark.slow
def test_earlier_versions_of_a_renamed_record_are_redacted_at_the_former_address(boss):
    city = make_city("datong", name_en=WORD)
    edit(city, name_en="Datong")
    with writing() as changes:
        changes.rename(city, "yungang")
    redaction.redact("city", "datong", numbers_of("city", "datong"), by=boss, reason="File 7")
    assert search_tables() == {}
    assert City.objects.published().filter(slug="yungang").exists()
    assert SlugAlias.objects.filter(slug="datong").exists()


def test_a_record_is_published_anew_at_a_redacted_address_with_a_higher_version(boss):
    city = make_city("datong")
    withdraw(city)
    redact(city, boss)
    make_city("datong")
    rows = Publication.objects.versions().filter(slug="datong").order_by("number")
    assert [row.version for row in rows] == [1, 2, 3]


def test_other_records_keep_their_revisions(corrected, boss):
    make_city("taiyuan")
    before = Revision.objects.filter(slug="taiyuan").count()
    redact(corrected, boss, corrected.bad)
    assert Revision.objects.filter(slug="taiyuan").count() == before > 0


# What keeps nothing of what a record says: codes, slugs, accounts, keys.
_NO_DATA = {
    "SlugAlias", "ContentVersion", "Redaction", "ApiKey", "AccountEvent", "StatisticValue", "HistoricalValue",
    "StaleMark", "RefreshState", "StatisticsVersion", "TableSummary", "ReportCount",
    "ValueSample", "Release", "SavedFilter", "ReadMark", "DeskMail", "RoleConfirmation", "ContentQuestion",
    "PreviewLink",
    "EnquiryEvent", "EnquiryClient", "SentForm",
}  # fmt: skip


def test_every_table_of_the_hub_is_registered_or_named_as_one_without_data_of_records():
    packages = {config.name for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    ours = [model for model in apps.get_models() if model.__module__.split(".")[0] in packages]
    assert {"portal", "records"} <= {model._meta.app_label for model in ours}
    missing = {model.__name__ for model in ours if model not in list_registered()} - _NO_DATA
    assert not missing, f"{missing}: register how a redaction clears them."


def versions_of(revisions) -> list[int]:
    return [revision.version for revision in revisions]


def test_revisions_that_equal_a_version_that_stays_are_kept_and_drafts_between_go(boss):
    city = make_city("datong", name_en="First")  # a draft, then the first version
    for name in ("Second", "Third"):
        edit(city, name_en=name)
    withdraw(city)
    edit(city, name_en=WORD)  # while it is withdrawn
    with writing() as changes:
        changes.publish(city)
    edit(city, name_en="Fifth")
    fourth = Publication.objects.get(slug="datong", data__name_en=WORD)
    before = {row.version: row.data["name_en"] for row in Revision.objects.of(city)}
    dry = redact(city, boss, [fourth.number], dry_run=True)
    named = versions_of(dry.revisions.leaving)
    assert [before[version] for version in named] == [WORD, WORD]
    assert {before[version] for version in versions_of(dry.revisions.kept)} == {"First", "Second", "Third"}
    assert Revision.objects.of(city).count() == len(before), "it was only asked"

    redact(city, boss, [fourth.number])
    assert versions_of(Revision.objects.of(city)) == [
        version for version in sorted(before, reverse=True) if version not in named
    ]
    assert search_tables() == {}


def test_revisions_that_stay_lose_their_notes_for_editors(boss):
    source = make_source("a-notice", title="First")
    edit(source, editor_note=f"Ask {WORD}")
    edit(source, title="Second", editor_note="")
    edit(source, title="Third")
    rows = Publication.objects.filter(slug="a-notice").order_by("number")
    redact(source, boss, [rows.get(data__title="Second").number])
    assert search_tables() == {}
    assert {row.data["title"] for row in Revision.objects.of(source)} == {"First", "Third"}


def test_the_page_names_the_revisions_that_go_and_that_stay(boss, client):
    client.force_login(boss)
    city = make_city("datong", name_en="First")
    edit(city, name_en=WORD)
    edit(city, name_en="Third")
    row = Publication.objects.get(slug="datong", data__name_en=WORD)
    chosen = {"action": "redact_selected", "_selected_action": [row.pk]}
    shown = client.post("/admin/records/publication/", chosen).content.decode()
    assert "1 revision of “datong” goes from its history" in shown
    assert "These stay, without their notes for editors: they equal a version that stays" in shown
