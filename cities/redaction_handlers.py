"""Redaction of the tables of this app: reasons for showing cities beside others name records."""

from django.utils.translation import gettext_noop

from cities.models import CitySimilarity
from cities.similar_cities import update_similarities
from records.redaction import RedactionTarget, register


@register(gettext_noop("similar cities"), CitySimilarity)
def rebuild_similarities(target: RedactionTarget) -> int:
    """Build the table from what is public, which a redacted version isn't."""
    return update_similarities()
