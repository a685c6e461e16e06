"""Coalition pages without content: unpublished records, missing data, query counts."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City
from cities.peers.panel import fetch_peers
from cities.peers.similar_cities import update_similarities
from coalition.models import Event, Exchange, ExchangeCity, Membership, Network, Partner, Programme
from coalition.panels import list_exchanges_of_city
from tests.factories import (
    make_city,
    make_event,
    make_exchange,
    make_membership,
    make_network,
    make_programme,
    make_source,
    make_theme,
    save,
    save_part,
    text,
    writing,
)


def shared_with(city: City) -> dict[str, list[str]]:
    update_similarities()
    return {
        peer.city.slug: [shared.text for _label, found in peer.reasons for shared in found]
        for peer in fetch_peers(city).peers
    }


def test_the_page_stands_without_any_record(db, get):
    assert "<h1>Coalition</h1>" in get("/en/coalition/")


def test_what_is_not_recorded_of_the_coalition_is_said(db, get):
    make_network()
    html = get("/en/coalition/")
    assert "Not known: operator, date of the launch, focus regions, who can join, website." in html
    assert "<dt>Operated by</dt>" not in html
    assert "No members yet." in html


def test_drafts_are_not_on_the_page_of_the_coalition(db, get):
    network = make_network()
    make_membership(make_city("a-town", **text("name", "Publicton")), network)
    draft = make_city("b-town", **text("name", "Draftville"))
    names = {**text("name", "Draft name"), "source_type": "official"}
    for record in [
        Membership(slug="m", network=network, city=draft, role="endorsing", source_type="official"),
        Network(slug="n", **text("short_name", "DRAFT"), **names),
        Partner(slug="p", kind="knowledge_partner", **text("about", "A draft."), **names),
        Programme(slug="a-draft", kind="national", **text("name", "Draft name")),
    ]:
        save(record, publish=False)
    html = get("/en/coalition/")
    assert "Publicton" in html
    assert "Draft" not in html
    get("/en/coalition/partners/p/", status=404)
    assert "Draft" not in get("/en/programmes/")
    get("/en/programmes/a-draft/", status=404)


def test_draft_exchanges_and_events_are_neither_listed_nor_found(db, get):
    city = make_city("a-town")
    words = {**text("title", "Draft title"), **text("summary", "A draft.")}
    exchange = Exchange(slug="a-draft", kind="webinar", theme=make_theme(), source_type="official", **words)
    save(exchange, publish=False)
    save_part(ExchangeCity(exchange=exchange, city=city, role="host"))
    save(Event(slug="a-draft", date="2020", **words), publish=False, cities=[city])
    for path in ["coalition/exchanges/", "coalition/events/", "coalition/", "cities/a-town/"]:
        assert "Draft title" not in get(f"/en/{path}")
    for path in ["coalition/exchanges/", "coalition/events/"]:
        get(f"/en/{path}a-draft/", status=404)


def test_a_city_that_left_is_on_the_page_of_the_coalition_and_no_member_on_its_own(db, get):
    city = make_city("a-town")
    make_membership(city, make_network(), joined="2015", left="2018-03")
    assert "Left March 2018" in get("/en/coalition/")
    assert "GCCC" not in get("/en/cities/a-town/")


def test_a_network_shared_in_another_role_is_named_without_the_role(db):
    one, other = make_city("one"), make_city("other")
    make_membership(one, role="member")
    make_membership(other, role="endorsing")
    assert shared_with(one) == {"other": ["Both are in GCCC"]}


def test_a_draft_exchange_makes_no_peers(db):
    one, other = make_city("one"), make_city("other")
    exchange = make_exchange(**text("title", "A tour"))
    for place in (one, other):
        save_part(ExchangeCity(exchange=exchange, city=place, role="peer"))
    assert shared_with(one) == {"other": ["A tour"]}
    Exchange.objects.filter(pk=exchange.pk).update(status="draft")
    later = City.objects.get(pk=one.pk)
    assert shared_with(later) == {}
    assert list(list_exchanges_of_city(later)) == []


def test_many_members_make_four_peers_in_one_query(db, django_assert_num_queries):
    towns = [make_city(f"town-{number}") for number in range(9)]
    with writing():
        for town in towns:
            make_membership(town)
    update_similarities()
    with django_assert_num_queries(1):
        assert len(fetch_peers(towns[0]).peers) == 4


@pytest.mark.sampled(2)
@pytest.mark.parametrize(
    "address",
    [
        "coalition/exchanges/",
        "coalition/exchanges/?kind=study_tour&role=host&year=2010,2011&theme=industrial-symbiosis&sort=theme",
        "coalition/events/",
        "coalition/events/?year=2010,2011&has_city=true",
        "programmes/",
        "programmes/?kind=national&sort=name",
    ],
)
def test_a_list_costs_the_same_with_few_and_many_rows(db, get, address):
    costs = []
    for years in [range(2010, 2012), range(2012, 2020)]:
        with writing():
            for year in years:
                city = make_city(f"district-{year}", kind="district", parent=make_city(f"town-{year}"))
                exchange = make_exchange(starts=str(year))
                save_part(ExchangeCity(exchange=exchange, city=city, role="host"))
                save(make_event(date=str(year)), cities=[city])
                make_programme()
        with CaptureQueriesContext(connection) as queries:
            get(f"/en/{address}")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 12


def test_a_list_shows_the_written_line_of_a_record(db, client):
    exchange = Exchange(
        slug="visit",
        **text("title", "A visit"),
        **text("lede", "Three days in Seoul."),
        **text("summary", "What happened. And then."),
        theme=make_theme(),
        kind="study_tour",
        source_type="official",
    )
    save(exchange, lede_sources=[make_source()])
    make_exchange(**text("summary", "Without a lede. And more."))
    page = client.get("/en/coalition/exchanges/").content.decode()
    assert "Three days in Seoul." in page
    assert "What happened." not in page
    assert "Without a lede." in page
    assert "What happened. And then." in client.get(exchange.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("starts", "heading"),
    [
        (["2013", "2020-11-17"], "Exchanges 2013 to 2020"),
        (["2020-05", "2020-11-17"], "Exchanges 2020"),
        (["", "2013"], "Exchanges 2013"),
        ([""], "Exchanges"),
    ],
)
def test_the_page_says_of_which_years_its_exchanges_are(db, get, starts: list[str], heading: str):
    with writing():
        for number, date in enumerate(starts):
            make_exchange(f"exchange-{number}", starts=date)
    found = re.search(r'<h2 id="exchanges">(.*?)</h2>', get("/en/coalition/"))
    assert found is not None
    assert found[1].strip() == heading


def test_the_years_of_events_reach_to_the_last_day_of_the_latest(db, get):
    make_event("launch", date="2013")
    make_event("congress", date="2021", end="2022-02")
    assert '<h2 id="events">活动 2013—2022年</h2>' in get("/zh-hans/coalition/")
