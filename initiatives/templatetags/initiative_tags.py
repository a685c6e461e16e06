"""Template filters and tags of initiatives."""

from django import template
from django.utils.safestring import SafeString

from initiatives.case_tables import build_criteria_table, build_outcome_table
from initiatives.figure_groups import group_by_area
from initiatives.models import ZeroWastePilot
from records.texts import formats

register = template.Library()

register.filter("by_area", group_by_area)
register.filter("criteria_table", build_criteria_table)
register.filter("outcome_table", build_outcome_table)


@register.simple_tag
def other_place_name(pilot: ZeroWastePilot) -> SafeString:
    """Render the name of a pilot's place in the other language, as `other_script` does that of a record."""
    return formats.format_other_script(pilot.place_name_in(formats.get_other_script()))
