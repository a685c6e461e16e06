"""Atom feeds of the publication log: of everything, of a list, of a record, and of corrections.

A feed has no filters, so that the cache has one entry for each list and language, not for each selection.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import capfirst
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _

from api.lists.catalog import LANDING_PAGES
from api.lists.corrections import convert_to_plain_text
from api.negotiation import AnyAcceptNegotiation
from api.records.renderers import get_content_language
from api.records.resources import RESOURCES
from api.views import ApiView, cache_response
from records.choices import Action
from records.field_kinds.representation import API_LANGUAGES
from records.history import REDACTED_TEXT, summarize_publications
from records.history.corrections import Correction, build_corrections, get_public_corrections
from records.models import Publication, Record, SlugAlias
from records.publishing.past_versions import find_slugs_of_records
from records.texts.formats import join_label
from records.texts.translation import COLUMNS
from web.query_params import filter_parameters

_FEED_LENGTH = 100


@dataclass(frozen=True)
class FeedContent:
    """What a feed is called, what it tells, the page it belongs to, and its rows of the log, newest first.

    `has_reasons`: entries tell the public reason of a correction.
    """

    title: str
    subtitle: str
    page: str
    rows: Any
    has_reasons: bool = False


class FeedView(ApiView):
    """The newest changes as an Atom feed; `lang` is the only parameter."""

    schema = None
    content_negotiation_class = AnyAcceptNegotiation

    def initial(self, request: Any, *args: Any, **kwargs: Any) -> None:
        known = {"lang"} if request.GET.get("lang") in API_LANGUAGES else set()
        filter_parameters(request._request, known)
        super().initial(request, *args, **kwargs)

    @cache_response
    def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.make_feed()

    def make_feed(self) -> HttpResponse:
        lang = self.request.GET.get("lang", "en")
        with override(lang):
            text = _render_atom(self.get_content(), self.origin, self.request.path, lang)
        response = HttpResponse(text, content_type="application/atom+xml; charset=utf-8")
        response["Content-Language"] = get_content_language(lang)
        return response

    def get_content(self) -> FeedContent:
        return FeedContent(
            _("China Hub: latest changes"),
            _("What was published, changed or withdrawn, newest first."),
            "/",
            Publication.objects.versions().order_by("-number"),
        )


class ListFeedView(FeedView):
    """The newest changes of the records of a list."""

    def get_content(self) -> FeedContent:
        model = get_feed_model(self.kwargs["name"])
        return FeedContent(
            _("China Hub: %(title)s") % {"title": capfirst(str(model._meta.verbose_name_plural))},
            _("What was published, changed or withdrawn, newest first."),
            _get_list_page(self.kwargs["name"]),
            Publication.objects.versions().of_type(model.type_code),
        )


class RecordFeedView(FeedView):
    """The changes of a record, under all slugs that it has had. A former slug redirects (301)."""

    def make_feed(self) -> HttpResponse:
        name, slug = self.kwargs["name"], self.kwargs["slug"]
        code = get_feed_model(name).type_code
        has_rows = Publication.objects.current().filter(record_type=code, slug=slug).exists()
        alias = None if has_rows else SlugAlias.objects.filter(record_type=code, slug=slug).first()
        if alias is None:
            return super().make_feed()
        query = self.request.META.get("QUERY_STRING", "")
        address = reverse("record-feed", args=[name, alias.target])
        return HttpResponsePermanentRedirect(f"{address}{'?' if query else ''}{query}")

    def get_content(self) -> FeedContent:
        code, slug = get_feed_model(self.kwargs["name"]).type_code, self.kwargs["slug"]
        slugs = find_slugs_of_records(code, [slug])[slug]
        rows = Publication.objects.versions().filter(record_type=code, slug__in=slugs).order_by("-number")
        newest = rows.defer("data").first()
        if newest is None:
            raise Http404
        title = str(REDACTED_TEXT) if newest.is_redacted else newest.title
        return FeedContent(
            _("China Hub: %(title)s") % {"title": title},
            _("The changes of this record, newest first."),
            newest.path or "/",
            rows,
        )


class CorrectionFeedView(FeedView):
    """The newest corrections of published records."""

    def get_content(self) -> FeedContent:
        return FeedContent(
            _("China Hub: corrections"),
            _("Errors found in published records, newest first."),
            "/corrections/",
            Publication.objects.versions()
            .filter(number__in=get_public_corrections().values("publication"))
            .order_by("-number"),
            has_reasons=True,
        )


def get_feed_model(name: str) -> type[Record]:
    """Return the type of the records of a list; raises Http404 for other names."""
    found = (one.model for one in RESOURCES if one.list_name == name and not one.is_part)
    model = next(found, None)
    if model is None:
        raise Http404
    return model


def _get_list_page(name: str) -> str:
    """Return the path of the page of a list, or of the home page, without its language."""
    return reverse(LANDING_PAGES.get(name, "home")).removeprefix(f"/{get_language()}")


class _AtomFeed(Atom1Feed):
    """An empty feed is as old as the newest change of the site, so that it doesn't seem to change."""

    def latest_post_date(self) -> datetime:
        newest = None if self.items else Publication.objects.order_by("-number").values_list("at").first()
        return newest[0] if newest else super().latest_post_date()


