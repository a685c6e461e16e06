"""Actions with several selected records."""

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from records import publishing
from records.admin.lifecycle.draft_sources import publish_chosen_sources, take_draft_sources
from records.admin.problems import ProblemRenderer, link_to_form
from records.admin.proposals.blocks import admin_transaction, is_proposed, mark_proposed, report_proposal
from records.admin.questions import (
    AS_IT_IS,
    WITHOUT_CHINESE,
    AskedQuestion,
    GapQuestion,
    OddQuestion,
    OpenQuestions,
    require_chinese,
    require_keeping,
)
from records.admin.selections import KeptSelectionAdmin, mark_refused
from records.choices import ProposalOrigin
from records.publishing.validation import Problem
from records.questions.texts import ChineseGap, find_gaps

#: Of an action with many records, for each of which there can be several.
_MOST_REPORTED_PROBLEMS = 50
#: Records that are published at once from a list: each is looked at for what is odd.
_MOST_PUBLISHED = 100


class RecordActionsAdmin(KeptSelectionAdmin):
    """Admin of records with the actions of their states: each changes all selected records or none."""

    actions: Any = ("propose_selected", "publish_selected", "set_column", "export_xlsx", "export_csv")

    def get_actions(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        actions = super().get_actions(request, *args, **kwargs)
        # Records are deleted one at a time, with the confirmation page.
        actions.pop("delete_selected", None)
        return actions

    @admin.action(description=gettext_lazy("Publish"), permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Publish the selected drafts; ask first about what is odd, missing Chinese and draft sources."""
        return self._publish_selected(request, queryset)

    @admin.action(description=gettext_lazy("Propose"), permissions=["propose"])
    def propose_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        """Propose the publication of the selected drafts, after the same questions."""
        mark_proposed(request)
        return self._publish_selected(request, queryset)

    def _publish_selected(self, request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        def publish(changes: publishing.Changes, records: list[Any]) -> list[Any]:
            drafts = [record for record in records if not record.is_published]
            changes.publish(*drafts)
            require_chinese(request, changes, find_gaps(self.model, drafts), gaps)
            require_keeping(request, changes, drafts, odd)
            if drafts:
                published = publish_chosen_sources(request, changes, drafts)
                log_all(request, published, _("Published with the records that cite it."))
            return drafts

        refused: list[Problem] = []
        gaps: list[ChineseGap] = []
        odd: list[AskedQuestion] = []
        if queryset.count() > _MOST_PUBLISHED:
            text = _("Nothing was published: at most %(count)s can be chosen at a time.")
            messages.error(request, text % {"count": _MOST_PUBLISHED})
            mark_refused(request)
            return None
        try:
            self._change_selected(request, queryset, publish, _("Published: %(count)s."), refused)
        except OpenQuestions:
            question = {"gap_question": GapQuestion(gaps)} if gaps else {"odd_question": OddQuestion(odd)}
            return self._render_publication(request, queryset, **question)
        sources, others = take_draft_sources(request, refused)
        if sources is None or others or not sources.is_permitted:
            if refused:
                self._report_problems(request, publishing.PublishingError(refused))
            return None
        return self._render_publication(request, queryset, draft_sources=sources)

    def _render_publication(self, request: HttpRequest, queryset: QuerySet, **question: Any) -> HttpResponse:
        """Ask before selected drafts are published. The answer to a question before this one is kept."""
        context = {
            "title": _("Publish"),
            "records": [link_to_form(self.model, record.pk, record) for record in queryset],
            "selected": [record.pk for record in queryset],
            "checkbox": ACTION_CHECKBOX_NAME,
            "action": "propose_selected" if is_proposed(request) else "publish_selected",
            "answers": {name: request.POST.get(name, "") for name in (WITHOUT_CHINESE, AS_IT_IS)},
            **question,
        }
        return self.render_page(request, "admin/record_publication.html", context)

    def _change_selected(
        self,
        request: HttpRequest,
        queryset: QuerySet,
        change: Callable[[publishing.Changes, list[Any]], list[Any]],
        done: str,
        refused: list[Problem] | None = None,
    ) -> None:
        """Apply `change`, which returns the changed records, to the selected ones in one transaction.

        Problems are added to `refused`, if it is given, and otherwise reported.
        """
        try:
            with admin_transaction(request, origin=ProposalOrigin.BULK) as changes:
                changed = change(changes, list(queryset))
        except publishing.PublishingError as error:
            if refused is None:
                self._report_problems(request, error)
            else:
                refused += error.problems
            return
        if changed and is_proposed(request):
            report_proposal(request, is_public=False)
            return
        for record in changed:
            self.log_change(request, record, done % {"count": 1})
        if changed:
            messages.success(request, done % {"count": len(changed)})
        else:
            messages.warning(request, _("Nothing was changed: no selected record is in a state for this."))
            mark_refused(request)

    def render_page(self, request: HttpRequest, template: str, context: dict[str, Any]) -> TemplateResponse:
        """Render a page of this type of record beside Django's own."""
        request.current_app = self.admin_site.name
        shared = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
            "media": self.media,
        }
        return TemplateResponse(request, template, {**shared, **context})

    def reverse_page(self, page: str, *args: Any) -> str:
        """Return the address of a page of this type, such as "change"."""
        name = f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}"
        return reverse(name, args=args, current_app=self.admin_site.name)

    def _report_problems(self, request: HttpRequest, error: publishing.PublishingError) -> None:
        lines: list[str] = list(ProblemRenderer(error.problems).render_all(error.problems))
        more = len(lines) - _MOST_REPORTED_PROBLEMS
        if more > 0:
            rest = ngettext("%(count)s more", "%(count)s more", more) % {"count": more}
            lines[_MOST_REPORTED_PROBLEMS:] = [rest]
        text = format_html("{}", _("Nothing was changed, because:"))
        messages.error(request, text + format_html_join("", "<br>{}", [(line,) for line in lines]))
        mark_refused(request)


def log_all(request: HttpRequest, records: Sequence[Any], text: str) -> None:
    """Add an entry to the log of the admin for each record."""
    if records:
        user: Any = request.user
        LogEntry.objects.log_actions(user.pk, records, CHANGE, text)
