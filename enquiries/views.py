"""The form of readers, and the page of an answer. No cache keeps them, and no search engine finds them."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt

from enquiries.availability import get_consent_text, get_office_name, is_form_open, is_on_trial
from enquiries.choices import KIND_HINTS, EnquiryKind
from enquiries.forms import EnquiryForm
from enquiries.models import KEPT_DAYS, MESSAGE_LENGTH, Enquiry
from enquiries.progress import build_progress
from enquiries.subjects import (
    KIND,
    PAGE,
    PART,
    RECORD,
    Subject,
    build_enquiry_url,
    find_subject,
    read_subject,
)
from enquiries.submission import TooManyEnquiries, send_enquiry
from enquiries.tokens import FormToken, read_form, sign_form
from records.pages.generic_views import UNCACHED_PATTERN, PublicTemplateView
from records.texts.links import get_site_url
from records.texts.translation import PAGE_TAGS
from web.ip_addresses import get_client_address

#: Of a request, in bytes: a message that is ten times too long is still shown again.
MOST_BYTES = 256 * 1024


class PrivatePageView(PublicTemplateView):
    """A page for one reader. What is sent to it has no cookie: its token is its protection."""

    http_method_names = ("get", "head", "post", "options")

    @method_decorator(csrf_exempt)
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method == "POST":
            if int(request.headers.get("Content-Length") or 0) > MOST_BYTES:
                text = _(
                    "What you sent is too long to be read. Your browser still has it: go back and shorten it."
                )
                return self.respond_notice(_("Not sent: too long"), text, status=413)
            # Whatever charset a client names: one that isn't for texts can't be decoded.
            request.encoding = "utf-8"
        return super().dispatch(request, *args, **kwargs)  # type: ignore[return-value]

    def respond_notice(self, heading: str, text: str, status: int) -> HttpResponse:
        """Respond with a page that says why there is no form or answer."""
        self.template_name = "enquiries/enquiry_notice.html"
        return self.render_to_response(self.get_context_data(heading=heading, text=text), status=status)

    def respond_gone(self, status: int) -> HttpResponse:
        text = _(
            "There is no request at this address. It was deleted, by you or after %(days)s days, or the "
            "address is not complete."
        )
        return self.respond_notice(_("There is no request here"), text % {"days": KEPT_DAYS}, status)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        response = super().render_to_response(context, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "office": get_office_name(),
            "answer_days": settings.ENQUIRY_ANSWER_DAYS,
            "is_on_trial": is_on_trial(),
            "kept_days": KEPT_DAYS,
        }


class EnquiryFormView(PrivatePageView):
    """The form. What was sent is shown once, with the address of the answer."""

    template_name = "enquiries/enquiry_form.html"
    query_parameters: ClassVar[dict[str, str]] = {
        name: UNCACHED_PATTERN for name in (KIND, RECORD, PART, PAGE)
    }

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if not is_form_open():
            raise Http404

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        subject = read_subject(request.GET)
        kind = request.GET.get(KIND, "")
        initial = {"kind": kind if kind in EnquiryKind.values else ""}
        return self._show_form(EnquiryForm(initial=initial), subject)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        token = read_form(request.POST.get("token", ""))
        subject = read_subject(token.about) if token else Subject()
        form = EnquiryForm(request.POST)
        if not form.is_valid():
            return self._show_form(form, subject, status=400)
        if token is None or token.is_expired:
            form.add_error(None, _("This page was open for too long. Please send it again"))
            return self._show_form(form, subject, status=400)
        return self._send(form, token, subject)

    def _send(self, form: EnquiryForm, token: FormToken, subject: Subject) -> HttpResponse:
        client = get_client_address(self.request) or ""
        try:
            sent = send_enquiry(form.cleaned_data, token, subject, client)
        except TooManyEnquiries as error:
            form.add_error(None, _describe_limit(error))
            response = self._show_form(form, subject, status=429)
            response["Retry-After"] = str(error.seconds_left)
            return response
        if sent.enquiry is None:
            return self.respond_gone(410)
        path = reverse("enquiry_status", args=[sent.token])
        context = self.get_context_data(
            enquiry=sent.enquiry, subject=subject, path=path, address=f"{get_site_url(self.request)}{path}"
        )
        self.template_name = "enquiries/enquiry_sent.html"
        return self.render_to_response(context)

    def _show_form(self, form: EnquiryForm, subject: Subject, status: int = 200) -> HttpResponse:
        form.describe_fields()
        context = self.get_context_data(
            form=form,
            subject=subject,
            token=sign_form(subject.build_reference()),
            kinds=[(kind.value, kind.label, KIND_HINTS.get(kind, "")) for kind in EnquiryKind],
            most=MESSAGE_LENGTH,
            consent_text=get_consent_text(),
            whole_page_url=build_enquiry_url(Subject(subject.record, None, subject.page).build_reference()),
        )
        return self.render_to_response(context, status=status)


def _describe_limit(error: TooManyEnquiries) -> str:
    if error.is_flood:
        return _("Many requests are coming in. Please send this again in a minute")
    minutes = max(1, -(-error.seconds_left // 60))
    return ngettext(
        "From your network five requests came within an hour. Please send this again in %(count)s minute",
        "From your network five requests came within an hour. Please send this again in %(count)s minutes",
        minutes,
    ) % {"count": minutes}


class EnquiryStatusView(PrivatePageView):
    """The answer to a request, at an address that only its sender has, and the button that deletes it."""

    template_name = "enquiries/enquiry_status.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        enquiry = self._find()
        if enquiry is None:
            return self.respond_gone(404)
        subject = find_subject(enquiry.record_type, enquiry.slug, enquiry.part)
        now, reference = subject.describe_in(enquiry.language), subject.build_reference()
        context = self.get_context_data(
            enquiry=enquiry,
            subject=subject,
            progress=build_progress(enquiry),
            changed_facts=now if enquiry.facts and now and now != enquiry.facts else "",
            facts_tag=PAGE_TAGS[enquiry.language],
            again_url=build_enquiry_url(reference) if subject.record and is_form_open() else "",
        )
        return self.render_to_response(context)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if (enquiry := self._find()) is not None:
            enquiry.delete()
        response = HttpResponseRedirect(request.path)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "no-referrer"
        return response

    def _find(self) -> Enquiry | None:
        return Enquiry.objects.with_token(self.kwargs["token"]).first()
