"""What pages and API lists may take, the same at each scale: budgets.json, by kind of page.

`cpu` is the processor time of the process, in times that of a constant view with all middleware; then
`kilobytes` of HTML or JSON, `queries`, and `rows` that they fetch. They have a wide margin: `make bench`
measures exactly.
"""

import json
import time
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from tests.fetched_rows import count_fetched
from tests.scale.conftest import say
from web import versions

BUDGETS = json.loads(Path(__file__).with_name("budgets.json").read_text())
CONSTANT = "/healthz"
#: The least of several: other programs on the machine slow down the most.
REPEATS = 9

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="The promise is one of PostgreSQL."),
    pytest.mark.django_db,
    pytest.mark.usefixtures("at_scale"),
]


def measure(client: Client, address: str, repeats: int) -> tuple[float, int]:
    """The least processor time of several requests, and the size of the response."""
    times, size = [], 0
    for _time in range(repeats):
        start = time.process_time()
        response = client.get(address)
        times.append(time.process_time() - start)
        assert response.status_code == 200, address
        size = len(response.content)
    return min(times), size


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param(kind, marks=pytest.mark.smoke) if kind in {"city", "list of parks"} else kind
        for kind in BUDGETS
    ],
)
def test_a_page_stays_within_its_budget(kind: str, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.PAGE_CACHE = False
    monkeypatch.setattr(versions.VersionReader, "read", lambda self, now=False: versions.KnownVersion())
    budget, client = BUDGETS[kind], Client()
    client.get(budget["address"])
    with count_fetched() as fetched:
        client.get(budget["address"])
    constant, _size = measure(client, CONSTANT, 10 * REPEATS)
    used, size = measure(client, budget["address"], REPEATS)
    taken = {
        "cpu": round(used / constant, 1),
        "kilobytes": round(size / 1000),
        "queries": fetched.queries,
        "rows": fetched.rows,
    }
    say(f"{kind}: {used * 1000:.0f} ms, {taken}")
    assert {name: number for name, number in taken.items() if number > budget[name]} == {}
