"""A redacted version of any record type is left in no table."""

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User

from records import redaction
from records.models import Publication, get_record_types
from tests.projections import update_search
from tests.text_search import insert_word, search_tables

pytestmark = [
    pytest.mark.usefixtures("content"),
    pytest.mark.content_listeners,
    pytest.mark.both_databases,
    pytest.mark.content_check,
]


@pytest.mark.sampled(1)
@pytest.mark.parametrize("code", list(get_record_types()))
def test_nothing_of_a_redacted_version_is_left_in_any_table(code):
    record = get_record_types()[code].objects.published().order_by("-version", "slug").first()
    boss = User.objects.create_superuser("boss", password="x")
    rows = Publication.objects.filter(record_type=code, slug=record.slug).order_by("-number")
    correct = insert_word(record)
    planted = rows[0].number
    update_search()
    LogEntry.objects.log_actions(boss.pk, [record], CHANGE, [{"added": {"name": "x", "object": f"{record}"}}])
    correct()
    assert "records_publication" in search_tables()
    redaction.redact(code, record.slug, [planted], by=boss, reason="File 7")
    assert search_tables() == {}
