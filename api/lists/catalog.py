"""The catalogue of the site's data for portals and harvesters: DCAT 3 with the profile DCAT-AP, as RDF.

A data set for each resource of the API, with its files, and the API as their data service. Catalogue, data
sets and files have addresses under `/catalog.ttl`, also in JSON-LD.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Max, Min, Value
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_safe
from rdflib import DCAT, DCTERMS, FOAF, RDF, RDFS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import XSD

from api.extensions import DataArchive, get_archives
from api.records.resources import RESOURCES, list_resources
from records.models import FigureEntry, get_record_types
from records.pages.structured_data import CONTENT_LICENSE, MEDIA_TYPES
from records.texts.translation import COLUMNS
from records.version_cache import read_versions
from stats.models import RefreshState

# Of DCAT 3; the namespace of rdflib is that of DCAT 2.
_VERSION = URIRef(f"{DCAT}version")
_VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_SPDX = Namespace("http://spdx.org/rdf/terms#")
_IANA = Namespace("https://www.iana.org/assignments/media-types/")
# Authority tables of the EU, from which DCAT-AP takes its codes.
_EU = "http://publications.europa.eu/resource/authority/"
_LANGUAGES = [URIRef(f"{_EU}language/{code}") for code in ("ENG", "ZHO")]
_ENVIRONMENT = URIRef(f"{_EU}data-theme/ENVI")
#: Countries of the content, whose codes there have three letters.
_COUNTRIES = {
    code: URIRef(f"{_EU}country/{name}")
    for code, name in (
        ("CN", "CHN"), ("DE", "DEU"), ("DK", "DNK"), ("FI", "FIN"), ("GB", "GBR"), ("JP", "JPN"),
        ("KR", "KOR"), ("NL", "NLD"),
    )
}  # fmt: skip
_FILE_TYPES = {"CSV": "CSV", "JSON": "JSON", "GeoJSON": "GEOJSON", "XLSX": "XLSX"}
_LICENSE = URIRef(CONTENT_LICENSE)

CATALOG_PUBLISHER = _("ICLEI East Asia")
_TITLE = _("China Hub")
CATALOG_DESCRIPTION = _("Open data on circular cities in China, by ICLEI East Asia.")
_EVERYTHING = _("All data in one file")
_RIGHTS = _(
    "The licence doesn’t cover values whose source states none: their field “rights” is “not_stated”."
)
_SERVICE = _("All content is open data, and every figure has its source. No key is needed to read it.")

# The page that shows a resource, by its URL name; of the others, the page for developers.
LANDING_PAGES = {
    "cities": "cities",
    "regions": "regions",
    "networks": "coalition",
    "memberships": "coalition",
    "partners": "coalition",
    "programmes": "programmes",
    "exchanges": "exchanges",
    "events": "events",
    "themes": "themes",
    "sources": "sources",
    "parks": "parks",
    "materials": "materials",
    "zero-waste-pilots": "zero_waste",
    "procurement-cases": "procurement",
    "businesses": "businesses",
    "indicators": "indicators",
    "findings": "findings",
    "statistics": "statistics",
    "corrections": "corrections",
}


# The formats of whole files: their names, and values of the parameter `format`.
_FILES = {"CSV": "csv", "XLSX": "xlsx", "JSON Lines": "jsonl"}
_MAP_FILES = {"GeoJSON": "geojson"}


@dataclass(frozen=True)
class CatalogEntry:
    """A data set. `countries`: those of all its records; None among them for a record without one."""

    name: str
    title: Any
    description: Any
    address: str
    formats: dict[str, str]
    modified: datetime | None
    version: str = ""
    countries: frozenset[str | None] = frozenset()
    #: The first and the last year of its numbers, if they have one.
    years: tuple[int, int] | None = None

    @property
    def spatial(self) -> list[URIRef]:
        """The countries in which records are."""
        return [uri for code, uri in _COUNTRIES.items() if code in self.countries]


#: The lists of records whose field `year` is that of their numbers.
_OF_YEARS = ("indicator-values", "procurement-cases", "businesses")
#: The titles of the resources that don't list records or parts.
_OTHER_TITLES = {
    "statistics": RefreshState._meta.verbose_name_plural,
    "figures": FigureEntry._meta.verbose_name_plural,
    "corrections": _("Corrections"),
    "search": _("Search"),
    "vocabularies": _("Vocabularies"),
    "units": _("Units"),
}


def list_entries() -> list[CatalogEntry]:
    """Return the data sets: the resources of the API. Runs four queries."""
    newest, countries, years = read_versions(get_record_types()), _get_countries(), _get_years()
    resources = {resource.list_name: resource for resource in RESOURCES}
    entries = []
    for listing in list_resources():
        if not listing.is_data_set:
            continue
        resource = resources.get(listing.name)
        formats = {} if listing.name == "search" else _FILES
        number: int | str = ""
        modified: datetime | None = None
        if resource:
            formats = _FILES | _MAP_FILES if resource.has_points else _FILES
            number, modified = newest.get(resource.owner.type_code, ("", None))
        elif listing.name == "statistics":
            modified = RefreshState.objects.aggregate(newest=Max("changed_at"))["newest"]
        entry = CatalogEntry(
            name=listing.name,
            title=resource.model._meta.verbose_name_plural if resource else _OTHER_TITLES[listing.name],
            description=listing.about,
            address=listing.address,
            formats=formats,
            modified=modified,
            version=str(number),
            countries=frozenset(countries.get(listing.name, ())),
            years=years.get(listing.name),
        )
        entries.append(entry)
    return entries


def _get_countries() -> dict[str, set[str | None]]:
    """Return the countries of the public records of each resource; None for a record without one."""
    countries: dict[str, set[str | None]] = {}
    queries = [
        resource.published()
        .order_by()
        .annotate(
            resource=Value(resource.list_name),
            in_country=F(f"{resource.prefix}{resource.owner.country_path}"),
        )
        .values_list("resource", "in_country")
        .distinct()
        for resource in RESOURCES
        if resource.owner.country_path
    ]
    for name, country in queries[0].union(*queries[1:]):
        countries.setdefault(name, set()).add(country)
    return countries


def _get_years() -> dict[str, tuple[int, int]]:
    """Return the first and the last year of the lists whose rows are of a year."""
    rows = {
        "figures": FigureEntry.objects.all(),
        **{one.list_name: one.published() for one in RESOURCES if one.list_name in _OF_YEARS},
    }
    queries = [
        query.order_by()
        .annotate(list_name=Value(name))
        .values("list_name")
        .annotate(first=Min("year"), last=Max("year"))
        .values_list("list_name", "first", "last")
        for name, query in rows.items()
    ]
    found = queries[0].union(*queries[1:])
    return {name: (first, last) for name, first, last in found if first is not None}


# -- the graph ----------------------------------------------------------------------------------------


def build_catalog(origin: str, entries: list[CatalogEntry], archives: Sequence[DataArchive] = ()) -> Graph:
    """Return the catalogue of these data sets and archives as RDF. `origin`: scheme and host of addresses."""
    return _CatalogBuilder(origin).build(entries, archives)


def _translate(text: Any) -> Iterator[Literal]:
    """Yield a text in each language of the site."""
    for code, _name in settings.LANGUAGES:
        with override(code):
            yield Literal(capfirst(str(text)), lang=COLUMNS[code.replace("-", "_")])


class _CatalogBuilder:
    """Adds the catalogue, its data sets with their files, and the data service to a graph."""

    def __init__(self, origin: str) -> None:
        self.origin = origin
        self.graph = Graph()
        for prefix, namespace in (("dcat", DCAT), ("dct", DCTERMS), ("foaf", FOAF), ("vcard", _VCARD)):
            self.graph.bind(prefix, namespace)
        self.catalog, self.service = self._name("catalog"), self._name("api")
        self.publisher, self.contact = self._name("publisher"), self._name("contact")
        self.rights = self._name("rights")

    def build(self, entries: list[CatalogEntry], archives: Sequence[DataArchive]) -> Graph:
        self._add_catalog(entries)
        if archives:
            self._add_everything(archives)
        self._add_publisher()
        self._add(self.rights, DCTERMS.RightsStatement, (RDFS.label, list(_translate(_RIGHTS))))
        self._add_service()
        for entry in entries:
            self._add_entry(entry)
        return self.graph

    def _name(self, fragment: str) -> URIRef:
        return URIRef(f"{self.origin}{reverse('catalog-turtle')}#{fragment}")

    def _get_address(self, path: str) -> URIRef:
        return URIRef(f"{self.origin}{path}")

    def _get_pages(self, url_name: str) -> list[URIRef]:
        """Return the addresses of a page in each language."""
        pages = []
        for code, _name in settings.LANGUAGES:
            with override(code):
                pages.append(self._get_address(reverse(url_name)))
        return pages

    def _add(self, subject: URIRef | BNode, type_: URIRef, *pairs: tuple[URIRef, Any]) -> None:
        """Add a thing with its properties; a value may be a list."""
        self.graph.add((subject, RDF.type, type_))
        for predicate, values in pairs:
            for value in values if isinstance(values, list) else [values]:
                self.graph.add((subject, predicate, value))

    def _describe(self, title: Any, description: Any) -> list[tuple[URIRef, Any]]:
        """Return what catalogue, data sets and service have in common."""
        return [
            (DCTERMS.title, list(_translate(title))),
            (DCTERMS.description, list(_translate(description))),
            (DCTERMS.publisher, self.publisher),
            (DCAT.contactPoint, [self.contact] if settings.CONTACT_EMAIL else []),
            (DCTERMS.license, _LICENSE),
            (DCTERMS.rights, self.rights),
        ]

    def _add_catalog(self, entries: list[CatalogEntry]) -> None:
        modified = max((entry.modified for entry in entries if entry.modified), default=None)
        self._add(
            self.catalog,
            DCAT.Catalog,
            *self._describe(_TITLE, CATALOG_DESCRIPTION),
            (DCTERMS.language, _LANGUAGES),
            (FOAF.homepage, self._get_address("/")),
            (DCAT.themeTaxonomy, URIRef(f"{_EU}data-theme")),
            (DCAT.dataset, [self._name(entry.name) for entry in entries]),
            (DCAT.service, self.service),
            (DCTERMS.modified, _format_time(modified)),
        )
        self._add(_LICENSE, DCTERMS.LicenseDocument)
        for language in _LANGUAGES:
            self._add(language, DCTERMS.LinguisticSystem)

    def _add_publisher(self) -> None:
        names = list(_translate(CATALOG_PUBLISHER))
        legal = self._get_pages("legal")[0]
        self._add(self.publisher, FOAF.Agent, (FOAF.name, names), (FOAF.page, legal))
        if email := settings.CONTACT_EMAIL:
            way = (_VCARD.hasEmail, URIRef(f"mailto:{email}"))
            self._add(self.contact, _VCARD.Organization, (_VCARD.fn, names), way)
            self._add(self.contact, _VCARD.Kind)

    def _add_service(self) -> None:
        self._add(
            self.service,
            DCAT.DataService,
            *self._describe(_("Data and API"), _SERVICE),
            (DCAT.endpointURL, self._get_address(reverse("api"))),
            (DCAT.endpointDescription, self._get_address(reverse("api-schema"))),
            (DCAT.landingPage, self._get_pages("developers")),
        )

    def _add_entry(self, entry: CatalogEntry) -> None:
        dataset = self._add_dataset(
            entry.name,
            entry.title,
            entry.description,
            entry.modified,
            (_VERSION, [Literal(entry.version)] if entry.version else []),
            (DCTERMS.spatial, entry.spatial),
            (DCTERMS.temporal, self._describe_years(entry)),
            (DCAT.landingPage, self._get_pages(LANDING_PAGES.get(entry.name, "developers"))),
            (DCAT.distribution, [self._add_format(entry, name) for name in ("JSON", *entry.formats)]),
        )
        self.graph.add((self.service, DCAT.servesDataset, dataset))

    def _describe_years(self, entry: CatalogEntry) -> list[BNode]:
        if entry.years is None:
            return []
        period = BNode(f"{entry.name}-years")
        first, last = (Literal(str(year), datatype=XSD.gYear) for year in entry.years)
        self._add(period, DCTERMS.PeriodOfTime, (DCAT.startDate, first), (DCAT.endDate, last))
        return [period]

    def _add_dataset(
        self, name: str, title: Any, description: Any, modified: datetime | None, *more: tuple[URIRef, Any]
    ) -> URIRef:
        dataset = self._name(name)
        self._add(
            dataset,
            DCAT.Dataset,
            *self._describe(title, description),
            (DCTERMS.identifier, Literal(name)),
            (DCAT.keyword, list(_translate(title))),
            (DCAT.theme, _ENVIRONMENT),
            (DCTERMS.language, _LANGUAGES),
            (DCTERMS.modified, _format_time(modified)),
            *more,
        )
        return dataset

    def _add_format(self, entry: CatalogEntry, name: str) -> URIRef:
        """Add a file. JSON comes in pages, so that there is no address of the whole."""
        url = self._get_address(entry.address)
        whole = [URIRef(f"{url}?format={entry.formats[name]}")] if name in entry.formats else []
        return self._add_distribution(
            f"{entry.name}-{name.lower().replace(' ', '-')}",
            name,
            url,
            entry.modified,
            (DCAT.downloadURL, whole),
            (DCAT.mediaType, _IANA[MEDIA_TYPES[name]]),
            (DCTERMS["format"], self._describe_format(name)),
            (DCAT.accessService, self.service),
        )

    def _add_distribution(
        self, name: str, title: str, url: URIRef, modified: datetime | None, *more: tuple[URIRef, Any]
    ) -> URIRef:
        subject = self._name(name)
        self._add(
            subject,
            DCAT.Distribution,
            (DCTERMS.title, Literal(title)),
            (DCAT.accessURL, url),
            (DCTERMS.license, _LICENSE),
            (DCTERMS.modified, _format_time(modified)),
            *more,
        )
        return subject

    def _add_everything(self, archives: Sequence[DataArchive]) -> None:
        """Add the data set of all data, whose files are the archives."""
        dataset = self._add_dataset(
            "everything",
            _EVERYTHING,
            CATALOG_DESCRIPTION,
            max(archive.built_at for archive in archives),
            (DCTERMS.hasPart, [*self.graph.objects(self.catalog, DCAT.dataset)]),
            (DCAT.landingPage, self._get_pages("developers")),
            (DCAT.distribution, [self._add_archive(archive) for archive in archives]),
        )
        self.graph.add((self.catalog, DCAT.dataset, dataset))

    def _add_archive(self, archive: DataArchive) -> URIRef:
        checksum, zip_type = BNode(archive.name), _IANA["application/zip"]
        url = self._get_address(archive.address)
        self._add(
            checksum,
            _SPDX.Checksum,
            (_SPDX.algorithm, _SPDX.checksumAlgorithm_sha256),
            (_SPDX.checksumValue, Literal(archive.checksum, datatype=XSD.hexBinary)),
        )
        return self._add_distribution(
            f"everything-{archive.name}",
            archive.name,
            url,
            archive.built_at,
            (DCAT.downloadURL, url),
            (DCAT.mediaType, zip_type),
            (DCAT.packageFormat, zip_type),
            (DCTERMS["format"], URIRef(f"{_EU}file-type/ZIP")),
            (DCAT.byteSize, Literal(archive.size, datatype=XSD.nonNegativeInteger)),
            (_SPDX.checksum, checksum),
            (_VERSION, Literal(str(archive.number))),
            (DCTERMS.description, Literal(archive.reason, lang="en") if archive.reason else []),
        )

    def _describe_format(self, name: str) -> URIRef | BNode:
        if name in _FILE_TYPES:
            return URIRef(f"{_EU}file-type/{_FILE_TYPES[name]}")
        extent = BNode(name.replace(" ", ""))
        self._add(extent, DCTERMS.MediaTypeOrExtent, (RDFS.label, Literal(name)))
        return extent


def _format_time(moment: datetime | None) -> list[Literal]:
    return [Literal(moment.isoformat(timespec="seconds"), datatype=XSD.dateTime)] if moment else []


# -- the views ----------------------------------------------------------------------------------------


def _build_view(format_: str, media_type: str, **options: Any) -> Callable[[HttpRequest], HttpResponse]:
    @require_safe
    def render_catalog(request: HttpRequest) -> HttpResponse:
        origin = settings.SITE_URL or f"{request.scheme}://{request.get_host()}"
        graph = build_catalog(origin, list_entries(), get_archives())
        text = graph.serialize(format=format_, **options)
        # Harvesters in a browser may read it from any site, as the API.
        return HttpResponse(text, content_type=media_type, headers={"Access-Control-Allow-Origin": "*"})

    return render_catalog


render_turtle = _build_view("turtle", "text/turtle; charset=utf-8")
render_json_ld = _build_view("json-ld", "application/ld+json", auto_compact=True)
