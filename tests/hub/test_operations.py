"""What /readyz says to those who operate the hub."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from hub import operations
from stats import marking, refreshing
from tests.factories import make_park


def ready(client: Client, status: int) -> dict[str, Any]:
    response = client.get("/readyz")
    assert response.status_code == status
    assert "no-store" in response["Cache-Control"]
    return response.json()


@pytest.mark.django_db
def test_it_names_what_the_hub_rests_on_and_how_fresh_the_statistics_are(client: Client) -> None:
    make_park()
    waiting = len(marking.stale_keys())
    assert waiting > 0
    assert ready(client, 200)["statistics"]["marks_waiting"] == waiting
    refreshing.work(ripe_only=False)
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
        monkeypatch.setattr(operations.cache, "set", away)
    found = ready(client, 503)
    assert (found["ready"], found[part]) == (False, "away")


@pytest.mark.django_db
def test_a_broker_that_is_away_is_told(client: Client, settings: Any) -> None:
    settings.CELERY_BROKER_URL = "redis://127.0.0.1:1/0"
    assert ready(client, 503)["broker"] == "away"


def test_healthz_asks_for_nothing(client: Client) -> None:
    assert client.get("/healthz").content == b"ok"
