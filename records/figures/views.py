"""The page of one figure, with its sources and its citation."""

import json
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language

from records.figures.citations import build_figure_citation, build_figure_page_path, get_version_day
from records.figures.details import (
    FigureAbsence,
    FigureDetails,
    FigureUnavailable,
    LoggedRecord,
    get_figure_at,
)
from records.figures.supersession import FigureState, Supersession, find_supersession
from records.models import Source
from records.page_urls import build_page_url
from records.pages.cited_names import mark_cited_names
from records.pages.embeds import VersionedPage
from records.publishing import get_content_version
from records.texts.citation_formats import build_bibtex, build_csl_json, build_ris
from records.texts.links import build_version_links, get_site_url


class FigurePage(VersionedPage):
    """One figure with its sources, as it is now or, with `version`, as it was at a content version.

    A former identifier redirects (301) to the present one. One that is no longer published says so, with 410.
    """

    template_name = "records/figure_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        identifier = self.kwargs["identifier"]
        self.number = self.version or get_content_version()
        self.details = self._load_details(identifier)
        self.supersession = self._find_supersession()
        if self.details and self.version is None and self.details.entry.identifier != identifier:
            return redirect(build_page_url("figure", self.details.entry.identifier), permanent=True)
        return super().get(request, *args, **kwargs)

    def _load_details(self, identifier: str) -> FigureDetails | None:
        try:
            return get_figure_at(identifier, self.number)
        except FigureUnavailable as error:
            if error.reason not in (FigureAbsence.REMOVED, FigureAbsence.REDACTED):
                raise Http404 from None
            self.status = 410
            return None

    def _find_supersession(self) -> Supersession | None:
        if self.details is None or self.version is None:
            return None
        return find_supersession(self.details.entry, self.version)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, **self._describe(self.details)} if self.details else context

    def _describe(self, details: FigureDetails) -> dict[str, Any]:
        language, entry = get_language() or "en", details.entry
        day = get_version_day(self.number)
        assert day is not None  # there is a figure, so there is a publication
        citation = build_figure_citation(
            details, origin=get_site_url(self.request), number=self.number, day=day
        )
        sources = [_build_source(source) for source in details.sources]
        return {
            "entry": entry,
            "subject": details.subject.title_in(language),
            "label": details.label_in(language),
            "title": citation.titles[language],
            "sources": sources,
            "same_as": self._describe_same_as(details, language),
            "number": self.number,
            "day": day,
            "record_url": f"/{language}{entry.path}",
            "permanent_url": build_figure_page_path(entry.identifier, self.number),
            "later_states": self._list_later_states(),
            "sentence": mark_cited_names(citation.sentences[language], sources, language),
            "forms": [
                ("BibTeX", build_bibtex(citation, language)),
                ("RIS", build_ris(citation, language)),
                ("CSL-JSON", json.dumps(build_csl_json(citation, language), ensure_ascii=False, indent=2)),
            ],
        }

    def _describe_same_as(self, details: FigureDetails, language: str) -> dict[str, Any] | None:
        if not details.entry.same_as or details.variable is None:
            return None
        if self.version is None:
            url = build_page_url("figure", details.entry.same_as)
        else:
            url = build_figure_page_path(details.entry.same_as, self.number)
        return {"name": details.variable.title_in(language), "url": url}

    def _list_later_states(self) -> list[tuple[FigureState, str]]:
        """Return the next and the latest state that superseded it, with the addresses of their pages."""
        states = self.supersession.shown if self.supersession else ()
        return [(state, _build_page_path(state)) for state in states]

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        if self.supersession and (present := self.supersession.latest.entry):
            origin, following = get_site_url(self.request), _build_page_path(self.supersession.next)
            latest = f"{origin}{build_page_url('figure', present.identifier)}"
            response["Link"] = build_version_links(following and f"{origin}{following}", latest)
        return response


def _build_page_path(state: FigureState) -> str:
    """Return the permanent address of the page of a state; empty if the figure isn't published in it."""
    return build_figure_page_path(state.entry.identifier, state.number) if state.entry else ""


def _build_source(logged: Any) -> Source:
    """Return a source as it was; one whose data were removed has its slug as title."""
    assert isinstance(logged, LoggedRecord)
    fields = {field.name: field for field in Source._meta.concrete_fields}
    values = {name: fields[name].to_python(value) for name, value in logged.data.items() if name in fields}
    return Source(**{"title": logged.slug, **values, "slug": logged.slug})
