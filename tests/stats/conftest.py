from collections.abc import Iterator

import pytest

from stats import definitions, invalidation
from stats.definitions import Statistic
from stats.models import StaleMark
from tests.stats.sample_statistics import FLOWS, PARKS, VALUES


@pytest.fixture
def declared(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Statistic]]:
    """Only the tests' own statistics are declared, fresh at the start, and no pause is kept."""
    from django.conf import settings

    monkeypatch.setattr(settings, "STATISTICS_PAUSE", 0)
    monkeypatch.setattr(definitions, "_registered", {})
    monkeypatch.setattr(definitions, "_tables", {})
    definitions.register(PARKS, FLOWS, VALUES)
    StaleMark.objects.all().delete()
    invalidation.ensure_marks(definitions.get_statistics())
    yield [PARKS, FLOWS, VALUES]
    definitions.find_dependent_keys.cache_clear()
