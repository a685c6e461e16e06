"""Programmes that designate parks or cities, with their official sizes and results."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from coalition.choices import (
    ProgrammeKind,
)
from records.fields import StatedDateField, TranslatedField
from records.models import Figure, Record, build_choices_constraint
from records.models.constraints import (
    build_date_constraint,
    build_date_order_constraint,
)
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field, build_lede_sources_field
from records.ordering import build_name_index
from records.page_urls import build_page_url


class Programme(Record):
    """A programme that designates parks or cities, with its official sizes and results."""

    type_code = "programme"
    sourced_fields = {"lede": "lede_sources"}

    name = TranslatedField(_("name"), max_length=200)
    kind = models.CharField(_("type"), max_length=16, choices=ProgrammeKind)
    operator = TranslatedField(pgettext_lazy("programme", "operator"), max_length=400, blank=True)
    starts = StatedDateField(_("from"))
    ends = StatedDateField(_("to"))
    zero_waste_round = models.PositiveSmallIntegerField(
        _("round of the zero-waste programme"),
        default=0,
        validators=[MaxValueValidator(99)],
        help_text=_("1 for the first round; 0 for all other programmes."),
    )
    lede = build_lede_field()
    lede_sources = build_lede_sources_field()
    about = TranslatedField(_("about"), blank=True)

    class Meta(Record.Meta):
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        ordering = ["name_en", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("name_en")]
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["zero_waste_round"],
                condition=Q(zero_waste_round__gt=0),
                name="coalition_programme_of_a_round",
                violation_error_message=_("Another programme is this round already."),
            ),
            build_choices_constraint("kind", ProgrammeKind, blank=True),
            build_date_constraint("starts"),
            build_date_constraint("ends"),
            build_date_order_constraint("starts", "ends"),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("programme", self.slug)


class ProgrammeFigure(Figure):
    """An official size of a programme: the number of parks or cities it has designated."""

    owner = "programme"
    may_be_many = True

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.CASCADE, related_name="official_sizes"
    )
    counts_all_named = models.BooleanField(
        _("covers every place selected"),
        default=False,
        help_text=_(
            "The number of places listed here is compared with this total. Only one total can be marked."
        ),
    )

    class Meta(Figure.Meta):
        verbose_name = _("official total")
        verbose_name_plural = _("official totals")
        constraints = [
            *Figure.Meta.constraints,
            build_part_key_constraint("programme"),
            models.CheckConstraint(
                condition=~Q(value=0),
                name="coalition_programmefigure_not_nothing",
                violation_error_message=_("An official size is not 0; leave out what is not known."),
            ),
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(counts_all_named=True),
                name="coalition_one_size_counts_all_named",
                violation_error_message=_(
                    "Another official total of this programme already covers every place selected."
                ),
            ),
        ]


class ProgrammeResult(Figure):
    """What a programme has achieved in all its places together."""

    owner = "programme"
    may_be_many = True

    programme = models.ForeignKey(
        Programme, verbose_name=_("programme"), on_delete=models.CASCADE, related_name="results"
    )

    class Meta(Figure.Meta):
        verbose_name = _("result of a programme")
        verbose_name_plural = _("results of a programme")
        constraints = [*Figure.Meta.constraints, build_part_key_constraint("programme")]
