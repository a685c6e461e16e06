"""The panel objects of a record's page."""

import copy
import pickle

from records.pages.panels import FilledPanel, Panel


def rows(_record: object) -> list[int]:
    return [1]


def test_a_filled_panel_can_be_copied_and_cached():
    filled = FilledPanel(Panel("exchanges", "Exchanges", "a.html", 10, rows), [1])
    assert copy.copy(filled) == pickle.loads(pickle.dumps(filled)) == filled
