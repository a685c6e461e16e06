"""Lines of the parts of a record on its form: listing, moving and removing them."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.template.response import TemplateResponse
from django.urls import re_path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_POST

from records import publishing
from records.admin.form_buttons import list_confirmation_buttons
from records.admin.forms import ChangeNoteForm
from records.admin.history import VersionForm
from records.admin.lists import ListAdmin
from records.admin.parts.inlines import PartInline
from records.admin.parts.part_lines import (
    PartGroup,
    PartLine,
    describe_part,
    find_missing,
    get_part_title,
    list_facts,
)
from records.admin.problems import ProblemRenderer
from records.admin.proposals.blocks import (
    admin_transaction,
    describe_proposing,
    find_own_waiting,
    find_way_to_public,
    get_made_proposal,
    is_kept_back,
    is_proposed,
    propose_unless_direct,
    report_proposal,
)
from records.admin.returns import add_next, get_next, is_in_admin
from records.texts.formats import join_label, join_list

_UP, _DOWN = "up", "down"


def get_next_position(row: Any) -> int:
    """Return the position after the last row of its kind in the same record."""
    owner: Any = row._meta.get_field(row.owner)
    rows = type(row)._default_manager.filter(**{owner.attname: getattr(row, owner.attname)})
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


class PartChangesAdmin(ListAdmin):
    """Admin of records that lists their parts as lines, moves and removes them."""

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_part"
        place = rf"{self._build_part_pattern()}(?P<key>[a-z0-9-]+)/"
        return [
            re_path(rf"{place}move/$", self._wrap(self.part_move_view), name=f"{name}_move"),
            re_path(rf"{place}delete/$", self._wrap(self.part_delete_view), name=f"{name}_delete"),
            *super().get_urls(),
        ]

    def _build_part_pattern(self) -> str:
        relations = "|".join(sorted(self._list_part_inlines())) or "(?!)"
        return rf"^(?P<object_id>[0-9]+)/(?P<relation>{relations})/"

    def _wrap(self, view: Any) -> Any:
        def wrapper(*args: Any, **kwargs: Any) -> HttpResponse:
            return self.admin_site.admin_view(view)(*args, **kwargs)

        wrapper.model_admin = self  # type: ignore[attr-defined]
        return wrapper

    def _list_part_inlines(self) -> dict[str, type[PartInline]]:
        return {inline.get_relation(): inline for inline in self.inlines if issubclass(inline, PartInline)}

    def _get_record(self, request: HttpRequest, object_id: str, *, to_change: bool) -> Any:
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        if to_change and not self.has_change_permission(request, record):
            raise PermissionDenied
        return record

    def _get_part(self, record: Any, relation: str, key: str) -> Any:
        part = getattr(record, relation).filter(key=key).first()
        if part is None:
            raise Http404
        return part

    def _get_part_url(self, record: Any, relation: str, key: str = "") -> str:
        """Return the address of the page of a part; without a key, of a new one."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_part"
        page = (name, [record.pk, relation, key]) if key else (f"{name}_add", [record.pk, relation])
        return reverse(page[0], args=page[1], current_app=self.admin_site.name)

    def get_record_url(self, record: Any, relation: str, key: str = "") -> str:
        """Return the address of a record's form, at the line of a part."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        url = reverse(name, args=[record.pk], current_app=self.admin_site.name)
        return f"{url}#{relation}-{key}" if key else f"{url}#{relation}"

    def list_part_groups(self, request: HttpRequest, record: Any) -> list[PartGroup]:
        """Return the parts of a record, each as one line, by kind."""
        groups = []
        for relation, inline_class in self._list_part_inlines().items():
            inline = inline_class(self.model, self.admin_site)
            rows = inline.get_queryset(request).filter(**{inline.model.owner: record})
            parts = list(rows.prefetch_related("source_links__source").order_by("position", "pk"))
            lines = [
                PartLine(
                    part.key,
                    get_part_title(part),
                    list_facts(part, inline.line_fields),
                    find_missing(part),
                    self._get_part_url(record, relation, part.key),
                    is_first=number == 0,
                    is_last=number == len(parts) - 1,
                )
                for number, part in enumerate(parts)
            ]
            name = capfirst(str(inline.heading or inline.verbose_name_plural))
            url = self._get_part_url(record, relation)
            groups.append(PartGroup(relation, name, inline.add_label, url, lines))
        return groups

    # -- moving -------------------------------------------------------------------------------------

    @method_decorator(require_POST)
    def part_move_view(self, request: HttpRequest, object_id: str, relation: str, key: str) -> HttpResponse:
        """Move a part up or down among its kind, if the record still has the version that was shown."""
        record = self._get_record(request, object_id, to_change=True)
        title = get_part_title(self._get_part(record, relation, key))
        is_up = request.POST.get("direction") == _UP
        reason = (_("Moved up: %(part)s") if is_up else _("Moved down: %(part)s")) % {"part": title}
        name = self._build_order_title(record, relation)
        if record.is_published:
            waiting = find_own_waiting(request.user, name)  # several moves are one proposal
            way = find_way_to_public(request.user, self.model, record.status)
            propose_unless_direct(request, way, instead_of=waiting)
        try:
            with admin_transaction(request, reason=reason, title=name) as changes:
                changes.require_version(record, VersionForm(request.POST).get_version())
                place = self._move_part(changes, record, relation, key, -1 if is_up else 1)
        except publishing.VersionConflict:
            message = _(
                "Not moved: this record was changed after you opened this page. This is its order now."
            )
            return self._respond_to_move(request, record, relation, key, message, messages.ERROR)
        except publishing.PublishingError as error:
            message = join_list(ProblemRenderer(error.problems).render_all(error.problems))
            return self._respond_to_move(request, record, relation, key, message, messages.ERROR)
        if is_proposed(request):
            return self._respond_to_proposed_move(request, record, relation, key, title, place)
        self.log_change(request, record, reason)
        message = _("“%(part)s” now stands as number %(place)s.") % {"part": title, "place": place}
        return self._respond_to_move(request, record, relation, key, message, messages.SUCCESS)

    def _move_part(self, changes: publishing.Changes, record: Any, relation: str, key: str, step: int) -> int:
        """Exchange a part with its neighbour. Return its place, from 1."""
        parts = list(getattr(record, relation).order_by("position", "pk"))
        index = next(index for index, part in enumerate(parts) if part.key == key)
        place = min(max(index + step, 0), len(parts) - 1)
        parts.insert(place, parts.pop(index))
        moved = []
        for position, part in enumerate(parts):
            if part.position != position:
                part.position = position
                moved.append(part)
        changes.touch(record)
        type(parts[0])._default_manager.bulk_update(moved, ["position"])
        return place + 1

    def _build_order_title(self, record: Any, relation: str) -> str:
        """Return the title of a proposal that moves parts, in English."""
        name = self._list_part_inlines()[relation].model._meta.verbose_name_plural
        with override("en"):
            return join_label(str(record.title), _("order of the {what}").format(what=name))

    def _respond_to_proposed_move(
        self, request: HttpRequest, record: Any, relation: str, key: str, title: str, place: int
    ) -> HttpResponse:
        if request.accepts("text/html"):
            report_proposal(request)
            return HttpResponseRedirect(self.get_record_url(record, relation, key))
        if get_made_proposal(request) is None:
            message = _("The order is as it was: nothing is proposed any more.")
        else:
            message = _("“%(part)s” as number %(place)s: %(proposed)s") % {
                "part": title,
                "place": place,
                "proposed": describe_proposing(request.user),
            }
        return JsonResponse({"message": message}, status=202)

    def _respond_to_move(
        self, request: HttpRequest, record: Any, relation: str, key: str, message: str, level: int
    ) -> HttpResponse:
        """Say what became of a move: as JSON to the script of the page, else on the form of the record."""
        if request.accepts("text/html"):
            messages.add_message(request, level, message)
            return HttpResponseRedirect(self.get_record_url(record, relation, key))
        version = type(record)._default_manager.values_list("version", flat=True).get(pk=record.pk)
        is_moved = level == messages.SUCCESS
        return JsonResponse(
            {"message": strip_tags(message), "version": version}, status=200 if is_moved else 409
        )

    # -- removing -----------------------------------------------------------------------------------

    def part_delete_view(self, request: HttpRequest, object_id: str, relation: str, key: str) -> HttpResponse:
        """Ask whether a part is to be removed, and remove it on POST."""
        record = self._get_record(request, object_id, to_change=True)
        part = self._get_part(record, relation, key)
        note = ChangeNoteForm(request)
        problems, status = note.problems, 200
        inline = self._list_part_inlines()[relation]
        if note.is_valid():
            try:
                title = self._build_removal_title(record, part)
                with admin_transaction(request, title=title, **note.build_note()) as changes:
                    changes.require_version(record, VersionForm(request.POST).get_version())
                    changes.delete(part)
            except publishing.VersionConflict:
                message = _("Not removed: this record was changed after you opened this page. Look again.")
                messages.error(request, message)
                return HttpResponseRedirect(request.get_full_path())
            except publishing.PublishingError as error:
                problems = error.problems
            else:
                return self._respond_to_removal(request, record, relation, get_part_title(part))
        title = get_part_title(part)
        way = find_way_to_public(request.user, self.model, record.status)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": record,
            "part": part,
            "part_label": title,
            "part_facts": describe_part(part),
            "part_group": capfirst(str(part._meta.verbose_name_plural)),
            "remove_label": inline.remove_label,
            "title": f"{inline.remove_label}: {title}",
            "problems": ProblemRenderer(problems).render_all(problems),
            "note": note,
            "way": way if record.is_published else None,
            "buttons": list_confirmation_buttons(str(inline.remove_label), way)
            if record.is_published
            else [],
            "record_url": self.get_record_url(record, relation, key),
            "part_url": add_next(self._get_part_url(record, relation, key), get_next(request)),
            "media": self.media,
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/part_delete.html", context, status=status)

    def _build_removal_title(self, record: Any, part: Any) -> str:
        with override("en"):
            return join_label(str(record.title), _("without “%(part)s”") % {"part": get_part_title(part)})

    def _respond_to_removal(
        self, request: HttpRequest, record: Any, relation: str, title: str
    ) -> HttpResponse:
        target = get_next(request)
        if is_kept_back(request):
            if not target or is_in_admin(target):
                report_proposal(request, is_public=record.is_published)
            return HttpResponseRedirect(target or self.get_record_url(record, relation))
        message = _("Removed: %(part)s") % {"part": title}
        self.log_change(request, record, message)
        if not target or is_in_admin(target):
            messages.success(request, message)
        return HttpResponseRedirect(target or self.get_record_url(record, relation))
