"""Sample data, written once, and a report of the measurements at the end. SCALE=10 makes ten times more."""

import gc
import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template

from sample_data import records

#: 100,000 values and 20,000 flows at scale 1, which take less than a minute to write.
SCALE = int(os.environ.get("SCALE", "1"))
_LINES: list[str] = []


def say(line: str) -> None:
    """Into the report of the run, also when all is well."""
    _LINES.append(line)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.section("measured")
    for line in _LINES:
        terminalreporter.write_line(line)


@pytest.fixture(scope="session")
def seconds_of_writing(django_db_setup: None, django_db_blocker: Any) -> float:
    """Write the sample data once; return the seconds, the measure of what works through all of it."""
    with django_db_blocker.unblock():
        start = time.monotonic()
        records.create_sample_data(SCALE)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        seconds = time.monotonic() - start
    say(f"Samples of scale {SCALE} written in {seconds:.0f} s")
    return seconds


@pytest.fixture
def at_scale(
    seconds_of_writing: float, django_db_blocker: Any, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """A test on the sample data, in no transaction; the database ends with the run.

    Templates are rendered as in production: the test runner has them copy their context. What the process has
    loaded is kept from the garbage collection, as `deploy/gunicorn.conf.py` does.
    """
    monkeypatch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
    gc.collect()
    gc.freeze()
    with django_db_blocker.unblock():
        yield
    gc.unfreeze()
