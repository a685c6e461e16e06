"""What a programme has achieved is shown as its results, and is no official total."""

import pytest

from coalition.models import ProgrammeResult
from tests.factories import make_programme, make_programme_figure, save_part, text
from tests.html_text import strip_tags

pytestmark = pytest.mark.django_db


def test_the_page_shows_results_apart_from_the_totals(client):
    programme = make_programme("zero-waste")
    make_programme_figure(programme, "cities", value=113)
    figure = {"value": 3000, "unit": "projects", "precision": "at_least", "source_type": "reported"}
    save_part(ProgrammeResult(programme=programme, key="projects", **text("label", "Projects"), **figure))
    html = client.get("/en/programmes/zero-waste/").text
    sizes = html.split('id="sizes"')[1].split("</section>")[0]
    results = html.split('id="results"')[1].split("</section>")[0]
    assert ("3,000" in sizes, "113" in results) == (False, False)
    assert "at least 3,000 projects" in strip_tags(results)


def test_the_list_and_coverage_count_no_results(client):
    programme = make_programme("zero-waste")
    figure = {"value": 44_000, "unit": "count", "source_type": "reported"}
    save_part(ProgrammeResult(programme=programme, key="cells", **text("label", "Cells"), **figure))
    assert "44,000" not in client.get("/en/programmes/").text
