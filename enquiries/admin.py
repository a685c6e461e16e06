"""Requests of readers at the desk: their list, and the page of one."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext

from enquiries.answer_forms import STEP_FORMS, ProposalForm, StepForm
from enquiries.answers import REASON_OF_MANY, AnsweredMeanwhile, close_many, list_closable, record_step
from enquiries.deadlines import describe_wait
from enquiries.mails import send_answer_mail
from enquiries.models import Enquiry
from enquiries.proposal_occasions import list_proposals
from enquiries.subjects import find_subject
from enquiries.summaries import describe_reference, shorten_message
from enquiries.targets import ProposalTarget
from records.admin.lists import ListAdmin, RecordTypeFilter

_PROPOSE = "_propose"


class WaitingFilter(admin.SimpleListFilter):
    """What is read first, the second list, and what is done."""

    title = gettext_lazy("list")
    parameter_name = "list"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("open", pgettext("requests of readers", "open")),
            ("second", _("second list")),
            ("done", pgettext("requests of readers", "done")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        open_rows = Enquiry.objects.open().values("pk")
        if self.value() == "open":
            return queryset.filter(pk__in=open_rows, in_second_list=False)
        if self.value() == "second":
            return queryset.filter(pk__in=open_rows, in_second_list=True)
        return queryset.exclude(pk__in=open_rows) if self.value() == "done" else queryset


class ContactFilter(admin.SimpleListFilter):
    title = gettext_lazy("e-mail address")
    parameter_name = "contact"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("given")), ("no", _("not given"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.exclude(contact="")
        return queryset.filter(contact="") if self.value() == "no" else queryset


@admin.register(Enquiry)
class EnquiryAdmin(ListAdmin):
    """Who may change requests answers them; the message itself is never changed."""

    list_display = ("beginning", "kind", "about", "state", "wait", "at")
    list_display_links = ("beginning",)
    list_filter = (WaitingFilter, "kind", "state", ContactFilter, RecordTypeFilter)
    list_per_page = 50
    search_fields = ("message", "source", "slug")
    ordering = ("at", "pk")
    actions = ("close_selected",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def get_queryset(self, request: HttpRequest) -> Any:
        queryset: Any = super().get_queryset(request)
        return queryset.kept()

    @admin.display(description=gettext_lazy("message"))
    def beginning(self, enquiry: Enquiry) -> str:
        return shorten_message(enquiry)

    @admin.display(description=gettext_lazy("about"), ordering="slug")
    def about(self, enquiry: Enquiry) -> str:
        return describe_reference(enquiry)

    @admin.display(description=gettext_lazy("answer due"))
    def wait(self, enquiry: Enquiry) -> str:
        return describe_wait(enquiry)

    @admin.action(description=gettext_lazy("Close without an answer"), permissions=["change"])
    def close_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse | None:
        """Close the chosen requests that nobody has taken up, after a page that lists them."""
        user: Any = request.user
        if "confirm" in request.POST:
            count = close_many(queryset, user)
            text = ngettext("%(count)s request is closed.", "%(count)s requests are closed.", count)
            messages.success(request, text % {"count": count})
            return None
        enquiries, more = list_closable(queryset)
        if not enquiries:
            messages.warning(request, _("Nothing was closed: all of these are taken up or done."))
            return None
        count = len(enquiries)
        title = ngettext(
            "Close %(count)s request without an answer", "Close %(count)s requests without an answer", count
        )
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": title % {"count": count},
            "enquiries": [(row, shorten_message(row), describe_reference(row)) for row in enquiries],
            "more": more,
            "reason": REASON_OF_MANY,
            "checkbox": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/enquiries/enquiry/close.html", context)

    # -- the page of one ------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show a request with what can be done with it, and do it on POST."""
        enquiry = self.get_object(request, unquote(object_id))
        if enquiry is None:
            raise Http404
        if not self.has_view_permission(request, enquiry):
            raise PermissionDenied
        may_answer = self.has_change_permission(request, enquiry)
        if request.method == "POST" and not may_answer:
            raise PermissionDenied
        target = ProposalTarget(request, enquiry)
        steps, proposal = self._build_forms(request, enquiry, target)
        if request.method == "POST" and (response := self._save(request, enquiry, steps, proposal, target)):
            return response
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": enquiry,
            "title": str(enquiry),
            "about": describe_reference(enquiry),
            "subject": find_subject(enquiry.record_type, enquiry.slug, enquiry.part),
            "wait": describe_wait(enquiry),
            "events": enquiry.events.all(),
            "proposals": list_proposals(request, enquiry),
            "may_answer": may_answer,
            "may_delete": self.has_delete_permission(request, enquiry),
            "contact": enquiry.contact_address if may_answer else "",
            "steps": steps if may_answer else [],
            "proposal": proposal if may_answer and target.record else None,
            "propose_button": _PROPOSE,
        }
        request.current_app = self.admin_site.name
        status = 400 if any(form.is_bound and form.errors for form in steps) else 200
        return TemplateResponse(request, "admin/enquiries/enquiry/change_form.html", context, status=status)

    def _build_forms(
        self, request: HttpRequest, enquiry: Enquiry, target: ProposalTarget
    ) -> tuple[list[StepForm], ProposalForm]:
        """Return the forms of the page; the one whose button was pressed has what was sent."""
        initial = {"seen": enquiry.events.count(), "answer": enquiry.answer}
        sent = request.POST
        steps: list[StepForm] = [
            form_class(request.POST if form_class.state in sent else None, initial=initial)
            for form_class in STEP_FORMS
        ]
        proposal = ProposalForm(
            request.POST if _PROPOSE in sent else None,
            initial={"source": enquiry.source},
            relations=target.relations,
        )
        return steps, proposal

    def _save(
        self,
        request: HttpRequest,
        enquiry: Enquiry,
        steps: list[StepForm],
        proposal: ProposalForm,
        target: ProposalTarget,
    ) -> HttpResponse | None:
        """Do what the pressed button says; None if something is to be mended."""
        if proposal.is_bound and proposal.is_valid() and target.record is not None:
            return HttpResponseRedirect(target.build_url(proposal.cleaned_data, request.path))
        user: Any = request.user
        pressed = next((form for form in steps if form.is_bound), None)
        if pressed is None or not pressed.is_valid():
            return None
        try:
            seen = pressed.cleaned_data["seen"]
            saved = record_step(enquiry, user, pressed.state, seen=seen, **pressed.get_changes())
        except AnsweredMeanwhile:
            messages.error(request, _("Somebody else has worked on this request meanwhile. Look again."))
            return None
        if not saved.is_open and send_answer_mail(saved):
            text = _("Saved. Its sender sees it now, and gets a link by e-mail.")
        else:
            text = _("Saved. Its sender sees it now.")
        messages.success(request, text)
        return HttpResponseRedirect(reverse("admin:enquiries_enquiry_change", args=[enquiry.pk]))
