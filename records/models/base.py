"""Abstract models of records, their parts and links."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.apps import apps
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import RegexValidator
from django.db import models, router
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.encoding import force_str
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from records.choices import Operation, Status
from records.fields import SourcesField
from records.models.constraints import (
    build_choices_constraint,
    get_condition_columns,
    get_error_field,
    is_condition_met,
)
from records.models.roles import LIFECYCLE_FIELDS
from records.ordering import BytewiseCollation
from records.texts.same_names import add_distinction
from records.texts.translation import Text, get_text

slug_validator = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
    _("Use lowercase letters a to z, digits and single hyphens, as in “changchun-circular-economy-park”."),
)


_STATUS_FIELDS = frozenset({"status", "published_at"})


class LaterKey(NamedTuple):
    """The key that parts with a former key have now, and why. The identifier with the former one leads on."""

    former: str
    key: str
    reason: Any


@dataclass(frozen=True)
class FigureFields:
    """The fields of a record or part by which it is a figure of the figure index.

    - `labels`: the translated fields of its label, joined by an arrow; none if `variable` names it.
    - `variable`: the reference to the record that says what is measured, such as an indicator. With a label,
      it may be empty.
    - `subject`: the reference to the record that the figure is about. Empty: the record that it belongs to.
    - `has_unit`: False if the unit is a field of the variable.
    - `later_keys`: the keys that were given up.
    """

    labels: tuple[str, ...] = ("label",)
    variable: str = ""
    subject: str = ""
    has_unit: bool = True
    later_keys: tuple[LaterKey, ...] = ()

    @property
    def is_named_by_variable(self) -> bool:
        """Whether the label is, or begins with, the name of the variable."""
        return bool(self.variable) and self.labels != ("label",)


class LifecycleError(RuntimeError):
    """A lifecycle field of a record was assigned. Only a publication transaction may set it."""


class RecordQuerySet(models.QuerySet):
    """Public pages and the API always start from `published()`."""

    def published(self) -> Any:
        return self.filter(status=Status.PUBLISHED)


@cache
def _get_labels(field: models.Field) -> dict[Any, Any]:
    return dict(field.flatchoices)


class ConstrainedModel(models.Model):
    """Base of records, parts and links, which reports constraint errors beside their fields.

    Instances are saved and deleted in publication transactions only; see `records.publishing`.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: models.Field) -> Any:
        """Return the label of a code, for `get_<field>_display()`.

        That of Django hashes, and so translates, all labels of the field each time.
        """
        value = getattr(self, field.attname)
        return force_str(_get_labels(field).get(value, value), strings_only=True)

    def clean_fields(self, exclude: Any = None) -> None:
        """Don't look once more for a related row that was fetched, as by a form for all of its rows."""
        fetched = {
            field.name
            for field in self._meta.concrete_fields
            if isinstance(field, models.ForeignKey) and self._has_fetched(field)
        }
        super().clean_fields(exclude={*(exclude or ()), *fetched})

    def _has_fetched(self, field: Any) -> bool:
        row = field.get_cached_value(self, default=None)
        return row is not None and not row._state.adding and row.pk == getattr(self, field.attname)

    def validate_constraints(self, exclude: Any = None) -> None:
        """Report each violated constraint on a field. Django reports them on the whole form.

        Forms exclude the primary key, and with it the rule that a record isn't its own parent.
        """
        using = router.db_for_write(type(self), instance=self)
        if exclude and self.pk is not None:
            exclude = set(exclude) - {self._meta.pk.name}
        errors: dict[str, list[ValidationError]] = {}
        for model, constraints in self.get_constraints():
            for constraint in constraints:
                try:
                    if isinstance(constraint, models.CheckConstraint):
                        self._validate_check(constraint, exclude or ())
                    else:
                        constraint.validate(model, self, exclude=exclude, using=using)
                except ValidationError as error:
                    place = get_error_field(constraint)
                    place = NON_FIELD_ERRORS if exclude and place in exclude else place
                    errors.setdefault(place, []).extend(error.error_list)
        if errors:
            raise ValidationError(errors)

    def _validate_check(self, constraint: models.CheckConstraint, exclude: Container[str]) -> None:
        """Check the condition in Python. Django asks the database, once for each check of each row."""
        condition: Any = constraint.condition
        options: Any = self._meta
        columns = get_condition_columns(condition)
        if any(column in exclude for column in columns):
            return
        values = {column: getattr(self, options.get_field(column).attname) for column in columns}
        if not is_condition_met(condition, values):
            raise ValidationError(
                constraint.get_violation_error_message(), code=constraint.violation_error_code
            )


