"""Content files of targets, priorities and site texts."""

from portal.models import Priority, SiteText, Target
from records.content.declarations import ContentList

CONTENT_LISTS = [
    ContentList("targets.yaml", Target),
    ContentList("priorities.yaml", Priority),
    ContentList("coalition.yaml", SiteText, at="hub", single=True, slug=lambda entry: "china-hub"),
]
