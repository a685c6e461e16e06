"""Content files of targets, priorities and site texts."""

from hub.models import HubText, Priority, Target
from records.content.entries import Entries

CONTENT_LISTS = [
    Entries("targets.yaml", Target),
    Entries("priorities.yaml", Priority),
    Entries("coalition.yaml", HubText, at="hub", single=True, slug=lambda entry: "china-hub"),
]
