"""Exchanges, events and partners: lists, profiles, and missing data."""

import pytest

from coalition.models import Event, Exchange, Partner, Programme
from records.texts.formats import take_first_sentence
from tests.conftest import LANGUAGES
from tests.content_checks.test_city_pages import words


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("model", [Partner, Exchange, Event, Programme])
def test_every_record_of_the_content_has_its_page(content, get, model, language):
    for record in model.objects.published():
        assert "<h1>" in get(f"/{language}{record.path}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", ["coalition/exchanges/", "coalition/events/", "programmes/"])
def test_the_lists_hold_every_record_of_the_content(content, get, path, language):
    html = get(f"/{language}/{path}")
    model = {"coalition/exchanges/": Exchange, "coalition/events/": Event}.get(path, Programme)
    for record in model.objects.published():
        assert f'id="{record.anchor}"' in html


def pair(html: str) -> str:
    """Who took part in an exchange, in words."""
    return words(html.split('class="pair', 1)[1].split("</section>")[0].split("</article>")[0])


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("london-circular-economy-week-2019",
         "Learners Foshan China Changchun China learn from "
         "Host London United Kingdom"),
        ("chengdu-dortmund-nbs", "Peers Chengdu China Dortmund Germany"),
        ("changchun-solid-waste-centre", "Learner Changchun China"),
        ("hong-kong-shenzhen-recycling", "Host Hong Kong China"),
        ("yokohama-turku-circular", "Participants Yokohama Japan Turku Finland"),
        ("datong-coal-transition-peers", "Learner Datong China"),
        ("turku-roadmap-blueprint", "Author Turku Finland"),
    ],
)  # fmt: skip
def test_an_exchange_says_who_learned_from_whom(content, get, slug, said):
    assert said in pair(get(f"/en/coalition/exchanges/{slug}/"))


def test_the_list_of_exchanges_says_it_too_in_chinese(content, get):
    row = get("/zh-hans/coalition/exchanges/").split('id="exchange-hong-kong-seoul-food-waste-2019"')[1]
    said = words(row.split("</article>")[0])
    assert said.rindex("学习方") < said.rindex("香港") < said.rindex("东道方") < said.rindex("首尔")


def test_what_an_exchange_says_first_is_not_said_again(content, get):
    for exchange in Exchange.objects.published():
        page = words(get(f"/en{exchange.path}").split("<h1>")[1].split('id="history"')[0])
        assert page.count(words(str(take_first_sentence(exchange.summary)))) == 1, exchange.slug


def test_an_exchange_without_an_outcome_says_so(content, get):
    assert "Not known: outcome" in get("/en/coalition/exchanges/chengdu-dortmund-nbs/")
    html = get("/en/coalition/exchanges/daring-cities-2020-nbs/")
    assert "among the five most watched thematic sessions" in html
    assert "Not known: outcome" not in html


@pytest.mark.parametrize(
    ("query", "slugs"),
    [
        ("kind=webinar&year=2020", {"daring-cities-2020-circular", "daring-cities-2020-nbs"}),
        ("theme=food-systems&year=2019", {"hong-kong-seoul-food-waste-2019"}),
        ("kind=technical_assistance&year=undated", {"changchun-benchmarking"}),
        ("role=host&kind=study_tour&sort=theme",
         {"hong-kong-seoul-food-waste-2019", "london-circular-economy-week-2019"}),
    ],
)  # fmt: skip
def test_exchanges_narrow_by_kind_theme_role_and_year(content, get, query, slugs):
    html = get(f"/en/coalition/exchanges/?{query}")
    found = {
        slug for slug in Exchange.objects.values_list("slug", flat=True) if f'id="exchange-{slug}"' in html
    }
    assert found == slugs


def test_a_facet_says_how_many_it_would_give(content, get):
    html = get("/en/coalition/events/?year=2019")
    assert '<span>2020</span> <span class="count">5</span>' in html
    assert '<span>Without a named city</span> <span class="count">1</span>' in html


