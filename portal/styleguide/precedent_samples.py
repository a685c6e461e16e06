"""Samples of the page "I have / I need"."""

from django.utils.translation import gettext as _

from coalition.models import Programme
from initiatives.material_names import MaterialMatch
from initiatives.precedent_form import PrecedentForm
from initiatives.precedents import Fit, FitPart, Offer, Precedent, Side
from portal.styleguide.components import Context
from portal.styleguide.samples import build_context, make_samples


def build_precedent_page(name: str, number: int = 0) -> Context:
    """The page with the flows of a sample, if it has a name, and `number` programmes of each."""
    flows = build_context(name)["flows"] if name else []
    precedents = [
        Precedent(
            flow=flow,
            material=FitPart(Fit.GOOD, _("Same material")),
            sector=FitPart(Fit.POOR, _("Another sector: %(sector)s") % {"sector": "–"}),
            quantity=FitPart(Fit.FAIR, _("About %(times)s times the amount you entered") % {"times": 4}),
            place=FitPart(Fit.UNKNOWN, _("Distance not known")),
            distance=None,
            is_elsewhere=True,
            programmes=make_samples(number, Programme),
        )
        for flow in flows
    ]
    return {
        "form": PrecedentForm({"material": "–"}),
        "offer": Offer(Side.HAVE, {1: MaterialMatch.SAME}),
        "precedents": precedents,
        "count": len(precedents),
        "has_hazardous": number > 1,
        "can_contact": True,
    }


def build_failed_precedent_page() -> Context:
    return {"form": PrecedentForm({"material": "", "tonnes": "–"}), "offer": None}
