"""Choices of this app, checked against content/vocabularies.yaml when it is loaded."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy

from records.vocabularies import Vocabulary
from stats.choices import StatisticGroup


class MembershipRole(TextChoices):
    MEMBER = "member", pgettext_lazy("membership_roles", "Member")
    ENDORSING = "endorsing", pgettext_lazy("membership_roles", "Endorser")


class PartnerKind(TextChoices):
    """The relation of a partner to the Coalition."""

    KNOWLEDGE_PARTNER = "knowledge_partner", pgettext_lazy("partner_kinds", "Knowledge partner")


class ProgrammeKind(TextChoices):
    """The kind of organisation that runs a programme."""

    INTERNATIONAL = "international", pgettext_lazy("programme_kinds", "International")
    NATIONAL = "national", pgettext_lazy("programme_kinds", "National")
    PROVINCIAL = "provincial", pgettext_lazy("programme_kinds", "Provincial")
    PROJECT = "project", pgettext_lazy("programme_kinds", "Project")


class ExchangeKind(TextChoices):
    STUDY_TOUR = "study_tour", pgettext_lazy("exchange_kinds", "Study tour")
    CITY_PAIR = "city_pair", pgettext_lazy("exchange_kinds", "City partnership")
    LEARNING = "learning", pgettext_lazy("exchange_kinds", "Peer learning")
    TECHNICAL_ASSISTANCE = "technical_assistance", pgettext_lazy("exchange_kinds", "Technical assistance")
    WEBINAR = "webinar", pgettext_lazy("exchange_kinds", "Webinar")
    PUBLICATION = "publication", pgettext_lazy("exchange_kinds", "Publication")
    TRAINING = "training", pgettext_lazy("exchange_kinds", "Training")
    PILOT_PROGRAMME = "pilot_programme", pgettext_lazy("exchange_kinds", "Pilot project")


class ExchangeRole(TextChoices):
    """The role of a city in an exchange."""

    LEARNER = "learner", pgettext_lazy("exchange_roles", "Learner")
    HOST = "host", pgettext_lazy("exchange_roles", "Host")
    PEER = "peer", pgettext_lazy("exchange_roles", "Peer")
    SPEAKER = "speaker", pgettext_lazy("exchange_roles", "Speaker")
    CASE_SHOWN = "case_shown", pgettext_lazy("exchange_roles", "Shown as a case")
    PARTICIPANT = "participant", pgettext_lazy("exchange_roles", "Participant")
    VENUE = "venue", pgettext_lazy("exchange_roles", "Venue")
    AUTHOR = "author", pgettext_lazy("exchange_roles", "Author")


class RelationKind(TextChoices):
    """How two cities are related by an exchange. Those of the first two have learned from each other."""

    LEARNED_FROM = "learned_from", pgettext_lazy("exchange_relations", "Learned from")
    EXCHANGED_WITH = "exchanged_with", pgettext_lazy("exchange_relations", "Exchanged experience with")
    TOOK_PART_TOGETHER = "took_part_together", pgettext_lazy("exchange_relations", "Took part together with")


class AimKind(TextChoices):
    """The place where an aim is stated."""

    OWN = "own", pgettext_lazy("aim_kinds", "Aim on ICLEI’s page")
    FURTHER = "further", pgettext_lazy("aim_kinds", "Further aim")


class ResourceKind(TextChoices):
    FRAMEWORK = "framework", pgettext_lazy("resource_kinds", "Framework")
    HANDBOOK = "handbook", pgettext_lazy("resource_kinds", "Handbook")
    REPORT = "report", pgettext_lazy("resource_kinds", "Report")


#: The vocabularies of this app. content/vocabularies.yaml defines the same codes.
VOCABULARIES = (
    Vocabulary("membership_roles", pgettext_lazy("vocabularies", "Roles of members"), MembershipRole),
    Vocabulary("partner_kinds", pgettext_lazy("vocabularies", "Types of partner"), PartnerKind),
    Vocabulary("programme_kinds", pgettext_lazy("vocabularies", "Types of programme"), ProgrammeKind),
    Vocabulary("exchange_kinds", pgettext_lazy("vocabularies", "Types of exchange"), ExchangeKind),
    Vocabulary("exchange_roles", pgettext_lazy("vocabularies", "Roles in exchanges"), ExchangeRole),
    Vocabulary("exchange_relations", pgettext_lazy("vocabularies", "Relations of cities"), RelationKind),
    Vocabulary("aim_kinds", pgettext_lazy("vocabularies", "Types of aim"), AimKind),
    Vocabulary("resource_kinds", pgettext_lazy("vocabularies", "Types of resource"), ResourceKind),
)

# Groups of the statistics of this app.
COALITION_STATISTICS = StatisticGroup("coalition", pgettext_lazy("statistics", "The Coalition"), 50)
