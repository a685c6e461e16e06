"""What the office reads first of this app."""

from django.utils.translation import gettext_lazy as _

from coalition.models import Membership, Network
from records.desk.risks import ReadList, register_risk_group

register_risk_group(
    rank=10,
    key="members",
    title=_("Members and Coalition"),
    note=_("networks and memberships: a wrong one offends a partner"),
    records=[ReadList(Network), ReadList(Membership)],
)
