"""Measures a hub with sample data, served as shipped, beside a constant view under the same server.

`make bench` calls it once for each scale: `python tools/bench.py SCALE RESULTS.json`, with DATABASE_URL of a
PostgreSQL that holds the samples. It prints a table and adds the scale to the results.
"""

import http.client
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
HOST, PORT = "127.0.0.1", 8719
CONNECTIONS = 4
_TICKS = os.sysconf("SC_CLK_TCK")
_SECTORS = ("steel", "cement", "chemicals", "paper", "textiles")
_ORDERS = ("name", "region")
#: Removes the pages that an earlier run with the same data has stored.
_CLEAR_CACHES = "import django; django.setup(); from django.core.cache import caches; caches['pages'].clear()"

#: What is measured: an address by number. Different numbers are different pages, none of them cached.
PAGES: dict[str, Callable[[int], str]] = {
    "city": lambda number: f"/en/cities/sample-city-{number}/",
    "park": lambda number: f"/en/parks/sample-park-{number}/",
    "business": lambda number: f"/en/businesses/sample-business-{number}/",
    "region": lambda number: f"/en/regions/sample-region-{1 + number % 30}/",
    "indicator": lambda number: f"/en/indicators/sample-indicator-{1 + number % 34}/",
    "material": lambda number: f"/en/materials/sample-material-{1 + number % 40}/",
    "list of cities": lambda number: f"/en/cities/?page={1 + number % 6}&sort={_ORDERS[number // 6 % 2]}",
    "list of parks": lambda number: f"/en/parks/?page={number}",
    "list of businesses": lambda number: f"/en/businesses/?page={number}",
    "API: 50 businesses of a sector, with count": lambda number: (
        f"/api/v1/businesses/?sector={_SECTORS[number % 5]}&sort=-year&page_size=50&count=1"
    ),
    "API: 50 parks of a level, with count": lambda number: (
        "/api/v1/parks/?level=national&sort=slug&page_size=50&count=1"
    ),
    "API: one city": lambda number: f"/api/v1/cities/sample-city-{number}/",
}
#: Measured once more from the page cache, always the same address.
CACHED = {
    "city, cached": "/en/cities/sample-city-1/",
    "list of businesses, cached": "/en/businesses/",
    "API: parks, cached": "/api/v1/parks/",
}
CSV = "/api/v1/indicator-values/?format=csv&indicator=" + ",".join(
    f"sample-indicator-{number}" for number in range(1, 35)
)
_COLUMNS = "slug, indicator_id, city_id, year, value, reason, precision, evidence, source_type"
_ROWS = f"SELECT {_COLUMNS} FROM cities_indicatorvalue WHERE status = 'published' ORDER BY slug"


def read_cpu_seconds(pid: int) -> float:
    """Return what a process and its children, also those that have ended, have used of the processors."""
    own = sum(map(int, _read_stat(pid)[11:15]))
    return own / _TICKS + sum(read_cpu_seconds(child) for child in _list_children(pid))


def _read_stat(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return ["0"] * 20


def _list_children(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


@contextmanager
def run_server(application: str, folder: Path) -> Iterator[int]:
    """Run gunicorn as shipped; yield its process."""
    # Without a limit of requests.
    environment = {**os.environ, "WEB_CONCURRENCY": "2", "API_RATE_ANONYMOUS": "1000000"}
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "deploy/gunicorn.conf.py")]
    command += ["--bind", f"{HOST}:{PORT}", application]
    with (folder / "gunicorn.log").open("a") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
    try:
        _wait_for_server()
        yield server.pid
    finally:
        server.terminate()
        server.wait(40)


def _wait_for_server() -> None:
    end = time.monotonic() + 60
    while True:
        try:
            fetch_pages(["/"])
            return
        except OSError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)


def fetch_pages(addresses: Sequence[str]) -> list[tuple[int, int]]:
    """Return the status and the compressed size of each, on one connection."""
    connection, answers = http.client.HTTPConnection(HOST, PORT, timeout=120), []
    for address in addresses:
        connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        response = connection.getresponse()
        answers.append((response.status, len(response.read())))
    connection.close()
    return answers


def measure_pages(server: int, database: int, addresses: Sequence[str]) -> dict[str, float]:
    """Ask for all addresses on `CONNECTIONS` connections; return what one of them takes."""
    before, start = (read_cpu_seconds(server), read_cpu_seconds(database)), time.perf_counter()
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        portions = [addresses[number::CONNECTIONS] for number in range(CONNECTIONS)]
        answers = [answer for answers in pool.map(fetch_pages, portions) for answer in answers]
    seconds = time.perf_counter() - start
    failed = [address for address, (status, _size) in zip(addresses, answers, strict=False) if status >= 400]
    if failed:
        raise SystemExit(f"{len(failed)} requests failed, such as {failed[0]}.")
    count = len(addresses)
    return {
        "server_ms": 1000 * (read_cpu_seconds(server) - before[0]) / count,
        "database_ms": 1000 * (read_cpu_seconds(database) - before[1]) / count,
        "kilobytes": sum(size for _status, size in answers) / count / 1000,
        "per_second": count / seconds,
    }


