"""Admin action that redacts versions after a confirmation page that asks for the reason."""

from collections import defaultdict

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records.models import Publication
from records.publishing import PublishingError
from records.redaction import RedactionError, RedactionResult, get_external_stores, redact

#: Revisions of a record that the page names; it counts the others.
_MOST_NAMED = 50


class RedactionReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=forms.Textarea(attrs={"rows": 4, "cols": 80}),
        help_text=gettext_lazy(
            "The law or request, its date and file number. It is kept and never shown to readers: "
            "do not repeat what is to be removed."
        ),
    )


@admin.action(description=gettext_lazy("Redact for legal reasons"), permissions=["redact"])
def redact_selected(
    modeladmin: admin.ModelAdmin, request: HttpRequest, queryset: QuerySet[Publication]
) -> HttpResponse | None:
    """Redact the selected versions, of one record or several, in one transaction."""
    is_confirmed = "confirm" in request.POST
    form = RedactionReasonForm(request.POST if is_confirmed else None)
    write = is_confirmed and form.is_valid()
    reason = form.cleaned_data["reason"] if write else ""
    try:
        results = _redact_all(request, queryset, reason, dry_run=not write)
    except (RedactionError, PublishingError) as error:
        messages.error(request, f"{_('Nothing was redacted.')} {error}")
        return None
    if write:
        _report_results(request, results)
        return None
    context = {
        **modeladmin.admin_site.each_context(request),
        "title": _("Redact for legal reasons"),
        "opts": modeladmin.opts,
        "media": modeladmin.media,
        "form": form,
        "results": results,
        "most_named": _MOST_NAMED,
        "cleared": _sum_cleared_rows(results),
        "stores": [_(store.name) for store in get_external_stores()],
        "numbers": [row.pk for row in queryset],
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/records/publication/redact.html", context)


def _redact_all(
    request: HttpRequest, queryset: QuerySet[Publication], reason: str, *, dry_run: bool
) -> list[RedactionResult]:
    by_record: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row in queryset.order_by("number"):
        by_record[row.record_type, row.slug].append(row.number)
    with transaction.atomic():
        return [
            redact(record_type, slug, numbers, by=request.user, reason=reason, dry_run=dry_run)
            for (record_type, slug), numbers in by_record.items()
        ]


def _sum_cleared_rows(results: list[RedactionResult]) -> list[tuple[str, int]]:
    total: dict[str, int] = defaultdict(int)
    for result in results:
        for name, count in result.cleared.items():
            total[name] += count or 0
    names = {store.name for store in get_external_stores()}
    return [(_(name), count) for name, count in total.items() if name not in names]


def _report_results(request: HttpRequest, results: list[RedactionResult]) -> None:
    count = sum(len(result.rows) for result in results)
    text = ngettext("%(count)s row was redacted.", "%(count)s rows were redacted.", count)
    messages.success(request, text % {"count": count})
    for result in results:
        missed = [_(name) for name, cleared in result.cleared.items() if cleared is None]
        if missed and result.redaction:
            text = _("Not emptied yet: %(names)s. Run “manage.py redact --finish %(number)s”.")
            messages.warning(request, text % {"names": ", ".join(missed), "number": result.redaction.number})
