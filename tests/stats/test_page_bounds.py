"""Pages of statistics fetch what they show, also of a statistic with thousands of scopes."""

import pytest
from django.core.management import call_command

from stats.models import StatisticValue
from stats.scopes import MAX_SCOPES_IN_MENU
from tests import factories as make
from tests.fetched_rows import count_fetched

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]

MANY = 1_000


def test_a_page_fetches_no_more_scopes_than_a_menu_has(get):
    make.make_park()
    call_command("refresh", "parks-by-level", verbosity=0)
    value = StatisticValue.objects.filter(statistic="parks-by-level", scope="region").get()
    values = [
        StatisticValue(
            statistic=value.statistic, scope="city", slug=f"many-{number}", dimensions=value.dimensions,
            value=1, n=1, since=value.since,
        )
        for number in range(MANY)
    ]  # fmt: skip
    StatisticValue.objects.bulk_create(values)
    get("/en/statistics/parks-by-level/")
    with count_fetched() as fetched:
        page = get("/en/statistics/parks-by-level/")
    assert fetched.rows < MAX_SCOPES_IN_MENU + 50
    assert 'value="region.jilin"' in page
    assert 'value="city.' not in page


def test_the_records_of_the_last_type_take_few_queries(get):
    make.make_business("a-business")
    call_command("refresh", "full-translations", verbosity=0)
    address = "/en/statistics/full-translations/records/?type=business"
    get(address)
    with count_fetched() as fetched:
        page = get(address)
    assert "/en/businesses/a-business/" in page
    assert fetched.queries <= 8
