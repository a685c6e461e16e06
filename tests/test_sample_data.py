"""Sample data is marked, reproducible, and published like other records."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cities.models import City, IndicatorValue
from initiatives.models import IndustrialPark, MaterialFlow
from records.models import Publication, Revision, SourceUse, get_record_types
from records.snapshots import build_snapshots
from sample_data import records
from stats import invalidation
from tests.factories import make_city, writing
from tests.records.test_publication_log import check_the_log

pytestmark = [pytest.mark.django_db, pytest.mark.content_listeners]


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, number in {"CITIES": 4, "PARKS": 6, "FLOWS": 12, "VALUES": 50, "BUSINESSES": 5}.items():
        monkeypatch.setattr(records, name, number)
    others = tuple(other._replace(number=min(other.number, 2)) for other in records.OTHER_TYPES)
    monkeypatch.setattr(records, "OTHER_TYPES", others)


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
    assert all(model.objects.published().exists() for model in get_record_types().values())
    check_the_log(list(get_record_types().values()))


def test_each_record_has_a_revision_that_equals_it_and_can_be_edited() -> None:
    make()
    for model in get_record_types().values():
        snapshots = build_snapshots(model, model._default_manager.values_list("pk", flat=True))
        revisions = Revision.objects.filter(record_type=model.type_code)
        assert {revision.object_id: revision.data for revision in revisions} == snapshots
    numbers = Publication.objects.values_list("number", flat=True)
    assert sorted(Revision.objects.values_list("publication", flat=True)) == sorted(numbers)
    for value in (IndicatorValue.objects.first(), IndustrialPark.objects.first()):
        with writing() as changes:
            value.source_type = "official"
            changes.save(value)
        assert Publication.objects.filter(slug=value.slug, is_current=True).get().version == 2


def test_what_is_indexed_and_referred_to_stays_so() -> None:
    before = list_indexes_and_references()
    make()
    assert list_indexes_and_references() == before
    assert make_city("afterwards").pk > City.objects.filter(slug__startswith="sample-").count()


def list_indexes_and_references() -> list[Any]:
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1")
        indexes = cursor.fetchall()
        cursor.execute(
            "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint "
            "ORDER BY 1, 2"
        )
        return [indexes, cursor.fetchall()]


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
