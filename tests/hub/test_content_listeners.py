"""Everything that must follow a publication is connected when the project starts."""

import pytest

from records.publishing import content_changed

pytestmark = pytest.mark.content_listeners


def test_what_is_published_marks_projections_as_stale_and_builds_the_first_bundle():
    connected = [receiver.__module__ for receiver in content_changed._live_receivers(sender=None)[0]]
    assert sorted(connected) == ["bundles.registration", "stats.invalidation"]


def test_nothing_that_listens_is_connected_for_one_sender_only():
    """A sender would leave out the publications of the loader, or of sample data."""
    senders = {lookup[1] for lookup, *_receiver in content_changed.receivers}
    assert senders == {id(None)}
