"""Citations of figures."""

from datetime import date as Day
from html import unescape

from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import override

from records.choices import Evidence, Unit
from records.figures.details import FigureDetails, NamedSource
from records.models import FigureEntry, Publication
from records.texts.citation_formats import CITATION_LANGUAGES, CitableItem, CitedSource, join_sources
from records.texts.formats import NOT_NAMED, format_amount, format_period, format_stated_date, is_chinese


def build_figure_citation(details: FigureDetails, *, origin: str, number: int, day: Day) -> CitableItem:
    """Return the citation of a figure as it is at the content version `number`, which is of that `day`.

    `origin`: the address of the site, without a slash at its end.
    """
    sources = [_build_cited_source(source) for source in details.sources]
    titles, sentences, addresses = {}, {}, {}
    for language in CITATION_LANGUAGES:
        with override(language):
            titles[language] = describe_figure(details, language)
            addresses[language] = f"{origin}{build_figure_page_path(details.entry.identifier, number)}"
            parts = {
                "title": titles[language],
                "sources": join_sources(sources),
                "number": number,
                "date": format_stated_date(day.isoformat()),
                "address": addresses[language],
            }
            sentences[language] = _build_sentence(parts)
    return CitableItem(details.entry.identifier, titles, sentences, sources, addresses, number, day)


def build_figure_page_path(identifier: str, number: int) -> str:
    """Return the permanent address, in the active language, of the page of a figure at a content version."""
    return f"{reverse('figure', args=[identifier])}?version={number}"


def _build_cited_source(source: NamedSource) -> CitedSource:
    publisher = "" if source.publisher == NOT_NAMED else source.publisher
    title = str(source.title_in("en"))
    return CitedSource(
        publisher, title, not source.title_is_descriptive, source.copies, f"{source.read_on or ''}"
    )


def get_version_day(number: int) -> Day | None:
    """Return the day, in the site's time zone, of a content version; None before the first publication."""
    rows = Publication.objects.filter(number__lte=number).order_by("-number")
    at = rows.values_list("at", flat=True).first()
    return timezone.localdate(at) if at else None


def describe_figure(details: FigureDetails, language: str) -> str:
    """Return what a figure says, in the active language: "Datong: Area, about 10 km² (2020, Target)"."""
    entry = details.entry
    comma = "，" if is_chinese() else ", "
    parts = {
        "subject": f"{details.subject.title_in(language)}",
        "label": f"{details.label_in(language)}",
        "amount": _strip_markup(format_amount(entry, exact=True, counted=details.label_in("zh-hans"))),
        "details": comma.join(_list_qualifiers(entry)),
    }
    if parts["details"]:
        return _("%(subject)s: %(label)s, %(amount)s (%(details)s)") % parts
    return _("%(subject)s: %(label)s, %(amount)s") % parts


def _list_qualifiers(entry: FigureEntry) -> list[str]:
    """Return period, type of amount, and the evidence level unless the figure is plainly stated."""
    amount_type = entry.get_amount_type_display() if entry.amount_type else ""
    evidence = entry.get_evidence_display() if entry.evidence != Evidence.STATED else ""
    return [text for text in (_describe_period(entry), amount_type, evidence) if text]


def _describe_period(entry: FigureEntry) -> str:
    if entry.year and not entry.period:
        return format_stated_date(str(entry.year))
    return _strip_markup(format_period(entry, unknown=entry.unit != Unit.CALENDAR_YEAR))


def _build_sentence(parts: dict[str, object]) -> str:
    if parts["sources"]:
        message = _(
            "%(title)s. %(sources)s, in: ICLEI East Asia, China Hub, site update %(number)s of %(date)s, "
            "%(address)s"
        )
    else:
        message = _("%(title)s. ICLEI East Asia, China Hub, site update %(number)s of %(date)s, %(address)s")
    return message % parts


def _strip_markup(html: str) -> str:
    return unescape(strip_tags(html)).replace("\xa0", " ")
