"""Differences for whoever decides about a change: each language, each move, and where it stands."""

import pytest

from cities.models import City
from records.diff.display import TitleLookup
from records.history import compare_pairs
from records.models import Source
from records.snapshots import build_snapshots
from tests.factories import make_city, make_city_figure, text

pytestmark = pytest.mark.django_db


def snapshot(city):
    return build_snapshots(City, [city.pk])[city.pk]


@pytest.fixture
def city():
    city = make_city(**text("name", "Harbour", "港口"))
    for position, key in enumerate(("area", "people", "water")):
        make_city_figure(city, key, position=position, **text("label", key.title()))
    return city


def compare(before, after, **options):
    return compare_pairs([(City, before, after)], **options)[0]


def test_each_changed_language_of_a_text_has_a_line(city):
    before = snapshot(city)
    after = before | {"name_en": "Port", "name_zh_hans": "港"}
    assert [line.place for line in compare(before, after, fully=True)] == ["name_en", "name_zh_hans"]
    assert len(compare(before, after)) == 1


def test_a_line_says_where_it_stands(city):
    before, after = snapshot(city), snapshot(city)
    after["key_facts"][0] |= {"value": 12, "note_en": "Measured again."}
    places = [line.place for line in compare(before, after, fully=True)]
    assert sorted(places) == ["key_facts.area.note_en", "key_facts.area.value"]


def test_a_new_order_is_a_sentence(city):
    before, after = snapshot(city), snapshot(city)
    after["key_facts"].insert(0, after["key_facts"].pop())
    (line,) = compare(before, after, fully=True)
    assert line.note == "“Water” moves from place 3 to place 1."
    assert line.place == "key_facts"


def test_the_title_of_a_source_that_was_never_public_can_be_told(city):
    titles = TitleLookup()
    titles.add(Source, "a-new-report", "A <new> report")
    before = snapshot(city)
    after = before | {"sources": [*before["sources"], "a-new-report"]}
    (line,) = compare(before, after, fully=True, titles=titles)
    assert line.after == "A &lt;new&gt; report"
