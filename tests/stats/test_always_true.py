"""After the queue is processed, every stored value equals the result of its query."""

from collections.abc import Iterator
from typing import Any

import pytest

from stats import declaring, marking, refreshing, storing
from stats.declaring import register, registered
from tests.stats.random_editor import Editor
from tests.stats.sample_statistics import FLOWS, PARKS, VALUES


def assert_true() -> None:
    assert marking.stale_keys() == []
    for statistic in registered().values():
        assert storing.stored(statistic) == storing.computed(statistic), statistic.key


@pytest.fixture
def with_all_that_the_hub_counts(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The hub's own statistics, and those of the tests beside them."""
    settings.STATISTICS_PAUSE = 0
    monkeypatch.setattr(declaring, "_registered", dict(registered()))
    register(PARKS, FLOWS, VALUES)
    marking.ensure_marks(registered())
    yield
    declaring.resting_on.cache_clear()


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
        changed += sum(refresh.changed for refresh in refreshing.work())
        assert_true()
    assert changed > 10
