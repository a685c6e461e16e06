"""An earlier revision of any record type can be restored, parts, links and sources included."""

import pytest

from records.models import Publication, Revision, get_record_types
from records.snapshots import select_public_data
from tests.records.test_revisions import restore, snapshot
from tests.text_search import insert_word

pytestmark = [pytest.mark.usefixtures("content"), pytest.mark.content_check]


@pytest.mark.sampled(6)
@pytest.mark.parametrize("code", list(get_record_types()))
def test_an_earlier_revision_of_every_type_can_be_restored(code):
    record = get_record_types()[code].objects.published().order_by("-version", "slug").first()
    earlier = snapshot(record)
    insert_word(record)
    assert snapshot(record) != earlier
    restore(next(row for row in Revision.objects.of(record) if row.data == earlier))
    assert snapshot(record) == earlier
    newest = Publication.objects.latest_versions().get(record_type=code, slug=record.slug)
    assert newest.data == select_public_data(type(record), earlier)
