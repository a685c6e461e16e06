"""An editor in the admin of a production hub, over HTTPS."""

from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from tests.nginx import HOST, Answer
from tests.stack.production import Production
from tests.totp import make_code

PASSWORD = "correct horse battery"
URLENCODED = "application/x-www-form-urlencoded"


class Form(HTMLParser):
    """The fields of the forms of a page with their values, as a browser would send them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: list[tuple[str, str]] = []
        self._select = self._textarea = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and "selected" in given:
            self.fields.append((self._select, given.get("value", "")))
        elif tag == "textarea":
            self._textarea = name
            self.fields.append((name, ""))
        elif tag == "input" and name and self._is_sent(given):
            self.fields.append((name, given.get("value", "on" if given.get("type") == "checkbox" else "")))

    @staticmethod
    def _is_sent(given: dict[str, str]) -> bool:
        kind = given.get("type", "text")
        return kind not in ("submit", "button", "file") and (
            kind not in ("checkbox", "radio") or "checked" in given
        )

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea":
            self._textarea = ""

    def handle_data(self, data: str) -> None:
        if self._textarea:
            name, value = self.fields[-1]
            # A browser drops the line break that opens a text area.
            self.fields[-1] = (name, (value or "") + (data if value else data.removeprefix("\n")))


class Editor:
    def __init__(self, production: Production) -> None:
        self.production = production
        self.cookies = SimpleCookie()

    def request(
        self, path: str, method: str = "GET", body: bytes | None = None, content_type: str = URLENCODED
    ) -> Answer:
        headers = {"Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": content_type,
                "Referer": f"https://{HOST}{path}",
            }
        answer = self.production.request(path, method, headers, body)
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.load(cookie)
        return answer

    def send(self, path: str, **changes: str) -> Answer:
        """Open the form at this address, change fields of it and send it."""
        page = self.request(path)
        return self._send_page(path, page, **changes) if page.status == 200 else page

    def publish_alone(self, path: str, **changes: str) -> Answer:
        """Publish through a form what nobody else could accept."""
        return self.send(path, **changes, _publish="1", alone_reason="There is nobody else.")

    def _send_page(self, path: str, page: Answer, **changes: str) -> Answer:
        fields = [field for field in Form(page.text).fields if field[0] not in changes]
        return self.request(path, "POST", urlencode([*fields, *changes.items()]).encode())

    def log_in(self, name: str, password: str = PASSWORD) -> None:
        answer = self.send("/admin/login/?next=/admin/", username=name, password=password)
        assert answer.status == 302, answer.text
        if self.request("/admin/").headers["Location"] == "/admin/account/":
            self._set_up_app()

    def _set_up_app(self) -> None:
        """Set up the second factor that production requires."""
        path = "/admin/account/app/"
        page = self.request(path)
        secret = page.text.partition('id="id_key"')[2].partition('value="')[2].partition('"')[0]
        answer = self._send_page(path, page, code=make_code(secret))
        assert answer.status == 302, answer.text


def make_publisher(production: Production, name: str, *, is_only: bool = False) -> None:
    """Make an account of a publisher. With `is_only` no other account may sign in from then on."""
    code = "from django.contrib.auth.models import Group, User;"
    if is_only:
        code += "User.objects.update(is_active=False);"
    code += f"user = User.objects.create_user({name!r}, '', {PASSWORD!r}, is_staff=True);"
    code += "user.groups.add(Group.objects.get(name='Publisher'))"
    production.manage("shell", "-v0", "-c", code)
