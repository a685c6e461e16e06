"""What a redaction clears of requests about the record."""

from django.utils.translation import gettext_noop

from enquiries.models import Enquiry
from records.redaction import RedactionTarget, register


@register(gettext_noop("requests of readers"), Enquiry)
def _clear_facts(target: RedactionTarget) -> int:
    """Clear the values at the time of sending. What readers wrote is theirs, and ends by itself."""
    rows = Enquiry.objects.filter(record_type=target.model.type_code, slug=target.slug).exclude(facts="")
    return (rows.filter(at__lt=target.until) if target.until else rows).update(facts="")
