"""The drawing of compared records as files, at an address that names them."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from records.comparison.views import ComparisonPage, read_selection
from records.drawings.files import PageDrawing
from records.pages.drawing_files import DrawingFile, respond_with_text


class ComparisonFile(DrawingFile):
    """What the type of the compared records draws of them. A bad address gets 400 and a message."""

    @classmethod
    def known_parameters(cls, **kwargs: Any) -> dict[str, str]:
        return ComparisonPage.known_parameters()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.selection = read_selection(request.GET)
        if self.selection.problems:
            lines = [f"{escape(name)}: {escape(message)}" for name, message in self.selection.problems]
            return respond_with_text("\n".join(lines), 400)
        return super().get(request, *args, **kwargs)

    def build_drawing(self) -> PageDrawing | None:
        draw, records = self.selection.kind.draw, self.selection.records
        return draw(records) if draw and len(records) > 1 else None

    def get_page_path(self) -> str:
        return self.selection.build_url("compare")

    def get_file_name(self) -> str:
        return "-".join(record.slug for record in self.selection.records)[:120]