def _render_atom(content: FeedContent, origin: str, path: str, lang: str) -> str:
    rows = list(content.rows.without_former_slugs().defer("data")[:_FEED_LENGTH])
    redactions = {row.redacted_by for row in rows if row.redacted_by is not None}
    redacted_at = dict(Publication.objects.filter(number__in=redactions).values_list("number", "at"))
    label = summarize_publications(row.number for row in rows)
    numbers = [row.number for row in rows] if content.has_reasons else []
    corrections = _find_corrections(numbers)
    atom = _AtomFeed(
        title=content.title,
        link=f"{origin}/{lang}{content.page}",
        description="",
        subtitle=content.subtitle,
        language=COLUMNS[lang.replace("-", "_")],
        feed_url=f"{origin}{path}?lang={lang}",
        feed_guid=f"{origin}{path}?lang={lang}",
        author_name="ICLEI East Asia",
    )
    for row in rows:
        page = f"{origin}/{lang}{row.path}" if row.path else f"{origin}/{lang}/"
        removed = str(REDACTED_TEXT) if row.is_redacted else ""
        told = str(label.get(row.number, "")) or row.type_name
        if correction := corrections.get(row.number):
            told = "\n".join([told, *_describe_correction(correction, f"{origin}/{lang}")])
        atom.add_item(
            title=f"{Action(row.action).label}: {removed or row.title}",
            link=page,
            description=removed or told,
            unique_id=f"{origin}/api/v1/changes/#{row.number}",
            # A later time makes feed readers replace the entry they stored before the redaction.
            updateddate=redacted_at.get(row.redacted_by, row.at),
            pubdate=row.at,
            categories=[row.type_name],
        )
    return atom.writeString("utf-8")


def _find_corrections(numbers: list[int]) -> dict[int, Correction]:
    """Return the public corrections with these numbers."""
    rows = get_public_corrections().filter(publication__in=numbers) if numbers else ()
    return {correction.number: correction for correction in build_corrections(rows)}


def _describe_correction(correction: Correction, root: str) -> Iterator[str]:
    """Yield the reason, then each corrected figure with what it was and is, and its address."""
    if correction.reason:
        yield join_label(_("Reason"), correction.reason)
    for changed in correction.changed_fields or ():
        if changed.figure:
            texts = (changed.line.label, changed.line.before, changed.line.after)
            label, before, after = (convert_to_plain_text(text) for text in texts)
            told = join_label(label, f"{before or '–'} → {after or '–'}")
            yield f"{told} ({root}/figures/{changed.figure.identifier}/)"
