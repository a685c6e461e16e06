"""“Edit” on public pages for signed-in staff: what somebody may change of a page, and has just changed."""

from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.contrib.admin.options import BaseModelAdmin
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import NoReverseMatch, Resolver404, resolve, reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, get_language_from_path, override
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from records.admin.access import require_staff
from records.admin.proposals.blocks import describe_proposing, get_proposal_url, may_change
from records.admin.returns import add_next, get_next, is_in_admin
from records.choices import WRITTEN_STATES, RevisionState, Status
from records.history.revisions import compare_revisions
from records.models import Part, Record, Revision
from records.models.base import get_part_models
from records.pages.generic_views import PublicPageMixin, RecordList
from records.snapshots import get_part_accessor
from records.texts.translation import get_text, strip_direction_controls

#: How long after a change a page still tells what was changed.
TOLD_FOR = timedelta(minutes=5)
#: Lines of a change that are told; the history has all.
MOST_LINES = 3


@dataclass(frozen=True)
class ShownPage:
    """A public page: the record that it is about, if any, and all records and parts that it shows."""

    path: str
    record: Record | None
    objects: list[Any]


@never_cache
def serve_script(request: HttpRequest) -> HttpResponse:
    """Lead to the script for staff. A browser whose session has ended gets 403, and forgets its mark."""
    if not admin.site.has_permission(request):
        return HttpResponse(status=403, content_type="text/javascript")
    return HttpResponseRedirect(static("build/desk-marks.js"))


@require_staff
def list_edit_links(request: HttpRequest) -> HttpResponse:
    """Return what the user may change of the public page at `?path=`, and what the user has just changed."""
    path = request.GET.get("path", "")
    language = get_language_from_path(path)
    if language is None:
        return JsonResponse({})
    with override(language):
        page = _read_page(request, path)
        if page is None:
            return JsonResponse({})
        links = list(_list_links(request.user, page))
        is_closed = not links and page.record is not None
        if not links and not is_closed:
            return JsonResponse({})
        record = _describe_record(request.user, page)
        context = {"record": record, "is_closed": is_closed}
        return JsonResponse(
            {
                "style": static("build/desk-marks.css"),
                "bar": render_to_string("admin/includes/public_bar.html", context),
                "label": _("For staff"),
                "edit": _("Edit"),
                "record": record,
                "links": links,
                "saved": _describe_saved(request.user, page),
            }
        )


def _read_page(request: HttpRequest, path: str) -> ShownPage | None:
    """Return what a page shows, by calling its view without rendering it; None for others than of records."""
    address = urlsplit(path)
    try:
        match = resolve(address.path)
    except Resolver404:
        return None
    view_class = getattr(match.func, "view_class", None)
    if (
        view_class is None
        or not issubclass(view_class, PublicPageMixin)
        or issubclass(view_class, RecordList)
    ):
        return None
    known = view_class.known_parameters(**match.kwargs)
    shown: Any = copy(request)
    shown.path = shown.path_info = address.path
    shown.resolver_match = match
    shown.GET = QueryDict(mutable=True)
    for name, values in QueryDict(address.query).lists():
        if name in known:
            shown.GET.setlist(name, values)
    try:
        response: Any = match.func(shown, *match.args, **match.kwargs)
    except Http404:
        return None
    context = getattr(response, "context_data", None)
    if response.status_code != 200 or context is None:
        return None
    section, record = context.get("section"), context.get("record")
    cited = section.get_cited_records() if section else context["view"].get_cited_records(context)
    about = record if isinstance(record, Record) else None
    return ShownPage(path, about, [*cited, *_list_parts(about)])


def _list_parts(record: Record | None) -> Iterator[Part]:
    """Yield the parts of the record that a page is about, but those that may be many: it announces them."""
    for model in get_part_models(type(record)) if record else ():
        if issubclass(model, Part) and not model.may_be_many:
            yield from model._default_manager.filter(**{model.owner: record})


