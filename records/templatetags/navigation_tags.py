"""Template tags for links to pages of other apps, and to the same records as data."""

from typing import Any

from django import template
from django.template.context import Context

from records.pages import data_links, navigation
from records.pages.contact import build_contact_address, build_form_address
from records.pages.embeds import build_frame_code
from records.texts.links import build_mail_address

register = template.Library()

# `{% site_link "home" as home %}`: its `url` and `label`; the slots are `navigation.LinkSlot`.
register.simple_tag(navigation.get_link, name="site_link")
# `{% list_as_data filterset as links %}`, each with `name` and `url`.
register.simple_tag(data_links.get_list_links, name="list_as_data")
# `{% list_feed filterset as feed %}` and `{% record_feed record as feed %}`: `url` and `name`, or None.
register.simple_tag(data_links.get_list_feed, name="list_feed")
register.simple_tag(data_links.get_record_feed, name="record_feed")
# `{% oembed_link path as address %}`: where a page says how other sites embed it.
register.simple_tag(data_links.get_oembed_url, name="oembed_link")
# `{% record_as_data record as address %}`
register.simple_tag(data_links.get_record_url, name="record_as_data")


@register.simple_tag(takes_context=True)
def contact_address(
    context: Context,
    subject: Any = "",
    text: str = "",
    kind: str = "correction",
    record: Any = None,
    part: str = "",
) -> str:
    """Return the address of the form or of an e-mail about the page; empty if the site has neither.

    `{% contact_address as address %}` and `{% if address %}` surround whatever invites readers to write.
    """
    # A panel has no variable of that name.
    request: Any = context.request  # type: ignore[attr-defined]
    return build_contact_address(request, str(subject), text, kind=kind, record=record or None, part=part)


@register.simple_tag(takes_context=True)
def form_address(context: Context, kind: str = "other") -> str:
    """Return the address of the form for requests; empty while it is closed."""
    return build_form_address(context.request, kind)  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def mail_address(context: Context) -> str:
    """Return the address of an e-mail about the page, where its text is that of the mailbox."""
    return build_mail_address(context.request)  # type: ignore[attr-defined]


@register.simple_tag(takes_context=True)
def frame_markup(context: Context, url: str, title: Any, height: int) -> str:
    """Return the HTML with which another site shows the page for frames at `url`, `height` pixels high."""
    # As a text: a page shows it escaped.
    return str.__str__(build_frame_code(f"{context['site_url']}{url}", str(title), height=height))


@register.inclusion_tag("includes/frame_code.html", takes_context=True)
def frame_code(context: Context, url: str, title: Any, height: int) -> dict[str, str]:
    """Render that HTML, folded, with a button that copies it."""
    return {"url": url, "code": frame_markup(context, url, title, height), "code_id": "frame-code"}
