"""A proposal or draft is seen as its page would be, by staff and by whoever has a link, and nobody else."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cities.models import City
from hub.logs import remove_tokens
from records import publishing
from records.choices import ProposalState
from records.models import PreviewLink, Proposal, Publication
from records.permissions import CONTRIBUTOR, EDITOR, PUBLISHER, READER
from tests.factories import make_city, writing
from tests.records.proposals.test_proposals import make_user, propose_name
from tests.test_admin_draft_sources import make_draft_source

pytestmark = pytest.mark.django_db

HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@pytest.fixture
def city() -> City:
    return make_city("datong", name_en="Datong", name_zh_hans="大同市")


@pytest.fixture
def draft() -> City:
    return make_city("newtown", publish=False, name_en="Newtown", name_zh_hans="新城市")


def sign_in(role: str) -> Client:
    client = Client()
    client.force_login(make_user(role))
    return client


@pytest.fixture
def editor() -> Client:
    return sign_in(EDITOR)


def propose(city: City, name: str = "Datong the Great") -> Proposal:
    return propose_name(make_user(PUBLISHER, "author"), city, name)


def links_of(kind: str, pk: int) -> str:
    return reverse("admin-preview-links", args=[kind, pk])


def make_link(client: Client, path: str, days: str = "14") -> str:
    """Make a link at the desk; return its English address."""
    client.post(path, {"days": days})
    page = client.get(path)
    return dict(page.context["new"])["en"]


def read(path: str, status: int = 200) -> str:
    answer = Client().get(path)
    assert answer.status_code == status
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert "Set-Cookie" not in answer.headers
    assert "ETag" not in answer.headers
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Preview: not public"), ("zh-hans", "预览"), ("zh-hant", "")],
)
def test_a_link_shows_what_is_proposed_in_each_language(editor, city, language, words):
    path = make_link(editor, links_of("proposal", propose(city).pk)).replace("/en/", f"/{language}/")
    html = read(path)
    assert words in html
    assert ("Datong the Great" if language == "en" else "大同市") in html
    for other in ("en", "zh-hans", "zh-hant"):
        assert f'href="{path.replace(f"/{language}/", f"/{other}/")}' in html


def test_what_is_public_stays_as_it_is(editor, city, settings):
    settings.PAGE_CACHE = True
    before = [Client().get(path).content for path in ("/en/cities/datong/", "/en/cities/")]
    rows = Publication.objects.count()
    path = make_link(editor, links_of("proposal", propose(city).pk))
    for _number in range(2):
        assert "Datong the Great" in read(path)
    after = [Client().get(path).content for path in ("/en/cities/datong/", "/en/cities/")]
    assert after == before
    assert Publication.objects.count() == rows


def test_a_draft_is_shown_with_its_draft_sources_and_what_it_lacks(editor, draft):
    source = make_draft_source("a-paper-nobody-has-read")
    with writing() as changes:
        changes.set_related(draft, "sources", [source])
    version = City.objects.get(pk=draft.pk).version
    html = read(make_link(editor, links_of("city", draft.pk)))
    assert "Newtown" in html
    assert "A paper nobody has read" in html
    assert Client().get("/en/cities/newtown/").status_code == 404
    draft.refresh_from_db()
    source.refresh_from_db()
    assert (draft.status, source.status, draft.version) == ("draft", "draft", version)


@pytest.mark.sampled(3)
@pytest.mark.parametrize("end", ["time", "accepted", "declined", "withdrawn", "revoked", "forged"])
def test_a_link_ends(editor, city, end):
    proposal = propose(city)
    path = make_link(editor, links_of("proposal", proposal.pk))
    publisher = make_user(PUBLISHER)
    if end == "time":
        PreviewLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    elif end == "accepted":
        publishing.accept_proposal(publisher, proposal, kind=proposal.kind)
    elif end == "declined":
        publishing.decline_proposal(publisher, proposal, "No.")
    elif end == "withdrawn":
        publishing.withdraw_proposal(proposal.by, proposal)
    elif end == "revoked":
        editor.post(links_of("proposal", proposal.pk), {"revoke": PreviewLink.objects.get().pk})
    else:
        path = "/en/previews/" + "x" * 32 + "/"
    assert "There is no preview here" in read(path, 410)
    if end in ("time", "accepted", "declined", "withdrawn"):
        call_command("prune_proposals")
        assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("kind", ["proposal", "draft"])
def test_a_link_is_taken_back_by_who_gave_it_or_by_a_publisher(editor, city, draft, kind):
    page = links_of("proposal", propose(city).pk) if kind == "proposal" else links_of("city", draft.pk)
    path = make_link(editor, page)
    link = PreviewLink.objects.get()
    for role in (CONTRIBUTOR, PUBLISHER):
        other = Client()
        other.force_login(make_user(role, f"another {role}"))
        is_offered = 'name="revoke"' in other.get(page).content.decode()
        answer = other.post(page, {"revoke": link.pk}, follow=True).content.decode()
        is_refused = "Only who gave this link, or a publisher, takes it back." in answer
        assert (is_offered, is_refused) == ((False, True) if role == CONTRIBUTOR else (True, False))
        assert PreviewLink.objects.exists() is is_refused
    assert "There is no preview here" in read(path, 410)


def test_a_link_to_a_draft_ends_when_it_is_public(editor, draft):
    path = make_link(editor, links_of("city", draft.pk))
    with publishing.publication_transaction(make_user(PUBLISHER)) as changes:
        changes.publish(City.objects.get(pk=draft.pk))
    assert "There is no preview here" in read(path, 410)


def test_the_address_is_shown_once_and_only_its_digest_is_kept(editor, city):
    page = links_of("proposal", propose(city).pk)
    token = make_link(editor, page).split("/")[3]
    assert token not in editor.get(page).content.decode()
    assert token not in str(PreviewLink.objects.values_list())


@pytest.mark.parametrize("query", ["", "?width=phone"])
def test_logs_have_no_address_of_a_preview(query):
    line = f'"GET /en/previews/abc-DEF_1/{query} HTTP/1.1"'
    assert remove_tokens(line) == f'"GET /en/previews/…/{query} HTTP/1.1"'


@pytest.fixture(params=["link", "desk"])
def seen(request, editor, city) -> tuple[Client, str]:
    """Who sees a preview, and its English address: whoever has a link, and staff."""
    proposal = propose(city)
    if request.param == "link":
        return Client(), make_link(editor, links_of("proposal", proposal.pk))
    return editor, reverse("admin-preview", args=["proposal", proposal.pk, "en"])


def test_a_preview_is_seen_as_wide_as_a_phone_in_a_frame_of_its_own_address(seen):
    client, path = seen
    assert f'href="{path}?width=phone"' in client.get(path).content.decode()
    page = client.get(f"{path}?width=phone")
    assert "no-store" in page["Cache-Control"]
    assert (page["Referrer-Policy"], page["X-Robots-Tag"]) == tuple(HEADERS.values())[1:]
    html = " ".join(page.content.decode().split())
    assert f'src="{path}" width="390" height="844" title="Preview in phone width"' in html
    assert "Preview: not public" in html
    assert f'href="{path}"' in html
    assert "Datong" not in html
    for language in ("zh-hans", "zh-hant"):
        assert f'href="{path.replace("/en/", f"/{language}/")}?width=phone"' in html


def test_in_the_frame_there_is_no_second_bar_and_links_lead_out_of_it(seen):
    client, path = seen
    html = client.get(path, headers={"Sec-Fetch-Dest": "iframe"}).content.decode()
    assert "Datong the Great" in html
    assert "Preview: not public" not in html
    assert '<base target="_top">' in html
    assert '<a target="_self" class="skip" href="#main">' in html
    assert f"{path.replace('/en/', '/zh-hans/')}?width=phone" in html
    assert "<base" not in client.get(path).content.decode()


def test_only_this_site_may_frame_a_preview_and_it_frames_nothing_else(seen):
    client, path = seen
    preview, outside, public = client.get(path), client.get(f"{path}?width=phone"), client.get("/en/cities/")
    assert "frame-ancestors 'self'" in preview["Content-Security-Policy"]
    assert preview["X-Frame-Options"] == "SAMEORIGIN"
    assert "default-src 'self'" in outside["Content-Security-Policy"]  # of frames, too
    for response in (outside, public):
        assert "frame-ancestors 'none'" in response["Content-Security-Policy"]
        assert response["X-Frame-Options"] == "DENY"


def test_of_another_width_a_preview_says_which_one_there_is(seen):
    client, path = seen
    answer = client.get(f"{path}?width=tablet")
    assert answer.status_code == 200
    assert "<code>width=phone</code>" in answer.content.decode()


def test_an_address_of_nothing_has_no_frame():
    assert "There is no preview here" in read("/en/previews/" + "x" * 32 + "/?width=phone", 410)


@pytest.mark.parametrize(
    ("role", "sees", "makes"),
    [(READER, 200, 403), (CONTRIBUTOR, 200, 200), (EDITOR, 200, 200), (PUBLISHER, 200, 200)],
)
def test_whoever_may_propose_makes_links_and_whoever_may_view_sees_the_page(city, draft, role, sees, makes):
    client, proposal = sign_in(role), propose(city)
    for kind, pk in (("proposal", proposal.pk), ("city", draft.pk)):
        answer = client.get(reverse("admin-preview", args=[kind, pk, "en"]))
        assert answer.status_code == sees
        assert "no-store" in answer["Cache-Control"]
        path = links_of(kind, pk)
        assert client.get(path).status_code == makes
        client.post(path, {"days": "14"})
    assert PreviewLink.objects.count() == (2 if makes == 200 else 0)


def test_strangers_and_addresses_of_nothing_are_refused(city, draft, editor):
    path = reverse("admin-preview", args=["proposal", propose(city).pk, "en"])
    assert Client().get(path)["Location"].startswith("/admin/login/")
    for kind, pk, language in (
        ("proposal", 0, "en"),
        ("city", city.pk, "en"),
        ("x", 1, "en"),
        ("city", draft.pk, "fr"),
    ):
        assert editor.get(reverse("admin-preview", args=[kind, pk, language])).status_code == 404


@pytest.mark.parametrize("days", ["", "0", "15", "x", "9" * 400])
def test_a_link_works_for_one_of_the_days_offered(editor, draft, days):
    path = links_of("city", draft.pk)
    answer = editor.post(path, {"days": days}, follow=True)
    assert "Choose for how many days the link works." in answer.content.decode()
    assert editor.post(path, {"revoke": days or "x"}).status_code == 302
    assert not PreviewLink.objects.exists()


def test_the_desk_links_to_previews(editor, city, draft):
    proposal = propose(city)
    html = editor.get(reverse("admin:records_proposal_change", args=[proposal.pk])).content.decode()
    assert f'href="{links_of("proposal", proposal.pk)}"' in html
    assert reverse("admin-preview", args=["proposal", proposal.pk, "en"]) in html
    html = editor.get(reverse("admin:cities_city_change", args=[draft.pk])).content.decode()
    assert f'href="{links_of("city", draft.pk)}"' in html
    assert proposal.state == ProposalState.PROPOSED


def test_of_what_leaves_the_site_there_is_no_page_to_show(editor, city):
    with publishing.proposal_transaction(make_user(PUBLISHER, "author")) as changes:
        changes.delete(City.objects.get(pk=city.pk))
    assert changes.proposal
    review = reverse("admin:records_proposal_change", args=[changes.proposal.pk])
    assert links_of("proposal", changes.proposal.pk) not in editor.get(review).content.decode()
    page = editor.get(reverse("admin-preview", args=["proposal", changes.proposal.pk, "en"]))
    assert "What is proposed has no page of its own." in page.content.decode()
