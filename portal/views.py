"""Home page, findings, static pages and views without a language prefix."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_request, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cities.waste.columns import choose_columns
from cities.waste.treatment import fetch_all_waste
from coalition.models import Partner
from portal import methodology, selectors
from portal.atlas import build_atlas
from portal.choices import TargetKind
from portal.filters import FindingFilter
from portal.finding_drawings import build_drawing, build_finding_promises
from portal.finding_files import describe_marks
from portal.meander import build_meander
from portal.models import Finding
from portal.promises import build_promises
from records.models import Theme
from records.pages.generic_views import PublicTemplateView, RecordDetail, RecordList
from records.pages.list_tables import ListColumn, format_year
from records.pages.structured_data import (
    CONTENT_LICENSE,
    build_chart_image,
    build_publisher,
    get_page_language,
)
from records.texts.formats import take_first_sentence
from records.texts.translation import PAGE_TAGS, Text, is_mostly_chinese
from records.vocabularies import get_vocabularies


@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Redirect to the home page in the language the browser prefers; English if it is not available."""
    response = redirect(f"/{get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
def render_robots(request: HttpRequest) -> HttpResponse:
    return render(request, "portal/robots.txt", content_type="text/plain")


@require_safe
def return_favicon(request: HttpRequest) -> HttpResponse:
    return redirect(static("img/favicon.svg"))


@require_safe
def render_manifest(request: HttpRequest) -> HttpResponse:
    return JsonResponse(
        {
            "name": _("China Hub"),
            "short_name": _("China Hub"),
            "description": _("Open data on circular cities in China, by ICLEI East Asia."),
            "lang": get_page_language(),
            "start_url": reverse("home"),
            "scope": "/",
            "display": "browser",
            "background_color": "#fbf8f1",
            "theme_color": "#fbf8f1",
            "icons": [
                {"src": static(f"img/icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png"}
                for size in (192, 512)
            ],
        },
        content_type="application/manifest+json",
    )


#: The list of themes has all.
_TOPICS_SHOWN = 20


class Home(PublicTemplateView):
    template_name = "portal/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        hub = selectors.get_site_text()
        cities = selectors.get_leading_cities(hub)
        memberships = selectors.get_coalition_memberships(row.city for row in cities)
        endorsers = selectors.get_endorsers(memberships)
        return {
            **super().get_context_data(**kwargs),
            **_build_target_context(),
            "meander": build_meander(),
            "atlas": build_atlas(),
            "hub": hub,
            "cities": cities,
            "cities_notes": selectors.describe_leading_waste(cities),
            "columns": choose_columns(fetch_all_waste()),
            "topics": Theme.objects.published().filter(current_topic=True)[:_TOPICS_SHOWN],
            "memberships": memberships,
            "network": selectors.get_coalition(),
            "endorsers": endorsers[: selectors.ENDORSERS_SHOWN],
            "has_more_endorsers": len(endorsers) > selectors.ENDORSERS_SHOWN,
            "partners": list(
                Partner.objects.published().order_by("name_en", "pk")[: selectors.PARTNERS_SHOWN]
            ),
            "findings": selectors.get_home_findings(),
        }

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        site = {
            "@type": "WebSite",
            "name": _("China Hub"),
            "description": None,
            "url": f"{context['site_url']}{self.request.path}",
            "inLanguage": [PAGE_TAGS[code] for code, _name in settings.LANGUAGES],
            "publisher": build_publisher(),
            "license": CONTENT_LICENSE,
        }
        return [site]

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        rows = context["rows"]
        return [
            *(row.target for row in rows),
            *(card.priority for card in context["cards"]),
            *(row.city for row in context["cities"]),
            *([context["meander"].programme] if context["meander"] else []),
            *context["atlas"].programmes,
            *context["atlas"].figures,
            *context["memberships"],
            *context["partners"],
            *context["findings"],
            *(record for record in (context["hub"], context["network"]) if record),
        ]


def _build_target_context() -> dict[str, Any]:
    by_pk = selectors.get_target_rows()
    cards = selectors.get_priority_cards(by_pk)
    rows = selectors.sort_target_rows(by_pk, cards)
    return {
        "rows": rows,
        "cards": cards,
        "counted": next((row.reading for row in rows if row.reading), None),
        "goals": [row for row in rows if row.target.kind == TargetKind.GOAL],
        "reached": [row for row in rows if row.target.kind == TargetKind.REACHED],
        "promises": build_promises(rows),
        "baselines": [row for row in rows if row.target.kind == TargetKind.BASELINE],
    }


class FindingList(RecordList):
    queryset = Finding.objects.with_figures().order_by("order", "slug", "pk")
    template_name = "portal/finding_list.html"
    result_template = "portal/finding_result.html"
    filterset_class = FindingFilter
    table_columns = (
        ListColumn(gettext_lazy("Year"), lambda finding: format_year(finding.year)),
        ListColumn(gettext_lazy("What it doesn’t show"), lambda finding: take_first_sentence(finding.limits)),
    )

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [*context["rows"], *(row.headline for row in context["rows"] if row.headline)]


class FindingDetail(RecordDetail):
    """The page of a finding: drawing, text, limits, and the records that it is about.

    Then the panels registered with `@register_panel(Finding, order=…)`.
    """

    queryset = Finding.objects.with_figures()
    template_name = "portal/finding_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        subjects = [panel for panel in context["panels"] if panel.slot == "subjects"]
        return {
            **context,
            "rows": build_drawing(self.object),
            "promises": build_finding_promises(self.object),
            "subjects": subjects,
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        finding = self.object
        return [*super().get_cited_records(context), *finding.drawn_figures, *finding.drawn_targets]

    def structured_data(self, context: dict[str, Any]) -> list[dict[str, Any]]:
        if not context["rows"]:
            return []
        base = reverse("finding-drawing", args=[self.object.slug, "svg"]).removesuffix(".svg")
        name, caption = str(self.object.title.plain), describe_marks(context["rows"])
        return [build_chart_image(context, base, name=name, caption=caption)]


class About(PublicTemplateView):
    template_name = "portal/about.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "levels": methodology.get_evidence_levels(),
            "copy_checks": get_vocabularies()["copy_checks"].codes,
            "source_types": methodology.SOURCE_TYPE_MEANINGS.items(),
            "precision": methodology.PRECISION_MEANINGS.items(),
            "disagreements": methodology.get_disagreements(methodology.find_renamed_slugs()),
            "contact_email": settings.CONTACT_EMAIL,
        }

    def get_cited_records(self, context: dict[str, Any]) -> list[Any]:
        return [record for _entry, _records, claims in context["disagreements"] for record in claims]


class Legal(PublicTemplateView):
    template_name = "portal/legal.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = [line for line in (settings.RESPONSIBLE_BODY, settings.POSTAL_ADDRESS) if line]
        texts = [Text(line, "zh-Hans" if is_mostly_chinese(line) else "en") for line in lines]
        return {**super().get_context_data(**kwargs), "imprint": texts}


class Privacy(PublicTemplateView):
    template_name = "portal/privacy.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "contact_email": settings.CONTACT_EMAIL}


class Accessibility(PublicTemplateView):
    template_name = "portal/accessibility.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "contact_email": settings.CONTACT_EMAIL}
