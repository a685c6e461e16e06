"""The site of the admin: what all its pages show, and its pages that belong to no record type."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import include, path, reverse
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.i18n import set_language

from hub.admin_home import build_home_context
from hub.admin_records import build_find_context, build_suggestion_context, list_type_groups
from hub.missing_chinese import build_gaps_context
from hub.staff_guide import build_guide_context, open_picture
from records.desk.boxes import MOST_COUNTED, count_boxes, format_count
from records.models import Proposal
from records.texts.links import SHORT_LANGUAGE_NAMES
from records.texts.translation import PAGE_TAGS


@dataclass(frozen=True)
class _MenuEntry:
    """An entry of the menu, shown to whoever has one of the permissions; to all if there are none.

    `boxes`: whose counts stand beside it; those of all boxes that wait if it is True.
    """

    label: Any
    url_name: str
    permissions: tuple[str, ...] = ()
    boxes: tuple[str, ...] | bool = ()


_MENU = (
    _MenuEntry(_("My desk"), "admin:index", boxes=True),
    _MenuEntry(_("Records"), "admin:find"),
    _MenuEntry(_("Proposals"), "admin:records_proposal_changelist", ("records.view_source",)),
    _MenuEntry(
        pgettext_lazy("requests of readers", "Requests"),
        "admin:enquiries_enquiry_changelist",
        ("enquiries.view_enquiry",),
    ),
    _MenuEntry(_("Sources"), "admin:records_source_changelist", ("records.view_source",)),
    _MenuEntry(
        _("What was published"), "admin:records_publication_changelist", ("records.view_publication",)
    ),
    _MenuEntry(_("Accounts"), "admin:auth_user_changelist", ("auth.view_user",)),
)


class HubAdminSite(AdminSite):
    site_title = site_header = _("Desk of China Hub")
    index_title = _("My desk")
    enable_nav_sidebar = False

    def get_urls(self) -> list[Any]:
        # Before the pages of the apps, which end with one that matches everything.
        own = [
            path("language/", never_cache(set_language), name="set_language"),
            path("find/", self.admin_view(self.show_found_records), name="find"),
            path("find/suggestions/", self.admin_view(self.suggest_records), name="find_suggestions"),
            path("proposals/", include(self.get_model_admin(Proposal).urls)),
            path("guide/", self.admin_view(self.show_guide), name="guide"),
            path("guide/<str:name>", self.admin_view(open_picture), name="guide_picture"),
            path("missing-chinese/", self.admin_view(self.show_missing_chinese), name="missing_chinese"),
        ]
        # Proposals have a short address, in place of that of their app.
        others = (url for url in super().get_urls() if str(url.pattern) != "records/proposal/")
        return [*own, *others]

    def show_guide(self, request: HttpRequest) -> HttpResponse:
        """Show the guide for staff in the language of the admin."""
        context = {**self.each_context(request), **build_guide_context()}
        return TemplateResponse(request, "admin/guide.html", context)

    def show_missing_chinese(self, request: HttpRequest) -> HttpResponse:
        """Show the texts that are public in English only, of the types that the account may view."""
        context = {**self.each_context(request), **build_gaps_context(request)}
        return TemplateResponse(request, "admin/missing_chinese.html", context)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **super().each_context(request),
            "menu": build_menu(request),
            "account_url": reverse("mfa_index"),
            "languages": list_languages(),
            "page_language": PAGE_TAGS[get_language() or settings.LANGUAGE_CODE],
        }

    def index(self, request: HttpRequest, extra_context: Any = None) -> Any:
        groups = list_type_groups(self.get_app_list(request))
        context = {**build_home_context(request), "groups": groups, **(extra_context or {})}
        return super().index(request, context)

    def app_index(self, request: HttpRequest, app_label: str, extra_context: Any = None) -> Any:
        """Lead to the lists of all types: the desk groups them by subject, not by app."""
        if not self.get_app_list(request, app_label):
            raise Http404
        return redirect("admin:find")

    def show_found_records(self, request: HttpRequest) -> HttpResponse:
        """Show the records of all types for a query; without one, the lists of all types."""
        context = {
            **self.each_context(request),
            **build_find_context(request, self),
            "title": _("Records"),
            "groups": list_type_groups(self.get_app_list(request)),
        }
        return TemplateResponse(request, "admin/find.html", context)

    def suggest_records(self, request: HttpRequest) -> HttpResponse:
        """Return the options of the search field as a part of a page."""
        context = build_suggestion_context(request, self)
        return TemplateResponse(request, "admin/find_suggestions.html", context)


def build_menu(request: HttpRequest) -> list[dict[str, Any]]:
    """Return the entries of the menu that the account may open; `current` marks where it is."""
    entries = []
    counts = count_boxes(request, only_waiting=True) if request.user.is_authenticated else {}
    for entry in _MENU:
        if not entry.permissions or any(map(request.user.has_perm, entry.permissions)):
            url = reverse(entry.url_name)
            current = request.path == url or (entry.permissions and request.path.startswith(url))
            count = _sum_counts(entry, counts)
            entries.append({"label": entry.label, "url": url, "current": current, "count": count})
    return entries


def _sum_counts(entry: _MenuEntry, counts: dict[str, int]) -> str:
    """Return how many things wait behind an entry; empty if none do."""
    keys = counts if entry.boxes is True else entry.boxes or ()
    number = min(sum(counts.get(key, 0) for key in keys), MOST_COUNTED + 1)
    return format_count(number) if number else ""


def list_languages() -> list[dict[str, str]]:
    """Return the languages of the admin, each with its name in itself."""
    return [
        {"code": code, "tag": PAGE_TAGS[code], "name": name, "short_name": SHORT_LANGUAGE_NAMES[code]}
        for code, name in settings.LANGUAGES
    ]
