"""Titles and descriptions of drawings, by rule: what returns, else how many supply and receive."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from initiatives.choices import FlowStatus
from initiatives.loops.network import Actor, FlowNetwork, Thread, ThreadKind
from records.choices import AmountType, Evidence
from records.texts.formats import format_amount_text

# Usual kinds of evidence, which an amount doesn't name.
_USUAL = {Evidence.STATED, Evidence.MEASURED, Evidence.VERIFIED}
_USUAL_STATUSES = {FlowStatus.OPERATING, FlowStatus.NOT_RECORDED}
#: Loops that a title names.
_NAMED = 3


def get_short_name(thread: Thread) -> str:
    """Return what is passed on, without an explanation in brackets, and as it stands within a sentence."""
    name = str(thread.what).partition(" (")[0].partition("（")[0]
    return _write_lower(name)


def _write_lower(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def _write_upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def format_thread_amount(thread: Thread) -> str:
    """Return the amount of the material, if it is known, and what is unusual: expected, planned."""
    flow = thread.flow
    if not thread.is_flow:
        return ""
    status = [] if flow.status in _USUAL_STATUSES else [_write_lower(str(flow.get_status_display()))]
    if not flow.is_amount_of_material:
        return ", ".join(status)
    amount = format_amount_text(flow)
    if flow.amount_type == AmountType.CUMULATIVE and flow.year:
        amount = pgettext("amount of a flow", "%(amount)s to %(year)s") % {
            "amount": amount,
            "year": flow.year,
        }
    evidence = [] if flow.evidence in _USUAL else [_write_lower(str(flow.get_evidence_display()))]
    for remark in dict.fromkeys([*evidence, *status]):
        amount = pgettext("amount of a flow", "%(amount)s, %(remark)s") % {"amount": amount, "remark": remark}
    return amount


def write_title(network: FlowNetwork) -> str:
    """Say what comes back; of a network without loops, how many supply and how many receive."""
    if network.loops:
        titles = [_write_loop(loop) for loop in network.loops[:_NAMED]]
        return pgettext("between sentences", "; ").join(titles)
    if network.half_loops:
        half = network.half_loops[0]
        back = next(
            thread
            for thread in network.threads
            if thread.kind == ThreadKind.HALF and thread.flow is half.flow
        )
        text = _("Out as %(out)s, back as %(back)s, as a note says")
        return text % {"out": get_short_name(half), "back": get_short_name(back)}
    circle = network.circle
    if len(circle) == 2:
        text = _("%(back)s in return for %(out)s; no material is known to come back")
        return _write_upper(text % {"out": get_short_name(circle[0]), "back": get_short_name(circle[1])})
    suppliers, receivers = len(network.suppliers), len(network.receivers)
    counts = {
        "suppliers": ngettext("%(n)s supplier", "%(n)s suppliers", suppliers) % {"n": suppliers},
        "receivers": ngettext("%(n)s receiver", "%(n)s receivers", receivers) % {"n": receivers},
    }
    if circle:
        return _("%(suppliers)s, %(receivers)s, in a circle; no material is known to come back") % counts
    return _("%(suppliers)s, %(receivers)s; nothing is known to come back") % counts


def _write_loop(loop: list[Thread]) -> str:
    what = _write_lower(str(loop[0].flow.loop_of))
    if len(loop) > 2 or not what:
        what = what or get_short_name(loop[0])
        if len(loop) == 2:
            return _write_upper(_("%(what)s goes out and comes back") % {"what": what})
        return _write_upper(_("%(what)s comes back after %(n)s steps") % {"what": what, "n": len(loop)})
    out, back = loop
    if _is_named_by(loop[0], out) and not _is_named_by(loop[0], back):
        out, back = back, out
    words = {"what": what, "out": get_short_name(out), "back": get_short_name(back)}
    if _is_named_by(loop[0], back):
        return _("Out as %(out)s, back as %(back)s") % words
    return _write_upper(_("%(what)s comes back: out as %(out)s, back as %(back)s") % words)


def _is_named_by(first: Thread, thread: Thread) -> bool:
    """Whether what comes back in the loop is the material of a thread, by their English names."""
    material = thread.flow.material.name_en.partition(" (")[0]  # type: ignore[attr-defined]
    return material.casefold() == first.flow.loop_of_en.casefold()  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Step:
    """A thread in a list, with its actors and what it passes on."""

    supplier: Actor
    receiver: Actor
    text: str
    amount: str
    waste_area: str
    direction_known: bool
    is_of_loop: bool


def build_step(thread: Thread, network: FlowNetwork) -> Step:
    return Step(
        network.actors[thread.supplier],
        network.actors[thread.receiver],
        get_short_name(thread),
        format_thread_amount(thread),
        thread.waste_area,
        thread.flow.direction_known,
        thread.kind == ThreadKind.LOOP,
    )


def describe_threads(network: FlowNetwork) -> str:
    """Return each thread with its amount."""
    parts = [_describe_thread(thread, network) for thread in network.threads]
    return pgettext("between sentences", "; ").join(parts)


def _describe_thread(thread: Thread, network: FlowNetwork) -> str:
    step = build_step(thread, network)
    words = {
        "supplier": step.supplier.name,
        "receiver": step.receiver.name,
        "what": step.text,
        "amount": step.amount,
    }
    if not thread.is_flow:
        return _("%(supplier)s → %(receiver)s: %(what)s, as a note says") % words
    if not step.direction_known:
        return _("%(supplier)s – %(receiver)s: %(what)s") % words
    if step.amount:
        return _("%(supplier)s → %(receiver)s: %(what)s, %(amount)s") % words
    return _("%(supplier)s → %(receiver)s: %(what)s") % words