def _list_links(user: Any, page: ShownPage) -> Iterator[dict[str, str]]:
    """Yield what the page shows and the user may change: where it stands, its name, its address in the admin.

    `id` is that of an element. What has its element on another page is found by a link to it, `href`.
    """
    may: dict[type[Record], bool] = {}
    seen = set()
    for obj in page.objects:
        part = obj if isinstance(obj, Part) else None
        record = part.record if part else obj
        if not isinstance(record, Record) or record.status != Status.PUBLISHED or obj == page.record:
            continue
        model = type(record)
        if model not in may:
            may[model] = may_change(user, model, Status.PUBLISHED)
        place = _get_place(obj, record, page)
        if may[model] and tuple(place.values()) not in seen:
            seen.add(tuple(place.values()))
            url = _get_part_url(part) if part else _get_record_url(record)
            fragment = place.get("id") or place["href"].partition("#")[2]
            back = f"{page.path}#{fragment}" if fragment else page.path
            yield {**place, "url": add_next(url, back), "name": _get_name(obj)}


def _get_place(obj: Record | Part, record: Record, page: ShownPage) -> dict[str, str]:
    """Return where a record or part stands: the id of its element, and a link to it that is its alone."""
    if isinstance(obj, Part):
        if record == page.record:
            return {"id": obj.key}
        return {"id": "", "href": f"{record.get_absolute_url()}#{obj.key}"}
    href = record.get_absolute_url()
    return {"id": record.anchor, "href": href if "#" in href else ""}


def _describe_record(user: Any, page: ShownPage) -> dict[str, str] | None:
    """Return name and address of the record that the page is about, if the user may change it."""
    record = page.record
    if record is None or not may_change(user, type(record), Status.PUBLISHED):
        return None
    return {"url": add_next(_get_record_url(record), page.path), "name": _get_name(record)}


def _get_record_url(record: Record) -> str:
    return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])


def _get_part_url(part: Part) -> str:
    """Return the address of the page of a part, or of the form of its record if it has none."""
    record = part.record
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_part"
    try:
        return reverse(name, args=[record.pk, get_part_accessor(type(part)), part.key])
    except NoReverseMatch:
        return _get_record_url(record)


def _get_name(obj: Record | Part) -> str:
    """Return what a link edits, for those who don't see where it stands."""
    if isinstance(obj, Record):
        return strip_direction_controls(str(obj.title))
    texts = (get_text(obj, name, get_language() or "en").plain for name in obj.translated_fields)
    return Truncator(next(filter(None, texts), "")).chars(80)


# -- the way back ---------------------------------------------------------------------------------------


def _describe_saved(user: Any, page: ShownPage) -> dict[str, Any] | None:
    """Return what the user has just changed or proposed of what the page shows, from what to what."""
    states = (*WRITTEN_STATES, RevisionState.PROPOSED)
    own = Revision.objects.filter(by=user, at__gte=timezone.now() - TOLD_FOR, state__in=states)
    newest = own.select_related("proposal").order_by("-pk").first()
    if newest is None or not _is_shown(newest, page):
        return None
    before = _find_before(newest)
    if before is None:
        return None
    lines = compare_revisions([(before, newest)])[0]
    context: dict[str, Any] = {
        "revision": newest,
        "lines": lines[:MOST_LINES],
        "others": max(0, len(lines) - MOST_LINES),
    }
    if newest.proposal is not None and not newest.is_written:
        context |= {
            "proposed": describe_proposing(user),
            "proposal_url": get_proposal_url(newest.proposal),
        }
    return {"id": newest.pk, "message": render_to_string("admin/includes/saved_change.html", context)}


def _find_before(newest: Revision) -> Revision | None:
    """Return the version before a revision; of one that is proposed, that over which it was made."""
    former = Revision.objects.written().filter(record_type=newest.record_type, object_id=newest.object_id)
    if not newest.is_written:
        return former.filter(version=newest.base_version).order_by("-pk").first()
    return former.filter(pk__lt=newest.pk).order_by("-pk").first()


def _is_shown(revision: Revision, page: ShownPage) -> bool:
    records: Iterable[Any] = (obj.record if isinstance(obj, Part) else obj for obj in page.objects)
    shown = [page.record, *(record for record in records if isinstance(record, Record))]
    place = (revision.record_type, revision.object_id)
    return any(record and (record.type_code, record.pk) == place for record in shown)


class ReturningAdmin(BaseModelAdmin):
    """Admin whose form returns to the public page from which it was opened."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        response = super().response_change(request, obj)  # type: ignore[misc]
        target = get_next(request)
        if not target or {"_continue", "_addanother", "_saveasnew", "_popup"} & set(request.POST):
            return response
        if not is_in_admin(target):
            list(messages.get_messages(request))  # the page itself says what was changed
        return HttpResponseRedirect(target)
