"""What is exported and imported unchanged changes nothing; under another slug it says the same."""

import pytest

from records.admin.tables.changes import group_rows, merge_row
from records.admin.tables.exports import build_export
from records.admin.tables.files import read_file
from records.admin.tables.resources import TableResource
from records.admin.tables.shapes import get_shapes
from records.snapshots import build_snapshots
from tests.admin_forms import RECORDS, publish_filled_form

pytestmark = pytest.mark.django_db


def export(shape, file_format: str) -> bytes:
    response = build_export(shape, shape.model.objects.all(), file_format)
    return b"".join(part if isinstance(part, bytes) else part.encode() for part in response.streaming_content)


def read(shape, content: bytes, name: str):
    """The changed rows and the errors of a file."""
    table = read_file(content, name, shape)
    found = list(TableResource(shape).read_lines(table.headers, table.lines))
    return [row for rows, _errors in found for row in rows], [
        error for _rows, some in found for error in some
    ]


@pytest.mark.sampled(3)
@pytest.mark.parametrize("kind", ["usual", "huge", "zero", "even", "odd"])
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.model_name)
def test_an_export_that_is_imported_unchanged_changes_nothing(admin_client, model, kind):
    publish_filled_form(admin_client, model, kind)
    for shape in get_shapes(model).values():
        for file_format in ("csv", "xlsx"):
            content = export(shape, file_format)
            if shape.row_model.objects.exists():
                assert read(shape, content, f"table.{file_format}") == ([], []), (shape.relation, file_format)


@pytest.mark.sampled(2)
@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.model_name)
def test_a_row_under_another_slug_is_a_record_that_says_the_same(admin_client, model):
    record = publish_filled_form(admin_client, model, slug="as-it-was")
    shape = get_shapes(model)[""]
    content = export(shape, "csv").replace(b"as-it-was", b"as-it-is")
    rows, errors = read(shape, content, "table.csv")
    assert not errors
    change = next(change for change in group_rows(rows) if change.slug == "as-it-is")
    assert change.pk is None
    stored = build_snapshots(model, [record.pk])[record.pk]
    made = merge_row(shape, None, change.rows[0])
    compared = made.keys() - {"slug"} - get_shapes(model).keys()
    assert {name: made[name] for name in compared} == {name: stored[name] for name in compared}
