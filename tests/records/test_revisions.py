"""Each change of a record has one revision, which the admin shows, compares and restores."""

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cities.models import City, CityFigure, Region
from coalition.models import ProgrammeFigure
from records import publishing
from records.choices import RevisionKind, RevisionState, Status
from records.models import Publication, Record, Revision, Source
from records.permissions import SystemWriter
from records.publishing.restoration import compare_with_record, restore_revision
from records.snapshots import build_snapshots
from tests.admin_client import admin_url, form_data, submit_form
from tests.factories import (
    make_city,
    make_city_figure,
    make_event,
    make_programme,
    make_region,
    make_section,
    make_source,
    save_part,
    text,
    writing,
)
from tests.html_text import read_text
from tests.records.test_publication_log import MODELS, STEP, do

pytestmark = pytest.mark.both_databases


def edit(record, reason="", kind=RevisionKind.UPDATE, **values) -> None:
    with publishing.publication_transaction(SystemWriter("a test"), reason=reason, kind=kind) as changes:
        for name, value in values.items():
            setattr(record, name, value)
        changes.save(record)


def snapshot(record) -> dict:
    return build_snapshots(type(record), [record.pk])[record.pk]


def revisions_of(record) -> list[Revision]:
    """Oldest first."""
    return list(Revision.objects.of(record).reverse())


def restore(revision) -> Record:
    with writing() as changes:
        return restore_revision(changes, revision)


# -- what is kept -----------------------------------------------------------------------------------


def test_a_draft_has_a_revision_with_its_parts_and_sources(db):
    city = make_city("datong", publish=False)
    make_city_figure(city, "area")
    revision = revisions_of(city)[-1]
    assert revision.data == snapshot(city)
    assert (revision.data["key_facts"][0]["key"], revision.data["sources"]) == ("area", ["a-source"])
    assert (revision.status, revision.state) == (Status.DRAFT, RevisionState.DRAFT)


def test_a_transaction_adds_one_revision_however_often_it_saves(db):
    city = make_city("datong")
    with writing() as changes:
        for name in ("Tatung", "Pingcheng"):
            city.name_en = name
            changes.save(city)
    assert [revision.data["name_en"] for revision in revisions_of(city)] == ["Datong", "Pingcheng"]


@pytest.mark.parametrize("publish", [True, False])
def test_saving_a_record_as_it_is_adds_nothing(db, publish):
    city = make_city("datong", publish=publish)
    edit(city)
    assert [revision.version for revision in revisions_of(city)] == [1]
    assert City.objects.get().version == 1


def test_each_change_of_the_status_has_a_revision(db):
    city = make_city("datong", publish=False)
    for change in ("publish", "withdraw"):
        with writing() as changes:
            getattr(changes, change)(City.objects.get())
    assert [(revision.status, revision.state, revision.version) for revision in revisions_of(city)] == [
        ("draft", "draft", 1),
        ("published", "accepted", 2),
        ("archived", "accepted", 3),
    ]


def test_a_deleted_record_has_a_last_revision_without_data(db):
    city = make_city("datong")
    pk = city.pk
    with writing() as changes:
        changes.delete(city)
    last = Revision.objects.filter(object_id=pk).first()
    assert (last.slug, last.version, last.status, last.data) == ("datong", 2, "", None)


@pytest.fixture
def every_change(db):
    """A record that was drafted, published, changed, withdrawn, published again and deleted."""
    city = make_city("datong", publish=False)
    for change in ("publish", "withdraw", "publish"):
        with writing() as changes:
            getattr(changes, change)(City.objects.get())
    edit(City.objects.get(), name_en="Tatung")
    make_city("linfen")
    with writing() as changes:
        changes.rename(City.objects.get(slug="datong"), "pingcheng")
    with writing() as changes:
        changes.delete(City.objects.get(slug="pingcheng"))
    return Revision.objects.filter(record_type="city", object_id=city.pk).order_by("pk")


def test_a_revision_names_the_row_of_the_log_that_it_caused(every_change):
    rows = {row.number: (row.action, row.slug) for row in Publication.objects.all()}
    caused = [rows.get(number) for number in every_change.values_list("publication", flat=True)]
    assert caused == [
        None, ("published", "datong"), ("withdrawn", "datong"), ("published", "datong"),
        ("changed", "datong"), ("renamed", "pingcheng"), ("deleted", "pingcheng"),
    ]  # fmt: skip


def test_what_is_refused_leaves_no_revision(db):
    city = make_city("datong")
    with pytest.raises(publishing.PublishingError):
        edit(city, name_en="")
    assert len(revisions_of(city)) == 1


