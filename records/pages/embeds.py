"""Pages that other sites may show in a frame: without scripts, forms, search and cookies."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from records.pages.generic_views import UNCACHED_PATTERN, PublicTemplateView
from records.publishing import get_content_version

#: Instead of the policy of the site. Only with it, a page may be shown in a frame.
FRAMED_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors *"
)


def build_policy(changes: dict[str, list[str]] | None = None) -> str:
    """Return the value of the header Content-Security-Policy: the policy of the site, with changes."""
    policy = {**settings.SECURE_CSP, **(changes or {})}
    return "; ".join(" ".join([name, *values]) for name, values in policy.items())


def build_frame_code(url: str, title: str, width: str | int = "100%", height: int = 400) -> str:
    """Return the HTML with which another site shows a page for frames, given its whole address."""
    return format_html(
        '<iframe src="{}" width="{}" height="{}" title="{}" loading="lazy"></iframe>',
        url,
        width,
        height,
        title,
    )


def parse_version(text: str) -> int | None:
    """Return the content version that a parameter names; None if there is none up to now."""
    is_number = text.isascii() and text.isdigit() and len(text) < 12
    return int(text) if is_number and 1 <= int(text) <= get_content_version() else None


def describe_version_limits() -> str:
    """Return what is answered to an invalid version."""
    newest = get_content_version()
    return _("version: Write a number from 1 to %(newest)s.") % {"newest": newest}


class VersionedPage(PublicTemplateView):
    """A page with a content version in its query.

    An invalid version is answered with 400, a message and the present value.
    """

    # Any number is valid up to the present version: pages with one are not cached.
    query_parameters: ClassVar[dict[str, str]] = {"version": UNCACHED_PATTERN}

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.problem, self.status = "", 200
        self.version = self._parse_version()

    def _parse_version(self) -> int | None:
        """Return the version; None if there is none or an invalid one."""
        text = self.request.GET.get("version", "")
        version = parse_version(text)
        if text and version is None:
            self.problem = describe_version_limits()
        return version

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        return {**context, "problem": self.problem, "own_url": self.request.path}

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        status = 400 if self.problem else self.status
        return super().render_to_response(context, status=status, **kwargs)


class EmbedView(VersionedPage):
    """A page for frames. `version` is the content version at which it was embedded."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response["Content-Security-Policy"] = FRAMED_POLICY
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response
