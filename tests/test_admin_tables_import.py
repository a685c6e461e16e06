"""Import of tables: each error by row and column, each difference, one proposal or nothing."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cities.models import City, CityFigure, IndicatorValue
from coalition.models import Exchange, ExchangeCity
from records import publishing
from records.admin.proposals.blocks import get_proposal_url
from records.admin.tables import import_admin
from records.admin.tables.exports import iter_export_rows
from records.admin.tables.preparation import run_batches
from records.admin.tables.shapes import get_shapes
from records.models import BatchDraft, Proposal, Revision
from stats.dispatch import run_prompt_jobs
from tests.admin_client import admin_url, decide
from tests.factories import (
    make_city,
    make_city_figure,
    make_exchange,
    make_indicator,
    make_indicator_value,
    make_region,
    make_source,
    text,
    writing,
)
from tests.table_files import upload, upload_rows, write_xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    return sign_in("Editor")


def sign_in(role: str) -> Client:
    user = User.objects.create(username=role.lower(), is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


def list_errors(response) -> list[tuple[int, str, str]]:
    return [tuple(error) for error in response.context["batch"].errors]


def list_differences(response) -> list[tuple[int, str, str, str]]:
    return [
        (row.number, str(line.label), str(line.before), str(line.after))
        for row in response.context["rows"]
        for line in row.lines
    ]


def propose(client, response, reason="Checked against the yearbook", **data):
    path = response.request["PATH_INFO"]
    return client.post(path, {"reason": reason, "kind": "update", **data}, follow=True)


def accept(client, proposal) -> None:
    """Accept a proposal at the desk; the worker writes what is large."""
    decide(client, proposal, "_accept")
    publishing.write_portions()


# -- what is read ---------------------------------------------------------------------------------------


def test_a_row_changes_the_columns_that_the_file_has(editor):
    make_city("changchun", admin_code="220100", **text("name", "Changchun", "长春市"))
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "Changchun City"]])
    assert [row[0] for row in list_differences(page)] == [2]
    propose(editor, page)
    revision = Revision.objects.get(proposal__isnull=False)
    assert (revision.data["name_en"], revision.data["name_zh_hans"]) == ("Changchun City", "长春市")
    assert revision.data["admin_code"] == "220100"
    assert City.objects.get().name_en == "Changchun"


def test_an_empty_cell_empties_its_field(editor):
    make_city("changchun", admin_code="220100")
    page = upload_rows(editor, City, [["slug", "admin_code"], ["changchun", ""]])
    propose(editor, page)
    assert Revision.objects.get(proposal__isnull=False).data["admin_code"] == ""


def test_a_number_is_read_as_in_forms(editor):
    city = make_city("changchun")
    make_city_figure(city, "residents", value=9066906, unit="people", **text("label", "Residents"))
    rows = [["city", "key", "value"], ["changchun", "residents", "907万"]]
    page = upload_rows(editor, City, rows, "key_facts")
    propose(editor, page)
    assert Revision.objects.get(proposal__isnull=False).data["key_facts"][0]["value"] == 9070000


def test_a_number_with_two_readings_is_refused_with_both(editor):
    make_city_figure(make_city("changchun"), "area")
    page = upload_rows(editor, City, [["city", "key", "value"], ["changchun", "area", "1.234"]], "key_facts")
    [(row, column, message)] = list_errors(page)
    assert (row, column) == (2, "value")
    assert "1,234" in message
    assert "1.2340" in message


def test_all_errors_are_told_at_once_by_row_and_column(editor):
    city = make_city("changchun")
    make_city_figure(city, "area")
    make_city_figure(city, "residents")
    page = upload_rows(
        editor,
        City,
        [
            ["city", "key", "value", "unit", "sources"],
            ["changchun", "area", "many", "kilometres", "a-source"],
            ["chanchun", "area", "5", "km2", "a-source"],
            ["changchun", "residents", "5", "people", ""],
        ],
        "key_facts",
    )
    errors = list_errors(page)
    assert [(row, column) for row, column, _message in errors] == [
        (2, "value"), (2, "unit"), (3, "city"), (4, "sources")
    ]  # fmt: skip
    assert "Allowed: " in errors[1][2]
    assert "Is “changchun” meant?" in errors[2][2]
    assert "3 of 3 rows can’t be read; nothing was saved" in page.content.decode()
    assert not Proposal.objects.exists()


def test_rows_that_no_table_can_hold_are_told_with_the_others(editor):
    make_city("changchun")
    make_city("anshun")
    make_city("datong")
    header = ["slug", "name_en", "admin_code"]
    rows = [["changchun", "=1+1", "220100"], ["anshun", "Anshun", "", "lost"], ["datong", "Datong", "many"]]
    page = upload_rows(editor, City, [header, *rows])
    assert [(row, column) for row, column, _message in list_errors(page)] == [
        (2, ""), (3, ""), (4, "admin_code")
    ]  # fmt: skip
    assert "3 of 3 rows can’t be read; nothing was saved" in page.content.decode()


def test_a_row_that_names_the_same_twice_is_an_error(editor):
    make_city("changchun")
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"], ["changchun", "B"]])
    [(row, column, message)] = list_errors(page)
    assert (row, column) == (3, "slug")
    assert "Row 2" in message


def test_a_row_without_a_known_slug_is_a_new_record(editor):
    make_region("jilin")
    make_source()
    rows = [
        ["slug", "name_en", "name_zh_hans", "kind", "country", "region", "sources"],
        ["", "Siping", "四平市", "prefecture_level", "CN", "jilin", "a-source"],
    ]
    page = upload_rows(editor, City, rows)
    assert page.context["new_count"] == 1
    propose(editor, page)
    revision = Revision.objects.get(proposal__isnull=False)
    assert (revision.object_id, revision.slug, revision.base_version) == (None, "siping", 0)
    assert not City.objects.exists()


def test_a_new_part_gets_a_key_from_its_label(editor):
    make_source()
    city = make_city("changchun")
    make_city_figure(city, "green-area", **text("label", "Green area"))
    rows = [
        ["city", "key", "label_en", "label_zh_hans", "value", "unit", "source_type", "sources"],
        ["changchun", "", "Green area", "绿地面积", "12", "km2", "official", "https://example.org/a-source/"],
    ]
    page = upload_rows(editor, City, rows, "key_facts")
    propose(editor, page)
    parts = Revision.objects.get(proposal__isnull=False).data["key_facts"]
    assert [part["key"] for part in parts] == ["green-area", "green-area-2"]
    assert parts[1]["sources"] == ["a-source"]


def test_a_link_is_named_by_the_records_that_it_joins(editor):
    exchange, city = make_exchange("a-visit"), make_city("changchun")
    rows = [["exchange", "city", "role"], ["a-visit", "changchun", "host"]]
    assert ExchangeCity.objects.count() == 0
    page = upload_rows(editor, Exchange, rows, "cities")
    assert page.context["new_count"] == 1, list_errors(page)
    propose(editor, page)
    data = Revision.objects.get(proposal__isnull=False).data
    assert [link["city"] for link in data["cities"]] == [city.slug]
    assert exchange.slug == "a-visit"


def test_several_rows_of_a_record_are_one_row_of_the_proposal(editor):
    city = make_city("changchun")
    make_city_figure(city, "area")
    make_city_figure(city, "green-area")
    rows = [["city", "key", "year"], ["changchun", "area", "2020"], ["changchun", "green-area", "2021"]]
    page = upload_rows(editor, City, rows, "key_facts")
    assert page.context["total"] == 2
    propose(editor, page)
    assert Proposal.objects.get().size == 1


def test_an_unknown_address_says_how_to_add_a_source(editor):
    make_city("changchun")
    page = upload_rows(editor, City, [["slug", "sources"], ["changchun", "https://example.org/new"]])
    [(_row, column, message)] = list_errors(page)
    assert column == "sources"
    assert "Add it first" in message


def test_what_publishing_would_refuse_is_told_with_its_column(editor):
    make_city("changchun")
    page = upload_rows(editor, City, [["slug", "name_en", "lat"], ["changchun", "", "43.9"]])
    assert {column for _row, column, _message in list_errors(page)} >= {
        "name_en",
        "lat",
        "coordinates_sources",
    }


def test_two_values_of_the_same_year_are_an_error(editor):
    value = make_indicator_value(make_indicator("waste"), make_city("changchun"), 2020)
    other = make_indicator_value(value.indicator, value.city, 2021)
    page = upload_rows(editor, IndicatorValue, [["slug", "year"], [other.slug, "2020"]])
    assert [row for row, _column, _message in list_errors(page)] == [2]


def test_a_part_that_another_part_forbids_is_an_error(editor):
    make_source()
    rows = [
        ["city", "key", "code", "note_en", "note_zh_hans", "sources"],
        ["changchun", "a", "port", "It has a port.", "有港口。", "a-source"],
        ["changchun", "b", "port", "It has a port.", "有港口。", "a-source"],
    ]
    make_city("changchun")
    page = upload_rows(editor, City, rows, "attributes")
    assert [(row, column) for row, column, _message in list_errors(page)] == [(3, "code")]


def test_control_characters_are_refused(editor):
    make_city("changchun")
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "Chang\x07chun"]])
    assert [(row, column) for row, column, _message in list_errors(page)] == [(2, "name_en")]


def test_a_workbook_is_read_as_a_csv_file_is(editor):
    make_city_figure(make_city("changchun"), "area", value=5)
    rows = [["city", "key", "value", "year"], ["changchun", "area", 1.234, 2023]]
    page = upload(editor, City, write_xlsx(rows), "key_facts", "table.xlsx")
    propose(editor, page)
    part = Revision.objects.get(proposal__isnull=False).data["key_facts"][0]
    assert (part["value"], part["year"]) == (1.234, 2023)


def test_a_template_that_was_filled_in_is_read(editor):
    make_city("changchun")
    template = editor.get(admin_url(City, "template"), {"format": "csv"}).content
    header = template.decode("utf-8-sig").splitlines()[0].split(",")
    row = ",".join("changchun" if name == "slug" else "x" if name == "name_en" else "" for name in header)
    page = upload(editor, City, template + row.encode() + b"\r\n")
    assert {number for number, _column, _message in list_errors(page)} == {3}


# -- what follows ---------------------------------------------------------------------------------------


def test_a_file_without_a_difference_says_so(editor):
    make_city("changchun", **text("name", "Changchun", "长春市"))
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "Changchun"]])
    assert "Nothing would change" in page.content.decode()


def test_a_batch_needs_a_sentence(editor):
    make_city("changchun")
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"]])
    page = propose(editor, page, reason="")
    assert page.status_code == 400
    assert not Proposal.objects.exists()


def test_a_batch_is_compared_again_if_somebody_was_quicker(editor):
    city = make_city("changchun")
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"]])
    with writing() as changes:
        city.admin_code = "220100"
        changes.save(city)
    shown = propose(editor, page)
    assert "were changed after the file was read" in shown.content.decode()
    assert not Proposal.objects.exists()
    propose(editor, page)
    assert Revision.objects.get(proposal__isnull=False).data["admin_code"] == "220100"


def test_a_batch_that_is_compared_again_keeps_its_new_records(editor):
    city = make_city("changchun")
    header = ["slug", "name_en", "name_zh_hans", "kind", "country", "region", "sources"]
    rows = [[slug, "A", "甲", "county", "CN", "jilin", "a-source"] for slug in ("changchun", "siping")]
    page = upload_rows(editor, City, [header, *rows])
    with writing() as changes:
        city.admin_code = "220100"
        changes.save(city)
    propose(editor, propose(editor, page))
    assert {row.slug for row in Proposal.objects.get().revisions.all()} == {"changchun", "siping"}


def test_a_batch_that_is_thrown_away_leaves_nothing(editor):
    make_city("changchun")
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"]])
    propose(editor, page, _discard="1")
    assert not BatchDraft.objects.exists()
    assert not Proposal.objects.exists()


def test_nobody_else_sees_a_batch(editor):
    make_city("changchun")
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"]])
    path = page.redirect_chain[-1][0]
    assert sign_in("Publisher").get(path).status_code == 404
    assert editor.get(path).status_code == 200


@pytest.mark.parametrize(("role", "status"), [("Publisher", 200), ("Contributor", 403), ("Reader", 403)])
def test_editors_and_publishers_import(role, status):
    client = sign_in(role)
    assert client.get(admin_url(City, "import")).status_code == status
    link = admin_url(City, "import") in client.get(admin_url(City, "changelist")).content.decode()
    assert link == (status == 200)


def test_an_account_has_few_batches_that_wait(editor):
    make_city("changchun")
    for number in range(6):
        page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", f"Name {number}"]])
    assert BatchDraft.objects.count() == 5
    assert "wait. Propose one or throw one away" in page.content.decode()


def test_the_table_is_not_kept_after_it_was_read(editor):
    make_city("changchun")
    upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"]])
    assert BatchDraft.objects.get().table is None


@pytest.mark.both_databases
def test_many_rows_need_as_many_queries_as_few(editor):
    indicator = make_indicator("waste")
    with writing():
        values = [make_indicator_value(indicator, make_city(), year) for year in range(2000, 2040)]
    counts = []
    for some in (values[:20], values):
        rows = [["slug", "value"], *([value.slug, "77"] for value in some)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = upload_rows(editor, IndicatorValue, rows)
        assert page.context["changed_count"] == len(some)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_figures_of_an_import_show_old_and_new(editor):
    make_city_figure(make_city("changchun"), "area", value=24734)
    page = upload_rows(editor, City, [["city", "key", "value"], ["changchun", "area", "24744"]], "key_facts")
    [(row, _label, before, after)] = list_differences(page)
    assert row == 2
    assert "24,734" in before
    assert "24,744" in after
    assert CityFigure.objects.get().value == 24734


# -- large tables, many rows -----------------------------------------------------------------------------


@pytest.fixture
def few_in_a_request(monkeypatch) -> None:
    monkeypatch.setattr(import_admin, "MOST_ROWS_OF_REQUEST", 1)


def test_a_large_table_is_left_to_the_worker(editor, few_in_a_request):
    make_city("changchun")
    make_city("jilin-city")
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"], ["jilin-city", "B"]])
    assert page["Refresh"]
    assert "You may leave this page" in page.content.decode()
    run_prompt_jobs()
    path = page.redirect_chain[-1][0]
    page = editor.get(path)
    assert (page.context["changed_count"], page.has_header("Refresh")) == (2, False)
    page = propose(editor, page)
    assert page["Refresh"]
    assert not Proposal.objects.exists()
    run_prompt_jobs()
    assert Proposal.objects.get().size == 2
    assert editor.get(path).status_code == 302


def test_what_the_worker_has_in_hand_is_not_thrown_away(editor, few_in_a_request):
    make_city("changchun")
    make_city("jilin-city")
    page = upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"], ["jilin-city", "B"]])
    propose(editor, page, _discard="1")
    run_prompt_jobs()
    page = editor.get(page.request["PATH_INFO"])
    assert page.context["changed_count"] == 2


def test_a_worker_that_was_killed_is_followed_by_another_one(editor, few_in_a_request):
    make_city("changchun")
    make_city("jilin-city")
    upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"], ["jilin-city", "B"]])
    for _attempt in range(3):
        assert BatchDraft.objects.claim_next() is not None
        assert BatchDraft.objects.claim_next() is None
        BatchDraft.objects.update(claimed_at=timezone.now() - timedelta(hours=1))
    assert BatchDraft.objects.claim_next() is None
    batch = BatchDraft.objects.get()
    page = editor.get(admin_url(City, "import_batch", batch.pk))
    assert "could not be processed" in page.content.decode()


def test_what_nobody_proposes_is_deleted(editor):
    make_city("changchun")
    upload_rows(editor, City, [["slug", "name_en"], ["changchun", "A"]])
    BatchDraft.objects.update(at=timezone.now() - timedelta(days=13))
    run_batches()
    assert BatchDraft.objects.exists()
    cache.clear()
    BatchDraft.objects.update(at=timezone.now() - timedelta(days=15))
    run_batches()
    assert not BatchDraft.objects.exists()


def test_rows_are_shown_page_by_page_new_ones_first(editor, django_assert_max_num_queries):
    make_source()
    indicator, city = make_indicator("waste"), make_city("changchun")
    with writing():
        values = [make_indicator_value(indicator, city, year) for year in range(1950, 2060)]
    header = ["slug", "indicator", "city", "year", "value", "source_type", "sources"]
    rows = [[value.slug, "waste", "changchun", value.year, "77", "official", "a-source"] for value in values]
    new = ["", "waste", "changchun", "2070", "78", "official", "a-source"]
    page = upload_rows(editor, IndicatorValue, [header, *rows, new])
    assert [row.number for row in page.context["rows"]][:2] == [112, 2]
    assert len(page.context["rows"]) == 100
    with django_assert_max_num_queries(30):
        page = editor.get(page.redirect_chain[-1][0], {"p": 2})
    assert len(page.context["rows"]) == 11
    page = editor.get(page.request["PATH_INFO"], {"only": "new"})
    assert [row.number for row in page.context["rows"]] == [112]


@pytest.mark.slow
def test_two_thousand_values_of_which_three_are_bad_are_mended_accepted_and_undone_as_one(editor):
    indicators = [make_indicator(f"indicator-{number}") for number in range(20)]
    cities = [make_city() for _number in range(100)]
    rows = [["indicator", "city", "slug", "year", "value", "source_type", "sources"]]
    make_source()
    for indicator in indicators:
        for city in cities:
            slug = f"{indicator.slug}-{city.slug}"
            rows.append([indicator.slug, city.slug, slug, "2020", "5", "official", "a-source"])
    bad = {17: ("value", "1.234"), 804: ("city", "chanchun"), 1312: ("sources", "")}
    wrong = [list(row) for row in rows]
    for number, (column, cell) in bad.items():
        wrong[number - 1][rows[0].index(column)] = cell
    upload_rows(editor, IndicatorValue, wrong)
    run_prompt_jobs()
    batch = BatchDraft.objects.get()
    assert [(row, column) for row, column, _message in batch.errors] == [
        (number, column) for number, (column, _cell) in bad.items()
    ]
    assert not Proposal.objects.exists()

    page = upload_rows(editor, IndicatorValue, rows)
    run_prompt_jobs()
    propose(editor, page)
    run_prompt_jobs()
    proposal = Proposal.objects.get()
    assert proposal.size == 2000
    assert not IndicatorValue.objects.exists()

    publisher = sign_in("Publisher")
    accept(publisher, proposal)
    assert IndicatorValue.objects.published().filter(value=5).count() == 2000
    publisher.post(get_proposal_url(proposal), {"_undo": "1"})
    undo = Proposal.objects.waiting().get()
    assert undo.size == 2000
    accept(publisher, undo)
    assert not IndicatorValue.objects.exists()


# -- one column of selected records ----------------------------------------------------------------------


def test_a_column_of_selected_records_is_set_as_one_batch(editor):
    chosen = [make_city("changchun"), make_city("jilin-city")]
    make_city("siping")
    path = admin_url(City, "changelist")
    data = {"action": "set_column", "_selected_action": [city.pk for city in chosen]}
    assert "name_en" in editor.post(path, data).content.decode()
    data["column"] = "kind"
    page = editor.post(path, data)
    assert "county" in dict(page.context["form"].fields["value"].choices)
    page = editor.post(path, {**data, "_value": "1", "value": "county"}, follow=True)
    assert page.context["changed_count"] == 2
    propose(editor, page)
    proposal = Proposal.objects.get()
    assert (proposal.origin, proposal.size) == ("bulk", 2)
    assert {row.data["kind"] for row in Revision.objects.filter(proposal=proposal)} == {"county"}


def test_a_column_that_names_a_record_is_set_by_its_slug(editor):
    city = make_city("changchun")
    make_region("hubei")
    data = {"action": "set_column", "_selected_action": [city.pk], "column": "region", "_value": "1"}
    page = editor.post(admin_url(City, "changelist"), {**data, "value": "hubei"}, follow=True)
    propose(editor, page)
    assert Revision.objects.get(proposal__isnull=False).data["region"] == "hubei"
    page = editor.post(admin_url(City, "changelist"), {**data, "value": "hebei"})
    assert "Is “hubei” meant?" in page.content.decode()


def test_a_value_that_cannot_be_read_is_told_beside_its_field(editor):
    city = make_city("changchun")
    data = {"action": "set_column", "_selected_action": [city.pk], "column": "lat", "_value": "1"}
    page = editor.post(admin_url(City, "changelist"), {**data, "value": "43° 53'"})
    assert page.status_code == 400
    assert "Write degrees as one number" in page.content.decode()
    assert "43° 53" in page.content.decode()
    assert not BatchDraft.objects.exists()


# -- what becomes of the proposal ------------------------------------------------------------------------


def test_an_accepted_import_is_public_and_is_undone_as_one(editor):
    make_source()
    make_region("jilin")
    city = make_city("changchun", **text("name", "Changchun", "长春市"))
    make_city_figure(city, "area", value=5)
    rows = [
        ["slug", "name_en", "name_zh_hans", "kind", "country", "region", "sources"],
        ["changchun", "Changchun City", "长春市", "prefecture_level", "CN", "jilin", "a-source"],
        ["", "Siping", "四平市", "prefecture_level", "CN", "jilin", "a-source"],
    ]
    propose(editor, upload_rows(editor, City, rows))
    publisher = User.objects.create(username="somebody-else", is_staff=True)
    publisher.groups.add(Group.objects.get(name="Publisher"))
    proposal = Proposal.objects.get()
    publishing.accept_proposal(publisher, proposal, kind="update")
    names = dict(City.objects.published().values_list("slug", "name_en"))
    assert names == {"changchun": "Changchun City", "siping": "Siping"}
    assert CityFigure.objects.get().value == 5

    undo = publishing.propose_undo(editor_user(), proposal, reason="Too early")
    publishing.accept_proposal(publisher, undo, kind="update")
    assert City.objects.get(slug="changchun").name_en == "Changchun"
    assert not City.objects.filter(slug="siping").exists()


def test_accepted_parts_and_links_are_as_the_table_says(editor):
    make_source()
    exchange, city = make_exchange("a-visit"), make_city("changchun")
    part = [
        ["city", "key", "label_en", "label_zh_hans", "value", "unit", "source_type", "sources"],
        ["changchun", "", "Green area", "绿地面积", "12", "km2", "official", "a-source"],
    ]
    propose(editor, upload_rows(editor, City, part, "key_facts"))
    link = [["exchange", "city", "role"], ["a-visit", "changchun", "host"]]
    propose(editor, upload_rows(editor, Exchange, link, "cities"))
    publisher = User.objects.create(username="somebody-else", is_staff=True)
    publisher.groups.add(Group.objects.get(name="Publisher"))
    for proposal in Proposal.objects.all():
        publishing.accept_proposal(publisher, proposal, kind="update")
    figure = city.key_facts.get()
    assert (figure.key, figure.value, figure.evidence) == ("green-area", 12, "stated")
    assert [source.slug for source in figure.sources.all()] == ["a-source"]
    assert [(row.city.slug, row.role) for row in ExchangeCity.objects.filter(exchange=exchange)] == [
        ("changchun", "host")
    ]


def editor_user() -> User:
    return User.objects.get(username="editor")


NASTY = ["", "-1", "1e400", "NaN", "999999999999999999999999", "2020-13-45", "http://[", "[1,2]", "a|b|c|d|e"]
NASTY += ["\u200b", "x" * 3000, "a--b", "%(x)s", "<b>", "中文", "a-slug; a-slug", "\x07", "true", "9999999"]


@pytest.mark.slow
@pytest.mark.parametrize("cell", NASTY)
def test_whatever_stands_in_a_cell_gets_an_answer(editor, cell):
    make_indicator_value(make_indicator("waste"), make_city("changchun", admin_code="220100"))
    make_city_figure(City.objects.get(), "area")
    for model, part in ((City, ""), (City, "key_facts"), (IndicatorValue, "")):
        shape = get_shapes(model)[part]
        [row] = iter_export_rows(shape, model.objects.all())
        rows = [[*row[:place], cell, *row[place + 1 :]] for place in range(len(row))]
        for changed in rows:
            page = upload_rows(editor, model, [shape.columns, changed], part)
            assert page.status_code in (200, 400)
            BatchDraft.objects.all().delete()


def test_a_number_that_is_too_long_is_refused_in_words(editor):
    make_city_figure(make_city("changchun"), "area")
    rows = [["city", "key", "value"], ["changchun", "area", "9" * 30]]
    [(row, column, message)] = list_errors(upload_rows(editor, City, rows, "key_facts"))
    assert (row, column) == (2, "value")
    assert "digits" in message
