"""The quick ring stays quick: `make check` counts what it may hold."""

from typing import Any

import pytest

from tests.quick_ring import find_excess


class FakeItem:
    """A test that pytest has collected: its module, markers and fixtures."""

    def __init__(self, module: str, *markers: str, fixtures: tuple[str, ...] = ()) -> None:
        self.nodeid, self.markers, self.fixturenames = f"{module}::test_it", markers, fixtures

    def get_closest_marker(self, name: str) -> Any:
        return name if name in self.markers else None


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([FakeItem("tests/test_a.py", "browser")] * 11, "11 tests in the browser; at most 10 are allowed"),
        ([FakeItem("tests/test_a.py", "both_databases")] * 601, "601 tests on PostgreSQL; at most 600"),
        ([FakeItem("tests/test_a.py", "postgresql")] * 601, "601 tests on PostgreSQL; at most 600"),
        (
            [FakeItem("tests/test_a.py", fixtures=("db", "loaded"))],
            "1 tests on the starting content; at most 0",
        ),
    ],
)
def test_too_much_is_named_with_its_modules(items: Any, said: str) -> None:
    (sentence,) = find_excess(items)
    assert said in sentence
    assert f"tests/test_a.py ({len(items)})" in sentence


def test_the_limits_themselves_are_allowed() -> None:
    browser, postgresql = FakeItem("a", "browser"), FakeItem("a", "both_databases", "postgresql")
    assert find_excess([browser] * 10 + [postgresql] * 600 + [FakeItem("a", fixtures=("db",))] * 7000) == []
