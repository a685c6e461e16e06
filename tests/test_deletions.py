"""Rows of derived tables are deleted without being read; a table may be large. Records are guarded."""

import pytest
from django.db.models.signals import pre_delete, pre_save

from records.models import FigureEntry, SourceUse, get_record_types
from records.models.base import get_part_models
from search.models import SearchEntry
from tests.factories import make_city, make_city_figure

pytestmark = [pytest.mark.both_databases, pytest.mark.content_listeners]


@pytest.mark.django_db
@pytest.mark.parametrize("model", [FigureEntry, SearchEntry, SourceUse], ids=lambda model: model.__name__)
def test_all_rows_of_a_table_are_deleted_by_one_query(model, django_assert_num_queries) -> None:
    make_city_figure(make_city())
    assert model.objects.count() > 0
    with django_assert_num_queries(1):
        model.objects.all().delete()


def test_every_record_and_part_is_written_in_a_publication_only() -> None:
    records = get_record_types().values()
    for model in [*records, *(part for record in records for part in get_part_models(record))]:
        assert pre_save.has_listeners(model), model
        assert pre_delete.has_listeners(model), model
