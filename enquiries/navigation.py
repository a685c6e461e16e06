"""Links of pages of lower apps that lead to the form."""

from typing import Any

from django.http import HttpRequest

from enquiries.availability import is_form_open
from enquiries.choices import EnquiryKind
from enquiries.subjects import PAGE, PART, RECORD, build_enquiry_url, get_page
from records.pages.contact import register_contact_form
from records.pages.navigation import LinkSlot, register_link

#: Pages of one reader, whose addresses nobody else is to learn.
_OWN_PAGES = ("enquiry", "enquiry_status")


def _build_url(request: HttpRequest, kind: str, record: Any, part: str) -> str:
    if not is_form_open():
        return ""
    about = _build_reference(record)
    match = request.resolver_match
    is_own = match is not None and match.url_name in _OWN_PAGES
    has_record_page = about and getattr(record, "get_absolute_url", str)() == request.path
    page = "" if is_own or has_record_page else get_page(request)
    return build_enquiry_url({RECORD: about, PART: part, PAGE: page}, kind)


def _build_reference(record: Any) -> str:
    """Return type and slug of a record, or of that to which a row belongs; empty for anything else."""
    type_code = getattr(record, "type_code", "") or getattr(record, "record_type", "")
    return f"{type_code}/{record.slug}" if type_code else ""


register_contact_form(_build_url)
register_link(
    LinkSlot.REPORT, EnquiryKind.CORRECTION.label, lambda: build_enquiry_url({}, EnquiryKind.CORRECTION)
)
