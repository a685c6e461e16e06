"""The listeners of `content_changed`, which mark projections as stale: most tests don't need that.

Tests that need them have the marker `content_listeners`; tests/hub/test_content_listeners.py makes sure that
the project connects them. The search follows publications in tests with the fixture `search_follows`.
"""

from functools import cache
from typing import Any

from records.publishing import content_changed


@cache
def list_connected() -> tuple[Any, ...]:
    """The receivers that the project connects, in their order."""
    return tuple(content_changed.receivers)


def connect(is_on: bool) -> None:
    """Connect all of them, or none."""
    connected = list_connected()  # before the first test disconnects them
    content_changed.receivers = list(connected) if is_on else []
    content_changed.sender_receivers_cache.clear()
