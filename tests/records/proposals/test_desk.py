"""Proposals at the desk: an editor proposes in the form, a publisher reads, changes, accepts or declines."""

import pytest
from django.contrib.auth.models import Group, User
from django.test import Client

from cities.models import City, CityFigure
from records import publishing
from records.admin.proposals import decisions
from records.choices import ProposalState
from records.models import Proposal, Publication, Source
from tests.admin_client import (
    admin_url,
    answer_questions,
    decide,
    form_data,
    list_questions,
    submit_form,
)
from tests.factories import make_city, make_city_figure, text, writing
from tests.html_text import read_text

pytestmark = pytest.mark.django_db


def sign_in(name: str, role: str) -> Client:
    user, _new = User.objects.get_or_create(username=name, defaults={"is_staff": True, "password": "pbkdf2"})
    user.groups.add(Group.objects.get(name=role))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor() -> Client:
    return sign_in("ed", "Editor")


@pytest.fixture
def publisher() -> Client:
    sign_in("bo", "Publisher")
    return sign_in("anna", "Publisher")


@pytest.fixture
def city(settings) -> City:
    settings.FOUR_EYES = True
    city = make_city(**text("name", "Harbour", "港口"))
    make_city_figure(city, "area", **text("label", "Area", "面积"))
    return City.objects.get(pk=city.pk)


def figure_page(city: City, key: str = "area") -> str:
    return admin_url(City, "part", city.pk, "key_facts", key)


def propose(client: Client, path: str, changes, **more):
    response = submit_form(client, path, {**changes, **more}, button="_propose")
    if response.status_code == 200 and list_questions(response):
        response = answer_questions(client, path, response, button="_propose", **changes)
    assert response.status_code == 302, response.context and response.context.get("errors")
    return response


def review(proposal: Proposal) -> str:
    return admin_url(Proposal, "change", proposal.pk)


