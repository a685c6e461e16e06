"""Sample data is marked, reproducible, and published like other records."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from cities.models import City, IndicatorValue
from initiatives.models import IndustrialPark, MaterialFlow
from records.models import Publication, SourceUse, get_record_types
from sample_data import records
from stats import invalidation
from tests.factories import make_city
from tests.records.test_publication_log import check_the_log

pytestmark = [pytest.mark.django_db, pytest.mark.any_database]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in {"CITIES": 4, "PARKS": 6, "FLOWS": 12, "VALUES": 50}.items():
        monkeypatch.setattr(records, name, number)


def make(*arguments: str) -> None:
    call_command("make_sample_data", *arguments, stdout=StringIO())


def public() -> dict[tuple[str, str], Any]:
    return {(row.record_type, row.slug): row.data for row in Publication.objects.all()}


def test_there_are_as_many_as_the_scale_says() -> None:
    make("--scale", "2")
    counts = [model.objects.published().count() for model in (City, IndustrialPark, MaterialFlow)]
    assert counts == [8, 12, 24]
    assert IndicatorValue.objects.published().count() == 100


def test_everything_is_marked_as_a_sample() -> None:
    make()
    for model in get_record_types().values():
        slugs = model._default_manager.values_list("slug", flat=True)
        assert all(slug.startswith("sample-") for slug in slugs)
    assert all(park.name_en.startswith("Sample") for park in IndustrialPark.objects.all())
    assert set(SourceUse.objects.values_list("source__slug", flat=True)) == {"sample-data"}


def test_the_log_holds_what_publishing_would_have_written() -> None:
    make()
    check_the_log([model for model in get_record_types().values() if model._default_manager.exists()])


def test_the_same_scale_gives_the_same_data() -> None:
    with transaction.atomic():
        make()
        first = public()
        transaction.set_rollback(True)
    make()
    assert public() == first


def test_the_statistics_hear_of_it() -> None:
    invalidation.ensure_marks(["indicator-values"])
    make()
    assert "indicator-values" in invalidation.find_stale_keys()


def test_it_refuses_a_database_with_real_records() -> None:
    make_city("changchun")
    before = Publication.objects.count()
    with pytest.raises(CommandError, match=r"real records .*city"):
        make()
    assert Publication.objects.count() == before
    make("--beside-real-data")
    assert IndicatorValue.objects.published().count() == 50


def test_it_refuses_to_add_samples_to_samples() -> None:
    make()
    with pytest.raises(CommandError, match="samples here already"):
        make()
