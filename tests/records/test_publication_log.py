"""The latest versions in the publication log equal the live tables after any sequence of changes."""

from contextlib import suppress
from itertools import count

import pytest
from django.db import IntegrityError, transaction
from django.forms import model_to_dict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cities.models import City, CityFigure, Region
from initiatives.models import IndustrialPark
from records import publishing
from records.choices import Action
from records.models import FigureEntry, Publication, Source, SourceUse, get_record_types
from records.projections.figure_index import build_figure_entries
from records.projections.figure_models import get_unit_models
from records.projections.repeated_figures import match_same_as, may_repeat
from records.projections.source_usage import build_usage_rows
from records.publishing.log import build_publication
from records.snapshots import build_snapshots, fill_snapshot, select_public_data
from tests.factories import make_city, make_city_figure, make_park, make_region, make_source, writing

pytestmark = pytest.mark.both_databases


def live(types) -> dict[tuple[str, str], dict]:
    """What is public by the live tables."""
    found = {}
    for model in types:
        published = {record.pk: record.slug for record in model.objects.published()}
        found |= {
            (model.type_code, published[pk]): select_public_data(model, data)
            for pk, data in build_snapshots(model, published).items()
        }
    return found


def logged() -> dict[tuple[str, str], dict]:
    """What is public by the log."""
    return fill(Publication.objects.latest_versions().exclude(data=None))


def currently_logged() -> dict[tuple[str, str], dict]:
    """What is public by the rows that are marked as current."""
    return fill(Publication.objects.current())


def fill(rows) -> dict[tuple[str, str], dict]:
    """Versions from before a migration lack the fields that it added, also those of parts."""
    found = {}
    for row in rows:
        model = get_record_types()[row.record_type]
        added = select_public_data(model, fill_snapshot(model, row.data))
        found[row.record_type, row.slug] = row.data | added
    return found


def uses() -> set[tuple[str, str, str, str, str]]:
    return set(SourceUse.objects.values_list("source__slug", "record_type", "slug", "part", "field"))


def uses_by_the_live_tables(types) -> set[tuple[str, str, str, str, str]]:
    found = set()
    for model in types:
        published = {record.pk: record for record in model.objects.published()}
        for pk, data in build_snapshots(model, published).items():
            found |= {
                (slug, use.record_type, use.slug, use.part, use.field)
                for slug, use in build_usage_rows(build_publication(published[pk], Action.PUBLISHED, data))
            }
    return found


def figures() -> dict[str, dict]:
    return {entry.identifier: model_to_dict(entry, exclude=["id"]) for entry in FigureEntry.objects.all()}


def figures_by_the_log() -> dict[str, dict]:
    """The figure index as it would be written from the last versions in the log."""
    rows = Publication.objects.latest_versions().exclude(data=None)
    units = {
        (row.record_type, row.slug): row.data["unit"] for row in rows if row.record_type in get_unit_models()
    }
    entries = [
        entry
        for row in rows
        for entry in build_figure_entries(
            row, fill_snapshot(get_record_types()[row.record_type], row.data), units
        )
    ]
    match_same_as(filter(may_repeat, entries), [entry for entry in entries if not entry.key])
    return {entry.identifier: model_to_dict(entry, exclude=["id"]) for entry in entries}


def check_the_log(types) -> None:
    """`types`: every record type of which there are rows."""
    assert logged() == live(types)
    assert currently_logged() == live(types)
    check_addresses()
    assert uses() == uses_by_the_live_tables(types)
    assert figures() == figures_by_the_log()
    numbers = list(Publication.objects.order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))
    assert publishing.get_content_version() == len(numbers)
    versions: dict[tuple[str, str], int] = {}
    for record_type, slug, version in (
        Publication.objects.versions().order_by("number").values_list("record_type", "slug", "version")
    ):
        assert version > versions.get((record_type, slug), 0)
        versions[record_type, slug] = version


def check_addresses() -> None:
    """No version of a source that pages do not link to has its address."""
    for source in Source.objects.filter(link_ok=False, published_at__isnull=False):
        assert {row.data["url"] for row in Publication.objects.of(source) if row.data} <= {""}
    for data in Publication.objects.filter(record_type="source", data__link_ok=False).values_list(
        "data", flat=True
    ):
        assert data["url"] == ""


NEW_SLUG = (f"new-{number}" for number in count(1))
MODELS = (City, Region, Source, IndustrialPark)


def name_of(record) -> str:
    return "title" if isinstance(record, Source) else "name_en"


def _create(record, number, changes):
    slug = next(NEW_SLUG)
    if isinstance(record, City):
        make_city(slug, publish=number % 2 == 0, region=record.region)
    elif isinstance(record, IndustrialPark):
        make_park(slug, city=record.city)
    else:
        {Region: make_region, Source: make_source}[type(record)](slug)


def _edit(record, number, changes):
    setattr(record, name_of(record), f"Name {number % 3}")
    changes.save(record)


def _publish(record, number, changes):
    changes.publish(record)


def _withdraw(record, number, changes):
    changes.withdraw(record)


def _delete(record, number, changes):
    changes.delete(record)


def _rename(record, number, changes):
    changes.rename(record, f"name-{number % 4}")


def _cite(record, number, changes):
    sources = Source.objects.all()
    if sources and not isinstance(record, Source):
        changes.set_related(record, "sources", [sources[number % len(sources)]])


def _add_part(record, number, changes):
    if isinstance(record, City):
        make_city_figure(record, f"figure-{number % 4}", value=number)


def _edit_part(record, number, changes):
    for figure in CityFigure.objects.all()[:1]:
        figure.value = number
        changes.save(figure)


def _delete_part(record, number, changes):
    for figure in CityFigure.objects.all()[:1]:
        changes.delete(figure)


def _unlink(record, number, changes):
    if isinstance(record, Source):
        record.link_ok = number % 3 > 0
        record.editor_note = f"Note {number % 2}"
        changes.save(record)


DOINGS = [_create, _edit, _publish, _withdraw, _delete, _rename, _cite, _add_part, _edit_part, _delete_part]
DOINGS += [_unlink]
STEP = st.tuples(st.sampled_from(DOINGS), st.sampled_from(MODELS), st.integers(0, 11))


def do(block) -> None:
    """One block of writing; what is refused, by the hub or by the database, must leave nothing."""
    with suppress(publishing.PublishingError, IntegrityError), writing() as changes:
        for doing, model, number in block:
            records = list(model.objects.order_by("pk"))
            if records:
                doing(records[number % len(records)], number, changes)


@pytest.mark.django_db
@pytest.mark.parametrize("examples", [5, pytest.param(25, marks=pytest.mark.slow)])
def test_the_latest_versions_equal_the_live_tables_after_every_block(examples):
    @settings(
        max_examples=examples,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )
    @given(st.lists(st.lists(STEP, min_size=1, max_size=3), min_size=1, max_size=8))
    def check(blocks):
        with transaction.atomic():
            make_city_figure(make_city("first"))
            make_park("a-park")
            for block in blocks:
                do(block)
                check_the_log(MODELS)
            transaction.set_rollback(True)

    check()
