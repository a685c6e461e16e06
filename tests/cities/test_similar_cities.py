"""What cities have in common is compared among all of them and stored, a bounded number of rows for each."""

import json
from collections import Counter
from copy import copy
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.utils.translation import override

from cities.choices import PeerGroup
from cities.models import City, CityAttribute, CitySimilarity
from cities.peers.panel import fetch_peers
from cities.peers.similar_cities import MAX_REASONS, MAX_STORED, find_similarities, update_similarities
from records.models import Publication
from records.redaction import redact
from stats import invalidation, refresh
from stats.models import Refresh
from tests.factories import (
    make_city,
    make_city_attribute,
    make_flow,
    make_material,
    make_membership,
    make_network,
    make_park,
    make_pilot,
    make_programme,
    make_section,
    make_theme,
    text,
    writing,
)

pytestmark = pytest.mark.django_db

_CONTENT = ("city_id", "other_id", "group", "position", "reason", "path", "distance")


def list_rows(rows: Any) -> list[Any]:
    return sorted(
        (*(getattr(row, name) for name in _CONTENT), json.dumps(row.params, sort_keys=True)) for row in rows
    )


def list_peers(city: City) -> list[str]:
    return [peer.city.slug for peer in fetch_peers(city).peers]


def make_towns(number: int, *traits: str) -> list[City]:
    """Copies of a city, which are quicker than publishing each."""
    town = make_city("town")
    towns = [copy(town) for _number in range(number)]
    for place, town in enumerate(towns):
        town.pk, town.slug, town.name_en = None, f"town-{place:03}", f"Town {place:03}"
    City.objects.bulk_create(towns)
    CityAttribute.objects.bulk_create(
        CityAttribute(city=other, code=code, key=code) for other in towns for code in traits
    )
    return towns


def test_all_rows_count_not_only_the_oldest():
    towns = make_towns(450, "port")
    one, last = towns[0], towns[-1]
    CityAttribute.objects.bulk_create(
        CityAttribute(city=town, code="steel", key="steel") for town in (one, last)
    )
    update_similarities()
    assert list_peers(one)[0] == last.slug
    assert list_peers(last)[0] == one.slug


@pytest.mark.slow
def test_a_feature_of_very_many_cities_makes_a_few_rows_for_each():
    make_towns(300, "port", "steel", "tourism")
    update_similarities()
    per_city = Counter(CitySimilarity.objects.values_list("city", flat=True))
    groups = len(PeerGroup) + 2
    assert max(per_city.values()) <= groups * MAX_STORED * 3
    others = CitySimilarity.objects.filter(city__slug="town-001").values("other").distinct()
    assert MAX_STORED <= others.count() <= groups * MAX_STORED


def test_of_very_much_in_common_a_part_is_stored():
    cities = [make_city("aa"), make_city("bb")]
    parks = [make_park(f"park-{city.slug}", city=city) for city in cities]
    with writing():
        for number in range(MAX_REASONS + 3):
            material = make_material(f"material-{number:02}")
            for park in parks:
                make_flow(park, f"flow-{number:02}", material=material)
    update_similarities()
    assert CitySimilarity.objects.filter(city=cities[0]).count() == MAX_REASONS


def make_everything() -> list[City]:
    """Cities that have something of each kind in common."""
    cities = [make_city(slug) for slug in ("aa", "bb", "cc")]
    network, programme, theme, ash = make_network(), make_programme(), make_theme(), make_material("ash")
    with writing():
        for city in cities:
            make_membership(city, network)
            make_pilot(f"pilot-{city.slug}", city=city, programme=programme)
            make_section(city, theme=theme)
            make_flow(make_park(f"park-{city.slug}", city=city), material=ash)
            make_city_attribute(city, "coal_based")
    return cities


def test_the_table_equals_a_new_build_after_each_change():
    cities = make_everything()
    update_similarities()
    with writing() as changes:
        cities[0].name_en = "Zz"
        changes.save(cities[0])
        changes.withdraw(make_membership(cities[1], make_network("another")))
    make_city_attribute(cities[2], "port")
    make_city_attribute(cities[1], "port")
    update_similarities()
    stored = list(CitySimilarity.objects.all())
    assert len(stored) > 20
    assert list_rows(stored) == list_rows(find_similarities())


