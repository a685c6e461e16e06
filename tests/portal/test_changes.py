"""The latest changes on the home page, and a hub that is almost empty."""

from datetime import UTC, datetime, timedelta

from portal.models import Target
from portal.selectors import get_latest_changes
from records.choices import Action
from records.models import Publication
from tests.factories import make_city, make_event, make_park, save, text, writing


def test_an_empty_hub_has_a_home_page_too(db, get):
    assert "<h1>" in get("/en/")


def test_a_single_change_is_named_and_linked(db, get):
    event = make_event("a-forum", **text("title", "A meeting"))
    assert 'class="log"' not in get("/en/"), "what is new is on its own pages"
    with writing() as changes:
        event.title_en = "A forum"
        changes.save(event)
    log = get("/en/").split('class="log"')[1]
    assert f'<a href="{event.get_absolute_url()}">A forum</a>' in log


def test_several_of_one_type_in_one_minute_are_not_named(db, get):
    parks = [make_park(slug) for slug in ("first", "second", "third")]
    with writing() as changes:
        for park in parks:
            park.name_en = f"Renewed {park.slug}"
            changes.save(park)
    noon = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)
    log = Publication.objects.filter(record_type="park", action=Action.CHANGED)
    log.update(at=noon)
    log.filter(slug="third").update(at=noon + timedelta(minutes=1))
    assert [change.row.slug for change in get_latest_changes()] == ["third"]


def test_a_draft_is_no_change(db, get):
    make_city("secret-city", publish=False)
    assert "secret" not in get("/en/").lower()


def test_what_was_withdrawn_is_no_news_of_the_home_page(db, get):
    event = make_event("a-forum", **text("title", "A forum"))
    with writing() as changes:
        changes.withdraw(event)
    assert Publication.objects.latest("number").action == Action.WITHDRAWN
    assert "A forum" not in get("/en/")


def test_a_draft_priority_or_target_is_not_shown(db, get):
    values = {**text("statement", "A secret goal"), **text("scope", "China"), "kind": "goal", "value": 7}
    target = Target(slug="a-goal", deadline="2020", unit="percent", source_type="official", **values)
    save(target, publish=False)
    assert "secret" not in get("/en/")
