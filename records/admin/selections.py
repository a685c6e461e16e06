"""Lists that keep the selection of an action that was refused."""

from copy import copy
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from records.admin.lists import ListAdmin

#: Request attribute: set if the action was refused.
_REFUSED = "_action_refused"
#: Request attribute: the keys of the rows that were selected for it.
_SELECTED = "_selected_keys"


def mark_refused(request: HttpRequest) -> None:
    """Let the list come back with the rows still selected for which an action was refused."""
    setattr(request, _REFUSED, True)


class KeptSelectionAdmin(ListAdmin):
    """Admin whose list comes back with the selected rows if their action was refused."""

    def response_action(self, request: HttpRequest, queryset: Any, *args: Any) -> Any:
        response: Any = super().response_action(request, queryset, *args)
        return self._show_list_again(request) if hasattr(request, _REFUSED) else response

    def _show_list_again(self, request: HttpRequest) -> HttpResponse:
        reading: Any = copy(request)
        reading.method = "GET"
        reading.POST = QueryDict()
        setattr(reading, _SELECTED, set(request.POST.getlist(ACTION_CHECKBOX_NAME)))
        return self.changelist_view(reading)

    def get_changelist_instance(self, request: HttpRequest) -> Any:
        changelist = super().get_changelist_instance(request)
        if keys := getattr(request, _SELECTED, None):
            selected = [row for row in changelist.result_list if str(row.pk) in keys]
            for row in selected:
                row.is_selected = True
            text = ngettext(
                "%(count)s row is still selected.", "%(count)s rows are still selected.", len(selected)
            )
            messages.info(request, text % {"count": len(selected)})
        return changelist

    def action_checkbox(self, obj: Any) -> SafeString:
        box = super().action_checkbox(obj)
        if not hasattr(obj, "is_selected"):
            return box
        return SafeString(box.replace('type="checkbox"', 'type="checkbox" checked', 1))
