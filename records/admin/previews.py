"""Previews at the desk: the public page of a proposal or draft, and links to it for others."""

from datetime import timedelta
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from records.choices import Operation, RevisionState
from records.models import PreviewLink, Proposal, Record, get_record_types
from records.pages.previews import is_previewed, respond_with_preview
from records.permissions import may_perform
from records.texts.links import get_site_url
from records.texts.translation import PAGE_TAGS

#: By which addresses name a proposal, in the place of a record type.
_PROPOSAL = "proposal"
#: For how many days a link may work.
DAYS = (3, 14, 30)
_USUAL_DAYS = 14
#: Links to one proposal or draft.
MOST_LINKS = 20
#: The key of the session under which a link waits for the page that shows it.
_NEW = "preview_link"


def build_preview_url(shown: Proposal | Record, page: str) -> str:
    """Return the address of the preview in a language, or with `links` that of its links."""
    kind = _PROPOSAL if isinstance(shown, Proposal) else shown.type_code
    if page == "links":
        return reverse("admin-preview-links", args=[kind, shown.pk])
    return reverse("admin-preview", args=[kind, shown.pk, page])


def show_preview(request: HttpRequest, kind: str, pk: int, language: str) -> HttpResponse:
    """Show the page as it would be, to whoever may view the records."""
    shown = _find_shown(request, kind, pk, Operation.VIEW)
    if language not in PAGE_TAGS:
        raise Http404
    with override(language):
        request.language_paths = {code: build_preview_url(shown, code) for code in PAGE_TAGS}  # type: ignore[attr-defined]
        return respond_with_preview(request, shown)


def show_links(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """List the links to a preview; make one, or take one back."""
    shown = _find_shown(request, kind, pk, Operation.PROPOSE)
    here = build_preview_url(shown, "links")
    links = PreviewLink.objects.valid().of(shown)
    if request.method == "POST":
        _update_links(request, shown, links)
        return HttpResponseRedirect(here)
    new = request.session.pop(_NEW, {})
    context = {
        **admin.site.each_context(request),
        "title": _("Preview"),
        "shown": shown,
        "back_url": _build_back_url(shown),
        "pages": [(build_preview_url(shown, code), tag, code) for code, tag in PAGE_TAGS.items()],
        "links": links.select_related("by"),
        "new": new["paths"].items() if new.get("at") == here else (),
        "site_address": get_site_url(request),
        "days": DAYS,
        "usual_days": _USUAL_DAYS,
        "is_full": links.count() >= MOST_LINKS,
        "revocable": {link.pk for link in _select_revocable(request, shown, links)},
    }
    return TemplateResponse(request, "admin/previews.html", context)


def _update_links(request: HttpRequest, shown: Proposal | Record, links: Any) -> None:
    if number := request.POST.get("revoke", ""):
        chosen = links.filter(pk=int(number[:18]) if number.isdecimal() else None)
        if _select_revocable(request, shown, chosen).delete()[0]:
            messages.success(request, _("The link is taken back; it opens nothing any more."))
        elif chosen.exists():
            messages.error(request, _("Only who gave this link, or a publisher, takes it back."))
        return
    days = request.POST.get("days", "")
    if days not in map(str, DAYS):
        messages.error(request, _("Choose for how many days the link works."))
    elif links.count() >= MOST_LINKS:
        messages.error(request, _("There are 20 links already. Take one back first."))
    else:
        token = PreviewLink.make(shown, request.user, timezone.now() + timedelta(days=int(days)))
        paths = {}
        for code in PAGE_TAGS:
            with override(code):
                paths[code] = reverse("preview", args=[token])
        request.session[_NEW] = {"at": request.path, "paths": paths}


def _select_revocable(request: HttpRequest, shown: Proposal | Record, links: Any) -> Any:
    """Return those of these links that the account may take back: its own, or all as a publisher."""
    may_publish = all(may_perform(request.user, Operation.PUBLISH, model) for model in _list_types(shown))
    return links if may_publish else links.filter(by=request.user.pk)


def _list_types(shown: Proposal | Record) -> set[type[Record]]:
    if isinstance(shown, Record):
        return {type(shown)}
    rows = shown.revisions.filter(state=RevisionState.PROPOSED).order_by()
    return {get_record_types()[code] for code in rows.values_list("record_type", flat=True).distinct()}


def _build_back_url(shown: Proposal | Record) -> str:
    if isinstance(shown, Proposal):
        return reverse("admin:records_proposal_change", args=[shown.pk])
    return reverse(f"admin:{shown._meta.app_label}_{shown._meta.model_name}_change", args=[shown.pk])


def _find_shown(request: HttpRequest, kind: str, pk: int, operation: Operation) -> Any:
    """Return the waiting proposal or the draft; raise unless the account may do this with its records."""
    shown: Any
    if kind == _PROPOSAL:
        shown = Proposal.objects.waiting().filter(pk=pk).first()
    else:
        model = get_record_types().get(kind)
        shown = model.objects.filter(pk=pk).first() if model else None
        shown = shown if shown is not None and is_previewed(shown) else None
    if shown is None:
        raise Http404
    if not all(may_perform(request.user, operation, model) for model in _list_types(shown)):
        raise PermissionDenied
    return shown
