"""The Celery configuration."""

import pytest
from kombu.exceptions import OperationalError

from hub.celery import app


def test_a_broker_that_is_away_is_tried_every_few_seconds_however_long(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("kombu.utils.functional.sleep", lambda seconds: None)
    with app.connection_for_read("redis://127.0.0.1:1/0") as connection, pytest.raises(OperationalError):
        connection.ensure_connection(lambda error, interval: waits.append(interval), 12)
    assert max(waits) <= 4
    assert app.conf.broker_connection_max_retries is None
