"""Who supplies and receives materials in a park: actors, under whichever names the sources give them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from initiatives.models.park import IndustrialPark
from records.fields import TextListField, TranslatedField
from records.models import Part
from records.models.figure import build_part_key_constraint
from records.ordering import build_part_index


class ParkActor(Part):
    """A supplier or receiver that flows name in several ways, or that stands outside the park.

    `recorded`: the names of flows for which it stands. A name that two actors have stands for both; one that
    none has is an actor of its own.
    """

    owner = "park"
    may_be_many = True
    needs_sources = False

    park = models.ForeignKey(
        IndustrialPark, verbose_name=_("park"), on_delete=models.CASCADE, related_name="actors"
    )
    name = TranslatedField(_("name"), max_length=200)
    recorded = TextListField(
        _("names in flows"),
        help_text=_(
            "Its names in the flows of this park, as they are written there. A name that two actors have "
            "stands for both."
        ),
    )
    is_outside = models.BooleanField(
        _("outside the park"),
        default=False,
        db_default=False,
        help_text=_("The source places it outside the park or the company."),
    )
    why = TranslatedField(
        _("why"),
        blank=True,
        help_text=_("What the sources say from which it follows that the names are one."),
    )

    class Meta(Part.Meta):
        verbose_name = _("supplier or receiver")
        verbose_name_plural = _("suppliers and receivers")
        indexes = [build_part_index("park")]
        constraints = [build_part_key_constraint("park")]

    def __str__(self) -> str:
        return str(self.name)
