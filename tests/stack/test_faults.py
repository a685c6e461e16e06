"""The hub in production with readers and an editor, while its processes are killed one after the other."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count

import psycopg2
import pytest

from tests.stack.admin_session import Editor, make_publisher
from tests.stack.production import NOT_FROM_NGINX, RESTART, Production, wait_until

PAGES = [
    f"/{language}{path}"
    for language in ("en", "zh-hans")
    for path in ("/", "/parks/", "/parks/suzhou-industrial-park/", "/cities/", "/about/")
]
THEME = "industrial-symbiosis"
READERS, PER_SECOND = 4, 20


class Load:
    """Readers of pages that have been seen before, and an editor who changes a theme twice a second."""

    def __init__(self, production: Production, form: str) -> None:
        self.production = production
        self.form = form
        self.editor = Editor(production)
        self.ended = threading.Event()
        self.answers: list[tuple[float, str, int]] = []
        self.acknowledged: list[str] = []
        #: When each edit began, how long it took, its status (0: no answer).
        self.edits: list[tuple[float, float, int]] = []
        self.started = time.monotonic()
        self.threads = [threading.Thread(target=self._read, args=(number,)) for number in range(READERS)]
        self.threads.append(threading.Thread(target=self._edit))

    def start(self) -> None:
        self.editor.log_in("editor")
        for page in PAGES:
            assert self.production.get(page).status == 200, page
        for thread in self.threads:
            thread.start()

    def wait_until_all_are_seen(self) -> None:
        """Wait until each page is answered once more: a Redis that has started again has kept none."""
        before = len(self.answers)

        def are_seen() -> bool:
            return {page for _at, page, status in self.answers[before:] if status == 200} == set(PAGES)

        wait_until(are_seen, "Not all pages are answered.", 60, self.production.logs)

    def end(self) -> None:
        self.ended.set()
        for thread in self.threads:
            thread.join()

    def _each(self, seconds: float, act: Callable[[int], None]) -> None:
        start = time.monotonic()
        for number in count():
            act(number)
            # What took longer than its turn is not made up for in a burst.
            if self.ended.wait(seconds - (time.monotonic() - start) % seconds):
                return

    def _read(self, reader: int) -> None:
        def read(number: int) -> None:
            page = PAGES[(number + reader) % len(PAGES)]
            try:
                status = self.production.request(page, headers=NOT_FROM_NGINX).status
            except OSError:
                status = 0
            self.answers.append((time.monotonic(), page, status))

        self._each(READERS / PER_SECOND, read)

    def _edit(self) -> None:
        def edit(number: int) -> None:
            words = f"Edit number {number}."
            status, start = 0, time.monotonic()
            with suppress(OSError):  # not acknowledged
                status = self.editor.publish_alone(self.form, description_en=words).status
            if status == 302:
                self.acknowledged.append(words)
            self.edits.append((round(start - self.started, 1), round(time.monotonic() - start, 1), status))

        self._each(0.5, edit)


@pytest.fixture(scope="module")
def load(production: Production) -> Iterator[Load]:
    make_publisher(production, "editor", is_only=True)
    code = f"from records.models import Theme; print(Theme.objects.get(slug='{THEME}').pk)"
    pk = production.manage("shell", "-v0", "-c", code).split()[-1]
    load = Load(production, f"/admin/records/theme/{pk}/change/")
    load.start()
    yield load
    load.end()


def rows(production: Production, query: str) -> list[tuple]:
    connection = psycopg2.connect(production.database_url)
    try:
        with connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()
    finally:
        connection.close()


def killed_for(name: str, seconds: float) -> Callable[[Production], None]:
    def kill(production: Production) -> None:
        production.kill_process(name)
        time.sleep(seconds)
        production.start_process(name)

    return kill


FAULTS: dict[str, Callable[[Production], None]] = {
    "redis": killed_for("redis", 8),
    "postgresql": killed_for("postgresql", 6),
    "worker": killed_for("worker", RESTART),
    "beat": killed_for("beat", RESTART),
    "server process": Production.kill_server_process,
    "server": killed_for("gunicorn", RESTART),
    "master of the server": Production.kill_master,
    "restart of the server": Production.restart_server,
    "reload of the server": Production.reload_server,
}


@pytest.mark.parametrize(
    "fault",
    [pytest.param(fault, marks=pytest.mark.smoke) if fault == "server" else fault for fault in FAULTS],
)
def test_seen_pages_are_served_and_statistics_are_current_soon_after(
    production: Production, load: Load, fault: str
) -> None:
    time.sleep(2)
    load.wait_until_all_are_seen()
    worker, edits = production.running["worker"].pid, len(load.acknowledged)
    start = time.monotonic()
    FAULTS[fault](production)
    marks = dict(rows(production, "SELECT key, number FROM stats_stalemark"))

    def are_counted() -> bool:
        counted = dict(rows(production, "SELECT mark_id, number FROM stats_refreshstate"))
        return all(counted[key] >= number for key, number in marks.items())

    wait_until(are_counted, "Statistics are not current after 30 s.", 30, production.logs)
    wait_until(
        lambda: len(load.acknowledged) > edits, "No edit is acknowledged any more.", 10, production.logs
    )

    def list_answers() -> list[tuple[float, str, int]]:
        return [(round(at - start, 1), page, status) for at, page, status in load.answers if at >= start]

    wait_until(lambda: len(list_answers()) > 1, "No page is answered any more.", 10, production.logs)
    assert [answer for answer in list_answers() if answer[2] != 200] == []
    if fault != "worker":
        assert production.running["worker"].pid == worker
        assert production.running["worker"].poll() is None


def test_no_edit_that_was_acknowledged_is_lost(production: Production, load: Load) -> None:
    load.end()
    query = (
        "SELECT data->>'description_en' FROM records_publication WHERE record_type = 'theme' AND slug = '%s'"
    )
    ordered = f"{query % THEME} ORDER BY number"
    logged = [words for (words,) in rows(production, ordered) if words.startswith("Edit number")]
    known = set(load.acknowledged)
    assert len(known) > 20, load.edits
    # One whose answer was lost with a process may be there too.
    assert [words for words in logged if words in known] == load.acknowledged
