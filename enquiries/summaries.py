"""A request in a line of the desk."""

from django.utils.text import Truncator, capfirst

from enquiries.models import Enquiry
from records.models import get_record_types
from records.texts.translation import strip_direction_controls


def shorten_message(enquiry: Enquiry) -> str:
    return strip_direction_controls(Truncator(" ".join(enquiry.message.split())).chars(80))


def describe_reference(enquiry: Enquiry) -> str:
    """Return type, slug and part of what a request is about, without asking whether it is public."""
    model = get_record_types().get(enquiry.record_type)
    if model is None:
        return enquiry.page
    return " · ".join(filter(None, (capfirst(str(model._meta.verbose_name)), enquiry.slug, enquiry.part)))
