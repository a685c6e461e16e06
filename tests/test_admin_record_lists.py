"""Lists of records in the admin: columns, quick filters, queries."""

import re

import pytest
from django.contrib.admin.sites import site
from django.contrib.auth.models import Group, User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cities.models import City, IndicatorValue
from initiatives.models import IndustrialPark
from portal.models import Finding
from records.desk import boxes
from records.publishing import proposal_transaction, publication_transaction
from stats.invalidation import mark_stale
from stats.models import RefreshState
from tests.admin_client import admin_url
from tests.admin_forms import RECORDS
from tests.factories import (
    make_city,
    make_finding,
    make_indicator,
    make_indicator_value,
    make_park,
    text,
    writing,
)

pytestmark = pytest.mark.django_db
CITIES = "/admin/cities/city/"


def show(client, path=CITIES, **params):
    return client.get(path, params)


def list_slugs(response) -> list[str]:
    return sorted(row.slug for row in response.context["cl"].result_list)


def get_counts(response) -> dict[str, str]:
    return {str(entry["label"]): entry.get("count") for entry in response.context["quick_filters"]}


def count_queries(client, path) -> int:
    with CaptureQueriesContext(connection) as queries:
        client.get(path)
    return len(queries)


def test_a_row_has_both_names_its_state_its_version_and_when_it_changed(admin_client):
    make_city("changchun", **text("name", "Changchun", "长春市"))
    page = show(admin_client).content.decode()
    assert 'Changchun <span class="zh" lang="zh-Hans">长春市</span>' in page
    assert 'data-s="published">public<' in page
    headings = [
        str(name) for name in ("Name", "Type", "Region", "Belongs to", "Status", "Version", "Changed")
    ]
    assert all(f">{heading}</a>" in page for heading in headings)


@pytest.mark.parametrize(
    ("values", "written"),
    [({"value": 9066906}, "9,066,906"), ({"value": None, "reason": "withheld"}, "Not disclosed")],
)
def test_a_value_is_written_as_on_its_page(admin_client, values, written):
    make_indicator_value(make_indicator(), make_city("changchun"), 2020, **values)
    assert f">{written}<" in show(admin_client, admin_url(IndicatorValue, "changelist")).content.decode()


def test_a_list_is_sorted_by_each_column(admin_client):
    for slug, name in (("a", "Baotou"), ("b", "Anshun")):
        make_city(slug, **text("name", name))
    rows = show(admin_client, o="-1").context["cl"].result_list
    assert [row.slug for row in rows] == ["a", "b"]
    assert 'aria-sort="descending"' in show(admin_client, o="-1").content.decode()


def test_sorted_by_state_records_with_proposals_stand_together(admin_client, admin_user):
    cities = [make_city(slug) for slug in ("a", "b", "c", "d")]
    make_city("e", publish=False)
    park = make_park("of-another-type", pk=cities[0].pk, city=cities[0])
    with publication_transaction(admin_user) as changes:
        changes.withdraw(cities[3])
    for record in (cities[1], park):
        with proposal_transaction(admin_user) as changes:
            record.name_en = "Another name"
            changes.save(record)
    assert "public, 1 proposed" in show(admin_client).content.decode()
    for order, step in (("5", 1), ("-5", -1)):
        slugs = [row.slug for row in show(admin_client, o=order).context["cl"].result_list][::step]
        groups = [slugs[0], slugs[1], set(slugs[2:4]), slugs[4]]
        assert groups == ["d", "e", {"a", "c"}, "b"]


def test_quick_filters_have_their_numbers_and_show_their_rows(admin_client):
    make_city("public")
    make_city("a-draft", publish=False)
    assert get_counts(show(admin_client)) == {
        "All": "2",
        "Mine": "0",
        "Draft": "1",
        "Withdrawn": "0",
        "Deleted": None,
    }
    for label, rows in (("Draft", ["a-draft"]), ("All", 2)):
        entry = next(one for one in show(admin_client).context["quick_filters"] if str(one["label"]) == label)
        response = admin_client.get(CITIES + entry["url"].removeprefix(CITIES))
        assert list_slugs(response) == rows or len(list_slugs(response)) == rows
        current = [str(one["label"]) for one in response.context["quick_filters"] if one.get("current")]
        assert current == [label]


