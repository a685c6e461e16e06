"""The bundles of data that can be downloaded."""

import re
from datetime import date

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RebuildReason(models.TextChoices):
    """Why a release was built again, in a sentence for its readers."""

    REDACTION = "redaction", _("Built again, because versions were removed for legal reasons.")
    LINK = "link", _("Built again, because the address of a source isn’t public any more.")


_VERSION_NAME = re.compile(r"v(\d{1,18})")


def build_version_name(number: int) -> str:
    """Return the name of a bundle of a content version, which another one never has."""
    return f"v{number}"


def parse_version_name(name: str) -> int | None:
    match = _VERSION_NAME.fullmatch(name)
    return int(match[1]) if match else None


class Release(models.Model):
    """A bundle of all public data with its own address (see `bundles`).

    The latest one is replaced; quarterly ones stay, unless something in them isn't public any more.
    """

    #: Part of its address.
    name = models.CharField(max_length=20, unique=True)
    #: The data are those at the end of this day; of the latest release, those of the time when it was built.
    day = models.DateField(null=True)
    #: The content version of the data.
    number = models.PositiveBigIntegerField()
    #: The content version when it was built: later redactions aren't in it.
    built_number = models.PositiveBigIntegerField()
    built_at = models.DateTimeField()
    #: A digest of the addresses of sources in it.
    addresses = models.CharField(max_length=64)
    #: Empty: it is being built again.
    file_name = models.CharField(max_length=80, blank=True, default="")
    #: In bytes.
    size = models.PositiveBigIntegerField()
    #: SHA-256, in hexadecimal digits.
    checksum = models.CharField(max_length=64)
    reason = models.CharField(max_length=10, choices=RebuildReason, blank=True, default="")

    class Meta:
        verbose_name = _("release of the data")
        verbose_name_plural = _("releases of the data")
        # `latest` follows all years.
        ordering = ["-name"]

    def __str__(self) -> str:
        return self.name

    @property
    def address(self) -> str:
        return reverse("data-bundle", args=[self.name])

    @property
    def file_version(self) -> str:
        """What the name of a download says of its data."""
        return self.name if self.day else build_version_name(self.number)

    @property
    def data_day(self) -> date:
        """The day of the data."""
        return self.day or timezone.localdate(self.built_at)
