"""Other names of a record: former and short names, other spellings, codes. Readers search by them."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from records.choices import NameKind
from records.models.base import Part
from records.models.constraints import build_choices_constraint
from records.validators import validate_language


class OtherName(Part):
    """A name or code under which a record is also known. `language` is that of the name; a code has none."""

    may_be_many = True

    text = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"),
        max_length=10,
        blank=True,
        default="",
        validators=[validate_language],
        help_text=_("BCP 47 tag: en, zh-Hans, ja. Empty for a code."),
    )
    kind = models.CharField(_("type"), max_length=10, choices=NameKind)

    class Meta(Part.Meta):
        abstract = True
        constraints: ClassVar[list[Any]] = [
            build_choices_constraint("kind", NameKind, blank=True),
            models.CheckConstraint(
                condition=~models.Q(text=""),
                name="%(app_label)s_%(class)s_text",
                violation_error_message=_("Write the name."),
            ),
            models.CheckConstraint(
                # A draft may lack the type.
                condition=models.Q(kind__in=[NameKind.CODE, ""]) | ~models.Q(language=""),
                name="%(app_label)s_%(class)s_language",
                violation_error_message=_("A name has a language."),
            ),
        ]

    def __str__(self) -> str:
        return self.text
