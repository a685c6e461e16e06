"""Renaming of a record: a new slug, after a page that shows the addresses and redirects."""

from copy import copy
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from records import publishing
from records.admin.actions import RecordActionsAdmin
from records.admin.form_buttons import list_confirmation_buttons
from records.admin.history import VersionForm
from records.admin.problems import ProblemRenderer, link_to_form
from records.admin.proposals.blocks import admin_transaction, find_way_of, is_kept_back, report_proposal
from records.choices import Operation, ProposalOrigin, Status
from records.models import Record, SlugAlias
from records.models.base import slug_validator
from records.publishing.references import collect_referrers


class SlugForm(forms.Form):
    """A slug for a record, which is free: no other record has it, and it redirects to none."""

    slug = forms.CharField(
        label=gettext_lazy("New slug"),
        max_length=160,
        validators=[slug_validator],
        widget=forms.TextInput({"class": "vTextField"}),
        help_text=gettext_lazy("Lowercase letters a to z, digits and single hyphens."),
    )

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.record = record

    def clean_slug(self) -> str:
        slug = self.cleaned_data["slug"]
        model = type(self.record)
        owner = model.objects.filter(slug=slug).first()
        if owner is not None and owner.pk != self.record.pk:
            link = link_to_form(model, owner.pk, owner)
            raise ValidationError(format_html(_("“{slug}” is the slug of {record}."), slug=slug, record=link))
        aliases = SlugAlias.objects.filter(record_type=model.type_code, slug=slug)
        target = aliases.values_list("target", flat=True).first()
        if target is not None and target != self.record.slug:
            other = model.objects.filter(slug=target).first()
            name = link_to_form(model, other.pk, other) if other else target
            text = _("“{slug}” was once the slug of {record} and redirects there.")
            raise ValidationError(format_html(text, slug=slug, record=name))
        return slug


class RecordRenamingAdmin(RecordActionsAdmin):
    """Admin of records that renames one, after a page that shows what becomes of its addresses."""

    def get_urls(self) -> Any:
        name = f"{self.opts.app_label}_{self.opts.model_name}_rename"
        view = self.admin_site.admin_view(self.rename_view)
        return [path("<path:object_id>/rename/", view, name=name), *super().get_urls()]

    def rename_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Ask for a slug, show the addresses with it, and rename when these are confirmed."""
        record = self.get_object(request, unquote(object_id))
        if record is None:
            raise Http404
        way = find_way_of(request.user, self.model, Operation.RENAME)
        is_offered = way.may_publish or (way.may_propose and record.published_at)
        if not self.has_view_or_change_permission(request, record) or not is_offered:
            raise PermissionDenied
        form = SlugForm(request.POST if request.method == "POST" else None, record=record)
        context: dict[str, Any] = {"problems": []}
        slug = form.cleaned_data["slug"] if form.is_valid() else ""
        if slug == record.slug:
            form.add_error("slug", _("That is its slug now."))
        elif slug and request.POST.get("confirmed") == slug:
            try:
                self._rename(request, record, slug)
            except publishing.VersionConflict:
                context["problems"] = [_("Not renamed: this record was changed after you opened this page.")]
                record = self.model._default_manager.get(pk=record.pk)
            except publishing.PublishingError as error:
                context["problems"] = ProblemRenderer(error.problems).render_all(error.problems)
            except IntegrityError:  # saved by another request first
                context["problems"] = [_("The same was saved at the same moment. Save again.")]
            else:
                return HttpResponseRedirect(self.reverse_page("change", record.pk))
        if record.published_at:
            context |= {"way": way, "buttons": list_confirmation_buttons(_("Rename"), way)}
        context |= {
            "title": _("Rename"),
            "object": record,
            "form": form,
            "now": _list_addresses(record, record.slug),
        }
        if form.is_valid():
            context |= _describe_renaming(record, slug)
        return self.render_page(request, "admin/record_rename.html", context)

    def _rename(self, request: HttpRequest, record: Any, slug: str) -> None:
        former, is_public = record.slug, record.is_published
        title = f"{former} → {slug}"
        with admin_transaction(request, origin=ProposalOrigin.RENAME, title=title) as changes:
            changes.require_version(record, VersionForm(request.POST).get_version())
            changes.rename(record, slug)
            changes.finalize()
        if is_kept_back(request):
            report_proposal(request, is_public=is_public)
            return
        done = _("Renamed: %(former)s → %(slug)s.") % {"former": former, "slug": slug}
        self.log_change(request, record, done)
        messages.success(request, done)


def _list_addresses(record: Record, slug: str) -> list[tuple[str, str]]:
    """Return name of the language and address of the record's page with this slug."""
    renamed = copy(record)
    renamed.slug = slug
    addresses = []
    for code, name in settings.LANGUAGES:
        with override(code):
            addresses.append((name, renamed.get_absolute_url()))
    return addresses


def _describe_renaming(record: Record, slug: str) -> dict[str, Any]:
    """Return for the page: old and new addresses, former slugs that redirect, records with a new version."""
    former = SlugAlias.objects.filter(record_type=record.type_code, target=record.slug).exclude(slug=slug)
    redirects = list(former.order_by("slug").values_list("slug", flat=True))
    before, after = _list_addresses(record, record.slug), _list_addresses(record, slug)
    groups = collect_referrers(record, [Status.PUBLISHED], named=0) if record.published_at else []
    return {
        "slug": slug,
        "addresses": [(name, old, new) for (name, old), (_name, new) in zip(before, after, strict=True)],
        "redirects": [*redirects, record.slug] if record.published_at else redirects,
        "referrers": sum(group.count for group in groups),
    }
