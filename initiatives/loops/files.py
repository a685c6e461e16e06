"""The drawings of a park as one file, with their key, the flows as a table, and their sources."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from initiatives.choices import FlowStatus
from initiatives.loops.drawings import MAX_FLOWS, LoopDrawing, ParkLoops, build_park_loops
from initiatives.loops.network import Thread, ThreadKind
from initiatives.loops.sentences import describe_threads, get_short_name
from initiatives.models import IndustrialPark, MaterialFlow
from records.drawings.files import PageDrawing
from records.drawings.fonts import measure_text
from records.pages.citations import Citations
from records.pages.drawing_files import RecordDrawingFile
from records.texts.citation_formats import CitedSource, join_sources
from records.texts.formats import is_chinese, join_list

#: Space between drawings; sizes of the key, in pixels.
_GAP, _KEY, _KEY_TEXT, _KEY_ROW, _KEY_ROOM = 28, 26, 13, 24, 640


class LoopsFile(RecordDrawingFile):
    """Who supplies whom in a park; no file of a park that has no drawing."""

    model = IndustrialPark
    subject = "loops"

    def build_drawing(self) -> PageDrawing | None:
        return draw_park_loops(self.record)


@dataclass(frozen=True)
class _Key:
    """A line or box with what it means."""

    form: str
    area: str
    text: str
    x: float
    y: float


@dataclass(frozen=True)
class _Placed:
    """A drawing with its top in the file."""

    drawing: LoopDrawing
    y: float


@dataclass(frozen=True)
class _Stack:
    """Drawings one below the other, under a key."""

    keys: Sequence[_Key]
    drawings: Sequence[_Placed]
    width: float
    height: float


def draw_park_loops(park: Any) -> PageDrawing | None:
    """Return the drawings of a park with all that a file says of them; None if its page has none."""
    flows = list(park.flows.select_related("material")[: MAX_FLOWS + 1])
    if not flows or len(flows) > MAX_FLOWS:
        return None
    loops = build_park_loops(park, flows)
    if loops is None or not loops.drawings:
        return None
    citations = Citations([park, *flows])
    cited = [source for flow in flows for source in citations.sources_of(flow)]
    sources = _join_sources(cited)
    context = {"stack": _arrange_drawings(loops)}
    return PageDrawing(
        title=loops.title,
        subtitle=str(park.title.plain),
        description=describe_threads(loops.network),
        markup=render_to_string("initiatives/loops/file.html", context),
        notes=[
            *_describe_reading(loops),
            *([_("Source: %(sources)s") % {"sources": sources}] if sources else []),
        ],
        columns=_list_columns(),
        rows=[_build_row(thread, loops, citations) for thread in loops.network.threads],
        cited=cited,
    )


def _join_sources(sources: Sequence[Any]) -> str:
    return join_sources(
        [CitedSource(source.publisher, source.title, copies=source.copies) for source in sources]
    )


def _arrange_drawings(loops: ParkLoops) -> _Stack:
    keys, y = _arrange_keys(loops)
    placed, width = [], float(_KEY_ROOM)
    for drawing in loops.drawings:
        _left, _top, own_width, height = drawing.view
        placed.append(_Placed(drawing, y))
        y = round(y + height + _GAP, 1)
        width = max(width, own_width)
    return _Stack(keys, placed, width, y - _GAP)


def _arrange_keys(loops: ParkLoops) -> tuple[list[_Key], float]:
    """Return the key in rows, and where they end."""
    language = get_language() or "en"
    keys: list[_Key] = []
    x, y = 0.0, 12.0
    for form, area, text in _list_keys(loops):
        width = _KEY + 8 + measure_text(text, _KEY_TEXT, 400, language)
        if x and x + width > _KEY_ROOM:
            x, y = 0.0, y + _KEY_ROW
        keys.append(_Key(form, area, text, round(x, 1), y))
        x += width + 22
    return keys, y + _KEY_ROW


def _list_keys(loops: ParkLoops) -> Iterator[tuple[str, str, str]]:
    if loops.network.loops:
        yield "loop", "", _("closed loop")
    if loops.network.half_loops:
        yield "half", "", _("comes back, as a note says")
    for code, label in loops.areas:
        yield "single", code, label
    if loops.has_outside:
        yield "outside", "", _("outside the park")


def _describe_reading(loops: ParkLoops) -> Iterator[str]:
    """Yield what the widths of lines say, and which names stand for others."""
    space = "" if is_chinese() else " "
    sentences = [
        _("The wider a line, the more is passed on.")
        if loops.has_widths
        else _("All lines have one width, which says nothing about amounts.")
    ]
    if loops.has_unknown_direction:
        sentences.append(_("Dashed, without an arrow: who supplies whom is not known."))
    yield space.join(sentences)
    for actor, names in loops.merged:
        said = []
        if names:
            words = {"name": actor.name, "names": join_list(str(name) for name in names)}
            said.append(_("“%(name)s” stands for: %(names)s.") % words)
        yield space.join([*said, *([str(actor.why)] if actor.why else [])])


def _list_columns() -> list[str]:
    names = ("value", "unit", "precision", "amount_type", "quantity_of", "year", "status", "evidence")
    return [
        pgettext("flow", "From"),
        pgettext("flow", "To"),
        _("Material"),
        pgettext("flow", "Comes back"),
        *map(_read_label, names),
        _("Source"),
    ]


def _read_label(name: str) -> str:
    field: Any = MaterialFlow._meta.get_field(name)
    return str(capfirst(field.verbose_name))


def _build_row(thread: Thread, loops: ParkLoops, citations: Citations) -> list[Any]:
    """Return a thread as a row; what a note says comes back has no amount of its own."""
    flow, actors = thread.flow, loops.network.actors
    returns = {
        ThreadKind.LOOP: _("closed loop"),
        ThreadKind.OUT: _("comes back, as a note says"),
        ThreadKind.HALF: _("comes back, as a note says"),
    }
    value = flow.value if thread.is_flow else None
    is_known = value is not None
    amount = ["", ""] if value is None else [f"{value.normalize():f}", flow.get_unit_display()]
    status = "" if flow.status == FlowStatus.NOT_RECORDED else flow.get_status_display()
    return [
        actors[thread.supplier].name,
        actors[thread.receiver].name,
        thread.what if thread.is_flow else get_short_name(thread),
        returns.get(thread.kind, ""),
        *amount,
        flow.get_precision_display() if is_known else "",
        flow.get_amount_type_display() if is_known else "",
        flow.get_quantity_of_display() if is_known else "",
        (flow.year or "") if is_known else "",
        status,
        flow.get_evidence_display() if is_known else "",
        _join_sources(citations.sources_of(flow)),
    ]
