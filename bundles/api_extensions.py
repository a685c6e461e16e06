"""The releases on the page for developers and in the catalogue of the data."""

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from api.extensions import (
    DataArchive,
    DevelopersTopic,
    register_archives,
    register_developers_section,
    register_developers_topic,
)
from bundles.models import Release
from bundles.releases import LATEST


@register_developers_section("bundles/latest.html")
def list_latest() -> Iterable[Release]:
    """Return the file of the newest data, also while it is being built again."""
    return Release.objects.filter(name=LATEST)


register_developers_topic(
    DevelopersTopic(
        "downloads",
        _("Everything in one file"),
        _("All data in one file, of last night and of each quarter, with checksums."),
        "bundles/releases.html",
        # All releases, also those that are being built again.
        lambda _request: {"rows": Release.objects.all()},
    )
)


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
