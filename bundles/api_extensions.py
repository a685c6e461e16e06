"""The releases on the page for developers and in the catalogue of the data."""

from collections.abc import Iterable, Iterator

from django.utils.translation import override

from api.extensions import DataArchive, register_archives, register_developers_section
from bundles.models import Release


@register_developers_section("bundles/releases.html")
def list_releases() -> Iterable[Release]:
    """Return all releases, also those that are being built again."""
    return Release.objects.all()


@register_archives
def iterate_archives() -> Iterator[DataArchive]:
    """Yield the releases that have a file, with reasons in English, as the catalogue says."""
    for release in Release.objects.exclude(file_name=""):
        with override("en"):
            reason = release.get_reason_display() if release.reason else ""
        yield DataArchive(
            name=release.name,
            address=release.address,
            size=release.size,
            checksum=release.checksum,
            number=release.number,
            built_at=release.built_at,
            reason=reason,
        )
