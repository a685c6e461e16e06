"""Pages of single parts: the form of a record with nothing but one of its parts."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import re_path
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from records.admin.form_buttons import FormButton, list_edit_buttons, list_part_buttons
from records.admin.forms import OwnerFormMixin
from records.admin.parts.form_values import fill_part_form
from records.admin.parts.inlines import PartInline, PartPage, get_part_page, set_part_page
from records.admin.parts.part_changes import PartChangesAdmin
from records.admin.parts.part_keys import NEW
from records.admin.parts.part_lines import describe_part, get_part_title
from records.admin.proposals.blocks import find_way_to_public
from records.admin.proposals.edited_forms import PROPOSAL_PARAMETER, get_edited_proposal, is_by
from records.admin.returns import add_next, get_next, is_in_admin
from records.permissions import may_edit
from records.texts.formats import join_label

#: Request attribute: the form of the part that was saved.
_SAVED_FORM = "_saved_form"


def set_saved_part(request: HttpRequest, formset: Any) -> None:
    """Remember the part that the formset of its page has saved, if it was changed."""
    changed = [form for form in formset.forms if form.has_changed()]
    setattr(request, _SAVED_FORM, changed[0] if changed else None)


class PartPageAdmin(PartChangesAdmin):
    """Admin of records whose parts have pages: `<pk>/<relation>/<key>/` and `<pk>/<relation>/add/`."""

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_part"
        place = self._build_part_pattern()
        return [
            re_path(f"{place}{NEW}/$", self._wrap(self.part_add_view), name=f"{name}_add"),
            re_path(rf"{place}(?P<key>[a-z0-9-]+)/$", self._wrap(self.part_view), name=name),
            *super().get_urls(),
        ]

    # -- views --------------------------------------------------------------------------------------

    def part_add_view(self, request: HttpRequest, object_id: str, relation: str) -> HttpResponse:
        """Show and save the form of a new part of a record."""
        self._get_record(request, object_id, to_change=True)
        set_part_page(request, PartPage(self._list_part_inlines()[relation], relation))
        return self.changeform_view(request, object_id)

    def part_view(self, request: HttpRequest, object_id: str, relation: str, key: str) -> HttpResponse:
        """Show and save the form of one part of a record."""
        # What was typed into the form of a deleted part is shown again. That of a proposal isn't there yet.
        if request.method != "POST" and PROPOSAL_PARAMETER not in request.GET:
            self._get_part(self._get_record(request, object_id, to_change=False), relation, key)
        set_part_page(request, PartPage(self._list_part_inlines()[relation], relation, key))
        return self.changeform_view(request, object_id)

    # -- the form -----------------------------------------------------------------------------------

    def get_inlines(self, request: HttpRequest, obj: Any) -> Any:
        """Return the one part of a page; on the form of the record its links, whose rows are short."""
        if page := get_part_page(request):
            return (page.inline,)
        inlines = super().get_inlines(request, obj)
        return [inline for inline in inlines if not issubclass(inline, PartInline)]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        return super().get_fieldsets(request, obj) if get_part_page(request) is None else []

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form_class = super().get_form(request, obj, change, **kwargs)
        return (
            form_class
            if get_part_page(request) is None
            else type("OwnerForm", (OwnerFormMixin, form_class), {})
        )

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        page = get_part_page(request)
        if page is None:
            return super().render_change_form(request, context, add, change, form_url, obj)
        context |= self._build_part_context(request, page, obj, context["inline_admin_formsets"])
        response: Any = super().render_change_form(request, context, add, change, form_url, obj)
        response.template_name = "admin/part_form.html"
        return response

    def _build_part_context(
        self, request: HttpRequest, page: PartPage, record: Any, inline_formsets: Any
    ) -> dict[str, Any]:
        """Return what the page of a part shows beside the form of its record."""
        formset = inline_formsets[0]
        form = next(iter(formset), None)
        if form is None:
            raise Http404
        fill_part_form(request, form.form)
        saved = None if page.is_new else getattr(record, page.relation).filter(key=page.key).first()
        label = get_part_title(saved) if saved else page.inline.add_label
        in_public = record.get_absolute_url() if record.is_published else ""
        return {
            "part_formset": formset,
            "part_form": form,
            "part": saved,
            "part_label": label,
            "part_facts": describe_part(saved) if saved else "",
            "part_group": capfirst(str(formset.opts.verbose_name_plural)),
            "title": f"{label} · {record}",
            "back": get_next(request) or (f"{in_public}#{page.key}" if in_public and saved else ""),
            "remove_label": page.inline.remove_label,
            "remove_url": self._build_remove_url(request, record, page) if saved else "",
            "buttons": self._list_buttons(request, record, page),
            "record_url": self.get_record_url(record, page.relation, page.key),
        }

    def _list_buttons(self, request: HttpRequest, record: Any, page: PartPage) -> list[FormButton]:
        way = find_way_to_public(request.user, self.model, record.status)
        if proposal := get_edited_proposal(request):
            return list_edit_buttons(way, is_own=is_by(request, proposal))
        return list_part_buttons(
            record.status,
            way,
            may_save=may_edit(request.user, self.model, record.status),
            is_new=page.is_new,
        )

    def _build_remove_url(self, request: HttpRequest, record: Any, page: PartPage) -> str:
        return add_next(f"{self._get_part_url(record, page.relation, page.key)}delete/", get_next(request))

    # -- what follows -------------------------------------------------------------------------------

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        page = get_part_page(request)
        if page is None:
            return super().response_change(request, obj)
        form = getattr(request, _SAVED_FORM, None)
        target = get_next(request)
        if not target or is_in_admin(target):
            messages.success(request, self._describe_change(obj, form))
        if "_addanother" in request.POST:
            return HttpResponseRedirect(add_next(self._get_part_url(obj, page.relation), target))
        key = form.instance.key if form else page.key
        return HttpResponseRedirect(target or self.get_record_url(obj, page.relation, key))

    def describe_change_in_title(self, request: HttpRequest, object_id: Any) -> str:
        """Return the title of a proposal that changes a part, in English; empty for a record: its own."""
        page = get_part_page(request)
        record = self.get_object(request, unquote(object_id)) if page and object_id else None
        if page is None or record is None:
            return ""
        with override("en"):
            part = getattr(record, page.relation).filter(key=page.key).first()
            label = get_part_title(part) if part else page.inline.add_label
            return join_label(str(record.title), label)

    def _describe_change(self, record: Any, form: Any) -> str:
        """Say what was changed, from which value to which, and what is public now."""
        if form is None:
            return _("Nothing was changed.")
        after = describe_part(form.instance)
        change = f"{form.before} → {after}" if form.before and form.before != after else after
        label = get_part_title(form.instance)
        text = join_label(label, change) if change else label
        if not record.is_published:
            return _("%(change)s. Saved; not public yet.") % {"change": text}
        version = type(record)._default_manager.values_list("version", flat=True).get(pk=record.pk)
        return _("%(change)s. Published as version %(version)s.") % {"change": text, "version": version}
