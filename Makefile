# The China Hub. `make run` starts it, `make test` tests it; both work on a fresh clone.

.PHONY: help run staff assets messages openapi lock screens check test test-stack test-scale
.DEFAULT_GOAL := help

help:
	@echo "make run       start the hub on http://127.0.0.1:8000 (another port: make run PORT=8001)"
	@echo "make staff     make an account for the admin, with a role"
	@echo "make assets    build style sheets, scripts and maps"
	@echo "make messages  collect the texts to translate into locale/"
	@echo "make openapi   write the description of the API into docs/"
	@echo "make lock      lock every Python package that requirements*.txt need, with its hashes"
	@echo "make screens   pictures of every kind of page into screens/, to be looked at"
	@echo "make check     style, types, layers, migrations, templates, translations"
	@echo "make test      the checks, then the tests on SQLite, PostgreSQL and in a browser"
	@echo "make test-stack  what takes longer: Lighthouse, workers and a Redis that die, pages on PostgreSQL, long looks"
	@echo "make test-scale  a full refresh over 1,000,000 values and 200,000 flows in under a minute"

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

check:
	@tools/check.sh

test:
	@tools/test.sh

test-stack:
	@tools/test-stack.sh

test-scale:
	@tools/test-scale.sh
