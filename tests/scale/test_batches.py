"""A batch of 5,000 rows is accepted without holding up other writers for long."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group, User

from cities.models import IndicatorValue
from records import publishing
from records.choices import RevisionKind, Status
from records.models import Proposal, Revision
from records.publishing.changes import Changes
from records.snapshots import build_snapshots
from tests.desk_rows import DeskRows
from tests.scale.conftest import say
from tests.worker_databases import WorkerDatabases

ROWS = 5_000
#: So long the lock of publication is held for one portion.
MOST_SECONDS = 5


@pytest.fixture
def batch(
    django_db_setup: None, worker_databases: WorkerDatabases, django_db_blocker: Any
) -> Iterator[Proposal]:
    """A proposal of another value for each of 5,000 records, in a database of its own."""
    databases = WorkerDatabases(f"{worker_databases.worker}_batch", worker_databases.server)
    with django_db_blocker.unblock(), databases.using("migrated"):
        rows = DeskRows()
        rows.grow(ROWS)
        values = {each.pk: each for each in IndicatorValue.objects.filter(city=rows.city)[:ROWS]}
        start = time.monotonic()
        proposal = publishing.create_proposal(
            rows.user,
            [
                publishing.ProposedRow(
                    IndicatorValue,
                    pk,
                    values[pk].slug,
                    Status.PUBLISHED,
                    {**data, "value": 7.5},
                    values[pk].version,
                )
                for pk, data in build_snapshots(IndicatorValue, list(values)).items()
            ],
            title="Sample",
        )
        say(f"A proposal of {ROWS:,} rows made in {time.monotonic() - start:.1f} s")
        yield proposal
    with django_db_blocker.unblock():
        databases.drop()


def test_other_writers_wait_seconds_at_most(batch: Proposal, monkeypatch: pytest.MonkeyPatch) -> None:
    publisher = User.objects.create(username="publisher", is_staff=True)
    publisher.groups.add(Group.objects.get(name="Publisher"))
    locked: list[float] = []
    acquire = Changes._acquire_publication_lock

    def note_time(changes: Changes) -> None:
        acquire(changes)
        locked.append(time.monotonic())

    monkeypatch.setattr(Changes, "_acquire_publication_lock", note_time)
    publishing.start_acceptance(publisher, batch, kind=RevisionKind.UPDATE)
    start, held = time.monotonic(), []
    while True:
        locked.clear()
        if not publishing.write_portions(1):
            break
        if locked:
            held.append(time.monotonic() - locked[0])
    say(
        f"{ROWS:,} rows accepted in {time.monotonic() - start:.0f} s; the lock was held {len(held)} times, "
        f"{max(held):.1f} s at most (at most {MOST_SECONDS})"
    )
    batch.refresh_from_db()
    assert (batch.state, batch.is_in_progress, batch.size) == ("accepted", False, ROWS)
    assert Revision.objects.written().filter(proposal=batch).count() == ROWS
    assert max(held) <= MOST_SECONDS
