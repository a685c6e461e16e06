"""After the queue is processed, every stored value equals the result of its query."""

from collections.abc import Iterator
from typing import Any

import pytest

from records import projections
from stats import definitions, invalidation, refresh, storage
from stats.definitions import get_statistics, register
from stats.projections import register_statistics
from tests.stats.random_editor import Editor
from tests.stats.sample_statistics import FLOWS, PARKS, VALUES
from tests.stats.stored_values import fetch_stored_values

pytestmark = [pytest.mark.both_databases, pytest.mark.content_listeners]


def assert_true() -> None:
    assert invalidation.find_stale_keys() == []
    for statistic in get_statistics().values():
        assert fetch_stored_values(statistic) == storage.compute_values(statistic), statistic.key


@pytest.fixture
def with_all_that_the_hub_counts(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The hub's own statistics, and those of the tests beside them."""
    settings.REFRESH_PAUSE = 0
    monkeypatch.setattr(definitions, "_registered", dict(get_statistics()))
    monkeypatch.setattr(projections, "_registered", projections.get_projections())
    register(PARKS, FLOWS, VALUES)
    register_statistics([PARKS, FLOWS, VALUES])
    invalidation.ensure_marks(get_statistics())
    yield
    projections.find_dependent_names.cache_clear()


@pytest.mark.sampled(1)
@pytest.mark.usefixtures("with_all_that_the_hub_counts")
@pytest.mark.parametrize("seed", range(6))
def test_random_work_leaves_every_stored_value_true(seed: int) -> None:
    editor = Editor(seed)
    editor.furnish()
    changed = 0
    for _round in range(5):
        for _deed in range(editor.random.randrange(4, 12)):
            editor.act()
        changed += sum(refresh.changed for refresh in refresh.refresh_stale())
        assert_true()
    assert changed > 10
