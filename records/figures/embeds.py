"""The page that shows one figure in a frame of another site."""

from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import Http404
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from records.choices import Rights
from records.figures.details import (
    FigureAbsence,
    FigureDetails,
    FigureUnavailable,
    NamedSource,
    get_figure_at,
)
from records.figures.rights import choose_rights, fetch_unlicensed_sources
from records.figures.supersession import find_supersession, is_same_value
from records.models import FigureEntry, Source
from records.pages.embeds import EmbedView
from records.publishing import get_content_version
from records.texts.citation_formats import choose_publisher_separator
from records.texts.formats import NOT_NAMED, describe_copies, is_chinese
from records.texts.translation import Text


@dataclass(frozen=True)
class EmbeddedFigure:
    """A figure as it is now. `before` is what it was when it was embedded, if that was another value."""

    details: FigureDetails
    before: FigureEntry | None = None
    is_corrected: bool = False

    @property
    def entry(self) -> FigureEntry:
        return self.details.entry

    @property
    def subject(self) -> Any:
        return self.details.subject.title_in(get_language() or "en")

    @property
    def label(self) -> Any:
        return self.details.label_in(get_language() or "en")

    @property
    def has_stated_rights(self) -> bool:
        """Whether none of the sources lacks a licence, so that the figure has that of the content."""
        return choose_rights(self.entry.sources, fetch_unlicensed_sources()) != Rights.NOT_STATED

    @property
    def publishers(self) -> SafeString:
        """The publishers of the sources, each once, marked with their languages, with the copies read.

        A source that names none has its title there.
        """
        pattern = "（{}）" if is_chinese() else " ({})"
        names = {}
        for source in self.details.sources:
            copies = describe_copies(source)
            added = pattern.format(copies) if copies else ""
            name = _get_source_name(source)
            names[name.plain, added] = name
        texts = ((name, added) for (_name, added), name in names.items())
        return format_html_join(choose_publisher_separator(), "{}{}", texts)


def _get_source_name(source: NamedSource) -> Text:
    """Return the publisher of a source, or its title if none is named."""
    if source.publisher in ("", NOT_NAMED):
        return source.title_in("en")
    one = Source(publisher=source.publisher, language=source.language)
    return Text(one.publisher_name, one.publisher_language)


class FigureEmbed(EmbedView):
    """One figure, as it is now. One that is no longer published says so in the frame, with status 410.

    With `code=1` the page shows the code of its frame, too, for pages that lead to it.
    """

    template_name = "records/figure_embed.html"
    query_parameters: ClassVar[dict[str, str]] = {**EmbedView.query_parameters, "code": "1?"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        figure = self._load_figure()
        page_url = f"/{get_language()}{figure.entry.path if figure else '/'}"
        with_code = bool(self.request.GET.get("code"))
        context = super().get_context_data(**kwargs)
        return {**context, "figure": figure, "page_url": page_url, "with_code": with_code}

    def _load_figure(self) -> EmbeddedFigure | None:
        identifier = self.kwargs["identifier"]
        try:
            details = get_figure_at(identifier, get_content_version())
        except FigureUnavailable as error:
            if error.reason not in (FigureAbsence.REMOVED, FigureAbsence.REDACTED):
                raise Http404 from None
            self.status = 410
            return None
        before = self._find_before(identifier)
        if before is None or is_same_value(details.entry, before):
            return EmbeddedFigure(details)
        supersession = find_supersession(before, self.version or 0)
        is_corrected = supersession is not None and supersession.is_corrected
        return EmbeddedFigure(details, before, is_corrected)

    def _find_before(self, identifier: str) -> FigureEntry | None:
        """Return the figure at the version at which it was embedded; None if it isn't known."""
        if self.version is None:
            return None
        try:
            return get_figure_at(identifier, self.version).entry
        except FigureUnavailable as error:
            if error.reason is not FigureAbsence.REDACTED:
                self.problem = _("version: The figure was not published at this number.")
            return None
