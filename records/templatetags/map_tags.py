"""Template tags for maps."""

from django import template
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

register = template.Library()


@register.simple_tag
def map_approval() -> SafeString:
    """Render the approval number of the map above, if the setting `MAP_APPROVAL_NUMBER` has one."""
    number = settings.MAP_APPROVAL_NUMBER
    if not number:
        return SafeString("")
    words = _("Map approval number: %(number)s") % {"number": number}
    return format_html('<p class="map-approval tiny mute">{}</p>', words)