def test_mine_are_the_records_that_i_have_changed(admin_client, admin_user):
    make_city("another")
    city = make_city("mine", publish=False)
    with publication_transaction(admin_user) as changes:
        city.name_en = "Changed"
        changes.save(city)
    assert list_slugs(show(admin_client, mine="1")) == ["mine"]
    assert get_counts(show(admin_client))["Mine"] == "1"


def test_more_than_a_hundred_of_mine_are_told_as_that(admin_client, admin_user, monkeypatch):
    monkeypatch.setattr(boxes, "MOST_COUNTED", 1)
    cities = [make_city(slug) for slug in ("aa", "bb", "cc")]
    with publication_transaction(admin_user) as changes:
        for city in cities:
            city.name_en = "Changed"
            changes.save(city)
    assert get_counts(show(admin_client))["Mine"] == "1+"


def test_mine_of_another_type_with_the_same_key_is_not_mine(admin_client, admin_user):
    city = make_city("a-city")
    park = make_park("a-park", pk=city.pk, city=city)
    with publication_transaction(admin_user) as changes:
        city.name_en = "Changed"
        changes.save(city)
    assert IndustrialPark.objects.get(pk=city.pk) == park
    assert list_slugs(show(admin_client, admin_url(IndustrialPark, "changelist"), mine="1")) == []


def test_a_list_says_which_rows_of_how_many_it_shows(admin_client):
    with writing():
        for number in range(51):
            make_city(f"city-{number:02}", publish=False)
    assert "1–50 of 51" in show(admin_client).content.decode()
    assert "51–51 of 51" in show(admin_client, p="2").content.decode()


def test_the_filters_stand_above_the_rows(admin_client):
    make_city("changchun")
    page = show(admin_client).content.decode()
    assert page.index('id="changelist-filter"') < page.index('id="result_list"')


def test_a_reader_of_a_list_is_offered_to_export_it_and_nothing_else(client):
    user = User.objects.create(username="administrator", is_staff=True)
    user.groups.add(Group.objects.get(name="Administrator"))
    client.force_login(user)
    make_city("changchun")
    page = show(client).content.decode()
    assert "Changchun" in page or "changchun" in page
    offered = re.findall(r'<option value="(\w+)"', page[page.index('name="action"') :])
    assert offered == ["export_xlsx", "export_csv"]


@pytest.mark.parametrize("query", ["", "?q=city", "?mine=1", "?status__exact=draft"])
def test_a_longer_list_takes_no_more_queries(admin_client, query):
    make_city("city-0", publish=False)
    count_queries(admin_client, CITIES + query)
    before = count_queries(admin_client, CITIES + query)
    with writing():
        for number in range(1, 12):
            make_city(f"city-{number}", publish=False)
    assert count_queries(admin_client, CITIES + query) <= before
    assert before <= 34  # on PostgreSQL a search sets its limits of time, and takes them back


def test_a_list_counts_its_rows_once(admin_client):
    make_city("changchun")
    with CaptureQueriesContext(connection) as queries:
        show(admin_client)
    table = City._meta.db_table
    counts = [one["sql"] for one in queries if f'COUNT(*) AS "__count" FROM "{table}"' in one["sql"]]
    # Those that the quick filters show, and the rows that the list has.
    assert len(counts) <= 2


def test_the_label_of_a_list_of_texts_begins_with_a_capital(admin_client):
    form = admin_client.get(admin_url(City, "add")).context["adminform"].form
    assert form["main_industries"].label == "Main industries"


def test_the_list_of_refreshes_says_in_words_what_waits(admin_client):
    mark_stale(["parks-by-city"])
    page = show(admin_client, admin_url(RefreshState, "changelist")).content.decode()
    assert "will be counted again" in page
    assert "Marks waiting" not in page
    assert "Claimed" not in page


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_each_row_of_each_list_opens_its_form(rf, admin_user, model):
    request = rf.get("/")
    request.user = admin_user
    model_admin = site.get_model_admin(model)
    columns = model_admin.get_list_display(request)
    links = model_admin.get_list_display_links(request, columns)
    assert [column for column in columns if column in links] != []


def test_a_list_in_an_order_of_its_own_leads_by_its_titles(admin_client):
    finding = make_finding("a-finding", **text("title", "A finding", "发现"))
    page = admin_client.get(admin_url(Finding, "changelist")).content.decode()
    row = page.partition("<tbody>")[2].partition("</tr>")[0]
    assert f'<a href="{admin_url(Finding, "change", finding.pk)}' in row
