"""Redaction of the tables of this app: error messages may contain titles, values only codes and slugs."""

from django.utils.translation import gettext_noop

from records.redaction import RedactionTarget, register
from stats.models import Refresh


@register(gettext_noop("errors of the statistics"), Refresh)
def clear_refresh_errors(target: RedactionTarget) -> int:
    rows = Refresh.objects.exclude(error="")
    return sum(rows.filter(error__contains=title).update(error="-") for title in target.titles)
