# make setup | demo | quick | test | check | serve | help. Needs Python 3.11 or newer and the package index, nothing else.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
DEMO := envgov-data-demo
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	command -v $$p >/dev/null 2>&1 && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)

.PHONY: help setup demo quick test check audit serve neo4j clean

help:  ## 列出目标 / list the targets
	@grep -E '^[a-z0-9]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

setup: $(BIN)/.ready  ## 建立 .venv 并安装 envgov / make .venv with envgov in it

# The pip of an older Python takes html_clean and html-clean for two extras of lxml, and warns.
# The stamp is written last: an environment that a failed step left behind never counts as ready.
$(BIN)/.ready: pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is missing; install it, e.g.: apt-get install python3.11 python3.11-venv"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "the venv module is missing; install it, e.g.: apt-get install python3-venv"; exit 1; }
	@echo "1/2 environment $(VENV) ($$($(PYTHON) --version))"
	@rm -rf $(VENV); $(PYTHON) -m venv $(VENV)
	@echo "2/2 packages (one to two minutes)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar off --upgrade -c constraints.txt pip \
		|| { echo "pip could not be renewed; check the network, then run: make setup"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --progress-bar off -c constraints.txt -e '.[brief,dev]' \
		|| { echo "the packages could not be installed; check the network, then run: make setup"; exit 1; }
	@touch $@

demo: setup  ## 载入样例并回答两个问题 / load the samples and answer the two questions
	@rm -rf $(DEMO)
	@echo "载入样例 / loading samples/ ..."
	@$(BIN)/envgov load samples --store $(DEMO)
	@echo; echo "哪些局参加了哪些培训？ / Which bureaus attended which trainings?"
	@$(BIN)/envgov ask trainings.attendance training=云南建设培训 --limit 25 --store $(DEMO)
	@echo; echo "某方案各阶段有哪些任务？ / Which tasks trace to a phase of a plan?"
	@$(BIN)/envgov ask plans.phase_tasks plan=规划编制工作方案 --store $(DEMO)
	@echo; echo "网页与接口 / pages and API: $(BIN)/envgov serve --store $(DEMO)"

quick: setup  ## 只测规则与抽取，半分钟内 / the rules and the extraction alone, within half a minute
	$(BIN)/python -m pytest -q -n auto --dist loadgroup -m "not slow" tests/loaders tests/gold

test: setup  ## 运行全部测试 / run every test
	@$(BIN)/python tools/prepare_tests.py
	$(BIN)/python -m pytest -n auto --dist loadfile -m "not alone"
	$(BIN)/python -m pytest -n 1 -m alone

check: setup  ## 代码检查 / ruff, mypy --strict, import-linter, the layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	PYTHONPATH=dev $(BIN)/lint-imports
	$(BIN)/python -m pytest -q -n auto tests/test_layout.py

audit: setup  ## 依赖的已知漏洞，无数据时列出版本与许可 / known vulnerabilities; without their data versions and licences
	@$(BIN)/python tools/audit.py

serve: setup  ## 以 HTTP 提供样例图谱 / serve the demo's graph
	@test -d $(DEMO) || $(BIN)/envgov load samples --store $(DEMO)
	$(BIN)/envgov serve --store $(DEMO)

neo4j: setup  ## 启动真实的 Neo4j 与浏览器 / start a real Neo4j with its Browser (Java 17, Maven)
	@$(BIN)/python tools/neo4j_server.py neo4j-home

clean:  ## 删除环境与样例图谱 / remove the environment and the demo's graph
	rm -rf $(VENV) $(DEMO)