def test_a_revision_says_who_changed_the_record_and_why(db, admin_client, admin_user):
    city = make_city("datong")
    note = {"name_en": "Tatung", "change_reason": "The ministry's spelling", "is_correction": "on"}
    submit_form(admin_client, admin_url(City, "change", city.pk), note)
    first, second = revisions_of(city)
    assert (first.writer, first.by, first.kind) == ("a test", None, RevisionKind.UPDATE)
    assert (second.writer, second.by, second.kind) == ("admin", admin_user, RevisionKind.CORRECTION)
    assert second.reason == "The ministry's spelling"


def test_the_name_of_the_writer_stays_when_the_account_is_deleted(db):
    person = User.objects.create_superuser("someone")
    city = City(slug="datong", region=make_region(), kind="district", country="CN")
    with publishing.publication_transaction(person) as changes:
        changes.save(city)
    person.delete()
    revision = revisions_of(city)[0]
    assert (revision.by, revision.writer) == (None, "someone")


@pytest.mark.django_db
@pytest.mark.parametrize("examples", [5, pytest.param(25, marks=pytest.mark.slow)])
def test_the_newest_revisions_equal_the_live_tables_after_every_block(examples):
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=1, max_size=8))
    def check(blocks):
        with transaction.atomic():
            make_city_figure(make_city("first"))
            for block in blocks:
                do(block)
                check_newest_revisions()
            transaction.set_rollback(True)

    check()


def check_newest_revisions() -> None:
    newest = {(row.record_type, row.object_id): row for row in Revision.objects.all().newest()}
    for model in MODELS:
        for record in model.objects.all():
            row = newest.pop((model.type_code, record.pk))
            assert (row.status, row.version) == (record.status, record.version)
            # A draft may point to a record that has another slug by now.
            assert row.data == snapshot(record) or not record.is_published
    assert all(row.is_deletion for (code, _pk), row in newest.items() if code != "theme")


# -- restoring --------------------------------------------------------------------------------------


def test_a_part_keeps_its_row_and_key_when_it_is_restored(db):
    city = make_city("datong")
    figure = make_city_figure(city, "area", value=10)
    edit(figure, value=20)
    restore(revisions_of(city)[-2])
    assert CityFigure.objects.values_list("pk", "key", "value").get() == (figure.pk, "area", 10)


def test_parts_that_were_removed_come_back_and_later_ones_go(db):
    city = make_city("datong")
    make_city_figure(city, "area")
    make_section(city, "a-park")
    earlier = revisions_of(city)[-1]
    with writing() as changes:
        changes.delete(city.key_facts.get())
        changes.delete(city.profile.get())
    make_city_figure(city, "water")
    restore(earlier)
    assert [part.key for part in (*city.key_facts.all(), *city.profile.all())] == ["area", "a-park"]
    assert [source.slug for source in city.key_facts.get().sources.all()] == ["a-source"]
    assert revisions_of(city)[-1].data == earlier.data


def test_a_mark_that_one_part_may_have_moves_back(db):
    programme = make_programme()
    first, second = (
        save_part(ProgrammeFigure(
            programme=programme, key=key, position=position, counts_all_named=position == 0, value=10,
            unit="count", source_type="official", **text("label", key),
        ))
        for position, key in enumerate(("first", "second"))
    )  # fmt: skip
    earlier = revisions_of(programme)[-1]
    edit(first, counts_all_named=False)
    edit(second, counts_all_named=True)
    restore(earlier)
    assert ProgrammeFigure.objects.get(counts_all_named=True) == first


def test_sources_and_links_come_back_in_their_order(db):
    event = make_event("a-forum")
    sources = [make_source(slug) for slug in ("c", "a", "b")]
    with writing() as changes:
        changes.set_related(event, "sources", [source.pk for source in sources])
        changes.touch(event)
    earlier = revisions_of(event)[-1]
    with writing() as changes:
        changes.set_related(event, "sources", [sources[1]])
    restore(earlier)
    assert snapshot(event)["sources"] == ["c", "a", "b"]


def test_restoring_what_a_record_says_already_adds_nothing(db):
    city = make_city("datong")
    make_city_figure(city)
    before = Publication.objects.count()
    restore(revisions_of(city)[-1])
    assert (len(revisions_of(city)), Publication.objects.count()) == (2, before)


def test_status_and_public_address_stay_when_a_record_is_restored(db):
    city = make_city("datong")
    with writing() as changes:
        changes.rename(city, "pingcheng")
        changes.withdraw(city)
    restored = restore(revisions_of(city)[0])
    restored.refresh_from_db()
    assert (restored.slug, restored.status) == ("pingcheng", Status.ARCHIVED)


def test_a_record_that_was_renamed_in_the_meantime_is_found(db):
    region = make_region("jilin")
    city = make_city("datong", region=region)
    edit(city, name_en="Tatung", region=make_region("shanxi"))
    with writing() as changes:
        changes.rename(region, "jilin-province")
    assert restore(revisions_of(city)[0]).region == region


