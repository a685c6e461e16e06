"""The page of a city shows the newest value of each indicator; the others are a page of their own."""

import pytest

from cities.models import IndicatorValue
from cities.panels import VALUES_SHOWN
from tests.factories import make_city, make_indicator, make_indicator_value, save, text, writing
from tests.html_text import find_section, read_rows

pytestmark = pytest.mark.django_db
GAP = {"value": None, "reason": "withheld"}


@pytest.fixture
def city():
    return make_city("aa", publish=True)


def make_waste(number: int = 1):
    return make_indicator(f"waste-{number:02}", unit="percent")


def show(client, query: str = "") -> str:
    return client.get(f"/en/cities/aa/{query}").content.decode()


def read_values(page: str) -> list[str]:
    """Indicator, year and value of each row; the first row names the subject."""
    return [row for row in read_rows(find_section(page, "indicators")) if row.startswith("Waste")]


def test_the_newest_value_of_each_indicator_is_shown(client, city):
    first, second = make_waste(1), make_waste(2)
    for indicator, year in ((first, 2019), (first, 2021), (first, 2020), (second, 2018)):
        make_indicator_value(indicator, city, year, value=year - 2000)
    shown = [" ".join(row.split()[:4]) for row in read_values(show(client))]
    assert shown == ["Waste-01 2021 21 %", "Waste-02 2018 18 %"]


def test_a_later_year_without_a_value_does_not_replace_a_value(client, city):
    waste = make_waste()
    make_indicator_value(waste, city, 2019, value=7)
    make_indicator_value(waste, city, 2021, **GAP)
    (row,) = read_values(show(client))
    assert row.startswith("Waste-01 2019 7 %")


def test_the_newest_year_tells_that_no_value_is_known(client, city):
    waste = make_waste()
    for year in (2019, 2021):
        make_indicator_value(waste, city, year, **GAP)
    (row,) = read_values(show(client))
    assert row.startswith("Waste-01 2021")


def test_all_values_of_the_newest_year_are_shown(client, city):
    waste = make_waste()
    of_2020 = {"indicator": waste, "city": city, "year": 2020, "source_type": "official"}
    for half in ("first", "second"):
        save(IndicatorValue(slug=half, value=5, **of_2020, **text("period", f"{half} half")))
    make_indicator_value(waste, city, 2019)
    assert len(read_values(show(client))) == 2


def test_a_district_has_its_own_newest_value(client, city):
    waste, district = make_waste(), make_city("bb", parent=city, kind="district")
    make_indicator_value(waste, city, 2021, value=3)
    make_indicator_value(waste, district, 2018, value=4)
    make_indicator_value(waste, district, 2017, value=5)
    rows = read_values(show(client))
    assert [row.split()[-4:-1] for row in rows] == [["2021", "3", "%"], ["2018", "4", "%"]]


def test_a_draft_of_a_later_year_hides_nothing(client, city):
    waste = make_waste()
    make_indicator_value(waste, city, 2019, value=7)
    later = make_indicator_value(waste, city, 2021, value=8)
    IndicatorValue.objects.filter(pk=later.pk).update(status="draft")
    (row,) = read_values(show(client))
    assert row.startswith("Waste-01 2019 7 %")


class TestThePageOfAllValues:
    LINK = 'href="?section=indicators"'

    def test_is_linked_if_there_are_other_years(self, client, city):
        waste = make_waste()
        make_indicator_value(waste, city, 2019)
        assert self.LINK not in show(client)
        make_indicator_value(waste, city, 2020)
        assert self.LINK in show(client)

    def test_is_linked_if_there_are_more_indicators(self, client, city):
        with writing():
            for number in range(VALUES_SHOWN):
                make_indicator_value(make_waste(number), city)
        page = show(client)
        assert len(read_values(page)) == VALUES_SHOWN
        assert self.LINK not in page
        make_indicator_value(make_waste(VALUES_SHOWN), city)
        page = show(client)
        assert len(read_values(page)) == VALUES_SHOWN
        assert self.LINK in page

    def test_has_all_years_in_order(self, client, city):
        waste = make_waste()
        for year in (2019, 2021, 2020):
            make_indicator_value(waste, city, year)
        rows = read_rows(show(client, "?section=indicators"))
        assert [row.split()[1] for row in rows if row.startswith("Waste")] == ["2021", "2020", "2019"]
