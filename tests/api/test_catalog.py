"""The catalogue of the data for portals: DCAT, with what DCAT-AP requires."""

from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from rdflib import DCTERMS, FOAF, RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from api.records.resources import list_resources
from bundles.models import Release
from records.models import Publication
from tests.factories import make_city, make_indicator, make_indicator_value, make_park, make_region, writing
from web import page_cache

pytestmark = pytest.mark.django_db

TURTLE, JSON_LD = "/catalog.ttl", "/catalog.jsonld"
BASE = "http://testserver/catalog.ttl#"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
CHINA = URIRef("http://publications.europa.eu/resource/authority/country/CHN")
CC_BY = URIRef("https://creativecommons.org/licenses/by/4.0/")
LANGUAGES = {"en", "zh-Hans", "zh-Hant"}


def read(client, path=TURTLE) -> Graph:
    response = client.get(path)
    assert response.status_code == 200
    return Graph().parse(data=response.content, format={TURTLE: "turtle", JSON_LD: "json-ld"}[path])


def name(fragment: str) -> URIRef:
    return URIRef(f"{BASE}{fragment}")


def check_has(graph, subject, *predicates) -> None:
    missing = [predicate for predicate in predicates if not list(graph.objects(subject, predicate))]
    assert missing == [], subject


def check_in_all_languages(graph, subject, *predicates) -> None:
    for predicate in predicates:
        texts = list(graph.objects(subject, predicate))
        assert {text.language for text in texts} == LANGUAGES
        assert all(texts)


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")  # the parser of rdflib uses it
def test_turtle_and_json_ld_say_the_same(client):
    make_park("a-park")
    assert client.get(TURTLE)["Content-Type"] == "text/turtle; charset=utf-8"
    assert client.get(JSON_LD)["Content-Type"] == "application/ld+json"
    assert isomorphic(read(client, TURTLE), read(client, JSON_LD))


def test_the_catalogue_has_what_the_profile_requires(client):
    make_park("a-park")
    graph = read(client)
    (catalog,) = graph.subjects(RDF.type, DCAT.Catalog)
    check_in_all_languages(graph, catalog, DCTERMS.title, DCTERMS.description)
    check_has(graph, catalog, DCTERMS.publisher, DCTERMS.language, DCTERMS.modified, FOAF.homepage)
    check_has(graph, catalog, DCAT.dataset, DCAT.service, DCAT.themeTaxonomy)
    assert graph.value(catalog, DCTERMS.license) == CC_BY
    publisher = graph.value(catalog, DCTERMS.publisher)
    assert graph.value(publisher, RDF.type) == FOAF.Agent
    assert Literal("ICLEI East Asia", lang="en") in set(graph.objects(publisher, FOAF.name))


def test_each_resource_of_the_api_is_a_data_set_with_what_the_profile_requires(client):
    graph = read(client)
    catalog = graph.value(predicate=RDF.type, object=DCAT.Catalog)
    datasets = set(graph.subjects(RDF.type, DCAT.Dataset))
    assert datasets == {name(listing.name) for listing in list_resources() if listing.is_data_set}
    assert set(graph.objects(catalog, DCAT.dataset)) == datasets
    for dataset in datasets:
        check_in_all_languages(graph, dataset, DCTERMS.title, DCTERMS.description, DCAT.keyword)
        check_has(graph, dataset, DCTERMS.publisher, DCAT.theme, DCTERMS.identifier)
        check_has(graph, dataset, DCAT.landingPage, DCAT.distribution, DCTERMS.language)
        assert graph.value(dataset, DCTERMS.license) == CC_BY


def test_the_catalogue_says_which_values_the_licence_leaves_out(client):
    graph = read(client)
    rights = graph.value(predicate=RDF.type, object=DCTERMS.RightsStatement)
    check_in_all_languages(graph, rights, RDFS.label)
    assert set(graph.subjects(DCTERMS.rights, rights)) >= set(graph.subjects(RDF.type, DCAT.Dataset))


