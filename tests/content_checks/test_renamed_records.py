"""A record that pages and statistics rely on can be renamed: they show what they showed before."""

from html import unescape

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.html import strip_tags

from coalition.models import Network, Programme
from initiatives.models import Material, ProcurementCase
from portal.models import Priority, Target
from records import publishing
from records.models import Theme
from records.permissions import SystemWriter
from stats.models import StatisticValue
from stats.refresh import refresh_stale

pytestmark = pytest.mark.usefixtures("counted", "db")

_SUFFIX = "-renamed"

# What a rename is meant to change.
_CHANGING = ('id="changes"', 'id="history"', 'id="cite"')


def fetch_shown(path: str) -> str:
    """What a reader sees of the page, except for its latest changes, history and citation."""
    cache.clear()
    response = Client().get(f"/en/{path}")
    assert response.status_code == 200, path
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0].replace(_SUFFIX, "")
    sections = [part for part in main.split("<section") if not any(mark in part for mark in _CHANGING)]
    return " ".join(unescape(strip_tags(" ".join(sections))).split())


def fetch_values() -> list[list[str]]:
    names = ("statistic", "scope", "slug", "dimensions", "value", "n", "reason")
    rows = StatisticValue.objects.values_list(*names)
    return sorted([str(part).replace(_SUFFIX, "") for part in row] for row in rows)


@pytest.mark.parametrize(
    ("model", "slug", "path"),
    [
        (Network, "gccc", "coalition/"),
        (Network, "gccc", ""),
        (Network, "gccc", "about/"),
        *((Target, slug, "") for slug in (
            "national-parks-symbiosis-75", "parks-supported-129", "zero-waste-pilots-16",
            "zero-waste-cities-14fyp", "construction-pilots-35", "parks-in-catalogue-2018",
            "national-parks-in-catalogue-2018",
        )),
        (Target, "zero-waste-scale-up-2021", "about/"),
        (ProcurementCase, "guangming-arts-center-cooling", "about/"),
        *((Programme, slug, "") for slug in ("zero-waste-2019", "construction-waste-2018")),
        *((Programme, slug, "zero-waste/") for slug in ("zero-waste-2019", "zero-waste-2022")),
        *((Theme, slug, f"themes/{slug}/") for slug in (
            "industrial-symbiosis", "municipal-resource-management", "circular-public-procurement",
            "building-and-construction",
        )),
        (Material, "food-waste", "materials/food-waste/"),
        (Priority, "industrial-symbiosis", ""),
        (Priority, "zero-waste-society", ""),
    ],
)  # fmt: skip
def test_a_renamed_record_stays_on_its_pages_and_in_the_statistics(model, slug, path):
    page, values = fetch_shown(path), fetch_values()
    with publishing.publication_transaction(SystemWriter("test")) as changes:
        changes.rename(model.objects.get(slug=slug), f"{slug}{_SUFFIX}")
    refresh_stale(due_only=False)
    assert fetch_values() == values
    assert fetch_shown(path.replace(slug, f"{slug}{_SUFFIX}")) == page
