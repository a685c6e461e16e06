"""The readiness check at /readyz."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from rest_framework.settings import api_settings

from hub import health
from stats import invalidation, refresh, storage
from stats.models import RefreshState, StaleMark
from tests.factories import make_park, writing

pytestmark = pytest.mark.content_listeners


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_unavailable", set())


@pytest.fixture(autouse=True)
def marked_just_now(db: None) -> None:
    """Not when the database of the tests was made."""
    StaleMark.objects.update(marked_at=timezone.now())


def ready(client: Client, status: int) -> dict[str, Any]:
    response = client.get("/readyz")
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    return response.json()


@pytest.mark.django_db
def test_it_names_what_the_hub_rests_on_and_how_fresh_the_statistics_are(client: Client) -> None:
    make_park()
    waiting = len(invalidation.find_stale_keys())
    assert waiting > 0
    assert ready(client, 200)["statistics"]["marks_waiting"] == waiting
    refresh.refresh_stale(due_only=False)
    found = ready(client, 200)
    assert found["statistics"]["marks_waiting"] == 0
    assert 0 <= found["statistics"]["seconds_since_last_refresh"] < 60
    assert (found["ready"], found["database"], found["cache"], found["broker"]) == (True, "ok", "ok", "none")


def away(*_args: Any, **_kwargs: Any) -> None:
    raise OSError("away")


@pytest.mark.django_db
@pytest.mark.parametrize("part", ["database", "cache"])
def test_it_answers_503_while_something_is_away(
    part: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    if part == "database":
        monkeypatch.setattr(connection, "cursor", away)
    else:
        monkeypatch.setattr(health.cache, "set", away)
    found = ready(client, 503)
    assert (found["ready"], found[part]) == (False, "away")


@pytest.mark.django_db
def test_a_broker_that_is_away_is_told(client: Client, settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert ready(client, 503)["broker"] == "away"


def time_passes(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    later = timezone.now() + timedelta(seconds=seconds)
    monkeypatch.setattr(timezone, "now", lambda: later)


@pytest.fixture
def waits(client: Client) -> None:
    """An edit of just now, and everything else counted."""
    park = make_park()
    refresh.refresh_stale(due_only=False)
    with writing() as changes:
        changes.withdraw(park)


@pytest.mark.django_db
@pytest.mark.usefixtures("waits")
def test_it_answers_503_when_nobody_has_counted_for_a_minute(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ready(client, 200)["worker"] == "ok"
    time_passes(monkeypatch, 65)
    found = ready(client, 503)
    assert (found["ready"], found["worker"]) == (False, "away")
    assert found["statistics"]["waiting_for_seconds"] >= 60
    refresh.refresh_stale(due_only=False)
    assert ready(client, 200)["worker"] == "ok"


@pytest.mark.django_db
def test_edits_that_go_on_hide_no_worker_that_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_park()
    refresh.refresh_stale(due_only=False)
    with monkeypatch.context() as patched:
        for _number in range(8):
            time_passes(patched, 10)
            make_park()
        assert ready(client, 503)["statistics"]["waiting_for_seconds"] >= 60


@pytest.mark.django_db
@pytest.mark.usefixtures("waits")
def test_an_edit_after_a_quiet_day_waits_from_then_on(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh.refresh_stale(due_only=False)
    time_passes(monkeypatch, 86_400)
    make_park()
    assert ready(client, 200)["statistics"]["waiting_for_seconds"] == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("waits")
def test_who_holds_a_claim_is_taken_to_count(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REFRESH_LEASE = 120
    RefreshState.objects.filter(pk=invalidation.find_stale_keys()[0]).update(
        token="x", claimed_at=timezone.now()
    )
    with monkeypatch.context() as patched:
        time_passes(patched, 110)
        assert ready(client, 200)["worker"] == "ok"
    time_passes(monkeypatch, 130)
    assert ready(client, 503)["worker"] == "away"


@pytest.mark.django_db
def test_a_statistic_that_can_not_be_counted_does_not_say_that_the_worker_is_away(
    client: Client, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_park()
    monkeypatch.setattr(storage, "compute_values", away)
    refresh.refresh_stale(due_only=False)
    monkeypatch.undo()
    settings.REFRESH_LEASE = 120
    time_passes(monkeypatch, 175)  # its claim has lapsed, and the next attempt is due
    assert ready(client, 200)["worker"] == "ok"


@pytest.mark.django_db
def test_an_outage_is_one_line_in_the_log_and_its_end_another(
    client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(health.cache, "set", away)
        for _number in range(3):
            ready(client, 503)
    ready(client, 200)
    ours = [record for record in caplog.records if record.name == "hub.health"]
    assert [record.getMessage() for record in ours] == ["The cache is away: away", "The cache is back."]
    assert not any(record.exc_info for record in ours)


def test_healthz_asks_for_nothing(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "is_local"),
    [
        ("127.0.0.1", "", 1, True),
        ("::1", "", 0, True),
        ("127.0.0.1", "127.0.0.1", 1, True),
        ("", "", 1, True),
        ("127.0.0.1", "192.0.2.1", 1, False),
        ("127.0.0.1", "127.0.0.1, 192.0.2.1", 1, False),
        ("", "192.0.2.1", 1, False),
        ("192.0.2.1", "127.0.0.1", 0, False),
    ],
)
def test_only_clients_on_this_machine_learn_what_is_away(
    client: Client, monkeypatch: pytest.MonkeyPatch, remote: str, forwarded: str, proxies: int, is_local: bool
) -> None:
    monkeypatch.setattr(api_settings, "NUM_PROXIES", proxies)
    monkeypatch.setattr(health.cache, "set", away)
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    answer = client.get("/readyz", REMOTE_ADDR=remote, headers=headers)
    assert answer.status_code == 503
    assert (answer.json() == {"ready": False}) is not is_local


@pytest.mark.django_db
def test_a_client_elsewhere_checks_once_a_second_at_most(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "MOST_CHECKS", 2)
    elsewhere = [client.get("/readyz", REMOTE_ADDR="192.0.2.1") for _check in range(3)]
    assert [answer.status_code for answer in elsewhere] == [200, 200, 429]
    assert 0 < int(elsewhere[-1]["Retry-After"]) <= 60
    assert [client.get("/readyz").status_code for _check in range(3)] == [200] * 3