class Record(ConstrainedModel):
    """A record with a slug, a status, a version and revisions.

    `type_code` names the record type in URLs, the publication log and the API. `country_path` is the lookup
    path of the country in which a record is; empty if it has none. `sourced_fields` maps a field
    with its own sources to the `SourcesField` that holds them. `containers` are the lookup paths to the
    records of the same type that contain a record, as a city contains its districts. `place_field`: the field
    with the slug of the city that a record belongs to, in its snapshot. `shows_statistics`: its page has a
    panel with the statistics about it. `shows_unit`: tables name its `unit` beside it. `chinese_order`: the
    field by which Chinese lists order these records, if not by their English names.
    """

    type_code: ClassVar[str]
    country_path: ClassVar[str] = ""
    needs_sources: ClassVar[bool] = True
    place_field: ClassVar[str] = ""
    shows_statistics: ClassVar[bool] = True
    shows_unit: ClassVar[bool] = False
    chinese_order: ClassVar[str] = ""
    #: None for a record that is no figure.
    figure_fields: ClassVar[FigureFields | None] = None
    sourced_fields: ClassVar[dict[str, str]] = {}
    containers: ClassVar[tuple[str, ...]] = ()
    translated_fields: ClassVar[dict[str, Any]] = {}

    slug = models.CharField(
        _("slug"),
        max_length=160,
        validators=[slug_validator],
        help_text=_("The record's address. It never changes once the record is published."),
    )
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("last changed"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    sources = SourcesField(_("sources"))
    source_links = GenericRelation("records.SourceLink")
    loaded_digest = models.CharField(max_length=64, blank=True, default="", editable=False)
    loaded_version = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[Any] = RecordQuerySet.as_manager()

    #: What `mark_same_names()` found to tell it from others of the same name, if any.
    distinction: Any = ""
    #: The lifecycle fields as they were loaded or saved; None for an instance that was not.
    _lifecycle: dict[str, Any] | None = None

    class Meta:
        abstract = True
        default_permissions: ClassVar[tuple[str, ...]] = tuple(Operation)
        constraints: ClassVar[list[Any]] = [
            # Not `unique=True`, which adds a second index for LIKE on PostgreSQL.
            models.UniqueConstraint(
                fields=["slug"],
                name="%(app_label)s_%(class)s_slug_once",
                violation_error_message=_("Another record has this slug."),
            ),
            build_choices_constraint("status", Status),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_published_at",
                violation_error_message=_("A published record needs the time of its first publication."),
            ),
        ]
        # For the keyset pagination of the API.
        indexes: ClassVar[list[Any]] = [
            models.Index(BytewiseCollation("slug"), "id", name="%(class)s_by_slug"),
            models.Index(Coalesce("updated_at", "published_at"), "id", name="%(class)s_by_update"),
        ]

    def __str__(self) -> str:
        return str(self.title) or self.slug  # the title of a draft may be empty

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save without the lifecycle fields and a published slug: a stale instance must not overwrite them.

        Raises `LifecycleError` if one of the lifecycle fields was assigned; `records.publishing` sets them.
        """
        self._check_lifecycle()
        if not self._state.adding and kwargs.get("update_fields") is None:
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = names - LIFECYCLE_FIELDS - ({"slug"} if self.published_at else set())
        super().save(*args, **kwargs)
        self.remember_lifecycle()

    @classmethod
    def from_db(cls, *args: Any, **kwargs: Any) -> Any:
        record = super().from_db(*args, **kwargs)
        record.remember_lifecycle()
        return record

    def refresh_from_db(self, using: Any = None, fields: Any = None, from_queryset: Any = None) -> None:
        super().refresh_from_db(using, fields, from_queryset)
        self.remember_lifecycle(LIFECYCLE_FIELDS.intersection(fields or LIFECYCLE_FIELDS))

    def remember_lifecycle(self, names: Iterable[str] = LIFECYCLE_FIELDS) -> None:
        """Take the present values of lifecycle fields as those that are stored."""
        values = self.__dict__
        stored = {name: values[name] for name in names if name in values}
        self._lifecycle = {**(self._lifecycle or {}), **stored}

    def _check_lifecycle(self) -> None:
        stored = self._lifecycle
        if stored is None:
            if not self._state.adding:
                return  # it was created in bulk
            stored = {field.name: field.get_default() for field in self._meta.concrete_fields}
        for name in sorted(LIFECYCLE_FIELDS.intersection(self.__dict__)):
            if name not in stored or self.__dict__[name] != stored[name]:
                how = (
                    "Call changes.publish() or withdraw() in one."
                    if name in _STATUS_FIELDS
                    else "It sets it at its end."
                )
                message = f"Only a publication transaction sets {name} of {self.type_code} “{self.slug}”. "
                raise LifecycleError(message + how)

    @classmethod
    def clear_hidden_values(cls, data: dict[str, Any]) -> dict[str, Any]:
        """Return a snapshot without the values that its other values keep from the public."""
        return data

    @classmethod
    def find_part_problems(cls, data: dict[str, Any]) -> Iterable[tuple[str, str]]:
        """Yield the place of each part of a snapshot that contradicts another one, with a message."""
        return ()

    if TYPE_CHECKING:

        def get_absolute_url(self) -> str: ...

    def title_in(self, language: str) -> Text:
        """Return the title in `language`, or in a fallback language."""
        return get_text(self, "title" if "title" in self.translated_fields else "name", language)

    @property
    def title(self) -> Any:
        """The title in the active language."""
        return self.title_in(get_language() or "en")

    @property
    def distinct_title(self) -> Text:
        """The title, with the place of the record where another one of the same title is shown."""
        return add_distinction(self.title, self.distinction)

    @property
    def path(self) -> str:
        """The path of the record's page without the language prefix: "/cities/changchun/"."""
        with override("en"):
            return self.get_absolute_url().removeprefix("/en")

    @property
    def is_published(self) -> bool:
        return self.status == Status.PUBLISHED

    @property
    def anchor(self) -> str:
        """The id of the record's element on a page that shows many records."""
        return f"{self.type_code}-{self.slug}"


