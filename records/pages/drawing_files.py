"""Drawings of pages as files at addresses that stay: SVG, PNG, CSV, a slide and a picture for sharing."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, register_converter
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.generic import View

from records.drawings.files import (
    SLIDE_HEIGHT,
    SLIDE_WIDTH,
    Imprint,
    PageDrawing,
    build_file,
    build_slide,
    read_width,
)
from records.drawings.png import render_png
from records.exports import EXPORT_RETRY_AFTER, TooManyExports, limit_exports
from records.models import Record, SlugAlias
from records.pages.generic_views import PublicPageMixin, respond_gone
from records.publishing import get_content_version
from records.texts.csv_files import build_csv_response
from records.texts.formats import format_stated_date
from records.texts.links import get_site_url

#: Ends of addresses, and what they are.
FORMS = {".svg": "svg", ".png": "png", ".csv": "csv", "-slide.png": "slide", "-share.png": "share"}
#: Width of the picture for sharing; its height follows from that of a slide: 675.
SHARED_WIDTH = 1200
LICENCE = "CC BY 4.0"


@dataclass(frozen=True)
class SharePicture:
    """The picture of a page for link previews, in place of its card; `alt` says the same."""

    path: str
    alt: str
    width: int = SHARED_WIDTH
    height: int = SHARED_WIDTH * SLIDE_HEIGHT // SLIDE_WIDTH


class DrawingFormConverter:
    """The end of the address of a drawing."""

    regex = "|".join(end.replace(".", r"\.") for end in FORMS)

    def to_python(self, value: str) -> str:
        return FORMS[value]

    def to_url(self, value: str) -> str:
        return next(end for end, form in FORMS.items() if form == value)


register_converter(DrawingFormConverter, "drawing_form")


def build_drawing_path(route: str, view: type["DrawingFile"], name: str) -> URLPattern:
    """Return the path of all files of a drawing: of "cities/<slug:slug>/waste", waste.svg and so on."""
    return path(f"{route}<drawing_form:form>", view.as_view(), name=name)


class DrawingFile(PublicPageMixin, View):
    """A drawing as a file. A subclass says what is drawn, and to which page it belongs.

    A picture takes up to a second of a processor, so that a process makes few at a time, as of exports;
    others get 503. The last ones stay in memory, and the page cache keeps them.
    """

    def build_drawing(self) -> PageDrawing | None:
        """Return what is drawn; None if there is nothing."""
        raise NotImplementedError

    def get_page_path(self) -> str:
        """Return the address of the page that has the drawing, without that of the site."""
        raise NotImplementedError

    def get_file_name(self) -> str:
        """Return the name of the file, without its end."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        drawing = self.build_drawing()
        if drawing is None:
            return respond_with_text(
                _("There is no drawing to take along here. The page: %(address)s")
                % {"address": self.get_page_path()},
                404,
            )
        form, name = self.kwargs["form"], self.get_file_name()
        if form == "csv":
            return build_csv_response(name, [drawing.columns, *drawing.rows])
        language = get_language() or "en"
        imprint = self._build_imprint()
        if form in {"slide", "share"}:
            svg = build_slide(drawing, imprint, language)
        else:
            svg = build_file(drawing, imprint, language, has_fonts=form == "png")
        if form == "svg":
            return _set_file_name(
                HttpResponse(svg, content_type="image/svg+xml; charset=utf-8"), f"{name}.svg"
            )
        width = {"slide": SLIDE_WIDTH, "share": SHARED_WIDTH}.get(form) or 2 * read_width(svg)
        try:
            response = _respond_with_png(svg, language, width)
        except TooManyExports:
            return HttpResponse(status=503, headers={"Retry-After": str(EXPORT_RETRY_AFTER)})
        return _set_file_name(response, name + DrawingFormConverter().to_url(form))

    def _build_imprint(self) -> Imprint:
        day = format_stated_date(timezone.localdate().isoformat())
        state = _("%(date)s, content version %(number)s") % {"date": day, "number": get_content_version()}
        address = f"{get_site_url(self.request)}{self.get_page_path()}"
        return Imprint(_("China Hub"), address, LICENCE, state)


class RecordDrawingFile(DrawingFile):
    """A drawing of the page of a published record. A former slug redirects (301) to the present file.

    That of a withdrawn record answers 410, as its page does.
    """

    model: type[Record]
    #: What is drawn, as in the address.
    subject = ""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        slug = self.kwargs["slug"]
        published: Any = self.model.objects.published()
        record = published.filter(slug=slug).first()
        if record is None:
            alias = SlugAlias.objects.filter(record_type=self.model.type_code, slug=slug).first()
            if alias is None:
                return respond_gone(request, self.model.type_code, slug)
            name = getattr(request.resolver_match, "view_name", "")
            return redirect(name, **{**self.kwargs, "slug": alias.target}, permanent=True)
        self.record = record
        return super().get(request, *args, **kwargs)

    def get_page_path(self) -> str:
        return str(self.record.get_absolute_url())

    def get_file_name(self) -> str:
        return f"{self.record.slug}-{self.subject}"


def respond_with_text(message: str, status: int) -> HttpResponse:
    """Return a message in place of a file; nothing in it is HTML."""
    return HttpResponse(message, status=status, content_type="text/plain; charset=utf-8")


@limit_exports
def _respond_with_png(svg: str, language: str, width: int) -> HttpResponse:
    return HttpResponse(render_png(svg, language, width), content_type="image/png")


def _set_file_name(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'inline; filename="{name}"'
    return response
