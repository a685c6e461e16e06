"""Sources, what cites them, and themes."""

from typing import Any, ClassVar

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from records.choices import DocumentType, Rights, ThemeRecords
from records.fields import StatedDateField, TextListField, TranslatedField
from records.models.base import Record, RecordQuerySet
from records.models.constraints import build_choices_constraint, build_date_constraint, build_url_constraint
from records.ordering import build_date_index, build_name_index
from records.page_urls import build_page_url
from records.texts.formats import format_publisher, is_publisher_translated
from records.texts.links import has_host_of
from records.texts.translation import Text
from records.validators import day_validators, validate_checksum, validate_language, validate_web_address


class Source(Record):
    """A published page, notice, report or data set, with its title as published."""

    type_code = "source"
    needs_sources = False
    unfiltered_fields = ("sources", "title_is_descriptive")
    # Derived by the content loader from another key.
    derived_columns = ("title_is_descriptive",)

    title = models.CharField(_("title"), max_length=400, help_text=_("As published, in its own language."))
    title_is_descriptive = models.BooleanField(
        _("title by China Hub"),
        default=False,
        help_text=_("The page has no usable title; we wrote this one."),
    )
    publisher = models.CharField(
        _("publisher"),
        max_length=200,
        help_text=_("Who issued the text, in its language. “Not named” if it doesn't say."),
    )
    via = models.CharField(
        _("read at"),
        max_length=200,
        blank=True,
        default="",
        help_text=_("The site on which we read the text, if its publisher didn't put it there."),
    )
    copies = TextListField(
        _("copies"),
        help_text=_(
            "The platforms whose copies we read instead of the original, one a line: CNKI | 中国知网. "
            "No private account: those stand in the note for editors."
        ),
    )
    document_number = models.CharField(
        _("document number"),
        max_length=100,
        blank=True,
        default="",
        help_text=_("As the text gives it: 发改环资〔2021〕381号."),
    )
    official = models.BooleanField(
        _("issued by a public authority"),
        default=False,
        help_text=_("Whoever issued the text, wherever we read it."),
    )
    published = StatedDateField(_("published"))
    language = models.CharField(
        _("language"),
        max_length=10,
        validators=[validate_language],
        help_text=_("BCP 47 tag: en, zh-Hans, ja."),
    )
    kind = models.CharField(_("type"), max_length=20, choices=DocumentType)
    url = models.URLField(_("address"), max_length=500, validators=[validate_web_address])
    archived_url = models.URLField(
        _("archived copy"), max_length=500, blank=True, default="", validators=[validate_web_address]
    )
    read_on = models.DateField(
        _("date accessed"),
        null=True,
        blank=True,
        validators=day_validators,
        help_text=_("If copies are named, the day on which they were read."),
    )
    link_ok = models.BooleanField(
        _("link it"), default=True, help_text=_("Off: we read the text in a copy on an unrelated site.")
    )
    rights = models.CharField(
        _("rights"),
        max_length=12,
        choices=Rights,
        blank=True,
        default="",
        db_default="",
        help_text=_("“Not stated”: no copy that we read states a licence, and values taken from it say so."),
    )
    file_checksum = models.CharField(
        _("checksum of the file"),
        max_length=64,
        blank=True,
        default="",
        db_default="",
        validators=[validate_checksum],
        help_text=_("SHA-256 of the publisher’s own file, by which a check of values recognises it."),
    )
    note = TranslatedField(_("note"), blank=True)
    editor_note = models.TextField(
        _("note for editors"),
        blank=True,
        default="",
        help_text=_("Shown in the admin only: what is left to check. It needs no translation."),
    )

    class Meta(Record.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title"), build_date_index("published")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", DocumentType, blank=True),
            build_choices_constraint("rights", Rights, blank=True),
            build_date_constraint("published"),
            build_url_constraint("url"),
            build_url_constraint("archived_url"),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.publisher_name})"

    def get_absolute_url(self) -> str:
        return build_page_url("source", self.slug)

    def title_in(self, language: str) -> Text:
        """Return the title as published, whatever the language."""
        return Text(self.title, self.title_language)

    @property
    def publisher_name(self) -> str:
        """The publisher in the language of the page where the name is known in it, else as given."""
        return format_publisher(self.publisher)

    @property
    def via_name(self) -> str:
        """The site on which we read the text, for a page."""
        return format_publisher(self.via)

    @property
    def publisher_language(self) -> str:
        """The language of `publisher_name`: that of the source, or of the page where it is translated."""
        return get_language() or "en" if is_publisher_translated(self.publisher) else self.language

    @property
    def title_language(self) -> str:
        """The language of the source, or English for a descriptive title in English."""
        ours_in_english = self.title_is_descriptive and self.title.isascii()
        return "en" if ours_in_english else self.language

    @classmethod
    def clear_hidden_values(cls, data: dict[str, Any]) -> dict[str, Any]:
        return data if data.get("link_ok", True) else cls.clear_addresses(data)

    @classmethod
    def clear_addresses(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Return a snapshot without the address, the site, and an archived copy that contains the address."""
        archived_url = data.get("archived_url") or ""
        is_archive_public = not has_host_of(archived_url, data["url"])
        cleared = {"url": "", "via": "", "archived_url": archived_url if is_archive_public else ""}
        return {**data, **{name: value for name, value in cleared.items() if name in data}}

    @property
    def linked_archive(self) -> str:
        """The address of the archived copy, unless it contains an address that pages do not show."""
        is_hidden = not self.link_ok and has_host_of(self.archived_url, self.url)
        return "" if is_hidden else self.archived_url

    @property
    def host(self) -> str:
        """The host name without "www."."""
        return self.url.split("/")[2].removeprefix("www.") if self.url.count("/") > 1 else self.url


class SourceLink(models.Model):
    """A source of a record or part, in one of its fields of sources (`SourcesField`).

    Links are deleted with their owner. A source with links can't be deleted.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+", db_index=False)
    object_id = models.BigIntegerField()
    owner = GenericForeignKey()
    field = models.CharField(max_length=40)
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="links")
    position = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "object_id", "field", "source"], name="records_sourcelink_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field} {self.position + 1}"


class ThemeQuerySet(RecordQuerySet):
    def slug_of(self, records_shown: ThemeRecords) -> models.Subquery:
        """The slug of the theme that shows these records, for annotations."""
        return models.Subquery(self.published().filter(records_shown=records_shown).values("slug")[:1])


class Theme(Record):
    """A subject of the Coalition's work, under which records of all kinds are gathered."""

    type_code = "theme"

    name = TranslatedField(_("name"), max_length=120)
    description = TranslatedField(_("description"))
    working_area = models.BooleanField(_("working area of the Coalition"), default=False)
    current_topic = models.BooleanField(_("current topic of work with Chinese cities"), default=False)
    records_shown = models.CharField(
        _("records on its page"),
        max_length=20,
        choices=ThemeRecords,
        blank=True,
        default="",
        help_text=_("All records of this kind are shown on the theme’s page and counted in its statistics."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)

    objects: ClassVar[Any] = ThemeQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["position", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("records_shown", ThemeRecords, blank=True),
            models.UniqueConstraint(
                fields=["records_shown"],
                condition=~Q(records_shown=""),
                name="records_theme_of_records",
                violation_error_message=_("Another theme shows these records already."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("theme", self.slug)
