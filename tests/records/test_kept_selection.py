"""A refused action of a list keeps the selection, without a script."""

import re

import pytest

from cities.models import City
from records.choices import Status
from tests.factories import make_city

pytestmark = pytest.mark.django_db

PATH = "/admin/cities/city/"


def act(client, action, *cities, query="", **more):
    data = {"action": action, "_selected_action": [city.pk for city in cities], **more}
    return client.post(f"{PATH}{query}", data)


def list_ticked(response) -> set[int]:
    boxes = re.findall(r"<input[^>]*_selected_action[^>]*>", response.content.decode())
    return {int(re.search(r'value="(\d+)"', box)[1]) for box in boxes if " checked" in box}


@pytest.fixture
def drafts() -> list[City]:
    """Three drafts, of which the second has no English name and can't be published."""
    return [make_city(publish=False), make_city(publish=False, name_en=""), make_city(publish=False)]


def test_a_refused_action_comes_back_with_the_same_rows_selected(admin_client, drafts) -> None:
    response = act(admin_client, "publish_selected", *drafts[:2])
    page = response.content.decode()
    assert response.status_code == 200
    assert "Nothing was changed, because:" in page
    assert "2 rows are still selected." in page
    assert list_ticked(response) == {drafts[0].pk, drafts[1].pk}
    assert not City.objects.filter(status=Status.PUBLISHED).exists()


def test_the_list_comes_back_with_its_filters(admin_client, drafts) -> None:
    response = act(admin_client, "publish_selected", drafts[1], query=f"?q={drafts[1].slug}")
    assert list_ticked(response) == {drafts[1].pk}
    assert response.context["cl"].result_count == 1


def test_an_action_that_fits_no_row_keeps_the_selection(admin_client) -> None:
    city = make_city()
    response = act(admin_client, "publish_selected", city)
    assert "1 row is still selected." in response.content.decode()
    assert list_ticked(response) == {city.pk}


def test_of_all_rows_those_of_the_page_stay_selected(admin_client, drafts) -> None:
    response = act(admin_client, "publish_selected", *drafts, select_across="1")
    assert list_ticked(response) == {draft.pk for draft in drafts}


def test_after_an_action_nothing_is_selected(admin_client, drafts) -> None:
    response = act(admin_client, "publish_selected", drafts[0])
    assert response.status_code == 302
    assert list_ticked(admin_client.get(PATH)) == set()
