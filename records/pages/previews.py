"""Pages of what isn't public yet: of a proposal as if it were accepted, of a draft as if it were published.

They are rendered by the views of the public pages, in a transaction that is rolled back. Nothing keeps them.
With `?width=phone`, a page has the same preview in a frame, as wide as a phone.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from records import publishing
from records.choices import RevisionState, Status
from records.models import PreviewLink, Proposal, Record, Revision, Source
from records.pages.embeds import build_policy
from records.pages.generic_views import UNCACHED_PATTERN, PublicTemplateView
from records.texts.links import build_language_links

#: The only value of the parameter `width`.
PHONE = "phone"
#: A link to a place in the page itself.
_PLACE_LINK = re.compile(rb'<a\b(?=[^>]*\shref="#)')


class PreviewError(Exception):
    """There is no page to show; the message says why."""


def find_previewed_row(proposal: Proposal) -> Revision | None:
    """Return the row whose page shows a proposal: the first one that isn't a new source or a deletion."""
    rows = proposal.revisions.filter(state=RevisionState.PROPOSED, data__isnull=False).order_by("pk")[:12]
    shown = [row for row in rows if hasattr(row.model, "get_absolute_url")]
    others = [row for row in shown if row.model is not Source]
    return next(iter([*others, *shown]), None)


def respond_with_preview(request: HttpRequest, shown: Proposal | Record, *, ends: Any = None) -> HttpResponse:
    """Return the public page of a proposal or draft, in the active language, as nobody else sees it."""
    width = request.GET.get("width", "")
    is_framed = request.headers.get("Sec-Fetch-Dest") == "iframe"
    if width == PHONE or is_framed:
        _add_width(request)
    if width == PHONE:
        return _respond_in_phone_width(request, ends)
    if width:
        request.has_unknown_parameters, request.known_parameters = True, [f"width={PHONE}"]  # type: ignore[attr-defined]
    try:
        with _open_preview(shown) as record:
            response = _render_page(request, record, ends, is_framed=is_framed)
    except (PreviewError, publishing.PublishingError) as error:
        response = _render_notice(request, _("There is no page to show"), str(error), status=200)
    return deny_storage(_allow_own_frame(response))


def respond_without_preview(request: HttpRequest) -> HttpResponse:
    """Respond to an address that opens nothing, or nothing any more."""
    text = _("The preview has ended: its time is over, it was decided, or the link was taken back.")
    return deny_storage(_render_notice(request, _("There is no preview here"), text, status=410))


def _respond_in_phone_width(request: Any, ends: Any) -> HttpResponse:
    """Return the page that shows the preview at the same address in a frame."""
    request.preview = {"ends": ends, "is_framing": True}
    return deny_storage(render(request, "records/preview_phone.html"))


def _add_width(request: Any) -> None:
    """Let the other languages be as wide as a phone, too."""
    links = build_language_links(request)
    request.language_paths = {link["code"]: f"{link['path']}?width={PHONE}" for link in links}


def _allow_own_frame(response: HttpResponse) -> HttpResponse:
    """Let pages of this site, and no other, show the response in a frame."""
    response["Content-Security-Policy"] = build_policy({"frame-ancestors": ["'self'"]})
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def deny_storage(response: HttpResponse) -> HttpResponse:
    """Let no cache keep the response, no search engine find it, and no other site learn its address."""
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


class PreviewPage(PublicTemplateView):
    """The page at the address of a link."""

    query_parameters: ClassVar[dict[str, str]] = {"width": UNCACHED_PATTERN}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        link = PreviewLink.objects.with_token(kwargs["token"]).select_related("proposal").first()
        shown = link.find_shown() if link is not None else None
        if link is None or shown is None or (isinstance(shown, Record) and not is_previewed(shown)):
            return respond_without_preview(request)
        return respond_with_preview(request, shown, ends=link.expires_at)


def is_previewed(record: Record) -> bool:
    return record.status == Status.DRAFT


@contextmanager
def _open_preview(shown: Proposal | Record) -> Iterator[Record]:
    if isinstance(shown, Record):
        with publishing.open_draft_preview(shown):
            yield type(shown)._default_manager.get(pk=shown.pk)
        return
    row = find_previewed_row(shown)
    if row is None:
        raise PreviewError(_("What is proposed has no page of its own."))
    with publishing.open_preview(shown):
        found = {"pk": row.object_id} if row.object_id else {"slug": row.slug}
        record = row.model._default_manager.filter(**found).first()
        if record is None or not record.is_published:
            raise PreviewError(_("With what is proposed, the record is not public."))
        yield record


def _render_page(request: Any, record: Record, ends: Any, *, is_framed: bool) -> HttpResponse:
    address = urlsplit(record.get_absolute_url())
    try:
        match = resolve(address.path)
    except Resolver404 as error:
        raise PreviewError(_("What is proposed has no page of its own.")) from error
    request.GET = QueryDict(address.query)
    request.preview = {"ends": ends, "url": record.get_absolute_url(), "is_framed": is_framed}
    try:
        response = match.func(request, *match.args, **match.kwargs)
    except Http404 as error:
        raise PreviewError(_("What is proposed has no page of its own.")) from error
    if hasattr(response, "render") and not response.is_rendered:
        response.render()
    if is_framed:  # all other links lead out of the frame
        response.content = _PLACE_LINK.sub(b'<a target="_self"', response.content)
    return response


def _render_notice(request: HttpRequest, heading: str, text: str, status: int) -> HttpResponse:
    return render(request, "records/preview_notice.html", {"heading": heading, "text": text}, status=status)