def test_an_unchanged_row_is_not_written():
    cities = make_everything()
    update_similarities()
    before = set(CitySimilarity.objects.values_list("pk", flat=True))
    assert update_similarities() == 0
    make_city_attribute(cities[0], "port")
    make_city_attribute(cities[1], "port")
    assert update_similarities() == 2
    assert before < set(CitySimilarity.objects.values_list("pk", flat=True))


@pytest.mark.content_listeners
def test_the_worker_refreshes_it_after_a_publication():
    key = "similar-cities"
    invalidation.ensure_marks([key])
    cities = make_everything()
    refresh.refresh_stale([key], due_only=False)
    assert list_peers(cities[0]) == ["bb", "cc"]
    assert invalidation.find_stale_keys([key]) == []
    make_city_attribute(cities[1], "port")
    assert invalidation.find_stale_keys([key]) == [key]
    refresh.refresh_stale([key], due_only=False)
    last = Refresh.objects.filter(statistic=key).first()
    assert last is not None
    assert last.changed == 0  # the other cities have no port


def test_a_reason_is_stored_once_and_shown_in_each_language():
    cities = make_everything()
    update_similarities()
    shown = {}
    for language in ("en", "zh-hans", "zh-hant"):
        with override(language):
            [(label, found), *_others] = fetch_peers(cities[0]).peers[0].reasons
            shown[language] = (str(label), found[0].text, found[0].url)
    assert shown["en"] == ("Coal transition", "Both live on coal", "/en/cities/bb/#coal-based")
    assert shown["zh-hans"][2] == "/zh-hans/cities/bb/#coal-based"
    assert len({text for _label, text, _url in shown.values()}) == 3


def test_districts_and_the_city_of_a_district_are_no_peers():
    city = make_city("aa")
    district = make_city("district", parent=city)
    part = make_city("part", parent=district)
    other = make_city("bb", parent=make_city("its-city"))
    for place in (city, district, part, other):
        make_city_attribute(place, "port")
    update_similarities()
    assert [list_peers(place) for place in (city, district, part)] == [["bb"]] * 3
    assert set(list_peers(other)) == {"aa", "district", "part"}


def test_what_a_district_has_counts_for_its_city_where_programmes_and_parks_are_compared():
    city, other = make_city("aa"), make_city("bb")
    district = make_city("district", parent=city)
    ash = make_material("ash", **text("name", "Fly ash"))
    for place in (district, other):
        make_flow(make_park(f"park-{place.slug}", city=place), material=ash)
    update_similarities()
    assert (list_peers(city), list_peers(district)) == (["bb"], ["bb"])
    assert list_peers(other) == ["district"]


def test_a_withdrawn_city_is_nobodys_peer_at_once():
    cities = make_everything()
    update_similarities()
    City.objects.filter(pk=cities[1].pk).update(status="archived")
    assert list_peers(cities[0]) == ["cc"]
    update_similarities()
    assert not CitySimilarity.objects.filter(other=cities[1]).exists()


def test_rows_of_a_deleted_city_are_deleted():
    cities = [make_city(slug) for slug in ("aa", "bb")]
    with writing():
        for city in cities:
            make_city_attribute(city, "port")
    update_similarities()
    with writing() as changes:
        changes.delete(cities[1])
    assert not CitySimilarity.objects.exists()


def test_a_redaction_leaves_no_name_of_an_earlier_version():
    cities = [make_city(slug) for slug in ("aa", "bb")]
    network = make_network(short_name_en="SECRET", short_name_zh_hans="SECRET")
    with writing():
        for city in cities:
            make_membership(city, network)
    update_similarities()
    assert "SECRET" in str(list(CitySimilarity.objects.values_list("params")))
    (number,) = Publication.objects.filter(record_type="network").values_list("number", flat=True)
    with writing() as changes:
        network.short_name_en = network.short_name_zh_hans = "NET"
        changes.save(network)
    redact("network", network.slug, [number], by=User.objects.create_superuser("boss"), reason="law")
    assert "SECRET" not in str(list(CitySimilarity.objects.values_list("params")))