def test_the_page_before_restoring_shows_no_renamed_record_as_another(db):
    region, source = make_region("jilin"), make_source("a-notice")
    city = make_city("datong", region=region)
    with writing() as changes:
        changes.set_related(city, "sources", [source])
    earlier = revisions_of(city)[-1]
    edit(city, name_en="Tatung")
    with writing() as changes:
        changes.rename(region, "jilin-province")
        changes.rename(source, "another-notice")
    lines = compare_with_record(City.objects.get(), earlier.data)
    assert [line.label for line in lines] == ["Name (English)"]


def test_a_revision_that_points_to_a_deleted_record_is_refused_by_name(db):
    city = make_city("datong", region=make_region("jilin"))
    edit(city, region=make_region("shanxi"))
    with writing() as changes:
        changes.delete(Region.objects.get(slug="jilin"))
    with pytest.raises(publishing.PublishingError, match="region: “jilin” no longer exists"):
        restore(revisions_of(city)[0])
    assert City.objects.get().region.slug == "shanxi"


def test_a_source_of_a_part_that_was_deleted_is_named_with_its_part(db):
    city = make_city("datong")
    figure = make_city_figure(city, "area")
    with writing() as changes:
        changes.set_related(figure, "sources", [make_source("a-notice")])
    with writing() as changes:
        changes.set_related(figure, "sources", [make_source("another")])
        changes.delete(Source.objects.get(slug="a-notice"))
    with pytest.raises(publishing.PublishingError, match=r"key_facts\.area\.sources: “a-notice” no longer"):
        restore(revisions_of(city)[2])


def test_an_address_that_another_record_has_taken_is_named(db):
    city = make_city("datong", publish=False)
    edit(city, slug="pingcheng")
    make_city("datong", publish=False)
    with pytest.raises(publishing.PublishingError, match="Another record has the address “datong” now"):
        restore(revisions_of(city)[0])


def test_a_revision_that_can_not_be_public_any_more_is_refused(db):
    city = make_city("datong", publish=False, **text("name", "", "大同"))
    edit(city, name_en="Datong")
    with writing() as changes:
        changes.publish(city)
    with pytest.raises(publishing.PublishingError, match="The English text is missing"):
        restore(revisions_of(city)[0])
    assert City.objects.get().name_en == "Datong"


# -- the admin --------------------------------------------------------------------------------------


@pytest.fixture
def renamed_city(db) -> City:
    """A city that was called Datong and had a figure."""
    city = make_city("datong", **text("name", "Datong", "大同"))
    make_city_figure(city, "taxis", **text("label", "Electric taxis", "电动出租车"))
    with writing() as changes:
        city.name_en = "Tatung"
        changes.save(city)
        changes.delete(city.key_facts.get())
    return city


def test_the_history_says_what_changed_parts_included(admin_client, renamed_city):
    page = read_text(admin_client.get(admin_url(City, "history", renamed_city.pk)).content.decode())
    assert "2 changes: name (English), key fact “Electric taxis” removed" in page
    assert "Added." in page


def test_two_revisions_are_compared_in_words(admin_client, renamed_city):
    first, *_others, last = revisions_of(renamed_city)
    path = admin_url(City, "compare", renamed_city.pk)
    page = admin_client.get(path, {"before": first.pk, "after": last.pk}).content.decode()
    assert "<mark>Datong</mark>" in page or "Datong" in read_text(page)
    assert "Tatung" in page
    with_figure = admin_client.get(path, {"before": first.pk, "after": revisions_of(renamed_city)[1].pk})
    assert "Electric taxis" in with_figure.content.decode()


@pytest.mark.parametrize(
    "chosen",
    [{}, {"before": "1"}, {"before": "x", "after": "²"}, {"before": "9" * 19, "after": "9" * 5000}],
)
def test_a_comparison_needs_two_revisions_of_the_record(admin_client, renamed_city, chosen):
    answer = admin_client.get(admin_url(City, "compare", renamed_city.pk), chosen, follow=True)
    assert "Choose two different revisions." in answer.content.decode()


def test_a_revision_is_restored_after_a_page_that_shows_what_changes(admin_client, renamed_city):
    path = admin_url(City, "restore", renamed_city.pk, revisions_of(renamed_city)[1].pk)
    page = admin_client.get(path)
    assert "Electric taxis" in page.content.decode()
    data = {"version": page.context["version"], "change_reason": "It was a slip"}
    answer = admin_client.post(path, data, follow=True)
    assert "Version 2 was restored." in read_text(answer.content.decode())
    assert City.objects.get().name_en == "Datong"
    assert revisions_of(renamed_city)[-1].reason == "Version 2 was restored. It was a slip"


