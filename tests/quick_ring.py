"""What the quick ring may hold: the tests of `make test`, which each commit waits for.

`python -m tests.quick_ring` collects them without running any, prints what is too much, and fails then.
"""

import sys
from collections.abc import Iterable

import pytest

QUICK = "not slow and not content_check"
#: What a test may be -> how many there may be.
LIMITS = {"in the browser": 10, "on PostgreSQL": 600, "on the starting content": 0}
_CONTENT = {"content", "loaded", "counted"}


def list_burdens(item: pytest.Item) -> Iterable[str]:
    """Yield the keys of `LIMITS` under which the test counts."""
    if item.get_closest_marker("browser"):
        yield "in the browser"
    if item.get_closest_marker("both_databases") or item.get_closest_marker("postgresql"):
        yield "on PostgreSQL"
    if _CONTENT & set(getattr(item, "fixturenames", ())):
        yield "on the starting content"


def find_excess(items: Iterable[pytest.Item]) -> list[str]:
    """Return a sentence for each limit that the tests exceed, with the modules that hold most of them."""
    modules: dict[str, dict[str, int]] = {burden: {} for burden in LIMITS}
    for item in items:
        module = item.nodeid.partition("::")[0]
        for burden in list_burdens(item):
            modules[burden][module] = modules[burden].get(module, 0) + 1
    return [
        f"The quick ring has {sum(counts.values())} tests {burden}; at most {limit} are allowed: "
        + ", ".join(f"{module} ({counts[module]})" for module in sorted(counts, key=lambda m: -counts[m])[:9])
        for burden, limit in LIMITS.items()
        if sum((counts := modules[burden]).values()) > limit
    ]


class _Count:
    """A plugin of pytest that counts tests instead of running them."""

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        if excess := find_excess(session.items):
            raise pytest.UsageError("\n".join([*excess, "See “Rules” in CONTRIBUTING.md."]))
        return True


def main() -> int:
    # Rewritten assertions, which only running tests need, would take most of the time.
    options = ["-qq", "--assert=plain", "-p", "no:cacheprovider", "-m", QUICK]
    return pytest.main([*options, *sys.argv[1:]], plugins=[_Count()])


if __name__ == "__main__":
    sys.exit(main())
