"""Write every page and every API answer of the starting content into a folder, to compare two commits.

    python tools/walk_site.py OUT

Run it in the root of a checkout; `tools/compare-commits.sh` does so for two commits. It follows the links of
all pages and of the lists of the API. HTML is written with one element per line, JSON with sorted keys.
Times, digests and cursors, which differ from run to run, are replaced by placeholders.
"""

import html.parser
import json
import os
import re
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

_STARTS = ("/en/", "/zh-hans/", "/zh-hant/", "/api/v1/")
_VARYING = (
    (re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)?"), "<time>"),
    (re.compile(r"\b\d\d:\d\d\b"), "<time>"),
    (re.compile(r"\.[0-9a-zA-Z]{6,12}\.(css|js|woff2|svg|png|json)\b"), r".<digest>.\1"),
    (re.compile(r"cursor=[\w%.:=-]+"), "cursor=<cursor>"),
    (re.compile(r"\b[0-9a-f]{12,64}\b"), "<digest>"),
)
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "cite",
    "code",
    "em",
    "i",
    "q",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "wbr",
}


class _Outline(html.parser.HTMLParser):
    """The elements of a page, one a line; text stays in the line of its block, spaces run together."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.links: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.update(value for name, value in attrs if name == "href" and value)
        text = "".join(f' {name}="{" ".join((value or "").split())}"' for name, value in sorted(attrs))
        self._write(tag, f"<{tag}{text}>")

    def handle_endtag(self, tag: str) -> None:
        self._write(tag, f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.lines[-1] += re.sub(r"\s+", " ", data)

    def _write(self, tag: str, text: str) -> None:
        if tag in _INLINE:
            self.lines[-1] += text
        else:
            self.lines[-1] = self.lines[-1].strip()
            self.lines += [text, ""]


def main(out: Path) -> None:
    folder = Path(tempfile.mkdtemp())
    os.environ["DATABASE_URL"] = f"sqlite:///{folder / 'walk.sqlite3'}"
    os.environ["DJANGO_SETTINGS_MODULE"] = "hub.settings"
    sys.path.insert(0, os.getcwd())
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.test import Client

    django.setup()
    settings.PAGE_CACHE = False
    settings.ALLOWED_HOSTS = ["*"]
    for name in dir(settings):
        if name.startswith("API_RATE"):
            setattr(settings, name, 10**9)
    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    call_command("refresh", verbosity=0)
    client = Client()
    waiting, seen = list(_STARTS), set(_STARTS)
    while waiting:
        address = waiting.pop()
        response: Any = client.get(address)
        body = b"".join(response.streaming_content) if response.streaming else response.content
        text, links = _read(address, response.get("Content-Type", ""), body.decode(errors="replace"))
        target = out / (address.strip("/").replace("?", "@") + ".txt")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"{response.status_code} {response.get('Location', '')}\n{_hide_varying(text)}\n")
        for link in links | ({response["Location"]} if response.has_header("Location") else set()):
            other = _address_within(urljoin(f"http://testserver{address}", link))
            if other and other not in seen:
                seen.add(other)
                waiting.append(other)
    sys.stdout.write(f"{len(seen)} addresses in {out}\n")


def _read(address: str, kind: str, text: str) -> tuple[str, set[str]]:
    """The text to compare, and the links to follow."""
    if "html" in kind:
        outline = _Outline()
        outline.feed(text)
        return "\n".join(line for line in outline.lines if line.strip()), outline.links
    if "json" in kind:
        data = json.loads(text)
        following = {data["next"]} if isinstance(data, dict) and isinstance(data.get("next"), str) else set()
        if address == "/api/v1/":
            following |= set(re.findall(r'https?://[^"]+/api/v1/[^"?{]+', text))
        return json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False), following
    return text, set()


def _address_within(link: str) -> str | None:
    """The path of a link to this site that is worth following; None for other links."""
    parts = urlsplit(urldefrag(link).url)
    if parts.netloc != "testserver" or not parts.path.startswith(_STARTS):
        return None
    if parts.path.startswith("/api/"):
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return None if parts.query else parts.path


def _hide_varying(text: str) -> str:
    for pattern, placeholder in _VARYING:
        text = pattern.sub(placeholder, text)
    return text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