def read(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_correction_of_an_editor_is_public_once_a_publisher_accepts_it(city, editor, publisher):
    before = Publication.objects.count()
    changes = {"key_facts-0-value": "12", "change_reason": "Measured again."}
    response = propose(editor, figure_page(city), changes)
    assert "2 publishers see it. The page is unchanged." in editor.get(response.url).content.decode()
    assert CityFigure.objects.get().value != 12
    assert Publication.objects.count() == before
    proposal = Proposal.objects.get()
    assert (proposal.title, proposal.writer, proposal.size) == ("Harbour: Area", "ed", 1)
    page = read(publisher, review(proposal))
    assert "Measured again." in page
    assert "Proposed" in page
    assert "Accept and publish" in page
    assert decide(publisher, proposal, "_accept", comment="Thank you.").status_code == 302
    assert CityFigure.objects.get().value == 12
    after = read(publisher, review(proposal))
    assert "Published as version" in after
    assert "Thank you." in after
    assert City.objects.get().version == city.version + 1


def test_nothing_is_published_by_an_editor(city, editor, publisher):
    response = submit_form(editor, figure_page(city), {"key_facts-0-value": "12"})
    assert response.status_code == 403
    assert CityFigure.objects.get().value != 12


def test_what_was_changed_in_two_ways_is_shown_in_three_states(city, editor, publisher):
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    assert "over which it was written" not in read(publisher, review(proposal))
    figure = CityFigure.objects.get()
    version = City.objects.get().version
    with writing() as changes:
        figure.value = 11
        changes.save(figure)
    page = read_text(read(publisher, review(proposal)))
    assert (
        f"Version {version}, over which it was written 10 km² On the page now 11 km² Proposed 12 km²" in page
    )


def test_a_publisher_does_not_publish_alone_where_another_is_active(city, publisher):
    page = read(publisher, figure_page(city))
    assert 'aria-disabled="true" aria-describedby="closed_publish"' in page
    assert "another person has to accept it" in page
    response = submit_form(publisher, figure_page(city), {"key_facts-0-value": "12"}, button="_publish")
    assert response.status_code == 200
    assert CityFigure.objects.get().value != 12
    propose(publisher, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    page = read(publisher, review(proposal))
    assert "You wrote this, so somebody else accepts it." in page
    assert "Accept and publish" not in page
    assert decide(publisher, proposal, "_accept").status_code == 409
    assert CityFigure.objects.get().value != 12
    assert decide(sign_in("bo", "Publisher"), proposal, "_accept").status_code == 302
    assert CityFigure.objects.get().value == 12


def test_the_only_publisher_publishes_alone_with_a_reason_and_somebody_looks_later(city):
    only = sign_in("anna", "Publisher")
    change = {"key_facts-0-value": "12"}
    assert "Publish alone" in read(only, figure_page(city))
    assert submit_form(only, figure_page(city), change, button="_publish").status_code == 200
    reason = {"alone_reason": "Nobody else is there."}
    response = submit_form(only, figure_page(city), change | reason, button="_publish")
    if response.status_code == 200:
        response = answer_questions(only, figure_page(city), response, button="_publish", **reason)
    assert response.status_code == 302
    assert CityFigure.objects.get().value == 12
    proposal = Proposal.objects.get()
    assert proposal.is_alone
    assert "Nobody else is there." in read(only, review(proposal))
    listed = admin_url(Proposal, "changelist") + "?second_look=1"
    second = sign_in("bo", "Publisher")
    assert str(proposal) in read(second, listed)
    assert decide(only, proposal, "_read").status_code == 409
    assert decide(second, proposal, "_read").status_code == 302
    assert "second look by bo" in read(only, review(proposal))
    assert list(second.get(listed).context["cl"].result_list) == []


def test_to_decline_a_proposal_needs_a_reason_that_its_author_reads(city, editor, publisher):
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    refused = decide(publisher, proposal, "_decline")
    assert refused.status_code == 409
    assert "the editor reads only this" in refused.content.decode()
    assert decide(publisher, proposal, "_decline", comment="Another district.").status_code == 302
    page = read(editor, review(proposal))
    assert "Another district." in page
    assert "Change it and propose again" in page
    assert decide(editor, proposal, "_dismiss").status_code == 302
    assert Proposal.objects.get().is_dismissed


def test_an_author_takes_a_proposal_back(city, editor, publisher):
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    assert decide(publisher, proposal, "_withdraw").status_code == 409
    assert decide(editor, proposal, "_withdraw").status_code == 302
    assert Proposal.objects.get().state == ProposalState.WITHDRAWN


def test_two_publishers_decide_once(city, editor, publisher):
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    assert decide(publisher, proposal, "_accept").status_code == 302
    second = decide(sign_in("bo", "Publisher"), proposal, "_decline", comment="No.")
    assert second.status_code == 409
    assert "decided already" in second.content.decode()
    assert City.objects.get().version == city.version + 1


def test_what_was_changed_in_two_ways_is_a_question_with_three_ways_out(city, editor, publisher):
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    figure = CityFigure.objects.get()
    with writing() as changes:
        figure.value = 13
        changes.save(figure)
    page = publisher.get(review(proposal))
    (question,) = page.context["questions"]
    assert "written over version" in page.content.decode()
    refused = decide(publisher, proposal, "_accept")
    assert refused.status_code == 409
    assert "Choose one for each question" in refused.content.decode()
    assert decide(publisher, proposal, "_accept", **{question.name: "proposed"}).status_code == 302
    assert CityFigure.objects.get().value == 12


def test_nothing_is_accepted_with_a_form_that_is_not_valid(city, editor, publisher):
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    url = publisher.get(review(Proposal.objects.get())).context["edit_url"]
    form = publisher.get(url)
    data = form_data(form) | {"_accept": "1"}
    for typed in ("twelve", "1" * 400, "-", "\0"):
        response = publisher.post(url, data | {"key_facts-0-value": typed})
        assert response.status_code == 200, typed
        assert response.context["errors"], typed
        assert Proposal.objects.get().is_waiting
        assert CityFigure.objects.get().value != 12


def test_what_was_declined_is_changed_and_proposed_again(city, editor, publisher):
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    decide(publisher, proposal, "_decline", comment="It is 11.")
    url = editor.get(review(proposal)).context["again_url"]
    form = editor.get(url)
    assert Proposal.objects.count() == 1
    invalid = editor.post(url, {**form_data(form), "key_facts-0-value": "no", "_propose": "1"})
    assert invalid.status_code == 200
    assert Proposal.objects.count() == 1
    response = editor.post(url, {**form_data(form), "key_facts-0-value": "11", "_propose": "1"})
    assert response.status_code == 302
    again = Proposal.objects.waiting().get()
    assert decide(publisher, again, "_accept").status_code == 302
    assert CityFigure.objects.get().value == 11
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.DECLINED


def test_a_new_figure_with_a_new_source_is_changed_while_it_waits(city, editor, publisher):
    path = admin_url(City, "part_add", city.pk, "key_facts")
    new_source = {
        "key_facts-0-sources__new-title": "A report", "key_facts-0-sources__new-publisher": "A ministry",
    }  # fmt: skip
    values = {
        **text("label", "Water", "水面"), "value": "3", "unit": "km2", "source_type": "official",
        "sources": [city.sources.get().pk],
    }  # fmt: skip
    propose(editor, path, {f"key_facts-0-{name}": value for name, value in values.items()})
    assert CityFigure.objects.count() == 1
    assert new_source
    proposal = Proposal.objects.get()
    url = editor.get(review(proposal)).context["edit_url"]
    form = editor.get(url)
    response = editor.post(url, {**form_data(form), "key_facts-0-value": "4", "_propose": "1"})
    assert response.status_code == 302, response.context["errors"]
    proposal.refresh_from_db()
    assert proposal.state == ProposalState.PROPOSED
    assert decide(publisher, proposal, "_accept").status_code == 302
    assert CityFigure.objects.get(key="water").value == 4
    assert Source.objects.count()


def test_what_was_accepted_is_undone_by_a_proposal(city, editor, publisher):
    propose(editor, figure_page(city), {"key_facts-0-value": "12"})
    proposal = Proposal.objects.get()
    former = CityFigure.objects.get().value
    decide(publisher, proposal, "_accept")
    assert 'name="_undo"' in read(editor, review(proposal))
    assert decide(editor, proposal, "_undo").status_code == 302
    undo = Proposal.objects.waiting().get()
    assert CityFigure.objects.get().value == 12
    assert decide(publisher, undo, "_accept").status_code == 302
    assert CityFigure.objects.get().value == former


def propose_many(count: int) -> Proposal:
    author = User.objects.get(username="ed")
    cities = [make_city(f"city-{number}", **text("name", f"City {number}")) for number in range(count)]
    with publishing.proposal_transaction(author, reason="All of them.", title="Many cities") as changes:
        for city in cities:
            city.refresh_from_db()
            city.name_en = f"New {city.slug}"
            changes.save(city)
    assert changes.proposal
    return changes.proposal


def test_a_batch_is_read_by_row_and_accepted_without_the_rows_taken_out(settings, editor, publisher):
    settings.FOUR_EYES = True
    proposal = propose_many(14)
    page = publisher.get(review(proposal) + "?rows=all&q=city-1")
    assert {known.slug for known, *_rest in page.context["batch_rows"]} == {
        "city-1", "city-10", "city-11", "city-12", "city-13"
    }  # fmt: skip
    row = proposal.revisions.get(slug="city-3")
    assert decide(publisher, proposal, "_take_out").status_code == 409
    refused = decide(publisher, proposal, "_take_out", rows=row.pk)
    assert refused.status_code == 409
    assert '<a href="#id_comment">Give a reason' in refused.content.decode()
    assert f'value="{row.pk}" checked' in " ".join(refused.content.decode().split())
    assert decide(publisher, proposal, "_take_out", rows=row.pk, comment="Not this.").status_code == 302
    assert "Not this." in read(editor, "/admin/")
    assert publisher.get(review(proposal)).context["total"] == 13
    assert decide(publisher, proposal, "_accept").status_code == 302
    changed = set(City.objects.filter(name_en__startswith="New ").values_list("slug", flat=True))
    assert changed == {f"city-{number}" for number in range(14)} - {"city-3"}
    assert "Undo the whole batch" in read(publisher, review(proposal))


def test_rows_are_marked_by_who_may_take_them_out(settings, editor, publisher):
    settings.FOUR_EYES = True
    proposal = propose_many(14)
    reader = sign_in("reader", "Reader")
    for client, may in ((editor, True), (publisher, True), (reader, False)):
        page = read(client, review(proposal))
        assert ('type="checkbox"' in page, 'name="_take_out"' in page) == (may, may)


def test_a_large_batch_is_written_by_the_worker_and_its_page_says_how_far(
    settings, editor, publisher, monkeypatch
):
    settings.FOUR_EYES = True
    proposal = propose_many(14)
    monkeypatch.setattr(decisions, "PORTION", 10)
    assert decide(publisher, proposal, "_accept").status_code == 302
    page = read(publisher, review(proposal))
    assert "0 of 14 rows written. You may leave this page." in page
    publishing.write_portions()
    assert "14 records published as one." in read(publisher, review(proposal))
    assert City.objects.filter(name_en__startswith="New ").count() == 14


def test_the_page_of_a_batch_and_the_list_ask_no_more_for_more_rows(
    settings, editor, publisher, django_assert_max_num_queries
):
    settings.FOUR_EYES = True
    proposal = propose_many(30)
    with django_assert_max_num_queries(45):
        publisher.get(review(proposal))
    with django_assert_max_num_queries(25):
        publisher.get(admin_url(Proposal, "changelist"))


@pytest.mark.sampled(2)
@pytest.mark.parametrize("odd", ["9" * 40, "-1", "x", "٣", "\0", "", "1.5"])
def test_odd_values_get_an_answer(settings, editor, publisher, odd):
    settings.FOUR_EYES = True
    proposal = propose_many(14)
    page = review(proposal)
    for query in ({"rows": odd}, {"q": odd}, {"p": odd}, {"rows": "all", "q": odd * 50, "p": odd}):
        assert publisher.get(page, query).status_code == 200
    for data in ({"rows": odd}, {"kind": odd}, {"comment": odd * 3000}, {"alone_reason": odd * 600}):
        assert publisher.post(page, {"_take_out": "1", **data}).status_code in (302, 409)
    for path in (admin_url(City, "add"), admin_url(City, "change", City.objects.first().pk)):
        assert publisher.get(path, {"proposal": odd}).status_code in (403, 404)
    forged = {"_opened": odd, "_proposed_keys": odd, "_accept": "1"}
    path = f"{admin_url(City, 'change', City.objects.first().pk)}?proposal={proposal.pk}"
    assert publisher.post(path, forged).status_code in (200, 400, 409)
    assert Proposal.objects.get(pk=proposal.pk).is_waiting
