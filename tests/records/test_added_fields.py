"""Versions from before a migration lack the fields that it added: they have the defaults of these."""

from typing import Any

import pytest
from django.utils import timezone

from cities.models import City
from records.history import get_record_history
from records.models import Publication, Revision
from tests.api.api_client import BASE, get_json
from tests.factories import make_city, make_city_figure, writing

ADDED = {
    "main_industries",
    "summary_en",
    "summary_zh_hans",
    "lat",
    "parent",
    "coordinates_sources",
    "profile",
}
ADDED_TO_PARTS = {"note_en", "note_zh_hans", "period_en", "precision", "evidence"}


def remove_added_fields(data: dict[str, Any]) -> dict[str, Any]:
    older = {name: value for name, value in data.items() if name not in ADDED}
    older["key_facts"] = [
        {name: value for name, value in part.items() if name not in ADDED_TO_PARTS}
        for part in data["key_facts"]
    ]
    return older


@pytest.fixture
def city(db: None) -> City:
    """A city, logged before the fields were added."""
    city = make_city("hefei")
    make_city_figure(city)
    for row in (*Publication.objects.filter(slug="hefei"), *Revision.objects.filter(slug="hefei")):
        type(row).objects.filter(pk=row.pk).update(data=remove_added_fields(row.data))
    return City.objects.get(slug="hefei")


def test_the_api_answers_for_an_older_version_as_for_the_record(city, client):
    today = timezone.localdate()
    assert get_json(client, f"{BASE}/cities/hefei/?as_of={today}") == get_json(
        client, f"{BASE}/cities/hefei/"
    )
    (found,) = get_json(client, f"{BASE}/cities/?as_of={today}")["results"]
    assert found["main_industries"] == []


def test_saving_an_unchanged_record_adds_no_version(city):
    counts = Publication.objects.count(), Revision.objects.count()
    with writing() as changes:
        changes.save(city)
    assert (Publication.objects.count(), Revision.objects.count()) == counts


def test_a_change_names_only_the_field_that_was_changed(city, client):
    city.admin_code = "340100"
    with writing() as changes:
        changes.save(city)
    change = get_json(client, f"{BASE}/changes/")["results"][-1]
    assert change["changed"] == ["admin_code"]
    assert (change["before"]["main_industries"], change["after"]["main_industries"]) == ([], [])
    assert len(get_record_history(city).newest.lines) == 1
