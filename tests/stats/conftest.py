from collections.abc import Iterator

import pytest

from stats import declaring, marking
from stats.declaring import Statistic
from stats.models import Mark
from tests.stats.sample_statistics import FLOWS, PARKS, VALUES


@pytest.fixture
def declared(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Statistic]]:
    """Only the tests' own statistics are declared, fresh at the start, and no pause is kept."""
    from django.conf import settings

    monkeypatch.setattr(settings, "STATISTICS_PAUSE", 0)
    monkeypatch.setattr(declaring, "_registered", {})
    declaring.register(PARKS, FLOWS, VALUES)
    Mark.objects.all().delete()
    marking.ensure_marks(declaring.registered())
    yield [PARKS, FLOWS, VALUES]
    declaring.resting_on.cache_clear()
