"""Keeping the filters of a list under a name, and forgetting them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from records.models import SavedFilter

#: Of one account, for all lists together.
MOST_SAVED_FILTERS = 20
_NOT_KEPT = ("p", "all", "e", "_popup", "_to_field")


class _SavedFilterForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ("name", "query")


class SavedFilterAdmin(ModelAdmin):
    """Admin whose list can be kept as it is filtered."""

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        keep, forget = require_POST(self.keep_filter), require_POST(self.forget_filter)
        wrap = self.admin_site.admin_view
        return [
            path("filters/", wrap(keep), name=f"{name}_keep_filter"),
            path("filters/<int:pk>/forget/", wrap(forget), name=f"{name}_forget_filter"),
            *super().get_urls(),
        ]

    def keep_filter(self, request: HttpRequest) -> HttpResponse:
        """Keep the query of the list under a name, or say why it can't be kept."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = SavedFilter(account_id=request.user.pk or 0, list_name=self.opts.label_lower)
        form = _SavedFilterForm(request.POST, instance=kept)
        if SavedFilter.objects.filter(account_id=request.user.pk).count() >= MOST_SAVED_FILTERS:
            limit = _("You keep %(count)s filters, which is the limit. Remove one of them first.")
            messages.error(request, limit % {"count": MOST_SAVED_FILTERS})
        elif not form.is_valid() or self._has_filter(form.instance):
            problems = [str(error) for errors in form.errors.values() for error in errors]
            messages.error(request, " ".join(problems) or _("You have a filter of this name already."))
        else:
            form.save()
            messages.success(request, _("The filter “%(name)s” is kept.") % {"name": form.instance.name})
        return self._return_to_list(request.POST.get("query", ""))

    def forget_filter(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete a filter of the account; one that is gone already is gone."""
        self.list_saved_filters(request).filter(pk=pk).delete()
        return self._return_to_list("")

    def list_saved_filters(self, request: HttpRequest) -> QuerySet[SavedFilter]:
        """Return the filters of this list that the account keeps."""
        return SavedFilter.objects.filter(account_id=request.user.pk, list_name=self.opts.label_lower)

    def _has_filter(self, kept: SavedFilter) -> bool:
        same = SavedFilter.objects.filter(account_id=kept.account_id, list_name=kept.list_name)
        return same.filter(name=kept.name).exists()

    def _return_to_list(self, query: str) -> HttpResponse:
        url = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist")
        return HttpResponseRedirect(f"{url}?{query}" if query else url)


def get_filter_query(request: HttpRequest, *others: str) -> str:
    """Return the part of the address of a list that says which rows it shows, without the page."""
    query = request.GET.copy()
    for name in (*_NOT_KEPT, *others):
        query.pop(name, None)
    return query.urlencode()
