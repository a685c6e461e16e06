"""What is published without Chinese stays in a list at the desk, with links to the forms."""

import pytest
from django.contrib.auth.models import Permission, User
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cities.models import City
from coalition.models import ExchangeCity
from tests.admin_client import admin_url
from tests.factories import (
    make_city,
    make_city_figure,
    make_exchange,
    make_region,
    make_section,
    save_part,
    writing,
)


@pytest.fixture
def url(db) -> str:
    return reverse("admin:missing_chinese")


def read_gaps(response) -> list[tuple[str, list[str], str]]:
    return [(gap.title, gap.texts, gap.url) for gap in response.context["page"]]


def test_each_record_and_part_is_named_with_what_is_missing_and_leads_to_its_form(admin_client, url):
    city = make_city("changchun", coordinates_note_en="Unknown.", name_zh_hans="")
    make_section(city, text_zh_hans="")
    make_city_figure(city)
    response = admin_client.get(url, {"type": "city"})
    assert read_gaps(response) == [
        (
            "Changchun",
            ["Name", "Note on the coordinates"],
            f"{admin_url(City, 'change', city.pk)}#id_name_zh_hans",
        ),
        (
            "Changchun › Profile section “A park”",
            ["Text"],
            f"{admin_url(City, 'part', city.pk, 'profile', 'a-park')}#id_profile-0-text_zh_hans",
        ),
    ]
    for _title, _texts, page in read_gaps(response):
        html = admin_client.get(page).content.decode()
        assert f'id="{page.partition("#")[2]}"' in html


def test_types_are_listed_with_the_number_of_their_rows(admin_client, url):
    make_city("changchun", name_zh_hans="", region=make_region(name_zh_hans=""))
    exchange = make_exchange()
    save_part(ExchangeCity(exchange=exchange, city=make_city(), role="learner", note_en="It took part."))
    response = admin_client.get(url)
    types = [("region", "Regions", 1), ("city", "Cities", 1), ("exchange", "Exchanges", 1)]
    assert sorted(response.context["types"]) == sorted(types)
    assert read_gaps(admin_client.get(url, {"type": "exchange"}))[0][1] == ["Note"]


def test_drafts_and_texts_in_traditional_chinese_of_their_own_are_not_listed(admin_client, url):
    make_city("draft", publish=False, name_zh_hans="")
    make_city("hong-kong", name_zh_hans="", zh_hant={"name": "香港"})
    assert "every public text is in Chinese" in admin_client.get(url).content.decode()


def test_the_list_has_pages_and_as_many_queries_whatever_it_lists(admin_client, url):
    counts = []
    for size in (3, 57):
        with writing():
            for _number in range(size):
                make_city(name_zh_hans="")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            response = admin_client.get(url, {"type": "city"})
        counts.append(len(queries))
        assert len(read_gaps(response)) == min(50, len(City.objects.all()))
    assert counts[0] == counts[1]
    assert len(read_gaps(admin_client.get(url, {"type": "city", "p": "2"}))) == 10
    for page in ("0", "999", "x"):
        assert admin_client.get(url, {"type": "none", "p": page}).status_code == 200


def test_only_types_that_an_account_may_view_are_listed(client, url):
    make_city("changchun", name_zh_hans="", region=make_region(name_zh_hans=""))
    user = User.objects.create_user("viewer", is_staff=True)
    client.force_login(user)
    assert client.get(url).status_code == 403
    user.user_permissions.add(Permission.objects.get(codename="view_region"))
    assert client.get(url).context["types"] == [("region", "Regions", 1)]


def test_who_is_not_signed_in_is_sent_to_the_log_in_page(client, url):
    assert client.get(url).status_code == 302
