"""The pages of the desk take about as long with 10,000 rows as with 100, on both databases.

In one run each page is measured with 100 rows of each kind, then with 10,000 (`DeskRows`). What is measured
is the work of the processors, for this and for the database: other work of the machine hardly changes it.
"""

import gc
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.template.base import Template
from django.test import Client

from tests.desk_rows import PAGES, DeskRows
from tests.scale.conftest import say
from tests.worker_databases import WorkerDatabases

FEW, MANY = 100, 10_000
#: A page with many rows takes at most so many times as long as with few.
MOST_TIMES = 1.5
#: Names are read one by one for a text within them, and those of at most 200 drafts for pinyin and slips of
#: the pen: an index would have to be kept of what is not public, too.
MOST_TIMES_OF_A_SEARCH = 5
SEARCHES = {
    "list of cities, found", "list of publications, found", "find", "find many", "suggestions", "choices",
}  # fmt: skip
#: All that is in the way of a deletion is counted, in one query for each type, and so are all own drafts, own
#: records of a list, and revisions. What waits for a record is no column of it: for the order by state all
#: rows are read.
MOST_TIMES_OF_OTHERS = {
    "deletion of a source": 2.0, "home": 2.0, "list of cities, by state": 2.0, "list of cities, mine": 2.0,
    "list of revisions": 2.0, "list of revisions of a type": 2.0,
}  # fmt: skip
PAGE_WITHOUT_ROWS = "/admin/cities/region/add/"
#: The least of several: other programs make each of them slower.
REPEATS = 7


def read_used_time() -> float:
    """The seconds that this process and the one of the database have worked."""
    used = time.process_time()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_backend_pid()")
            (backend,) = cursor.fetchone()
        used += int(Path(f"/proc/{backend}/schedstat").read_text().split()[0]) / 1e9
    return used


def measure(client: Client, address: str) -> float:
    """Return what a page takes, in times of a page without rows: processors change their speed."""
    response = client.get(address)
    # What too much depends on is not withdrawn in one step, and the page says so.
    assert response.status_code == 200 or response.url.endswith("/change/"), address
    asked = (address, PAGE_WITHOUT_ROWS)
    times: dict[str, list[float]] = {path: [] for path in asked}
    for path in asked * REPEATS:
        start = read_used_time()
        client.get(path)
        times[path].append(read_used_time() - start)
    return min(times[address]) / min(times[PAGE_WITHOUT_ROWS])


@pytest.fixture(scope="module")
def measured(
    django_db_setup: None, worker_databases: WorkerDatabases, django_db_blocker: Any
) -> Iterator[dict[str, tuple[float, float]]]:
    """What each page takes with few and with many rows, in a database of its own."""
    databases = WorkerDatabases(f"{worker_databases.worker}_desk", worker_databases.server)
    with (
        django_db_blocker.unblock(),
        databases.using("migrated"),
        pytest.MonkeyPatch.context() as patch,
    ):
        # As in production: the test runner has templates copy their context.
        patch.setattr(Template, "_render", lambda self, context: self.nodelist.render(context))
        gc.collect()
        gc.freeze()
        rows, client = DeskRows(), Client()
        client.force_login(rows.user)
        found: list[dict[str, float]] = []
        for number in (FEW, MANY):
            rows.grow(number)
            keys = rows.get_keys()
            found.append(
                {name: measure(client, f"/admin/{path.format(**keys)}") for name, path in PAGES.items()}
            )
        gc.unfreeze()
        yield {name: (found[0][name], found[1][name]) for name in PAGES}
    with django_db_blocker.unblock():
        databases.drop()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_the_desk_takes_as_long_with_many_rows_as_with_few(name: str, measured: Any) -> None:
    few, many = measured[name]
    most = MOST_TIMES_OF_A_SEARCH if name in SEARCHES else MOST_TIMES_OF_OTHERS.get(name, MOST_TIMES)
    say(
        f"{name}: {few:.2f} of a page without rows with {FEW} rows, {many:.2f} with {MANY:,}, "
        f"{many / few:.2f} times (at most {most})"
    )
    assert many / few <= most