def test_events_stand_newest_first_and_undated_last(content, get):
    html = get("/en/coalition/events/")
    events = Event.objects.published().order_by("-date", "slug")
    places = [html.index(f'id="{event.anchor}"') for event in events]
    assert places == sorted(places)
    assert html.count('<span class="missing">Date not known') == events.filter(date="").count()


def test_a_date_is_as_precise_as_its_source(content, get):
    assert "20 December 2018" in get("/en/coalition/events/binhai-procurement-award-2018/")
    assert "only the year is known" in get("/en/coalition/events/daring-cities-circular-webinar-2020/")
    assert "10–14 June 2019" in get("/en/coalition/events/london-ce-week-2019/")
    assert "2019年6月10日至14日" in get("/zh-hans/coalition/events/london-ce-week-2019/")


@pytest.mark.parametrize(
    ("slug", "note"),
    [
        ("eco-forum-guiyang-2018", "gives 7 June; Circle Economy"),
        ("iclei-circulars-launch", "24 March without naming the year"),
    ],
)
def test_sources_that_do_not_settle_a_date_are_both_shown(content, get, slug, note):
    html = get(f"/en/coalition/events/{slug}/")
    assert note in html.split('class="disagree"')[1].split("</div>")[0]


def test_a_note_on_a_full_date_is_shown_as_a_note(content, get):
    html = get("/en/coalition/events/zero-waste-pilots-named-2019/")
    assert "first announced at its press conference on 29 April" in html
    assert "disagree" not in html


def test_a_partner_says_since_when_or_that_it_is_not_recorded(content, get):
    assert "Not known: since when it has been a partner" in get("/en/coalition/partners/tomra/")
    foundation = get("/en/coalition/partners/ellen-macarthur-foundation/")
    assert "Bold Circular Development as Daring Climate Action" in foundation
    assert "https://www.ellenmacarthurfoundation.org/" in foundation


def test_programmes_show_their_official_sizes_with_period_and_evidence(content, get):
    html = get("/en/programmes/circular-transformation-pilot/")
    for said in [
        ">100<",
        "as of June 2015",
        ">129<",
        "ICLEI’s page only",
        "Doesn’t measure the 75% and 50% targets",
    ]:
        assert said in html
    assert 'id="sizes"' not in get("/en/programmes/10yfp-spp/"), "no total is known"


def sizes(html: str, slug: str) -> str:
    return html.split(f'id="programme-{slug}"')[1].split("</article>")[0]


def test_the_list_of_programmes_says_how_much_of_each_is_recorded(content, get):
    html = get("/en/programmes/")
    for slug, listed, total in [
        ("construction-waste-2018", "8 listed here", "35 Pilot cities and districts"),
        ("zero-waste-2022", "86 listed here", "113 Cities"),
        ("zero-waste-2019", "16 listed here", "16 All pilots"),
        ("circular-transformation-pilot", "12 listed here", "129 Parks supported"),
    ]:
        told = words(sizes(html, slug))
        assert listed in told
        assert total in told


def test_it_is_said_of_which_total_the_listed_ones_are_a_part(content, get):
    told = words(get("/en/programmes/circular-transformation-pilot/"))
    assert "129 12 listed here" in told
    assert "It is not known how many of these are listed here" in told
    assert "None of these is listed here" not in told


def test_a_programme_shows_the_exchanges_under_it(content, get):
    assert "East Asian pilots for green public procurement" in get("/en/programmes/10yfp-spp/")


@pytest.mark.parametrize(
    "path",
    [
        "coalition/exchanges/daring-cities-2020-nbs/",
        "coalition/events/zero-waste-pilots-named-2019/",
        "coalition/partners/circle-economy/",
        "programmes/10yfp-spp/",
    ],
)
def test_a_profile_costs_few_queries(content, get, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(30):
        get(f"/en/{path}")