def find_database_process(connection: Any) -> int:
    """Return the process of PostgreSQL; its children are those of the connections."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_read_file('postmaster.pid')")
        return int(cursor.fetchone()[0].split()[0])


def measure_hub(connection: Any, folder: Path, requests: int) -> dict[str, dict[str, float]]:
    database, results = find_database_process(connection), {}
    with run_server("hub.wsgi:application", folder) as server:
        # Modules, templates and catalogues are loaded by the first requests.
        measure_pages(server, database, [page(2) for page in PAGES.values() for _time in range(4)])
        for name, page in PAGES.items():
            addresses = [page(number) for number in range(3, 3 + requests)]
            results[name] = measure_pages(server, database, addresses)
            print(f"{name}: {results[name]['server_ms']:.1f} ms", file=sys.stderr, flush=True)
        for name, address in CACHED.items():
            measure_pages(server, database, [address] * 16)
            results[name] = measure_pages(server, database, [address] * 40 * requests)
        results["CSV of indicator values"] = measure_file(server, CSV)
    return results


def measure_file(server: int, address: str) -> dict[str, float]:
    """Read a file as it comes; return the rows for each second of processor time and of the clock."""
    connection = http.client.HTTPConnection(HOST, PORT, timeout=600)
    before, start, rows = read_cpu_seconds(server), time.perf_counter(), 0
    connection.request("GET", address)
    response = connection.getresponse()
    while part := response.read(1 << 16):
        rows += part.count(b"\n")
    connection.close()
    used = read_cpu_seconds(server) - before
    return {"rows": rows, "rows_per_second": rows / (time.perf_counter() - start), "server_ms": 1000 * used}


def measure_sql(connection: Any) -> dict[str, dict[str, float]]:
    """Read the columns of the same values in Python, and by COPY."""
    results, start, rows = {}, time.perf_counter(), 0
    with connection.cursor("bare") as cursor:
        cursor.itersize = 5000
        cursor.execute(_ROWS)
        rows = sum(1 for _row in cursor)
    results["bare SQL"] = {"rows": rows, "rows_per_second": rows / (time.perf_counter() - start)}
    start = time.perf_counter()
    with connection.cursor() as cursor, Path(os.devnull).open("w") as sink:
        cursor.copy_expert(f"COPY ({_ROWS}) TO STDOUT", sink)
    results["COPY"] = {"rows": rows, "rows_per_second": rows / (time.perf_counter() - start)}
    return results


def measure_constant(connection: Any, folder: Path, requests: int) -> dict[str, float]:
    with run_server("tools.bench_constant:application", folder) as server:
        measure_pages(server, find_database_process(connection), ["/"] * 16)
        return measure_pages(server, find_database_process(connection), ["/"] * 60 * requests)


def print_table(results: dict[str, dict[str, float]], former: dict[str, dict[str, float]]) -> None:
    """Print a line for each measure, with its ratio to the constant view and its growth since a scale."""
    constant = results["constant view"]["server_ms"]
    print(f"{'':44}  server ms  SQL ms     kB     per s  of constant  growth")
    for name, one in results.items():
        if "per_second" in one:
            used = one["server_ms"] + one["database_ms"]
            earlier = former.get(name)
            growth = used / (earlier["server_ms"] + earlier["database_ms"]) if earlier else 1
            print(
                f"{name:44} {one['server_ms']:10.2f} {one['database_ms']:7.2f} {one['kilobytes']:6.1f} "
                f"{one['per_second']:9.1f} {constant / one['server_ms']:12.4f} {growth:7.2f}"
            )
        else:
            print(f"{name:44} {one['rows']:,.0f} rows, {one['rows_per_second']:,.0f} rows/s")


def run_benchmark(scale: str, path: Path, requests: int = 12) -> None:
    stored = json.loads(path.read_text()) if path.exists() else {}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "hub.settings"}
    subprocess.run([sys.executable, "-c", _CLEAR_CACHES], cwd=ROOT, env=environment, check=True)
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    connection.autocommit = False
    results = {"constant view": measure_constant(connection, path.parent, requests)}
    results |= measure_hub(connection, path.parent, requests) | measure_sql(connection)
    print(f"Scale {scale}, beside the smallest scale of {path}:")
    smallest = min(stored, key=int, default=scale)
    print_table(results, stored.get(smallest, results))
    path.write_text(json.dumps({**stored, scale: results}, indent=2))


if __name__ == "__main__":
    run_benchmark(sys.argv[1], Path(sys.argv[2]))
