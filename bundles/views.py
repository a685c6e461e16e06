"""The downloads of bundles, with ranges, so that an interrupted one can be continued."""

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import http_date, parse_http_date_safe
from django.views.decorators.http import require_safe

from bundles.models import Release, parse_version_name
from bundles.releases import LATEST, get_bundle_folder
from records.publishing import get_content_version

_RANGE = re.compile(r"bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))")
_BLOCK = 1 << 16
#: Seconds until a client asks again for a bundle that is being built.
_RETRY_AFTER = 600


@require_safe
def serve_bundle(request: HttpRequest, name: str) -> HttpResponseBase:
    number = parse_version_name(name)
    wanted = {"name": name} if number is None else {"name": LATEST, "number": number}
    release = Release.objects.filter(**wanted).first()
    if release is None and number is not None and 0 < number < get_content_version():
        return _respond_replaced(number)
    if release is None:
        raise Http404
    try:
        file = (get_bundle_folder() / release.file_name).open("rb")
    except (FileNotFoundError, IsADirectoryError):
        return _respond_while_building()
    etag, modified = f'"{release.checksum}"', int(release.built_at.timestamp())
    response = _respond_with_file(request, release, file, etag, modified)
    response["ETag"], response["Last-Modified"] = etag, http_date(modified)
    response["Accept-Ranges"] = "bytes"
    # Any site may read it, as the API.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    patch_cache_control(response, public=True, max_age=0, must_revalidate=True)
    return response


def _respond_replaced(number: int) -> HttpResponse:
    latest = reverse("data-bundle", args=[LATEST])
    text = (
        f"The bundle of content version {number} isn’t kept. The newest one is {latest}; those of quarters "
        "stay, and the API has each past day: ?as_of=2026-09-30.\n"
    )
    return HttpResponse(text, status=410, content_type="text/plain; charset=utf-8")


def _respond_while_building() -> HttpResponse:
    text = "This bundle is being built again. Please try again later.\n"
    headers = {"Retry-After": str(_RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(text, status=503, content_type="text/plain; charset=utf-8", headers=headers)


def _respond_with_file(
    request: HttpRequest, release: Release, file: BinaryIO, etag: str, modified: int
) -> HttpResponseBase:
    conditional: Any = get_conditional_response(request, etag=etag, last_modified=modified)
    if conditional is not None:
        file.close()
        return conditional
    span = _parse_range(request, release.size, etag, modified)
    if span is None:
        response: Any = FileResponse(file, content_type="application/zip")
    elif not span:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{release.size}"})
    else:
        blocks = _iter_blocks(file, span)
        response = StreamingHttpResponse(blocks, status=206, content_type="application/zip")
        response["Content-Range"] = f"bytes {span.start}-{span.stop - 1}/{release.size}"
        response["Content-Length"] = str(len(span))
    response["Content-Disposition"] = f'attachment; filename="china-hub-{release.file_version}.zip"'
    return response


def _parse_range(request: HttpRequest, size: int, etag: str, modified: int) -> range | None:
    """Return the requested bytes, an empty range if there are none, or None for the whole file.

    Several ranges, and ranges of another version (`If-Range`), are answered with the whole file.
    """
    match = _RANGE.fullmatch(request.headers.get("Range", ""))
    condition = request.headers.get("If-Range", etag)
    if match is None or (condition != etag and parse_http_date_safe(condition) != modified):
        return None
    first, last, length = match.groups()
    if length is not None:
        return range(max(0, size - int(length)), size)
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _iter_blocks(file: BinaryIO, span: range) -> Iterator[bytes]:
    with file:
        file.seek(span.start)
        rest = len(span)
        while rest and (block := file.read(min(_BLOCK, rest))):
            rest -= len(block)
            yield block
