"""Code samples of the page for developers. Tests run those for curl, Python and TypeScript."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

#: Placeholder of the site URL in the samples.
SITE = "https://hub.example"

FIRST = "/api/v1/parks/?level=national&fields=slug,name,city,level,established,established_reason&page_size=2"

_SEARCH = """\
curl --get "https://hub.example/api/v1/parks/" \\
  --data-urlencode "q=循环经济" \\
  --data "lang=zh-hans&fields=slug,name,city&page_size=5"
"""

_PYTHON = """\
import json
from urllib.request import urlopen

address = "https://hub.example/api/v1/indicator-values/?city=xining&page_size=50"
values = []
while address:
    with urlopen(address) as answer:
        page = json.load(answer)
    values += page["results"]
    address = page["next"]
print(len(values), "values, the first:", values[0]["year"], values[0]["value"], values[0]["unit"])
"""

GROUPS = "/api/v1/indicator-values/?indicator=domestic-waste-landfilled&group_by=region,year&format=csv"

_GROUPS = f"""\
import pandas as pd

landfilled = pd.read_csv("{SITE}{GROUPS}")
print(landfilled[["region_name", "year", "sum", "unit", "n_places"]])
"""

_PANDAS = """\
import pandas as pd

flows = pd.read_csv("https://hub.example/api/v1/flows/?format=csv")
print(flows.groupby("material_name").size().sort_values(ascending=False).head())
"""

_R = """\
cities <- read.csv("https://hub.example/api/v1/cities/?format=csv&country=CN", encoding = "UTF-8")
table(cities$kind_label)
"""

_QGIS = "https://hub.example/api/v1/zero-waste-pilots/?format=geojson"

_TYPESCRIPT = """\
// npm install openapi-fetch openapi-typescript typescript@5
// npx openapi-typescript https://hub.example/api/v1/schema/ --output china_hub.d.ts
import createClient from "openapi-fetch";
import type { paths } from "./china_hub.js";

type MediaTypes = "application/json" | "application/problem+json";
const client = createClient<paths, MediaTypes>({ baseUrl: "https://hub.example" });
const { data, error } = await client.GET("/api/v1/parks/", {
  params: { query: { level: ["national"], page_size: 5 } },
});
if (error) throw new Error(error.detail);
if ("fields" in data || "group_by" in data) throw new Error("Whole rows were asked for.");
for (const park of data.results) console.log(park.name, park.city.name);
"""

_PYTHON_CLIENT = """\
# pip install openapi-python-client
# openapi-python-client generate --url https://hub.example/api/v1/schema/ --meta none
from china_hub_api_client import Client
from china_hub_api_client.api.parks import list_parks
from china_hub_api_client.models import IndustrialParkList, ListParksLevelItem

client = Client(base_url="https://hub.example")
page = list_parks.sync(client=client, level=[ListParksLevelItem.NATIONAL], page_size=5)
if isinstance(page, IndustrialParkList):
    for park in page.results:
        print(park.name, park.city.name)
"""

_SYNC = """\
import json
from urllib.request import urlopen

API = "https://hub.example/api/v1/"
LISTS = {"city": "cities", "park": "parks", "indicator": "indicators", "indicator-value": "indicator-values"}
copy = {}

def ask(address):
    with urlopen(address) as answer:
        return json.load(answer)

def read(address):
    while address:
        page = ask(address)
        for record in page["results"]:
            copy[record["type"], record["slug"]] = record
        address = page["next"]

# Once: store a position in the log, then read every list in full.
following = ask(f"{API}changes/?from=now&lang=all&type={','.join(LISTS)}")["next"]
for name in LISTS.values():
    read(f"{API}{name}/?page_size=500&lang=all")

# Every night: apply the changes since then.
more = True
while more:
    page = ask(following)
    for change in page["results"]:
        if change["action"] == "renamed":
            copy.pop((change["type"], change["former_slug"]), None)
        if change["after"] is None:
            copy.pop((change["type"], change["slug"]), None)
        else:
            copy[change["type"], change["slug"]] = change["after"]
        # This copy has only the newest versions. If you keep earlier ones, delete those listed in
        # change["redacts"]: they were removed for legal reasons.
        if change["type"] == "indicator" and "unit" in change["changed"]:
            read(f"{API}indicator-values/?indicator={change['slug']}&page_size=500&lang=all")
    following, more = page["next"], page["has_more"]
print(len(copy), "records")
"""


@dataclass(frozen=True)
class CodeSample:
    key: str
    #: What it is for.
    task: Any
    #: The language or program.
    label: Any
    code: str
    about: Any = ""

    def at(self, origin: str) -> str:
        """Return the code with the URL of this site."""
        return self.code.replace(SITE, origin)


CURL = CodeSample("curl", _("Your first request"), "curl", f'curl "{SITE}{FIRST}"\n')
SEARCH = CodeSample(
    "search",
    _("Search in Chinese"),
    "curl",
    _SEARCH,
    _("Chinese in an address is encoded: curl does it with --data-urlencode."),
)
PYTHON = CodeSample(
    "python",
    _("All values of a city"),
    "Python",
    _PYTHON,
    _("All values of a city, page by page, with no extra package."),
)
GROUPS_CURL = CodeSample("groups-curl", _("Groups and sums"), "curl", f'curl "{SITE}{GROUPS}"\n')
GROUPS_PANDAS = CodeSample(
    "groups",
    _("Tonnes landfilled by region and year"),
    "Python, pandas",
    _GROUPS,
    _("Sums of the places listed, worked out by the API. n_places says how many there are."),
)
PANDAS = CodeSample(
    "pandas",
    _("A list as a table"),
    "Python, pandas",
    _PANDAS,
    _("A whole list as a table. Every list is also available as CSV."),
)
R = CodeSample("r", "R", "R", _R, _("A list as a table, with no extra package."))
QGIS = CodeSample(
    "qgis",
    _("A map in QGIS"),
    "QGIS",
    _QGIS + "\n",
    _("Layer, Add Layer, Add Vector Layer: source type “Protocol: HTTP(S)”, type “GeoJSON”, this address."),
)
TYPESCRIPT = CodeSample(
    "typescript",
    _("A typed client"),
    "TypeScript, openapi-fetch",
    _TYPESCRIPT,
    _("A typed client, generated from the OpenAPI file: the compiler checks paths, parameters and fields."),
)
PYTHON_CLIENT = CodeSample(
    "python-client",
    _("A typed client"),
    "Python, openapi-python-client",
    _PYTHON_CLIENT,
    _(
        "A typed client in Python. Answers to fields and group_by have classes of their own. For lang=all, "
        "generate a client from /api/v1/schema/?lang=all."
    ),
)
SYNC = CodeSample("sync", _("Keeping a copy"), "Python", _SYNC)
#: Three tasks on the page itself; the others are in the reference.
TASKS = (SEARCH, GROUPS_PANDAS, TYPESCRIPT)
MORE = (PYTHON, PANDAS, R, QGIS, PYTHON_CLIENT)
