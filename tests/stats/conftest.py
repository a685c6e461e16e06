from collections.abc import Iterator

import pytest

from records import projections
from records.projections import Timing
from stats import definitions, invalidation
from stats.definitions import Statistic
from stats.models import StaleMark
from stats.projections import register_statistics
from tests.stats.sample_statistics import FLOWS, PARKS, VALUES


@pytest.fixture
def declared(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Statistic]]:
    """Only the tests' own statistics are declared, fresh at the start, and no pause is kept."""
    from django.conf import settings

    monkeypatch.setattr(settings, "REFRESH_PAUSE", 0)
    monkeypatch.setattr(definitions, "_registered", {})
    monkeypatch.setattr(projections, "_registered", projections.get_projections(Timing.AT_ONCE))
    definitions.register(PARKS, FLOWS, VALUES)
    register_statistics([PARKS, FLOWS, VALUES])
    StaleMark.objects.all().delete()
    invalidation.ensure_marks(definitions.get_statistics())
    yield [PARKS, FLOWS, VALUES]
    projections.find_dependent_names.cache_clear()
