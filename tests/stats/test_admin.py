"""The refresh queue in the admin, and the button that refreshes everything."""

import pytest
from django.contrib.auth.models import Permission, User
from django.test import Client
from django.urls import reverse

from stats import invalidation, refresh
from stats.models import Refresh, RefreshState
from tests.factories import make_park

pytestmark = [pytest.mark.usefixtures("declared"), pytest.mark.content_listeners]

QUEUE = "/admin/stats/refreshstate/"


@pytest.fixture
def viewer(client: Client) -> Client:
    user = User.objects.create_user("viewer", password="a-long-password", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_refreshstate"))
    client.force_login(user)
    return client


def test_the_queue_shows_what_waits(admin_client: Client) -> None:
    make_park()
    refresh.refresh_stale(["test-flows"])
    page = admin_client.get(QUEUE)
    rows = {row.mark_id: row.newer for row in page.context["cl"].result_list}
    assert rows["test-flows"] == 0
    assert rows["test-parks"] > 0


def test_the_button_marks_everything_and_counts_nothing_itself(admin_client: Client) -> None:
    refresh.refresh_stale()
    before = Refresh.objects.count()
    response = admin_client.post(reverse("admin:stats_refreshstate_refresh"))
    assert response["Location"] == reverse("admin:stats_refreshstate_progress")
    assert set(invalidation.find_stale_keys()) == {"test-parks", "test-flows", "test-values"}
    assert Refresh.objects.count() == before


def test_progress_is_shown_until_all_is_counted(admin_client: Client) -> None:
    refresh.refresh_stale(["test-parks"])
    address = reverse("admin:stats_refreshstate_progress")
    page = admin_client.get(address).content.decode()
    assert "1 of 3 statistics are counted." in page
    assert 'data-progress="waiting"' in page
    refresh.refresh_stale()
    page = admin_client.get(address).content.decode()
    assert "3 of 3 statistics are counted." in page
    assert 'data-progress="done"' in page


def test_some_can_be_counted_anew(admin_client: Client) -> None:
    refresh.refresh_stale()
    data = {"action": "refresh_selected", "_selected_action": ["test-parks"]}
    assert admin_client.post(QUEUE, data)["Location"] == reverse("admin:stats_refreshstate_progress")
    assert invalidation.find_stale_keys() == ["test-parks"]


def test_who_may_only_look_can_press_nothing(viewer: Client) -> None:
    refresh.refresh_stale()
    assert "Recount everything" not in viewer.get(QUEUE).content.decode()
    assert viewer.get(reverse("admin:stats_refreshstate_progress")).status_code == 200
    assert viewer.post(reverse("admin:stats_refreshstate_refresh")).status_code == 403
    viewer.post(QUEUE, {"action": "refresh_selected", "_selected_action": ["test-parks"]})
    assert invalidation.find_stale_keys() == []


def test_nobody_writes_the_queue_by_hand(admin_client: Client) -> None:
    row = RefreshState.objects.first()
    assert row is not None
    assert admin_client.post(reverse("admin:stats_refreshstate_change", args=[row.pk]), {}).status_code == 403
