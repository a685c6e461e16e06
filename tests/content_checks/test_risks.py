"""What the office reads first, of the starting content."""

from records.desk.risks import count_groups, list_risk_groups
from records.permissions import SystemWriter


def test_each_public_record_is_in_exactly_one_group(content):
    groups = list_risk_groups(SystemWriter("a test"))
    rows = [
        (entry.model, pk)
        for group in groups
        for entry in group.lists
        for pk in entry.select_public().values_list("pk", flat=True)
    ]
    assert len(rows) == len(set(rows)) == sum(count_groups(groups, only_unread=False).values()) > 3000
