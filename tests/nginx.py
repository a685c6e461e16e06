"""nginx on free ports with the files of deploy/, combined as docs/operations.md says."""

import json
import re
import socket
import ssl
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from http.client import HTTPConnection, HTTPMessage
from os import geteuid
from pathlib import Path
from typing import Any

from django.conf import settings

HOST = "hub.example.org"
DEPLOY = settings.BASE_DIR / "deploy"
#: Names that the documents give the files in /etc/nginx/conf.d/.
CONFIGURATION = {"nginx.conf": "hub.conf", "nginx-cache.conf": "hub-cache.conf"}
_LISTEN_IPV6 = re.compile(r"^ *listen \[::\].*\n", re.MULTILINE)
_KINDS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


class Nginx:
    """A folder with a certificate and the configuration, for an application on `port` of this machine.

    Everything that nginx writes is in `folder`. `replaced`: further texts of the files, and others for them.
    """

    def __init__(self, folder: Path, port: int, replaced: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.http, self.https = free_ports(2)
        self.process: subprocess.Popen | None = None
        (folder / "conf.d").mkdir()
        self._make_certificate()
        self._write_configuration(port, replaced or {})
        temporary = "".join(f"    {kind}_temp_path {folder}/nginx-{kind};\n" for kind in _KINDS)
        (folder / "nginx.conf").write_text(
            f"{'user root;' if geteuid() == 0 else ''}\nworker_processes 1;\n"
            f"pid {folder}/nginx.pid;\nerror_log {folder}/nginx.log;\n"
            f"events {{}}\nhttp {{\n    access_log off;\n"
            "    set_real_ip_from 127.0.9.1;\n    real_ip_header X-Test-Address;\n"  # for clients with IPv6
            f"{temporary}    include {folder}/conf.d/*.conf;\n}}\n",
            encoding="utf-8",
        )

    @property
    def command(self) -> list[str]:
        return ["nginx", "-c", str(self.folder / "nginx.conf")]

    def check(self) -> subprocess.CompletedProcess[str]:
        """The result of `nginx -t`."""
        return subprocess.run([*self.command, "-t"], capture_output=True, text=True, check=False)

    def start(self) -> None:
        self.process = subprocess.Popen([*self.command, "-g", "daemon off;"])
        end = time.monotonic() + 20
        while True:
            try:
                self.connect().close()
                return
            except OSError:
                assert time.monotonic() < end, (self.folder / "nginx.log").read_text(encoding="utf-8")
                time.sleep(0.02)

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(20)

    def find_in_log(self, request_id: str) -> dict[str, Any]:
        """The line of a request in the access log, which nginx writes soon after the response."""
        for _attempt in range(100):
            text = (self.folder / "access.json").read_text(encoding="utf-8")
            for line in text.splitlines(keepends=True):
                if line.endswith("\n") and json.loads(line)["request_id"] == request_id:
                    return json.loads(line)
            time.sleep(0.05)
        raise LookupError(request_id)

    def connect(self, source: str = "127.0.0.1", context: ssl.SSLContext | None = None) -> ssl.SSLSocket:
        """An open connection over HTTPS, as the client with the address `source` has it."""
        context = context or ssl.create_default_context(cafile=str(self.folder / "certificate.pem"))
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=60, source_address=(source, 0))
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return context.wrap_socket(plain, server_hostname=HOST)

    def request(
        self,
        path: str,
        method: str = "GET",
        headers: Mapping[str, str] | None = None,
        body: bytes | None = None,
        source: str = "127.0.0.1",
    ) -> "Answer":
        """The answer to a request on a connection of its own."""
        connection = HTTPConnection(HOST, timeout=60)
        connection.sock = self.connect(source)
        try:
            with suppress(BrokenPipeError):  # nginx has answered a request that it needn't read to its end
                connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def _write_configuration(self, port: int, replaced: Mapping[str, str]) -> None:
        """The files of deploy/ with the ports and folders of this nginx, and otherwise as they are."""
        texts = {
            copied: _LISTEN_IPV6.sub("", (DEPLOY / name).read_text(encoding="utf-8"))
            for name, copied in CONFIGURATION.items()
        }
        replacements = {
            "listen 80": f"listen 127.0.0.1:{self.http}",
            "listen 443": f"listen 127.0.0.1:{self.https}",
            "127.0.0.1:8000": f"127.0.0.1:{port}",
            "/etc/letsencrypt/live/hub.example.org/fullchain.pem": f"{self.folder}/certificate.pem",
            "/etc/letsencrypt/live/hub.example.org/privkey.pem": f"{self.folder}/key.pem",
            "/etc/nginx/hub-error-pages": f"{DEPLOY}/error-pages",
            "/var/www/html": f"{self.folder}/www",
            "/var/log/nginx/hub.log": f"{self.folder}/access.json",
            "/var/cache/nginx-hub": f"{self.folder}/nginx-cache",
            **replaced,
        }
        for given, ours in replacements.items():
            assert any(given in text for text in texts.values()), f"deploy/ does not hold {given}."
            texts = {copied: text.replace(given, ours) for copied, text in texts.items()}
        for copied, text in texts.items():
            (self.folder / "conf.d" / copied).write_text(text, encoding="utf-8")

    def _make_certificate(self) -> None:
        # RSA, because such certificates allow more ciphers.
        command = [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
            "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(self.folder / "key.pem"),
            "-out", str(self.folder / "certificate.pem"),
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr


class Answer:
    def __init__(self, status: int, headers: HTTPMessage, body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def text(self) -> str:
        return self.body.decode()


def free_ports(count: int) -> list[int]:
    probes = [socket.socket() for _number in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports
