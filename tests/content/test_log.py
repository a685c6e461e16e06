"""The publication log of the starting content."""

import pytest

from records.models import get_record_types
from tests.records.test_publication_log import check_the_log


@pytest.mark.content_check
def test_its_latest_versions_equal_the_live_tables(content):
    check_the_log(get_record_types().values())
