"""Panels of the coalition app on the pages of cities and themes."""

from cities.models import City
from cities.similar_cities import PeerGroup, find_similar_cities
from coalition.panels import list_events_of_city, list_exchanges_of_city, list_memberships_of_city
from records.panels import get_panels


def city(slug: str) -> City:
    return City.objects.published().select_related("parent").get(slug=slug)


def shared_with(slug: str) -> dict[str, list[str]]:
    """What each peer shares of networks and exchanges."""
    found = find_similar_cities(city(slug), [PeerGroup.COALITION])
    return {peer.slug: [str(shared.text) for shared in peer.shared] for peer in found}


def test_a_city_shows_its_memberships(content, get):
    html = get("/en/cities/nagano-prefecture/").split('id="memberships"')[1].split("Population")[0]
    assert "Joined September 2018" in html
    assert "not known" not in html


def test_a_district_stands_under_its_city(content):
    tianjin = city("tianjin")
    rows = {panel.key: panel.rows for panel in get_panels(tianjin)}
    districts = {
        exchange.slug: [place.slug for place in exchange.districts] for exchange in rows["exchanges"]
    }
    assert districts == {"gpp-pilots-10yfp": ["binhai"], "beijing-tianjin-hebei-zero-waste-pact": []}
    under = {event.slug: [place.slug for place in event.districts] for event in rows["events"]}
    assert under["zero-waste-pilots-named-2019"] == ["tianjin-eco-city"]
    assert under["iclei-circulars-launch"] == []


def test_peers_say_what_they_share(content):
    changchun = shared_with("changchun")
    assert changchun["bonn"] == [
        "Both have the same role in GCCC: Endorser",
        "Both have the same role in ICLEI: Member",
    ]
    assert shared_with("seoul")["hong-kong"] == ["Hong Kong studies Seoul’s food waste policy"]


def test_peers_met_through_a_district_say_so_and_leave_the_family_out(content):
    pilots = "East Asian pilots for green public procurement (Guangming District)"
    assert shared_with("shenzhen")["binhai"] == [pilots]
    assert "guangming" not in shared_with("shenzhen")


def test_panels_of_a_city_cost_one_or_two_queries_each(content, django_assert_max_num_queries):
    place = city("changchun")
    place.family = [place.pk]  # as the page has loaded it
    for rows, most in [(list_memberships_of_city, 1), (list_exchanges_of_city, 2), (list_events_of_city, 2)]:
        with django_assert_max_num_queries(most):
            assert list(rows(place))


def test_a_theme_shows_its_exchanges(content, get):
    html = get("/en/themes/food-systems/").split('id="exchanges"')[1]
    assert "Shenzhen looks at food waste practice in the region" in html
    assert "Benchmarking support for Changchun" not in html
