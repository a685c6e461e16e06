"""Where this app keeps data of records: values hold codes and slugs alone, an error may say more."""

from django.utils.translation import gettext_noop

from records.redaction import RedactionTarget, register
from stats.models import Refresh


@register(gettext_noop("errors of the statistics"), Refresh)
def clear_refresh_errors(target: RedactionTarget) -> int:
    rows = Refresh.objects.exclude(error="")
    return sum(rows.filter(error__contains=title).update(error="-") for title in target.titles)
