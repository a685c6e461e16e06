"""Content files of targets, priorities, findings and site texts."""

from portal.content_questions import load_questions
from portal.models import Finding, Priority, SiteText, Target
from records.content.declarations import ContentList

CONTENT_LISTS = [
    ContentList("targets.yaml", Target),
    ContentList("priorities.yaml", Priority),
    ContentList("findings.yaml", Finding),
    ContentList("coalition.yaml", SiteText, at="hub", single=True, slug=lambda entry: "china-hub"),
]
LOADERS = [load_questions]
