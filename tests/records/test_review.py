"""Unusual ways of writing: the log equals the tables, and invalid changes are refused with a message."""

import threading
from contextlib import suppress

import pytest
from django.db import IntegrityError

from cities.models import City, CityFigure
from records import publishing
from records.models import Publication, Source, SourceUse
from tests.admin_client import admin_url, form_data
from tests.factories import (
    make_city,
    make_city_figure,
    make_event,
    make_indicator,
    make_indicator_value,
    make_region,
    make_section,
    make_source,
    save,
    text,
    writing,
)
from tests.records.test_publication_log import MODELS, check_the_log
from tests.records.test_writers import Writer, only_postgresql

# -- parts, ties and addresses ----------------------------------------------------------------------


def test_a_part_that_moves_changes_the_record_it_leaves_too(db):
    old, new = make_city("datong"), make_city("linfen")
    figure = make_city_figure(old)
    with writing() as changes:
        figure.city = new
        changes.save(figure)
    assert Publication.objects.filter(slug="datong").first().data["key_facts"] == []
    check_the_log(MODELS)


def test_a_part_is_not_moved_off_a_public_record_outside_of_a_block(db):
    figure = make_city_figure(make_city("datong"))
    figure.city = make_city("linfen", publish=False)
    with pytest.raises(publishing.PublishingError):
        figure.save()


def test_a_tie_is_written_from_the_record_that_holds_it_alone(db):
    event, city = make_event("a-forum"), make_city("datong", publish=False)
    with pytest.raises(RuntimeError, match="from the record that has the field"), writing():
        city.events.add(event)
    assert not event.cities.exists()


def test_an_address_that_was_public_is_changed_by_renaming_alone(db):
    city = make_city("datong")
    city.slug = "elsewhere"
    with pytest.raises(publishing.PublishingError, match="renaming"), writing() as changes:
        changes.save(city)
    assert City.objects.get().slug == "datong"


def test_a_draft_at_the_address_of_a_deleted_record_ends_it_once(db):
    city = make_city("datong")
    with writing() as changes:
        changes.delete(city)
        make_city("datong", publish=False)
    rows = list(Publication.objects.filter(slug="datong").order_by("number").values_list("action", "version"))
    assert rows == [("published", 1), ("deleted", 2)]


def test_two_parts_of_a_record_do_not_share_their_place_on_the_page(db):
    city = make_city("datong")
    make_city_figure(city, "water")
    with pytest.raises(publishing.PublishingError, match="Two parts of this record have the same key"):
        make_section(city, "water")


def test_the_uses_of_a_source_name_a_record_as_it_is_called_now(db):
    city = make_city("datong", **text("name", "Datong"))
    make_indicator_value(make_indicator("reuse", **text("name", "Reuse")), city)
    with writing() as changes:
        city.name_en = "Pingcheng"
        changes.save(city)
    uses = SourceUse.objects.filter(record_type="indicator-value")
    assert set(uses.values_list("title_en", flat=True)) == {"Reuse, Pingcheng 2020"}


# -- the admin ---------------------------------------------------------------------------------------


def test_a_refused_deletion_is_not_told_as_done(db, admin_client):
    source = make_city("datong").sources.get()
    answer = admin_client.post(admin_url(Source, "delete", source.pk), {"post": "yes"}, follow=True)
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_the_key_of_a_part_is_not_edited(db, admin_client):
    city = make_city("datong")
    make_city_figure(city, "water")
    path = admin_url(City, "part", city.pk, "key_facts", "water")
    data = form_data(admin_client.get(path))
    admin_client.post(path, {**data, "key_facts-0-key": "fire", "_save": "1"})
    assert CityFigure.objects.get().key == "water"


# -- several writers --------------------------------------------------------------------------------


@pytest.mark.postgresql
@only_postgresql
@pytest.mark.parametrize("leave", ["delete", "rename"])
def test_a_record_may_leave_while_another_comes_to_point_to_it(transactional_db, leave):
    make_source()
    region, source = make_region(), make_source("a-notice")
    left, go_on = threading.Event(), threading.Event()

    def leaving():
        with writing() as changes:
            if leave == "delete":
                changes.delete(Source.objects.get(pk=source.pk))
            else:
                changes.rename(Source.objects.get(pk=source.pk), "another-notice")
            left.set()
            go_on.wait(20)

    def pointing():
        city = City(slug="datong", region=region, kind="prefecture_level", country="CN", **text("name", "A"))
        with suppress(publishing.PublishingError, IntegrityError):
            save(city, [source])

    writers = [Writer(leaving)]
    assert left.wait(20)
    writers.append(Writer(pointing))
    writers[1].join(timeout=1)  # it waits for the other one
    go_on.set()
    for writer in writers:
        writer.finish()
    check_the_log(MODELS)
