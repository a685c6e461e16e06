"""Proposals made from requests of readers: the request keeps them, and each side leads to the other."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.http import HttpRequest
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from enquiries.models import Enquiry
from records.admin.proposals.occasions import Occasion, OccasionLink, register_occasion
from records.admin.proposals.titles import describe_proposals
from records.admin.returns import get_next
from records.models import Proposal

#: Of several, so many are named.
_MOST = 10
_PAGE = "enquiries_enquiry_change"


def _find_enquiry(request: HttpRequest) -> Enquiry | None:
    """Return the request of a reader to whose page a form of the desk returns."""
    try:
        match = resolve(urlsplit(get_next(request)).path)
    except (Resolver404, ValueError):
        return None
    pk = unquote(str(match.kwargs.get("object_id", "")))
    if match.url_name != _PAGE or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    return Enquiry.objects.kept().filter(pk=int(pk)).first()


def _add_to_request(request: HttpRequest, proposal: Proposal) -> None:
    enquiry = _find_enquiry(request)
    if enquiry is not None and request.user.has_perm("enquiries.change_enquiry"):
        enquiry.proposals.add(proposal)


def _list_requests(request: HttpRequest, proposal: Proposal) -> Iterator[OccasionLink]:
    may_see = request.user.has_perm("enquiries.view_enquiry")
    for enquiry in Enquiry.objects.kept().filter(proposals=proposal)[:_MOST]:
        url = reverse(f"admin:{_PAGE}", args=[enquiry.pk]) if may_see else ""
        yield OccasionLink(_("From a request of a reader"), url)


def list_proposals(request: HttpRequest, enquiry: Enquiry) -> list[tuple[Proposal, str]]:
    """Return the newest proposals made from a request that the account may read, with their titles."""
    model_admin: Any = admin.site.get_model_admin(Proposal)
    newest = enquiry.proposals.order_by("-pk")[:_MOST]
    shown = [proposal for proposal in newest if model_admin.has_view_permission(request, proposal)]
    titles = describe_proposals(shown)
    return [(proposal, titles[proposal.pk]) for proposal in shown]


register_occasion(Occasion(_add_to_request, _list_requests))
