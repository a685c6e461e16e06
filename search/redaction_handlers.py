"""Redaction of the search index."""

from django.db import connection
from django.utils.translation import gettext_noop

from records.redaction import RedactionTarget, register
from search.models import SearchEntry


@register(gettext_noop("search index"), SearchEntry)
def delete_search_entries(target: RedactionTarget) -> int:
    """Delete the entries of a record that isn't public. That of a public one has its present version."""
    count = 0
    if not target.model.objects.published().filter(slug=target.slug).exists():
        entries = SearchEntry.objects.filter(record_type=target.model.type_code, slug=target.slug)
        count = entries.delete()[0]
    if connection.vendor == "sqlite":
        # FTS5 keeps deleted words until it merges its segments.
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('rebuild')")
    return count
