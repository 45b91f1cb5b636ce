"""The same texts as web pages, Word files and PDF files give the facts that they give as texts."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
import round_trips
from conftest import needed
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts

LEAST = {".html": 0.99, ".docx": 0.99, ".pdf": 0.95}  # F1 against the text
Stated = dict[str, set[tuple[str, ...]]]


@pytest.fixture(scope="module")
def texts() -> Mapping[str, str]:
    """Return the texts of the samples."""
    found = round_trips.texts()
    assert len(found) >= 10
    return found


@pytest.fixture(scope="module")
def stated(texts: Mapping[str, str], tmp_path_factory: pytest.TempPathFactory) -> Stated:
    """Return what the texts themselves state."""
    return facts_of(round_trips.write(tmp_path_factory.mktemp("text"), "text", texts))


def facts_of(files: Sequence[Path]) -> Stated:
    """Return what each file states, by its stem."""
    documents = [each for each in read_paths(files) if isinstance(each, Document)]
    assert len(documents) == len(files)
    assert not any(each.left_out for each in documents)
    return {Path(each.source).stem: round_trips.said(read_facts(each)) for each in documents}


def agree(stated: Stated, found: Stated, least: float) -> None:
    """Fail where the forms of the texts agree less, all together or one by one."""
    every = {(name, *each) for name, said in stated.items() for each in said}
    other = {(name, *each) for name, said in found.items() for each in said}
    assert round_trips.agreement(every, other) >= least
    low = {name: round_trips.agreement(said, found[name]) for name, said in stated.items()}
    assert {name: f1 for name, f1 in low.items() if f1 < least - 0.05} == {}


@pytest.mark.parametrize("form", [form for form in round_trips.FORMS if form != "text"])
def test_a_form_gives_the_facts_of_the_text(
    texts: Mapping[str, str], stated: Stated, tmp_path: Path, form: str
) -> None:
    files = round_trips.write(tmp_path, form, texts)
    agree(stated, facts_of(files), LEAST[files[0].suffix])


@pytest.mark.slow
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_what_libreoffice_writes_gives_the_facts_of_the_text(
    texts: Mapping[str, str], stated: Stated, tmp_path: Path, suffix: str
) -> None:
    needed("soffice")
    files = round_trips.converted(tmp_path, round_trips.write(tmp_path, "word", texts), suffix)
    agree(stated, facts_of(files), LEAST[suffix])
    shutil.rmtree(tmp_path / "profile", ignore_errors=True)
