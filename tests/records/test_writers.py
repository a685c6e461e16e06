"""Concurrent writers, each in its own thread and transaction."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection

from cities.models import City
from initiatives.models import Facility, IndustrialPark
from records import publishing
from records.models import Publication
from tests.factories import make_city, make_city_figure, make_park, make_region, make_source, writing
from tests.records.test_publication_log import MODELS, check_the_log

pytestmark = [pytest.mark.both_databases, pytest.mark.content_listeners]

only_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="On SQLite one writer waits for the other from the start."
)


class Writer(threading.Thread):
    """A transaction in a thread of its own; it waits where it is told to, and keeps what it raises."""

    def __init__(self, work) -> None:
        super().__init__(daemon=True)
        self.work, self.error = work, None
        self.start()

    def run(self) -> None:
        try:
            self.work()
        except BaseException as error:
            self.error = error
        finally:
            connection.close()

    def finish(self) -> None:
        self.join(timeout=20)
        assert not self.is_alive(), "The writers wait for one another."
        if self.error:
            raise self.error


def begin_a_park(city):
    """Somebody who has written a park of this city, and publishes it when told to go on."""
    written, go_on = threading.Event(), threading.Event()

    def slow():
        with writing():
            make_park("a-park", city=city)
            written.set()
            assert go_on.wait(20)

    writer = Writer(slow)
    assert written.wait(20)
    return writer, go_on


@pytest.fixture
def tables(transactional_db) -> None:
    make_source()
    make_region()


@pytest.mark.postgresql
@only_postgresql
def test_numbers_follow_the_order_of_commits(tables):
    written, go_on = threading.Event(), threading.Event()

    def slow():
        with writing():
            make_city("first-to-begin")
            make_city("begun-with-it")
            written.set()
            assert go_on.wait(20)

    writer = Writer(slow)
    assert written.wait(20)
    make_city("first-to-commit")
    go_on.set()
    writer.finish()
    numbers = dict(Publication.objects.filter(record_type="city").values_list("slug", "number"))
    first = numbers.pop("first-to-commit")
    assert sorted(numbers.values()) == [first + 1, first + 2]


@pytest.mark.postgresql
@only_postgresql
def test_many_writers_at_once_leave_no_gap_and_no_deadlock(tables):
    shared = [make_city(f"shared-{number}") for number in range(3)]
    figures = [make_city_figure(city, "area") for city in shared]

    def work(number):
        def run():
            for turn in range(4):
                with writing() as changes:
                    make_city(f"own-{number}-{turn}")
                    figure = figures[(number + turn) % 3]
                    figure.value = number * 10 + turn
                    changes.save(figure)

        return run

    writers = [Writer(work(number)) for number in range(4)]
    for writer in writers:
        writer.finish()
    check_the_log(MODELS)


def test_a_part_of_a_record_that_was_deleted_meanwhile_is_refused_by_name(db):
    park = make_park("a-park", city=make_city("datong"))
    with writing() as changes:
        changes.delete(IndustrialPark.objects.get(pk=park.pk))
    with (
        pytest.raises(publishing.PublishingError, match="“a-park”: It was deleted in the meantime"),
        writing() as changes,
    ):
        changes.save(Facility(park=park, key="a-plant", kind="sludge", status="planned"))
    assert not Facility.objects.exists()


@pytest.mark.postgresql
@only_postgresql
def test_a_record_that_points_to_what_another_writer_deletes_meanwhile_is_refused_in_words(tables):
    city = make_city("datong")
    writer, go_on = begin_a_park(city)
    with writing() as changes:
        changes.delete(City.objects.get(pk=city.pk))
    go_on.set()
    with pytest.raises(publishing.PublishingError, match="was deleted in the meantime"):
        writer.finish()
    assert not IndustrialPark.objects.exists()
    check_the_log(MODELS)


@pytest.mark.postgresql
@only_postgresql
def test_a_record_is_not_withdrawn_while_another_writer_publishes_what_points_to_it(tables):
    city = make_city("datong")
    writer, go_on = begin_a_park(city)
    with writing() as changes:
        changes.withdraw(City.objects.get(pk=city.pk))
    go_on.set()
    with pytest.raises(publishing.PublishingError, match="It points to “datong”"):
        writer.finish()
    check_the_log(MODELS)


@pytest.mark.postgresql
@only_postgresql
def test_a_record_is_not_withdrawn_while_what_points_to_it_is_about_to_be_committed(tables):
    city = make_city("datong")
    logged, go_on, slow = threading.Event(), threading.Event(), threading.local()

    def hold(**_kwargs):
        if getattr(slow, "is_here", False):
            logged.set()
            assert go_on.wait(20)

    def publish_a_park():
        slow.is_here = True
        make_park("a-park", city=city)

    def withdraw_the_city():
        with writing() as changes:
            changes.withdraw(City.objects.get(pk=city.pk))

    publishing.content_changed.connect(hold)
    try:
        publisher = Writer(publish_a_park)
        assert logged.wait(20)
        withdrawer = Writer(withdraw_the_city)
        withdrawer.join(timeout=0.5)
        assert withdrawer.is_alive()
        go_on.set()
        publisher.finish()
    finally:
        publishing.content_changed.disconnect(hold)
    with pytest.raises(publishing.PublishingError, match="“a-park” points to it"):
        withdrawer.finish()
    check_the_log(MODELS)


def test_the_numbers_start_anew_after_the_database_was_emptied(transactional_db):
    make_city()
    call_command("flush", interactive=False)
    assert publishing.get_content_version() == 0
    make_city()
    assert publishing.get_content_version() == 3