def test_each_file_has_what_the_profile_requires(client):
    graph = read(client)
    files = set(graph.subjects(RDF.type, DCAT.Distribution))
    assert set(graph.objects(None, DCAT.distribution)) == files
    for file in files:
        check_has(graph, file, DCAT.accessURL, DCTERMS.title, DCAT.mediaType, DCTERMS["format"])
        assert graph.value(file, DCTERMS.license) == CC_BY
        assert graph.value(file, DCAT.accessService) == name("api")


def test_a_data_set_has_the_formats_of_its_resource(client):
    graph = read(client)
    files = {str(file).removeprefix(BASE) for file in graph.objects(name("parks"), DCAT.distribution)}
    assert files == {"parks-json", "parks-csv", "parks-xlsx", "parks-json-lines", "parks-geojson"}
    csv = name("parks-csv")
    assert graph.value(csv, DCAT.downloadURL) == URIRef("http://testserver/api/v1/parks/?format=csv")
    assert graph.value(csv, DCAT.mediaType).endswith("/text/csv")
    assert name("themes-geojson") not in set(graph.objects(None, DCAT.distribution))


def test_the_api_serves_all_data_sets_and_describes_itself(client):
    graph = read(client)
    (service,) = graph.subjects(RDF.type, DCAT.DataService)
    assert graph.value(service, DCAT.endpointURL) == URIRef("http://testserver/api/v1/")
    assert graph.value(service, DCAT.endpointDescription) == URIRef("http://testserver/api/v1/schema/")
    assert set(graph.objects(service, DCAT.servesDataset)) == set(graph.subjects(RDF.type, DCAT.Dataset))


def test_a_data_set_has_date_and_number_of_its_newest_publication(client):
    make_park("a-park")
    make_city("later")
    graph = read(client)
    row = Publication.objects.get(record_type="park")
    assert graph.value(name("parks"), DCAT.version) == Literal(str(row.number))
    modified = graph.value(name("parks"), DCTERMS.modified).toPython()
    assert modified == row.at.replace(microsecond=0)
    catalog = graph.value(predicate=RDF.type, object=DCAT.Catalog)
    newest = Publication.objects.order_by("number").last()
    assert graph.value(catalog, DCTERMS.modified).toPython() == newest.at.replace(microsecond=0)
    assert graph.value(name("events"), DCTERMS.modified) is None


def test_a_data_set_names_the_countries_of_its_records(client):
    make_park("a-park")
    assert read(client).value(name("parks"), DCTERMS.spatial) == CHINA
    abroad = make_city("kalundborg", country="DK", region=make_region("zealand", country="DK"))
    make_park("symbiosis", city=abroad)
    graph = read(client)
    countries = {str(uri).rpartition("/")[2] for uri in graph.objects(name("parks"), DCTERMS.spatial)}
    assert countries == {"CHN", "DNK"}
    assert graph.value(name("events"), DCTERMS.spatial) is None


def test_a_data_set_of_years_says_which(client):
    indicator, city = make_indicator("an-indicator"), make_city("datong")
    for year in (2019, 2023):
        make_indicator_value(indicator, city, year)
    graph = read(client)
    for list_name in ("indicator-values", "figures"):
        period = graph.value(name(list_name), DCTERMS.temporal)
        ends = [str(graph.value(period, one)) for one in (DCAT.startDate, DCAT.endDate)]
        assert ends == ["2019", "2023"]
    assert graph.value(name("businesses"), DCTERMS.temporal) is None


def test_the_contact_is_the_mailbox_if_there_is_one(client, settings):
    assert read(client).value(name("cities"), DCAT.contactPoint) is None
    settings.CONTACT_EMAIL = "hub@example.org"
    graph = read(client)
    contact = graph.value(name("cities"), DCAT.contactPoint)
    assert {VCARD.Kind, VCARD.Organization} <= set(graph.objects(contact, RDF.type))
    assert graph.value(contact, VCARD.hasEmail) == URIRef("mailto:hub@example.org")


@pytest.mark.parametrize("step", [6, pytest.param(1, marks=pytest.mark.slow)])
def test_all_its_addresses_answer(client, step):
    make_park("a-park")
    addresses = {
        str(part) for row in read(client) for part in row if str(part).startswith("http://testserver/")
    }
    paths = {urlsplit(address)._replace(scheme="", netloc="", fragment="").geturl() for address in addresses}
    assert len(paths) > 60
    answers = {path: client.get(path, follow=True).status_code for path in sorted(paths)[::step]}
    assert {path: status for path, status in answers.items() if status != 200} == {}


