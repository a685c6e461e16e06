"""Template tags for links to pages of other apps."""

from django import template

from records import navigation

register = template.Library()

# `{% site_link "home" as home %}`: its `url` and `label`; the slots are `navigation.LinkSlot`.
register.simple_tag(navigation.get_link, name="site_link")
