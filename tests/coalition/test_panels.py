"""What the Coalition's app shows on the pages of cities and themes."""

from cities.models import City
from coalition.panels import events_of_city, exchanges_of_city, memberships, peers


def city(slug: str) -> City:
    return City.objects.published().select_related("parent").get(slug=slug)


def shared_with(slug: str) -> dict[str, list[str]]:
    return {peer.slug: peer.shared for peer in peers(city(slug))}


def test_a_city_shows_its_memberships(content, get):
    html = get("/en/cities/nagano-prefecture/").split('id="memberships"')[1].split('id="peers"')[0]
    assert "Joined September 2018" in html
    assert "Date of joining not recorded" in html


def test_a_district_stands_under_its_city(content):
    tianjin = city("tianjin")
    (exchange,) = exchanges_of_city(tianjin)
    assert [district.slug for district in exchange.districts] == ["binhai"]
    under = {event.slug: [place.slug for place in event.districts] for event in events_of_city(tianjin)}
    assert under["zero-waste-pilots-named-2019"] == ["tianjin-eco-city"]
    assert under["iclei-circulars-launch"] == []


def test_peers_say_what_they_share(content):
    changchun = shared_with("changchun")
    assert changchun["bonn"] == ["GCCC: Endorsing", "ICLEI: Member"]
    assert changchun["foshan"] == ["Foshan and Changchun at London Circular Economy Week"]
    assert shared_with("seoul") == {"hong-kong": ["Hong Kong studies Seoul's food waste policy"]}


def test_peers_met_through_a_district_say_so_and_leave_the_family_out(content):
    pilots = "East Asian pilots for green public procurement (Guangming District)"
    assert shared_with("shenzhen") == {"binhai": [pilots], "guiyang": [pilots], "suwon": [pilots]}


def test_there_are_at_most_six_peers_those_with_most_in_common_first(content):
    for slug in ["changchun", "bonn", "hong-kong", "datong"]:
        counts = [len(texts) for texts in shared_with(slug).values()]
        assert len(counts) <= 6
        assert counts == sorted(counts, reverse=True)


def test_panels_of_a_city_cost_one_or_two_queries_each(content, django_assert_max_num_queries):
    place = city("changchun")
    for rows, most in [(memberships, 1), (exchanges_of_city, 2), (events_of_city, 2), (peers, 2)]:
        with django_assert_max_num_queries(most):
            assert list(rows(place))


def test_a_theme_shows_its_exchanges(content, get):
    html = get("/en/themes/food-systems/").split('id="exchanges"')[1]
    assert "Shenzhen learns from food waste practice in the region" in html
    assert "Benchmarking support for Changchun" not in html