def test_addresses_are_those_of_the_site(client, settings):
    settings.SITE_URL = "https://hub.example.org"
    text = client.get(TURTLE).content.decode()
    assert "https://hub.example.org/api/v1/parks/?format=csv" in text
    assert "testserver" not in text


class TestBundles:
    @pytest.fixture
    def releases(self):
        values = {
            "number": 7,
            "built_number": 9,
            "built_at": timezone.now(),
            "size": 5,
            "checksum": "ab" * 32,
        }
        Release.objects.create(name="latest", file_name="x.zip", **values)
        Release.objects.create(name="2026-Q3", file_name="y.zip", reason="redaction", **values)
        Release.objects.create(name="2026-Q2", **values)  # being built again

    def test_all_data_are_a_data_set_with_a_file_for_each_release(self, client, releases):
        graph = read(client)
        everything = name("everything")
        assert (name("catalog"), DCAT.dataset, everything) in graph
        assert set(graph.objects(everything, DCTERMS.hasPart)) == {
            name(one.name) for one in list_resources() if one.is_data_set
        }
        check_has(graph, everything, DCTERMS.publisher, DCAT.landingPage, DCTERMS.modified)
        files = {
            file: graph.value(file, DCAT.downloadURL) for file in graph.objects(everything, DCAT.distribution)
        }
        assert files == {
            name("everything-latest"): URIRef("http://testserver/data/latest.zip"),
            name("everything-2026-Q3"): URIRef("http://testserver/data/2026-Q3.zip"),
        }
        for file in files:
            check_has(graph, file, DCAT.accessURL, DCTERMS.title, DCAT.mediaType, DCTERMS["format"])
            assert graph.value(file, DCAT.byteSize).toPython() == 5
            assert (
                graph.value(graph.value(file, SPDX.checksum), SPDX.checksumValue).toPython().hex()
                == "ab" * 32
            )

    @pytest.mark.parametrize("language", ["en", "zh-hans"])
    def test_a_release_that_was_built_again_says_so(self, client, releases, language):
        client.defaults["HTTP_ACCEPT_LANGUAGE"] = language
        said = read(client).value(name("everything-2026-Q3"), DCTERMS.description)
        assert said == Literal("Built again, because versions were removed for legal reasons.", lang="en")

    def test_without_a_bundle_there_is_no_such_data_set(self, client):
        assert (name("everything"), RDF.type, DCAT.Dataset) not in read(client)


def test_drafts_are_not_in_it(client):
    make_city("a-draft", publish=False, country="DK")
    assert read(client).value(name("cities"), DCTERMS.spatial) is None
    make_city("a-city")
    assert read(client).value(name("cities"), DCTERMS.spatial) == CHINA


@pytest.mark.sampled(1)
@pytest.mark.parametrize("path", [TURTLE, JSON_LD])
def test_it_takes_five_queries_however_many_records_there_are(client, path):
    make_park("a-park")
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    with writing():
        for number in range(20):
            make_city(f"a-city-{number}")
    with CaptureQueriesContext(connection) as many:
        client.get(path)
    assert len(few) == len(many) == 5


def test_any_site_may_read_it_and_a_client_with_a_copy_gets_304(client, settings):
    settings.PAGE_CACHE = True
    page_cache.caches["pages"].clear()
    first = client.get(TURTLE)
    assert first["Access-Control-Allow-Origin"] == "*"
    again = client.get(TURTLE, headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert client.get(TURTLE)["Content-Type"] == "text/turtle; charset=utf-8"
    assert "Vary" not in first or "Accept-Language" not in first["Vary"]


def test_it_is_only_read(client):
    assert client.post(TURTLE).status_code == 405
    assert client.head(JSON_LD).status_code == 200


def test_the_page_for_developers_links_to_it(get):
    page = get("/zh-hans/developers/")
    assert '<link rel="alternate" type="text/turtle" href="/catalog.ttl"' in page
    assert '<link rel="alternate" type="application/ld+json" href="/catalog.jsonld"' in page
