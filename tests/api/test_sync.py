"""A copy kept up to date by the publication log equals a full load, while two editors work."""

import random
import time
from contextlib import suppress

import pytest
from django.contrib.auth.models import User
from django.db import transaction

from api.records.resources import RESOURCES
from cities.models import City, CityFigure, Indicator
from initiatives.models import Facility, IndustrialPark
from records import publishing, redaction
from records.models import Publication
from tests.api.api_client import BASE, get_json, strip_host
from tests.factories import (
    make_city,
    make_city_figure,
    make_indicator,
    make_indicator_value,
    make_park,
    save_part,
    text,
    writing,
)
from tests.records.test_writers import Writer, only_postgresql

pytestmark = pytest.mark.both_databases

EDITS = 100
RECORDS = [resource for resource in RESOURCES if not resource.is_part]


def without_names(value):
    """A record without the names in references, which are looked up in the copy: they change on their own."""
    if isinstance(value, list):
        return [without_names(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_reference = value.keys() == {"type", "slug", "name", "url"}
    return {key: without_names(item) for key, item in value.items() if not (is_reference and key == "name")}


class Copy:
    """A client that knows of the API what its page for developers says."""

    def __init__(self, client) -> None:
        self.client = client
        self.records = {}
        self.next = None

    def load(self) -> None:
        """The cursor first, then every list to its end."""
        self.next = strip_host(
            get_json(self.client, f"{BASE}/changes/?from=now&lang=all&page_size=30")["next"]
        )
        for resource in RECORDS:
            self.read(f"{BASE}/{resource.list_name}/?page_size=20&lang=all")

    def read(self, address) -> None:
        while address:
            body = get_json(self.client, address)
            for record in body["results"]:
                self.records[record["type"], record["slug"]] = without_names(record)
            address = strip_host(body["next"]) if body["next"] else None

    def catch_up(self) -> int:
        told, more = 0, True
        while more:
            body = get_json(self.client, self.next)
            for change in body["results"]:
                self.apply(change)
            told += len(body["results"])
            self.next, more = strip_host(body["next"]), body["has_more"]
        return told

    def apply(self, change) -> None:
        key = change["type"], change["slug"]
        if change["action"] == "renamed":
            self.records.pop((change["type"], change["former_slug"]), None)
        if change["after"] is None:
            self.records.pop(key, None)
        else:
            self.records[key] = without_names(change["after"])
        if change["type"] == "indicator" and "unit" in change["changed"]:
            self.read(f"{BASE}/indicator-values/?indicator={change['slug']}&lang=all")


def fresh(client) -> dict:
    copy = Copy(client)
    copy.load()
    return copy.records


class Editor:
    """Somebody at the admin who edits at random, in transactions that take their time."""

    def __init__(self, seed) -> None:
        self.random, self.seed, self.made = random.Random(seed), seed, 0
        self.boss = User.objects.create_superuser(f"boss-{seed}")
        self.done = []

    def work(self) -> None:
        while len(self.done) < EDITS:
            act = self.random.choice(self.acts())
            try:
                with transaction.atomic():
                    act()
                    time.sleep(self.random.random() * 0.01)
                self.done.append(act.__name__)
            except publishing.PublishingError:
                pass  # what somebody else still points to stays

    def acts(self) -> list:
        often = [self.reword, self.refigure, self.build]
        seldom = [
            self.rename,
            self.tear_down,
            self.found,
            self.leave,
            self.return_,
            self.delete,
            self.remeasure,
            self.redact,
        ]
        return [*often, *often, *seldom]

    def one(self, queryset):
        rows = list(queryset.order_by("pk"))
        return self.random.choice(rows) if rows else None

    def rename(self) -> None:
        if city := self.one(City.objects.published()):
            self.made += 1
            with writing() as changes:
                changes.rename(city, f"renamed-{self.seed}-{self.made}")

    def reword(self) -> None:
        if city := self.one(City.objects.published()):
            with writing() as changes:
                city.name_zh_hans = f"名{self.random.random()}"
                changes.save(city)
                time.sleep(self.random.random() * 0.02)

    def refigure(self) -> None:
        if figure := self.one(CityFigure.objects.all()):
            with writing() as changes:
                figure.value = self.random.randrange(10_000)
                changes.save(figure)
                time.sleep(self.random.random() * 0.02)

    def build(self) -> None:
        if park := self.one(IndustrialPark.objects.published()):
            self.made += 1
            plant = Facility(park=park, key=f"plant-{self.seed}-{self.made}", kind="sludge", status="planned")
            for name, value in text("name", "A plant").items():
                setattr(plant, name, value)
            save_part(plant)

    def tear_down(self) -> None:
        if plant := self.one(Facility.objects.all()):
            with writing() as changes:
                changes.delete(plant)

    def found(self) -> None:
        self.made += 1
        make_park(f"park-{self.seed}-{self.made}", city=self.one(City.objects.published()))

    def leave(self) -> None:
        if park := self.one(IndustrialPark.objects.published()):
            with writing() as changes:
                changes.withdraw(park)

    def return_(self) -> None:
        if park := self.one(IndustrialPark.objects.filter(status="archived")):
            with writing() as changes:
                changes.publish(park)

    def delete(self) -> None:
        if park := self.one(IndustrialPark.objects.all()):
            with writing() as changes:
                changes.delete(park)

    def remeasure(self) -> None:
        if indicator := self.one(Indicator.objects.all()):
            with writing() as changes:
                indicator.unit = self.random.choice(["t", "kt", "mt"])
                changes.save(indicator)

    def redact(self) -> None:
        """An earlier version, of whatever; the one that is public is refused."""
        row = self.one(Publication.objects.versions().filter(record_type__in=("city", "park", "indicator")))
        with suppress(redaction.RedactionError):
            redaction.redact(row.record_type, row.slug, [row.number], by=self.boss, reason="File 7")


@pytest.fixture
def hub(transactional_db):
    indicator = make_indicator()
    for number in range(12):
        city = make_city(f"city-{number}")
        make_city_figure(city)
        make_indicator_value(indicator, city)
        make_park(f"park-{number}", city=city)


@pytest.mark.slow
@pytest.mark.postgresql
@only_postgresql
def test_a_copy_made_while_two_editors_work_catches_up(hub, client):
    editors = [Editor(seed) for seed in (1, 2)]
    writers = [Writer(editor.work) for editor in editors]
    time.sleep(0.2)
    copy = Copy(client)
    copy.load()
    loaded = dict(copy.records)
    assert any(writer.is_alive() for writer in writers), "The editors had finished before the load."
    copy.catch_up()  # in the middle of it
    for writer in writers:
        writer.join(timeout=120)
        writer.finish()
    assert copy.catch_up() > 0
    assert sum(len(editor.done) for editor in editors) == 2 * EDITS
    assert copy.records == fresh(client)
    assert copy.records != loaded
    assert copy.catch_up() == 0


@pytest.mark.slow
@pytest.mark.django_db
def test_a_copy_that_slept_catches_up(client):
    """The same with one editor, on every database."""
    indicator = make_indicator()
    for number in range(4):
        city = make_city(f"city-{number}")
        make_city_figure(city)
        make_indicator_value(indicator, city)
        make_park(f"park-{number}", city=city)
    copy = Copy(client)
    copy.load()
    assert copy.records == fresh(client)
    editor = Editor(3)
    editor.work()
    assert copy.records != fresh(client)
    assert copy.catch_up() > 40
    assert copy.records == fresh(client)
