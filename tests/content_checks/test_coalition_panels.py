"""Panels of the coalition app on the pages of cities and themes."""

from dataclasses import replace

from cities.choices import PeerGroup
from cities.models import City
from cities.peers.panel import fetch_peers
from cities.peers.similar_cities import update_similarities
from coalition.panels import list_events_of_city, list_exchanges_of_city, list_memberships_of_city
from coalition.templatetags.coalition_tags import districts_of, linked_cities
from records.pages.panels import get_panels


def city(slug: str) -> City:
    return City.objects.published().select_related("parent").get(slug=slug)


def shared_with(slug: str) -> dict[str, list[str]]:
    """What each peer shares of networks and exchanges."""
    peers = replace(fetch_peers(city(slug)), chosen=[PeerGroup.COALITION])
    return {
        peer.city.slug: [shared.text for _label, found in peer.reasons for shared in found]
        for peer in peers.peers
    }


def test_a_city_shows_its_memberships(content, get):
    html = get("/en/cities/nagano-prefecture/").split('id="memberships"')[1].split("Population")[0]
    assert "Joined September 2018" in html
    assert "not known" not in html


def test_a_district_stands_under_its_city(content):
    tianjin = city("tianjin")
    rows = {panel.key: panel.rows for panel in get_panels(tianjin)}
    districts = {
        exchange.slug: [place.slug for place in districts_of(linked_cities(exchange.links), tianjin)]
        for exchange in rows["exchanges"]
    }
    assert districts == {"gpp-pilots-10yfp": ["binhai"], "beijing-tianjin-hebei-zero-waste-pact": []}
    under = {
        event.slug: [place.slug for place in districts_of(event.named, tianjin)] for event in rows["events"]
    }
    assert under["zero-waste-pilots-named-2019"] == ["tianjin-eco-city"]
    assert under["iclei-circulars-launch"] == []


def test_peers_say_what_they_share(content):
    update_similarities()
    changchun = shared_with("changchun")
    assert changchun["bonn"] == [
        "Both have the same role in GCCC: Endorser",
        "Both have the same role in ICLEI: Member",
    ]
    assert shared_with("seoul")["hong-kong"] == ["Hong Kong studies Seoul’s food waste policy"]


def test_peers_met_through_a_district_say_so_and_leave_the_family_out(content):
    update_similarities()
    pilots = "East Asian pilots for green public procurement (Guangming District)"
    assert shared_with("shenzhen")["binhai"] == [pilots]
    assert "guangming" not in shared_with("shenzhen")


def test_panels_of_a_city_cost_one_or_two_queries_each(content, django_assert_max_num_queries):
    place = city("changchun")
    assert place.family  # one query for all panels
    for rows, most in [(list_memberships_of_city, 1), (list_exchanges_of_city, 2), (list_events_of_city, 2)]:
        with django_assert_max_num_queries(most):
            assert list(rows(place))


def test_a_theme_shows_its_exchanges(content, get):
    html = get("/en/themes/food-systems/").split('id="exchanges"')[1]
    assert "Shenzhen looks at food waste practice in the region" in html
    assert "Benchmarking support for Changchun" not in html
