"""Questions of the content, which the content report asks and staff close at the desk."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from records.models.constraints import build_choices_constraint


class QuestionSection(models.TextChoices):
    """The list of the content report in which a question stands; the first ones are asked first."""

    DOUBTS = "doubts", _("Doubts")
    DECISIONS = "decisions", _("Decisions of the editors")
    PROMISES = "promises", _("Targets and promises of named governments")
    LACKS = "lacks", _("What a named government is said to lack")
    PLAN_PLACES = "plan_places", _("Places that only a plan names")
    NOTES = "notes", _("Notes for editors")
    NO_PUBLISHER = "no_publisher", _("Sources that name no publisher")
    NO_ADDRESS = "no_address", _("Sources whose address is not shown")
    NOT_READ_AGAIN = "not_read", _("Sources not read again")


class ContentQuestionQuerySet(models.QuerySet):
    def open(self) -> "ContentQuestionQuerySet":
        return self.filter(answer="")


class ContentQuestion(models.Model):
    """A question of the content, in English. It is closed by a sentence that says how it was answered.

    `records` lists type and slug of each record that it is about. `digest`: what makes it the same question
    at the next load.
    """

    digest = models.CharField(max_length=64, unique=True, editable=False)
    section = models.CharField(_("list"), max_length=12, choices=QuestionSection, editable=False)
    position = models.PositiveSmallIntegerField(default=0, editable=False)
    subject = models.TextField(pgettext_lazy("questions", "about"), blank=True, default="", editable=False)
    text = models.TextField(_("question"), editable=False)
    records = models.JSONField(_("records"), default=list, blank=True, editable=False)
    answer = models.TextField(
        _("answer"),
        blank=True,
        default="",
        help_text=_("How it was answered, in a sentence. Without one, the question is open."),
    )
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        editable=False,
    )
    closer = models.CharField(_("closed by"), max_length=150, blank=True, default="", editable=False)
    closed_at = models.DateTimeField(_("closed"), null=True, editable=False)

    objects = ContentQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question of the content")
        verbose_name_plural = _("questions of the content")
        ordering = ["position", "pk"]
        default_permissions = ("view", "change")
        constraints = [
            build_choices_constraint("section", QuestionSection),
            models.CheckConstraint(
                condition=Q(answer="", closed_at__isnull=True) | (~Q(answer="") & Q(closed_at__isnull=False)),
                name="records_contentquestion_closed",
                violation_error_message=_("A closed question has an answer and a time."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["position", "id"], name="records_contentquestion_open", condition=Q(answer="")
            )
        ]

    def __str__(self) -> str:
        return self.subject or self.text[:80]
