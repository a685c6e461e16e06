"""Template tags for figures, source markers, languages and dates."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from records import fields
from records.choices import USUAL_EVIDENCE, Evidence, SourceType
from records.models import ReadMark, Record
from records.pages.citations import MissingCitation
from records.pages.contact import build_contact_address
from records.pages.data_links import get_figure_url
from records.pages.source_usage import get_claim_label
from records.pages.structured_data import get_page_language
from records.texts import formats
from records.texts.links import build_language_links, get_safe_link
from records.texts.shared_notes import SharedNotes, find_shared_notes
from records.texts.translation import escape_isolated, get_text

register = template.Library()

register.filter("after_first_sentence", formats.drop_first_sentence)
register.filter("first_sentence", formats.take_first_sentence)
register.filter("batch", formats.format_batch)
register.filter("joined", formats.join_list)
register.filter(
    "page_numbers", lambda page: page.paginator.get_elided_page_range(page.number, on_each_side=2)
)
register.filter("number", lambda value: formats.format_number(value))
register.filter("stated_date", formats.format_stated_date)
register.filter("texts", fields.translate_texts)
register.filter("unit_name", formats.get_unit_name)
register.simple_tag(formats.describe_copies, name="read_copies")
register.simple_tag(formats.format_coordinates, name="coordinates")
register.simple_tag(formats.format_date_range, name="span")
register.simple_tag(formats.format_period, name="when")
register.simple_tag(formats.format_row_count, name="row_count")
register.simple_tag(formats.get_language_name, name="language_name")
register.filter("isolated", lambda text, language="": escape_isolated(str(text), language))


@register.filter
def has_any(rows: Iterable[Any], name: str) -> bool:
    """Tell whether one of the rows has a value of this attribute; a row may lack the attribute, too."""
    return any(getattr(row, name, None) for row in rows)


@register.simple_tag(takes_context=True)
def cite(context: Context, obj: Any, field: str = "") -> SafeString:
    """Render the marker of a claim: one link to its sources, without a line break before it."""
    citations = context["citations"]
    is_hidden = citations.are_markers_hidden
    cited = [] if is_hidden else citations.cite(obj, field)
    is_sourced = cited or (is_hidden and citations.has_sources(obj, field))
    if not is_sourced and getattr(obj, "needs_sources", True):
        raise MissingCitation(f"{obj!r} {field} is shown and has no source.")
    if not cited:
        return mark_safe("")
    return _render_marker(cited, get_claim_label(obj, field, citations.is_of_page(obj)), get_figure_url(obj))


@register.simple_tag(takes_context=True)
def cite_all(context: Context, claims: Any) -> SafeString:
    """Render one marker with the distinct sources of several claims."""
    citations = context["citations"]
    is_hidden = citations.are_markers_hidden
    marked = [] if is_hidden else claims
    cited = {number: source for claim in marked for number, source in citations.cite(claim)}
    if not cited and not (is_hidden and any(citations.has_sources(claim) for claim in claims)):
        raise MissingCitation(f"{claims!r} are shown together and have no source.")
    if not cited:
        return mark_safe("")
    labels = dict.fromkeys(get_claim_label(claim) for claim in marked)
    return _render_marker(sorted(cited.items(), key=lambda pair: pair[0]), formats.join_list(labels))


def _render_marker(cited: list[Any], claim: str, figure_url: str = "") -> SafeString:
    """Return a link to the first source, with the numbers of all for scripts and print.

    Its name says of which claim: a page has many.
    """
    numbers = [number for number, _source in cited]
    label = ngettext("%(count)s source", "%(count)s sources", len(numbers)) % {"count": len(numbers)}
    # The word joiner and `display: inline` keep a marker from beginning a line.
    return format_html(
        '&#8288;<a class="chip" href="#s{}" data-ids="{}"{} aria-label="{}"><span>{}</span></a>',
        numbers[0],
        ", ".join(map(str, numbers)),
        format_html(' data-figure="{}"', figure_url) if figure_url else "",
        formats.join_label(label, claim),
        label,
    )


class WithoutMarkersNode(template.Node):
    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        with context["citations"].hide_markers():
            return self.nodelist.render(context)


@register.tag
def withoutmarkers(parser: template.base.Parser, _token: template.base.Token) -> WithoutMarkersNode:
    """`{% withoutmarkers %}…{% endwithoutmarkers %}`: lists and cards, whose records name the sources.

    Claims without a source still raise an error.
    """
    nodelist = parser.parse(("endwithoutmarkers",))
    parser.delete_first_token()
    return WithoutMarkersNode(nodelist)


@register.inclusion_tag("includes/figure.html", takes_context=True)
def figure(context: Context, obj: Any, note: bool = True) -> dict[str, Any]:
    """Render a figure with its marker, year, evidence and publisher."""
    return {"figure": obj, "note": note and obj.note, "citations": context["citations"]}


#: The usual cases, as of evidence.
_USUAL_SOURCE_TYPES = {"", SourceType.OFFICIAL, SourceType.REPORTED}


@register.simple_tag
def evidence_mark(obj: Any) -> SafeString:
    """Render the evidence level of a figure if it is unusual: a target, an estimate, a plan."""
    code = obj.evidence
    if not code or code in USUAL_EVIDENCE:
        return mark_safe("")
    return format_html('<span class="evidence" data-e="{}">{}</span>', code, Evidence(code).label)


@register.simple_tag
def source_type_mark(obj: Any) -> SafeString:
    """Render the source type of a claim if it is unusual: no authority, report or study says so."""
    code = obj.source_type
    if not code or code in _USUAL_SOURCE_TYPES:
        return mark_safe("")
    return format_html('<span class="attested" data-a="{}">{}</span>', code, SourceType(code).label)


@register.filter
def has_remarks(noted: SharedNotes) -> bool:
    """Tell whether one of the figures has a note, or evidence, a source type or a check that is unusual."""
    return any(
        marks
        or sentences
        or (figure.value is not None and evidence_mark(figure))
        or source_type_mark(figure)
        or getattr(figure, "is_check_unusual", False)
        for figure, marks, sentences in noted.rows
    )


@register.simple_tag(takes_context=True)
def plain_figure(context: Context, obj: Any, marker: bool = True) -> SafeString:
    """Render the value and the marker only; `marker=False` if the label has the marker.

    A flow or an indicator value without a quantity shows the reason.
    """
    shown = formats.format_amount(obj) if obj.value is not None else _render_missing_reason(obj)
    return shown + cite(context, obj) if marker else shown


def _render_missing_reason(obj: Any) -> SafeString:
    return format_html('<span class="missing">{}</span>', formats.get_missing_reason(obj))


@register.inclusion_tag("includes/sources.html", takes_context=True)
def source_list(context: Context) -> dict[str, Any]:
    """Render the list of cited sources, nothing if there are none.

    Must be the last tag on the page that uses citations.
    """
    parameters = getattr(context.get("view"), "query_parameters", {})
    has_page = "sources" in parameters and "section" not in context
    return {"cited": list(context["citations"]), "has_page": has_page}


@register.inclusion_tag("includes/ask.html", takes_context=True)
def ask_for(context: Context, unknown: list[Any], record: Any) -> dict[str, Any]:
    """Render one line that names what is not known of a record, and asks readers for it if they can write."""
    words = formats.join_list([str(label) for label in unknown])
    question = _("Not known: %(words)s. Please name a source.") % {"words": words}
    request: Any = context.request  # type: ignore[attr-defined]
    address = build_contact_address(request, record.title, question, kind="missing", record=record)
    return {"words": words, "address": address, "unknown": unknown}


@register.inclusion_tag("records/read_line.html")
def read_line(record: Record | None, mark: ReadMark | None, *, folded: bool = False) -> dict[str, Any]:
    """Render which office has read the record; in its fold, that none has. Nothing if the setting is off."""
    is_shown = record is not None and settings.READ_MARKS and folded != bool(mark)
    return {"is_shown": is_shown, "mark": mark, "version": record.version if record else 0}


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[dict[str, Any]]:
    return build_language_links(context["request"])


register.simple_tag(get_page_language, name="page_lang")
register.simple_tag(find_shared_notes, name="shared_notes")


@register.simple_tag
def other_script(record: Any, field: str = "name") -> SafeString:
    """Render a name in the other language: Chinese on English pages, English on Chinese ones."""
    return formats.format_other_script(get_text(record, field, formats.get_other_script()))


@register.simple_tag
def localised(path: str) -> str:
    """Prefix a path with the active language."""
    return f"/{get_language() or 'en'}{path}"


@register.simple_tag
def external_link(address: str, text: Any = "", css: str = "") -> SafeString:
    """Render a link to another site. An address that isn't an HTTP(S) URL is shown as text.

    All addresses in records are rendered by this tag.
    """
    css = format_html(' class="{}"', css) if css else ""
    if href := get_safe_link(address):
        return format_html('<a{} href="{}" rel="external noopener">{}</a>', css, href, text or address)
    return format_html("<span{}>{}</span>", css, text or address)


_PUNCTUATION = {
    "comma": (", ", "，"),
    "list_comma": (", ", "、"),
    "colon": (": ", "："),
    "semicolon": ("; ", "；"),
    "full_stop": (". ", "。"),
    # After a mark that is as wide as a character, Chinese has no space.
    "sentence_space": (" ", ""),
}


def _make_punctuation_tag(english: str, chinese: str) -> Any:
    return lambda: chinese if formats.is_chinese() else english


# {% comma %}, {% list_comma %}, {% colon %}, {% semicolon %}, {% full_stop %}, {% sentence_space %}: in the
# active language.
for _name, _forms in _PUNCTUATION.items():
    register.simple_tag(_make_punctuation_tag(*_forms), name=_name)
