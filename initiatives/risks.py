"""What the office reads first of this app."""

from django.utils.translation import gettext_lazy as _

from initiatives.models import BusinessInitiative
from records.desk.risks import ReadList, register_risk_group

register_risk_group(
    rank=40,
    key="firms",
    title=_("Named firms"),
    note=_("business cases"),
    records=[ReadList(BusinessInitiative)],
)
