# `make` lists the commands. Needs only python3 (3.11 or newer), make and git.
PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
# Python compiles a module when it is first imported; most of those installed never are.
INSTALL := pip install --quiet --disable-pip-version-check --no-compile
LITE := _build/.lite/environment
NOX := nox==2026.10.20
RUN_NOX = $(VENV)/.nox/bin/nox --envdir _build/.nox
COMPILE = $(RUN) -m uv pip compile --quiet --upgrade --universal --python-version 3.11 --no-header
NO_BROWSER = $(if $(DISPLAY)$(WAYLAND_DISPLAY)$(BROWSER)$(filter Darwin,$(shell uname -s)),,--no-browser)
LAB_SETTINGS := $(VENV)/share/jupyter/lab/settings
# The value of a variable from the command line of make, not from the environment, which often has LANGUAGE or BROWSER.
FROM_COMMAND_LINE = $(if $(findstring command,$(origin $(1))),$($(1)),$(2))
.DEFAULT_GOAL := help
# Ignore a user's settings of Python, and those of pip for the place of installation.
export PIP_USER := no
unexport PIP_PREFIX PIP_TARGET PYTHONHOME PYTHONOPTIMIZE PYTHONPATH PYTHONSTARTUP PYTHONWARNINGS
.PHONY: help book student editions test test-browser nightly data papers data-package questions takeaway offline cartridge translation quiz lab serve check bench binder matrix lite lite-test twin pins clean

help: ## list the commands
	@echo "Docked: the International Space Station and the politics of cooperation"
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' Makefile

book: $(VENV)/.book ## build the book into _build/html, strictly; LANGUAGE=de with the words of locale/de
	@$(RUN) tools/build.py --language '$(call FROM_COMMAND_LINE,LANGUAGE)'

student: $(VENV)/.book ## build the book without solutions and teachers' pages into _build/student: site, notebooks, zip
	@$(RUN) tools/student.py

test: $(VENV)/.test ## test the book: data, functions, chapters, pages and, with Debian's chromium, a few tests of the site in a browser
	@$(RUN) -m pytest -n auto --dist worksteal

test-browser: $(VENV)/.test ## run the tests that need a browser, in Chromium
	@REQUIRE_BROWSER=1 $(RUN) -m pytest -m "browser and not nightly and not editions and not lite" tests/browser

editions: $(VENV)/.test ## build and test other books: for students, in a made-up language, with faults
	@$(RUN) -m pytest -n auto --dist loadfile -m editions tests

nightly: book $(VENV)/.test ## run the slow tests: Firefox, JupyterLab, restricted environments, valid HTML, epubcheck
	@$(RUN) -m pytest -m "nightly and not lite" tests

data: $(VENV)/.book ## rewrite the generated files: reference pages, hashes of the tables, the chapters' cell for Colab, what plans read out
	@$(RUN) tools/generate.py

papers: $(VENV)/.book ## write only slides, worksheets, keys and plans into _build/html/class, for browser, Word and PowerPoint
	@$(RUN) tools/build.py --papers

data-package: $(VENV)/.book ## write the data as zip, Excel workbook and SQLite file into _build/data
	@$(RUN) tools/data_package.py

questions: $(VENV)/.book ## write the questions as Moodle XML, GIFT, QTI 2.1 and CSV into _build/questions
	@$(RUN) tools/questions.py

takeaway: book ## write the whole book as EPUB, and with a Chromium as PDF, into _build/html/downloads
	@$(RUN) tools/takeaway.py

offline: book ## write everything a school needs without a network into _build/docked-offline.zip
	@$(RUN) tools/offline.py

cartridge: $(VENV)/.book ## write the course of links and assignments for Moodle, Canvas and others into _build/cartridge; SITE=https://... for a copy elsewhere
	@$(RUN) tools/cartridge.py $(if $(SITE),--site $(SITE))

quiz: $(VENV)/.book ## write a test with random questions, and its key, into _build/quiz; SEED=7 COUNT=12
	@$(RUN) tools/quiz.py --seed '$(SEED)' $(if $(COUNT),--count '$(COUNT)')

translation: $(VENV)/.book ## write the catalogues that a translator fills into _build/translation
	@$(RUN) tools/build.py && $(RUN) tools/translation.py

