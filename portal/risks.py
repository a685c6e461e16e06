"""What the office reads first of this app."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cities.models import City
from portal.models import Finding, LeadingCity, Priority, SiteText, Target
from records.desk.risks import ReadList, register_risk_group

register_risk_group(
    rank=20, key="findings", title=_("Findings"), note=_("quoted first"), records=[ReadList(Finding)]
)
register_risk_group(
    rank=30,
    key="targets",
    title=_("Targets and promises"),
    note=_("name a ministry or a city"),
    records=[ReadList(Target)],
)
register_risk_group(
    rank=50,
    key="home",
    title=_("What home shows"),
    note=_("its texts, priorities and cities; its findings are above"),
    records=[
        ReadList(SiteText),
        ReadList(Priority),
        ReadList(City, Q(pk__in=LeadingCity.objects.values("city"))),
    ],
)
