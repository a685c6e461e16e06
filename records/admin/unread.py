"""What the office hasn't read yet, by risk; reading a record, and saying that it was read."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from records import publishing
from records.admin.history import VersionForm
from records.admin.returns import get_next
from records.choices import Operation
from records.desk.read_marks import add_read_mark, find_reading_obstacle
from records.desk.risks import UnreadRows, count_groups, find_group, find_next_unread, list_risk_groups
from records.history import compare_pairs
from records.models import Publication, ReadMark, Record, get_record_types
from records.permissions import may_perform
from records.texts.translation import PAGE_TAGS

_PER_PAGE = 50
#: Whoever reads has both.
MARK_PERMISSION, UNMARK_PERMISSION = "records.add_readmark", "records.delete_readmark"
#: Of the columns in which a record is read.
_LANGUAGES = ("en", "zh-hans")


@dataclass(frozen=True)
class ReadableField:
    """What a record says in one field or part, in each of the languages in which it is read."""

    label: str
    texts: list[tuple[str, Any]]


def show_unread(request: HttpRequest) -> HttpResponse:
    """List the groups by risk with what is unread of each, and the records of one of them."""
    groups = list_risk_groups(request.user)
    if not groups:
        raise PermissionDenied
    unread = count_groups(groups, only_unread=True)
    waiting = [group for group in groups if unread[group.key]]
    chosen = next((group for group in waiting if group.key == request.GET.get("group")), None)
    chosen = chosen or next(iter(waiting), None)
    rows: Any = UnreadRows(chosen, unread[chosen.key]) if chosen else []
    paginator = Paginator(rows, _PER_PAGE)
    page = paginator.get_page(request.GET.get("p"))
    context = {
        "groups": [(group, unread[group.key]) for group in groups],
        "unread": sum(unread.values()),
        "total": sum(count_groups(groups, only_unread=False).values()),
        "chosen": chosen,
        "page": page,
        "page_range": paginator.get_elided_page_range(page.number),
        "entries": [(record, _get_type_name(type(record)), build_read_url(record)) for record in page],
        "may_mark": request.user.has_perm(MARK_PERMISSION),
    }
    return _render(request, "admin/unread.html", _("Not yet checked by ICLEI staff"), context)


def read_next(request: HttpRequest) -> HttpResponse:
    """Lead to the first unread record, or to the next one after `?after=type.key`."""
    after = _find_record(request, *request.GET.get("after", "").partition(".")[::2])
    return _open_next(request, after)


def read_record(request: HttpRequest, record_type: str, object_id: int) -> HttpResponse:
    """Show all that a public record says, to be read; on POST, mark the version that was shown as read."""
    record = _find_record(request, record_type, str(object_id))
    if record is None:
        raise Http404
    if request.method == "POST":
        return _mark(request, record)
    groups = list_risk_groups(request.user)
    group = find_group(groups, record)
    mark = ReadMark.objects.of(record).first()
    user: Any = request.user
    may_mark = user.has_perm(MARK_PERMISSION)
    context = {
        "record": record,
        "type_name": _get_type_name(type(record)),
        "group": group,
        "unread": count_groups([group], only_unread=True).get(group.key, 0) if group else 0,
        "fields": list_readable_fields(record),
        "mark": mark,
        "is_read": mark is not None and mark.version == record.version,
        "may_mark": may_mark,
        "obstacle": find_reading_obstacle(user, record) if may_mark else "",
        "pages": _list_pages(record),
        "form_url": _build_form_url(record),
        "position": f"{record.type_code}.{record.pk}",
    }
    return _render(request, "admin/read_record.html", str(record), context)


@require_POST
def take_back_mark(request: HttpRequest, record_type: str, object_id: int) -> HttpResponse:
    """Delete the mark of the present version: it was no reading."""
    record = _find_record(request, record_type, str(object_id))
    if record is None:
        raise Http404
    if not request.user.has_perm(UNMARK_PERMISSION):
        raise PermissionDenied
    if ReadMark.objects.of(record).filter(version=record.version).delete()[0]:
        done = _("Version %(version)s is not marked as read any more.") % {"version": record.version}
        admin.site.get_model_admin(type(record)).log_change(request, record, done)
        messages.success(request, done)
    return HttpResponseRedirect(get_next(request) or build_read_url(record))


def _mark(request: HttpRequest, record: Record) -> HttpResponse:
    if not request.user.has_perm(MARK_PERMISSION):
        raise PermissionDenied
    try:
        if VersionForm(request.POST).get_version() != record.version:
            text = _("Version %(version)s was published while you were reading. Nothing was marked.")
            raise publishing.DecisionError(text % {"version": record.version})
        add_read_mark(request.user, record)  # type: ignore[arg-type]
    except publishing.DecisionError as error:
        messages.warning(request, str(error))
        return HttpResponseRedirect(build_read_url(record))
    messages.success(
        request,
        _("%(record)s: version %(version)s is marked as read.")
        % {"record": record, "version": record.version},
    )
    if "_next" in request.POST:
        return _open_next(request, record)
    return HttpResponseRedirect(get_next(request) or build_read_url(record))


def _open_next(request: HttpRequest, after: Record | None) -> HttpResponse:
    record = find_next_unread(list_risk_groups(request.user), after)
    return HttpResponseRedirect(build_read_url(record) if record else reverse("admin-unread"))


def _find_record(request: HttpRequest, record_type: str, key: str) -> Record | None:
    """Return a public record that the account may view; None if there is none."""
    model = get_record_types().get(record_type)
    if model is None or not key.isdecimal() or len(key) > 18:
        return None
    if not may_perform(request.user, Operation.VIEW, model):
        raise PermissionDenied
    return model.objects.published().filter(pk=int(key)).first()


def build_read_url(record: Record) -> str:
    return reverse("admin-read-record", args=[record.type_code, record.pk])


def _build_form_url(record: Record) -> str:
    options = record._meta
    return reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[record.pk])


def _get_type_name(model: type[Record]) -> str:
    return capfirst(str(model._meta.verbose_name))


def list_readable_fields(record: Record) -> list[ReadableField]:
    """Return all that the public version of a record says, each field and part in both languages."""
    version = get_object_or_404(Publication.objects.current(), record_type=record.type_code, slug=record.slug)
    labels = [line.label for line in _describe(record, version)]
    columns = []
    for language in _LANGUAGES:
        with override(language):
            columns.append([line.note or line.after for line in _describe(record, version)])
    tags = [PAGE_TAGS[language] for language in _LANGUAGES]
    return [
        ReadableField(label, _join_equal(zip(tags, texts, strict=True)))
        for label, *texts in zip_longest(labels, *columns, fillvalue="")
    ]


def _describe(record: Record, version: Publication) -> list[Any]:
    return compare_pairs([(type(record), {}, version.data or {})])[0]


def _join_equal(texts: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Keep one of texts that are the same in all languages."""
    kept = list(texts)
    return kept[:1] if len({str(text) for _tag, text in kept}) == 1 else kept


def _list_pages(record: Record) -> list[tuple[str, str]]:
    """Return the language tag and address of the record's page in each language."""
    pages = []
    for language, tag in PAGE_TAGS.items():
        with override(language):
            pages.append((tag, record.get_absolute_url()))
    return pages


def _render(request: HttpRequest, template: str, title: str, context: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(
        request, template, {**admin.site.each_context(request), "title": title, **context}
    )
