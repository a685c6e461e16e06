"""Records, which have an address, a state and a version, and the parts that belong to them."""

from functools import cache
from typing import Any, ClassVar

from django.apps import apps
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import RegexValidator
from django.db import models, router
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from records.choices import Operation, Status
from records.models.constraints import codes_only, place_of
from records.ordering import Bytewise
from records.translation import Text, in_language

slug_validator = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
    _("Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”."),
)


#: The columns of a record that say where it stands, not what it says.
STATE = frozenset({"status", "published_at", "updated_at", "version", "loaded_version"})


class RecordQuerySet(models.QuerySet):
    """Queries on records. The public side starts from `published()`, always."""

    def published(self) -> Any:
        return self.filter(status=Status.PUBLISHED)


class HistoryModel(models.Model):
    """What records, parts and links share: a desk history.

    `records.publishing` watches their saving and deleting: what is public is written there only.
    """

    history = HistoricalRecords(inherit=True)

    class Meta:
        abstract = True

    def validate_constraints(self, exclude: Any = None) -> None:
        """Every constraint that is violated, each beside a field; Django gathers them at the top."""
        using = router.db_for_write(type(self), instance=self)
        errors: dict[str, list[ValidationError]] = {}
        for model, constraints in self.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self, exclude=exclude, using=using)
                except ValidationError as error:
                    place = place_of(constraint)
                    place = NON_FIELD_ERRORS if exclude and place in exclude else place
                    errors.setdefault(place, []).extend(error.error_list)
        if errors:
            raise ValidationError(errors)


class Record(HistoryModel):
    """Something the hub keeps a record of, with an address of its own, a state, a history and a version.

    `type_code` is the record's word in addresses, the publication log and the API. `sourced_fields`
    names, for a field that has sources of its own, the relation that holds them.
    """

    type_code: ClassVar[str]
    needs_sources: ClassVar[bool] = True
    sourced_fields: ClassVar[dict[str, str]] = {}
    translated_fields: ClassVar[dict[str, Any]] = {}

    slug = models.CharField(
        _("slug"),
        max_length=160,
        unique=True,
        validators=[slug_validator],
        help_text=_("The record's address. It never changes once the record is published."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False, db_index=True
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    sources = models.ManyToManyField(
        "records.Source", verbose_name=_("sources"), blank=True, related_name="+"
    )
    loaded_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    loaded_version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = RecordQuerySet.as_manager()

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = tuple(Operation)
        constraints: ClassVar[list[Any]] = [
            codes_only("status", Status),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_published_at",
                violation_error_message=_("A published record needs the time of its first publication."),
            ),
        ]
        # The orders in which the API goes through all records of a type, page by page.
        indexes: ClassVar[list[Any]] = [
            models.Index(Bytewise("slug"), "id", name="%(class)s_by_slug"),
            models.Index(Coalesce("updated_at", "published_at"), "id", name="%(class)s_by_update"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug  # a draft may have no name yet

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the record. Its state is written by `records.publishing`, never by an object that is older.

        Nor is an address that has been public.
        """
        if not self._state.adding and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = names - STATE - ({"slug"} if self.published_at else set())
        super().save(*args, **kwargs)

    def title_in(self, language: str) -> Text:
        """What the record is called, for a reader of `language`."""
        return in_language(self, "title" if "title" in self.translated_fields else "name", language)

    @property
    def title(self) -> Any:
        """What the record is called, in the language of the page."""
        return self.title_in(get_language() or "en")

    @property
    def path(self) -> str:
        """The address of the record's page without its language: "/cities/changchun/"."""
        with override("en"):
            return self.get_absolute_url().removeprefix("/en")  # type: ignore[attr-defined]

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def anchor(self) -> str:
        """The record's place on a page that shows many: also the fragment of its address there."""
        return f"{self.type_code}-{self.slug}"


class Part(HistoryModel):
    """Something that belongs to exactly one record and is public, kept and versioned with it.

    `owner` names the foreign key to that record. `key` is made once and never changes; the part's
    public slug is `<record>--<key>` and its page the record's page with `#<key>`.
    """

    owner: ClassVar[str]
    needs_sources: ClassVar[bool] = True
    sourced_fields: ClassVar[dict[str, str]] = {}
    translated_fields: ClassVar[dict[str, Any]] = {}

    key = models.CharField(
        _("key"),
        max_length=100,
        validators=[slug_validator],
        help_text=_("Made once from the English label; it never changes."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    sources = models.ManyToManyField(
        "records.Source", verbose_name=_("sources"), blank=True, related_name="+"
    )

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = ()  # those of the record
        ordering: ClassVar[list[str]] = ["position", "pk"]

    def __str__(self) -> str:
        return self.key

    @property
    def record(self) -> Record:
        return getattr(self, self.owner)

    @property
    def public_slug(self) -> str:
        return f"{self.record.slug}--{self.key}"


class Link(HistoryModel):
    """A row that ties a record to another one, in order and with what is said of the tie (a role).

    It belongs to its `owner` as a part does, and has neither key nor sources of its own.
    """

    owner: ClassVar[str]

    position = models.PositiveIntegerField(_("position"), default=0)

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = ()  # those of the record
        ordering: ClassVar[list[str]] = ["position", "pk"]

    @property
    def record(self) -> Record:
        return getattr(self, self.owner)


@cache
def record_types() -> dict[str, type[Record]]:
    """Every record type by its `type_code`, in the order of the installed apps from the ground up."""
    models_ = [model for model in apps.get_models() if issubclass(model, Record)]
    return {model.type_code: model for model in reversed(models_)}


@cache
def parts_of(model: type[Record]) -> tuple[type[Part | Link], ...]:
    """The part and link models that belong to a record type, by their order in the code."""
    return tuple(
        candidate
        for candidate in apps.get_models()
        if issubclass(candidate, (Part, Link))
        and candidate._meta.get_field(candidate.owner).related_model is model
    )
