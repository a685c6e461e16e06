"""What a statistic counts is what one request of the API finds, or its formula says what it leaves out."""

import pytest

from records.projections.figure_models import get_figure_models
from stats.definitions import HUB
from tests.api.api_client import BASE, get_json
from tests.expected_counts import rows_of

pytestmark = pytest.mark.usefixtures("content")

_FIGURES = f"figures/?type={','.join(code for code in get_figure_models() if code != 'finding')}"
REQUESTS = {
    "flows": "flows/?",
    "flows-by-material": "flows/?",
    "flows-by-waste-area": "flows/?",
    "flows-by-sector": "flows/?",
    "amounts-by-material": "flows/?value_min=0",
    "amounts-by-waste-area": "flows/?value_min=0",
    "amounts-by-sector": "flows/?value_min=0",
    "facilities": "facilities/?",
    "parks-by-level": "parks/?",
    "parks-by-kind": "parks/?",
    "parks-by-region": "parks/?",
    "parks-by-city": "parks/?",
    "parks-applying-symbiosis": "parks/?applies_symbiosis=true",
    "named-by-programmes": "designations/?",
    "pilots": "zero-waste-pilots/?naming=national_list",
    "pilot-actions": "pilot-actions/?",
    "procurement-cases": "procurement-cases/?",
    "members-by-year": "memberships/?",
    "partners-by-year": "partners/?",
    "city-exchanges-by-theme": "exchanges/?",
    "indicator-values": "indicator-values/?",
    "official-figures": f"{_FIGURES}&source_type=official",
}


@pytest.mark.parametrize("statistic", REQUESTS)
def test_one_request_finds_as_many_as_a_statistic_counts(client, statistic):
    counted = sum(row.n for row in rows_of(statistic, HUB))
    assert get_json(client, f"{BASE}/{REQUESTS[statistic]}&count=1")["count"] == counted > 0


def test_one_request_finds_as_many_figures_as_a_share_is_of(client):
    figures = sum(row.denominator for row in rows_of("official-figures", HUB))
    assert get_json(client, f"{BASE}/{_FIGURES}&count=1")["count"] == figures
