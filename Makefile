# `make run` starts the hub and `make test` tests it. Both work on a fresh clone.

.PHONY: help run staff assets messages openapi lock screens page-sizes check test check-content content-report test-smoke test-nightly bench keep-database recut-migrations
.DEFAULT_GOAL := help

help:
	@echo "make run       start the hub on http://127.0.0.1:8000 (another port: make run PORT=8001)"
	@echo "make staff     create an account for the admin; on an empty site an editor and a publisher"
	@echo "make assets    build style sheets, scripts and maps"
	@echo "make messages  extract the messages to translate into locale/"
	@echo "make openapi   write the OpenAPI description to docs/"
	@echo "make lock      write the lock files of requirements*.txt, with hashes"
	@echo "make screens   write screenshots of every kind of page to screens/"
	@echo "make page-sizes  measure how long pages are on a phone, and their source markers"
	@echo "make check     style, types, layers, migrations, templates, translations"
	@echo "make test      the checks and the quick code tests on SQLite, on PostgreSQL and in a browser"
	@echo "make check-content  facts, terms and counts of the starting content, and its loader"
	@echo "make content-report  what a person must confirm: weak sources, decisions, doubts, claims"
	@echo "make test-smoke  a little of each nightly test"
	@echo "make test-nightly  what takes long: all pages, killed processes, scale; PARTS=scale SCALE=10 for some of it"
	@echo "make bench     measure pages, API and files with sample data; SCALES=\"1 10\" for the growth"
	@echo "make recut-migrations  write one migration per app, and the database that they are tested on; not after a release"
	@echo "make keep-database  write the database that the migrations are tested on; not after a release"

run:
	@tools/run.sh

staff:
	@tools/staff.sh

assets:
	@tools/assets.sh

messages:
	@tools/messages.sh

openapi:
	@tools/openapi.sh

lock:
	@tools/lock.sh

screens:
	@tools/screens.sh

page-sizes:
	@. tools/common.sh && ensure_venv requirements-dev.txt && ensure_assets && \
		.venv/bin/python -m pytest -q -n0 tests/browser/test_page_sizes.py

check:
	@tools/check.sh

test:
	@tools/test.sh

check-content:
	@tools/check-content.sh

content-report:
	@tools/content-report.sh

test-smoke:
	@tools/test-smoke.sh

test-nightly:
	@tools/test-nightly.sh

bench:
	@tools/bench.sh

keep-database:
	@tools/keep-database.sh

recut-migrations:
	@tools/recut-migrations.sh
