"""Site texts, priorities, targets and findings."""

from datetime import date
from typing import Any, ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from cities.models import City, Indicator
from coalition.models import Exchange, Programme
from initiatives.choices import ParkLevel
from initiatives.models import BusinessInitiative, IndustrialPark, Material, ProcurementCase, ZeroWastePilot
from portal.choices import FindingDrawing, PriorityList, TargetCount, TargetKind
from records.choices import SourceType, Unit
from records.fields import StatedDateField, TextListField, TranslatedField
from records.models import Figure, Link, Record, build_choices_constraint
from records.models.base import RecordQuerySet
from records.models.constraints import build_date_constraint, build_year_constraint
from records.models.figure import build_part_key_constraint
from records.models.lede import build_lede_field
from records.ordering import build_name_index
from records.page_urls import build_page_url
from records.texts.translation import Text, get_text
from records.validators import validate_amount, year_validators


class TargetState(models.TextChoices):
    """State of a goal; derived, not stored."""

    OPEN = "open", _("Ongoing")
    MET = "met", _("Met")
    MISSED = "missed", _("Not met")
    #: A result was searched for, on a date that the target states.
    LAPSED = "lapsed", _("No published result found")
    UNKNOWN = "unknown", _("No published result found")
    #: The target names a progress figure that says what came of it.
    REPORTED = "reported", _("Result known")