def test_a_newer_version_is_not_overwritten_unseen(admin_client, renamed_city):
    path = admin_url(City, "restore", renamed_city.pk, revisions_of(renamed_city)[0].pk)
    version = admin_client.get(path).context["version"]
    edit(City.objects.get(), name_en="Pingcheng")
    answer = admin_client.post(path, {"version": version, "change_reason": "It was a slip"})
    assert answer.status_code == 409
    assert "Pingcheng" in answer.content.decode()
    assert 'value="It was a slip"' in answer.content.decode()
    assert City.objects.get().name_en == "Pingcheng"
    assert admin_client.post(path, {"version": answer.context["version"]}).status_code == 302
    assert City.objects.get().name_en == "Datong"


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 30, "9" * 5000])
def test_a_made_up_version_restores_nothing(admin_client, renamed_city, version):
    path = admin_url(City, "restore", renamed_city.pk, revisions_of(renamed_city)[0].pk)
    assert admin_client.post(path, {"version": version}).status_code == 409
    assert City.objects.get().name_en == "Tatung"


def test_a_reason_is_kept_without_null_characters(admin_client, renamed_city):
    submit_form(admin_client, admin_url(City, "change", renamed_city.pk), {
        "name_en": "Pingcheng", "change_reason": "A\x00 slip",
    })  # fmt: skip
    path = admin_url(City, "restore", renamed_city.pk, revisions_of(renamed_city)[0].pk)
    admin_client.post(
        path, {"version": admin_client.get(path).context["version"], "change_reason": "Ano\x00ther"}
    )
    reasons = [revision.reason for revision in revisions_of(renamed_city)[-2:]]
    assert reasons == ["A slip", "Version 1 was restored. Another"]


CORRECTION = {"name_en": "Pingcheng", "is_correction": "on"}


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_a_correction_without_a_reason_is_refused_on_the_form_and_what_was_typed_stays(
    admin_client, renamed_city, reason
):
    data = {**CORRECTION, "change_reason": reason}
    answer = submit_form(admin_client, admin_url(City, "change", renamed_city.pk), data)
    assert answer.status_code == 200
    assert "Give the reason: it is published with the correction." in read_text(answer.content.decode())
    assert form_data(answer)["name_en"] == "Pingcheng"
    assert answer.context["note"]["is_correction"].value()
    assert City.objects.get().name_en == "Tatung"


def test_the_form_says_that_the_reason_of_a_correction_becomes_public(admin_client, renamed_city):
    page = read_text(admin_client.get(admin_url(City, "change", renamed_city.pk)).content.decode())
    assert "Reason of this change (only editors see it)" in page
    assert "The reason is then required and becomes public" in page


def test_a_draft_is_changed_and_not_corrected(admin_client, db):
    draft = make_city("datong", publish=False)
    page = admin_client.get(admin_url(City, "change", draft.pk)).content.decode()
    assert 'name="change_reason"' in page
    assert 'name="is_correction"' not in page


def test_restoring_can_be_a_correction_with_a_reason(admin_client, renamed_city):
    path = admin_url(City, "restore", renamed_city.pk, revisions_of(renamed_city)[1].pk)
    data = {"version": admin_client.get(path).context["version"], "is_correction": "on"}
    refused = admin_client.post(path, data)
    assert "Give the reason: it is published with the correction." in read_text(refused.content.decode())
    admin_client.post(path, {**data, "change_reason": "A wrong spelling"})
    revision = revisions_of(renamed_city)[-1]
    assert (revision.kind, revision.reason) == (
        RevisionKind.CORRECTION, "Version 2 was restored. A wrong spelling",
    )  # fmt: skip


def test_what_can_not_be_restored_is_said_on_the_page(admin_client, db):
    city = make_city("datong", region=make_region("jilin"))
    edit(city, region=make_region("shanxi"))
    with writing() as changes:
        changes.delete(Region.objects.get(slug="jilin"))
    path = admin_url(City, "restore", city.pk, revisions_of(city)[0].pk)
    version = admin_client.get(path).context["version"]
    assert "“jilin” no longer exists" in admin_client.post(path, {"version": version}).content.decode()


def test_a_revision_of_another_record_is_not_found(admin_client, renamed_city):
    other = revisions_of(make_city("linfen"))[0]
    assert admin_client.get(admin_url(City, "restore", renamed_city.pk, other.pk)).status_code == 404


def test_a_long_history_takes_as_many_queries_as_a_short_one(admin_client, renamed_city):
    path = admin_url(City, "history", renamed_city.pk)
    admin_client.get(path)
    with CaptureQueriesContext(
        connection,
    ) as few:
        admin_client.get(path)
    for number in range(40):
        edit(City.objects.get(), name_en=f"Name {number}")
    with CaptureQueriesContext(
        connection,
    ) as many:
        page = admin_client.get(path)
    assert len(many) <= len(few)
    assert len(page.context["entries"]) == 25
    assert "Added." in admin_client.get(path, {"p": 2}).content.decode()
