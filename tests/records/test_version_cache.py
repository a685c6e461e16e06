"""Values that a process keeps for a version of the content: threads that need one compute it once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest

from records import version_cache
from records.version_cache import cache_value

KEY = ("a value",)


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(4) as pool:
        yield pool


def test_one_thread_computes_it_and_the_others_wait(threads: ThreadPoolExecutor) -> None:
    together, built = Barrier(4), []

    def build() -> str:
        built.append(1)
        Event().wait(0.2)
        return "the value"

    def ask() -> str:
        together.wait(5)
        return cache_value(KEY, 1, build)

    asked = [threads.submit(ask) for _number in range(4)]
    assert [one.result(5) for one in asked] == ["the value"] * 4
    assert built == [1]


def test_the_next_thread_tries_after_a_failure(threads: ThreadPoolExecutor) -> None:
    is_building, may_fail = Event(), Event()

    def fail() -> None:
        is_building.set()
        may_fail.wait(5)
        raise OSError("No answer.")

    first = threads.submit(cache_value, KEY, 1, fail)
    is_building.wait(5)
    second = threads.submit(cache_value, KEY, 1, lambda: "the value")
    may_fail.set()
    with pytest.raises(OSError, match="No answer"):
        first.result(5)
    assert second.result(5) == "the value"


def test_a_thread_doesnt_wait_for_ever(threads: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(version_cache, "_LONGEST_WAIT", 0.05)
    is_building, may_end = Event(), Event()

    def hang() -> str:
        is_building.set()
        may_end.wait(5)
        return "late"

    first = threads.submit(cache_value, KEY, 1, hang)
    is_building.wait(5)
    assert cache_value(KEY, 1, lambda: "in time") == "in time"
    may_end.set()
    assert first.result(5) == "late"


def test_a_value_may_need_another_and_each_version_is_computed() -> None:
    for version in (1, 2):
        assert (
            cache_value(KEY, version, lambda v=version: cache_value(("b",), v, lambda: v) + 10)
            == version + 10
        )


def test_no_locks_are_left(threads: ThreadPoolExecutor) -> None:
    list(threads.map(lambda number: cache_value((number % 3,), number, lambda: number), range(50)))
    assert version_cache._locks == {}