lab: $(VENV)/.book ## open the chapters in JupyterLab
	@$(if $(NO_BROWSER),echo "No display here: open the address that JupyterLab prints in a browser of this machine.")
	@$(RUN) -m jupyter lab --notebook-dir=. $(NO_BROWSER) chapters/what-happened.ipynb

serve: book ## serve the built book on http://127.0.0.1:8000
	@$(RUN) -m http.server --bind 127.0.0.1 --directory _build/html 8000

check: $(VENV)/.test ## check style, and that generated files are up to date
	@$(RUN) -m ruff check . && $(RUN) -m ruff format --check . && $(RUN) tools/generate.py --check

bench: book $(VENV)/.test ## measure speed: the crew record, the widgets, the pages in Lighthouse
	@$(RUN) tools/bench.py

binder: $(VENV)/.test $(VENV)/.nox ## build and run Binder's image without Docker; BROWSER=1 also tests a chapter in Chromium
	@$(RUN_NOX) --session binder $(if $(filter 1,$(call FROM_COMMAND_LINE,BROWSER,0)),-- browser)

lite: book $(LITE)/.ready ## build the site in which the notebooks run in the reader's browser, into _build/html/lite
	@$(RUN) tools/lite_site.py

lite-test: lite $(VENV)/.test ## start that site's Python in Chromium and work with the package issfacts and the widgets
	@$(RUN) -m pytest -m lite tests/browser/test_lite.py

twin: $(VENV)/.nox ## execute every chapter with the versions of numpy, pandas and matplotlib that a browser has
	@$(RUN_NOX) --session twin

matrix: $(VENV)/.nox ## test the package issfacts and all chapters on every version of Python and pandas available here
	@$(RUN_NOX)

pins: $(VENV)/.test ## update all pins to the newest allowed versions (maintainers)
	@$(RUN) -m $(INSTALL) uv
	@$(COMPILE) --extra book pyproject.toml -o requirements.txt
	@$(COMPILE) --extra book --extra test -c requirements.txt pyproject.toml -o requirements-test.txt
	@$(COMPILE) --generate-hashes --no-deps --no-annotate --group lite -c requirements.txt -o tools/lite/requirements.txt
	@$(COMPILE) --generate-hashes --group hub -o deploy/requirements.txt
	@$(RUN) tools/binder_pins.py

clean: ## remove everything that was built (the tables and chapters stay)
	rm -rf _build .pytest_cache .ruff_cache

# The environment in which the book is built and JupyterLab runs; the packages for tests are added to it.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Docked needs Python 3.11 or newer: make PYTHON=python3.12 ..."; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Python's venv is missing. On Debian and Ubuntu: sudo apt install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.book: requirements.txt pyproject.toml .binder/overrides.json .binder/jupyter_config.json | $(VENV)/bin/python
	@echo "Installing the pinned environment into $(VENV) (one or two minutes the first time) ..."
	@$(RUN) -m $(INSTALL) -r requirements.txt
	@$(RUN) -m $(INSTALL) --no-deps --no-build-isolation --editable .
	@mkdir -p $(LAB_SETTINGS) && cp .binder/overrides.json $(LAB_SETTINGS)/overrides.json
	@mkdir -p $(VENV)/etc/jupyter && cp .binder/jupyter_config.json $(VENV)/etc/jupyter/
	@touch $@

$(VENV)/.nox: | $(VENV)/bin/python
	@$(RUN) -m venv $@ && $@/bin/python -m $(INSTALL) $(NOX)

$(VENV)/.test: requirements-test.txt $(VENV)/.book
	@$(RUN) -m $(INSTALL) -r requirements-test.txt
	@touch $@

# The environment of JupyterLite: its own packages, and behind them those of the book.
$(LITE)/.ready: tools/lite/requirements.txt $(VENV)/.book
	@echo "Installing $< (a few seconds) ..."
	@$(RUN) -m venv --clear $(@D)
	@$(@D)/bin/python -m $(INSTALL) --no-deps --require-hashes -r $<
	@$(RUN) -c 'import sysconfig; print(sysconfig.get_path("purelib"))' > $$($(@D)/bin/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/book.pth
	@touch $@
