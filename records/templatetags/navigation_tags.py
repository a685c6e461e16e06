"""Template tags for links to pages of other apps, and to the same records as data."""

from django import template

from records import data_links, navigation

register = template.Library()

# `{% site_link "home" as home %}`: its `url` and `label`; the slots are `navigation.LinkSlot`.
register.simple_tag(navigation.get_link, name="site_link")
# `{% list_as_data filterset as links %}`, each with `name` and `url`.
register.simple_tag(data_links.get_list_links, name="list_as_data")
# `{% list_feed filterset as feed %}` and `{% record_feed record as feed %}`: `url` and `name`, or None.
register.simple_tag(data_links.get_list_feed, name="list_feed")
register.simple_tag(data_links.get_record_feed, name="record_feed")
# `{% oembed_link path as address %}`: where a page says how other sites embed it.
register.simple_tag(data_links.get_oembed_url, name="oembed_link")
# `{% record_as_data record as address %}`
register.simple_tag(data_links.get_record_url, name="record_as_data")