class Part(ConstrainedModel):
    """A row that belongs to one record and is published and versioned with it.

    `owner` names the foreign key to the record. `key` never changes: the public slug is `<record>--<key>`,
    the address that of the record's page with `#<key>`.
    """

    owner: ClassVar[str]
    needs_sources: ClassVar[bool] = True
    #: Whether a record may have hundreds, of which its page shows the first or none.
    may_be_many: ClassVar[bool] = False
    #: None for a part that is no figure.
    figure_fields: ClassVar[FigureFields | None] = None
    sourced_fields: ClassVar[dict[str, str]] = {}
    translated_fields: ClassVar[dict[str, Any]] = {}

    key = models.CharField(
        _("key"),
        max_length=100,
        validators=[slug_validator],
        help_text=_("Made once from the English label; it never changes."),
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    sources = SourcesField(_("sources"))
    source_links = GenericRelation("records.SourceLink")

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


class Link(ConstrainedModel):
    """An ordered relation of a record to another one, with attributes such as a role.

    It belongs to its `owner` like a part, without a key and sources.
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
def get_record_types() -> dict[str, type[Record]]:
    """Return all record types by `type_code`, from the lowest app to the highest."""
    record_models = [model for model in apps.get_models() if issubclass(model, Record)]
    return {model.type_code: model for model in reversed(record_models)}


@cache
def get_part_models(model: type[Record]) -> tuple[type[Part | Link], ...]:
    """Return the part and link models of a record type, in order of definition."""
    return tuple(
        candidate
        for candidate in apps.get_models()
        if issubclass(candidate, (Part, Link))
        and candidate._meta.get_field(candidate.owner).related_model is model
    )