class Target(Record):
    """A goal, a progress figure, or the baseline of a goal that is a share."""

    type_code = "target"
    unfiltered_fields = ("key_figure_order", "covers_programme", "searched_on")

    kind = models.CharField(_("type"), max_length=10, choices=TargetKind)
    statement = TranslatedField(_("statement"))
    promised_by = TranslatedField(_("set by"), max_length=300, blank=True)
    plan = TranslatedField(
        _("plan"),
        max_length=200,
        blank=True,
        help_text=_("Name of the plan that states the target. The home page shows its targets in one row."),
    )
    label = TranslatedField(
        _("words after the number"),
        max_length=100,
        blank=True,
        help_text=_("What the number is, where a plan has several targets. Empty: the whole statement."),
    )
    value = models.DecimalField(_("value"), max_digits=20, decimal_places=6, validators=[validate_amount])
    unit = models.CharField(_("unit"), max_length=20, choices=Unit)
    deadline = StatedDateField(_("deadline"))
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True, validators=year_validators)
    set_on = StatedDateField(_("set on"), help_text=_("When the target was published. Empty: not known."))
    outcome = models.ForeignKey(
        "self",
        verbose_name=_("known result"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_(
            "The progress figure that says what came of this target or of what began with this number."
        ),
    )
    scope = TranslatedField(_("scope"), max_length=300)
    denominator = models.ForeignKey(
        "self",
        verbose_name=_("baseline"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The total to which the percentage refers."),
    )
    statistic = models.CharField(
        _("statistic"),
        max_length=60,
        blank=True,
        default="",
        help_text=_("Key of the statistic that counts progress. Empty: none."),
    )
    counted_by = models.CharField(
        _("records counted"),
        max_length=12,
        choices=TargetCount,
        blank=True,
        default="",
        help_text=_("The records that its number is compared with. Empty: none."),
    )
    park_level = models.CharField(
        _("level of the parks counted"),
        max_length=10,
        choices=ParkLevel,
        blank=True,
        default="",
        help_text=_("Empty: national and provincial."),
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name=_("programme"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("The programme whose places are counted."),
    )
    covers_programme = models.BooleanField(
        _("covers the whole programme"),
        default=False,
        help_text=_("The home page shows how many places of the programme are listed here."),
    )
    key_figure_order = models.PositiveSmallIntegerField(
        _("order among the key figures"),
        default=0,
        validators=[MaxValueValidator(999)],
        help_text=_("Place among the key figures of the home page; 0: it is none of them."),
    )
    searched_on = StatedDateField(
        _("searched on"), help_text=_("When a published result was last searched for. Empty: it wasn’t.")
    )
    note = TranslatedField(_("note"), blank=True)
    source_type = models.CharField(_("source type"), max_length=14, choices=SourceType)

    class Meta(Record.Meta):
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["slug"]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("kind", TargetKind, blank=True),
            build_choices_constraint("unit", Unit, blank=True),
            build_choices_constraint("source_type", SourceType, blank=True),
            build_choices_constraint("counted_by", TargetCount, blank=True),
            build_choices_constraint("park_level", ParkLevel, blank=True),
            build_year_constraint("year"),
            models.UniqueConstraint(
                fields=["park_level"],
                condition=Q(counted_by=TargetCount.PARKS),
                name="portal_target_one_baseline_of_a_level",
                violation_error_message=_("Another target counts the parks of this level already."),
            ),
            build_date_constraint("deadline"),
            build_date_constraint("searched_on"),
            build_date_constraint("set_on"),
            models.CheckConstraint(
                condition=Q(value__gt=0),
                name="portal_target_more_than_nothing",
                violation_error_message=_("The value of a target lies above 0."),
            ),
            models.CheckConstraint(
                condition=Q(denominator__isnull=True) | ~Q(denominator=models.F("id")),
                name="portal_target_not_a_share_of_itself",
                violation_error_message=_("A target can't be a share of itself."),
            ),
            models.CheckConstraint(
                condition=Q(outcome__isnull=True) | ~Q(outcome=models.F("id")),
                name="portal_target_not_its_own_outcome",
                violation_error_message=_("A target can't be its own result."),
            ),
            models.CheckConstraint(
                condition=~Q(deadline="") | ~Q(kind=TargetKind.GOAL),
                name="portal_target_goal_has_a_deadline",
                violation_error_message=_("A target needs its deadline."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('home')}#{self.anchor}"

    def title_in(self, language: str) -> Text:
        return get_text(self, "statement", language)

    @property
    def precision(self) -> str:
        # Templates that show numbers expect this attribute; targets have no precision.
        return ""

    def state(self, counted: float | None = None, today: date | None = None) -> TargetState | None:
        """The state of a goal; None for other kinds. `counted` is the statistic value, if there is one."""
        if self.kind != TargetKind.GOAL:
            return None
        if counted is None and self.outcome_id:
            return TargetState.REPORTED
        today = today or date.today()
        due = f"{self.deadline}-12-31"[:10] if len(self.deadline) == 4 else self.deadline
        past = due < today.isoformat()[: len(due)]
        if counted is not None and counted >= self.value:
            return TargetState.MET
        if not past:
            return TargetState.OPEN
        if counted is not None:
            return TargetState.MISSED
        return TargetState.LAPSED if self.searched_on else TargetState.UNKNOWN


class Priority(Record):
    """A priority of China Hub: context, problem, obstacles and the approach of ICLEI."""

    type_code = "priority"
    unfiltered_fields = ("order",)

    order = models.PositiveSmallIntegerField(_("order"), validators=[MaxValueValidator(999)])
    title = TranslatedField(_("title"), max_length=200)
    lede = build_lede_field()
    context = TranslatedField(_("context"))
    problem = TranslatedField(_("problem"))
    expected_effect = TranslatedField(_("expected effect"), blank=True)
    approach = TranslatedField(_("approach"))
    obstacles = TextListField(_("obstacles"))
    list_page = models.CharField(
        _("list"), max_length=12, choices=PriorityList, help_text=_("The list that the home page links to.")
    )

    class Meta(Record.Meta):
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["order", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("list_page", PriorityList, blank=True),
        ]

    def get_absolute_url(self) -> str:
        return f"{reverse('home')}#{self.anchor}"


class PriorityTarget(Link):
    """A target of a priority, in the order of the page."""

    owner = "priority"

    priority = models.ForeignKey(
        Priority, verbose_name=_("priority"), on_delete=models.CASCADE, related_name="targets"
    )
    target = models.ForeignKey(Target, verbose_name=_("target"), on_delete=models.PROTECT, related_name="+")

    class Meta(Link.Meta):
        verbose_name = _("target of a priority")
        verbose_name_plural = _("targets of the priority")
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "target"],
                name="portal_prioritytarget_once",
                violation_error_message=_("This target is named already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.target)


class SiteText(Record):
    """Texts about the site: tagline, introduction and leading cities."""

    type_code = "site-text"

    title = TranslatedField(_("title"), max_length=100)
    tagline = TranslatedField(_("tagline"), max_length=300)
    about = TranslatedField(_("about"))
    city_work = TranslatedField(_("work with cities"))

    class Meta(Record.Meta):
        verbose_name = _("site text")
        verbose_name_plural = _("site texts")
        ordering = ["slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en")]

    def get_absolute_url(self) -> str:
        return reverse("home")


class LeadingCity(Link):
    """A leading city, in the order of the home page."""

    owner = "site_text"

    site_text = models.ForeignKey(
        SiteText, verbose_name=_("site text"), on_delete=models.CASCADE, related_name="leading_cities"
    )
    city = models.ForeignKey(City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="+")

    class Meta(Link.Meta):
        verbose_name = _("leading city")
        verbose_name_plural = _("leading cities")
        constraints = [
            models.UniqueConstraint(
                fields=["site_text", "city"],
                name="portal_leadingcity_once",
                violation_error_message=_("This city is named already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.city)


#: Figures and targets of a drawing. A finding with more of them shows its first figure instead.
DRAWN_AT_MOST = 12


class FindingQuerySet(RecordQuerySet):
    def with_figures(self) -> "FindingQuerySet":
        """With the `drawn_figures` and `drawn_targets` of the headline and the drawing.

        They are one more than are drawn, which tells that there are others.
        """
        figures = FindingFigure.objects.all()[: DRAWN_AT_MOST + 1]
        targets = Target.objects.published().select_related("outcome", "programme").order_by("deadline", "pk")
        return self.prefetch_related(
            Prefetch("figures", figures, to_attr="drawn_figures"),
            Prefetch("targets", targets[: DRAWN_AT_MOST + 1], to_attr="drawn_targets"),
        )


class Finding(Record):
    """A sentence about circular China that can be quoted, with its figures, its sources and its limits.

    The first of its figures is the number of the title. The records that it is about show it on their pages.
    """

    type_code = "finding"
    unfiltered_fields = ("order", "home_order", "drawing")
    #: Set by `with_figures()`.
    drawn_figures: "list[FindingFigure]"
    drawn_targets: list[Target]

    order = models.PositiveSmallIntegerField(_("order"), validators=[MaxValueValidator(999)])
    home_order = models.PositiveSmallIntegerField(
        _("order on the home page"),
        default=0,
        validators=[MaxValueValidator(999)],
        help_text=_(
            "Place on the home page, which shows four findings of four different units; 0: it isn’t there."
        ),
    )
    home_text = TranslatedField(
        _("words after the number on the home page"),
        max_length=160,
        blank=True,
        help_text=_("They go on from the first figure and end the sentence. No number of the page twice."),
    )
    title = TranslatedField(_("title"), max_length=200)
    text = TranslatedField(_("text"))
    limits = TranslatedField(_("what it doesn’t show"))
    year = models.PositiveSmallIntegerField(_("year"), validators=year_validators)
    worked_out = TranslatedField(
        _("how it was calculated"), blank=True, help_text=_("Empty: the sources give the number.")
    )
    drawing = models.CharField(
        _("drawing"),
        max_length=10,
        choices=FindingDrawing,
        blank=True,
        default="",
        help_text=_("Drawn from the figures that name a row. Empty: none."),
    )
    drawing_note = TranslatedField(
        _("scale of the drawing"), max_length=200, blank=True, help_text=_("What one mark stands for.")
    )
    cities = models.ManyToManyField(City, verbose_name=_("cities"), blank=True, related_name="+")
    parks = models.ManyToManyField(
        IndustrialPark, verbose_name=_("industrial parks"), blank=True, related_name="+"
    )
    materials = models.ManyToManyField(Material, verbose_name=_("materials"), blank=True, related_name="+")
    pilots = models.ManyToManyField(
        ZeroWastePilot, verbose_name=_("zero-waste cities and areas"), blank=True, related_name="+"
    )
    programmes = models.ManyToManyField(Programme, verbose_name=_("programmes"), blank=True, related_name="+")
    targets = models.ManyToManyField(Target, verbose_name=_("targets"), blank=True, related_name="+")
    indicators = models.ManyToManyField(Indicator, verbose_name=_("indicators"), blank=True, related_name="+")
    exchanges = models.ManyToManyField(Exchange, verbose_name=_("exchanges"), blank=True, related_name="+")
    procurement_cases = models.ManyToManyField(
        ProcurementCase, verbose_name=_("procurement cases"), blank=True, related_name="+"
    )
    businesses = models.ManyToManyField(
        BusinessInitiative, verbose_name=_("circular businesses"), blank=True, related_name="+"
    )

    objects: ClassVar[Any] = FindingQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["order", "slug"]
        indexes = [*Record.Meta.indexes, build_name_index("title_en")]
        constraints = [
            *Record.Meta.constraints,
            build_choices_constraint("drawing", FindingDrawing, blank=True),
            build_year_constraint("year"),
            models.CheckConstraint(
                condition=Q(home_order=0) | ~Q(home_text_en="") | ~Q(home_text_zh_hans=""),
                name="portal_finding_words_for_home",
                violation_error_message=_("A finding of the home page needs the words after its number."),
            ),
        ]

    def get_absolute_url(self) -> str:
        return build_page_url("finding", self.slug)

    @property
    def headline(self) -> "FindingFigure | None":
        """The number of the title, of findings `with_figures()`."""
        return next(iter(self.drawn_figures), None)


class FindingFigure(Figure):
    """A number that a finding rests on. Those with a `row` are drawn, in the row of that name."""

    owner = "finding"

    may_be_many = True

    finding = models.ForeignKey(
        Finding, verbose_name=_("finding"), on_delete=models.CASCADE, related_name="figures"
    )
    row = TranslatedField(
        _("row of the drawing"),
        max_length=100,
        blank=True,
        help_text=_("Figures of one row stand together. Empty: the figure isn’t drawn."),
    )

    class Meta(Figure.Meta):
        verbose_name = _("figure of a finding")
        verbose_name_plural = _("figures of the finding")
        constraints = [*Figure.Meta.constraints, build_part_key_constraint("finding")]
