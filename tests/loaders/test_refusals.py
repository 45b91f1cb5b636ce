"""No document costs another one: whatever a reader or a stage raises for one is that document's refusal."""

from __future__ import annotations

import inspect
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from envgov.api.loading import finding
from envgov.api.loading.finding import extracted
from envgov.graph.errors import StoreError
from envgov.loaders import facts, pipeline
from envgov.loaders.document import Document
from envgov.loaders.formats import readers
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.formats.word import read_word
from envgov.loaders.pipeline import read_facts
from envgov.loaders.refusals import Refusal, attempted, each_attempted

NEWS = "某县召开水环境会议\n\n2024年5月{day}日，某县生态环境局局长高某某主持会议，要求6月底前完成排污口整治。\n"
CALLED_AT_LEAST = 25  # stages of the two modules that a short news text passes


class PanicException(BaseException):
    """What an extension written in Rust raises when it gives up, by its name."""


RAISED: tuple[Callable[[], BaseException], ...] = (
    lambda: ValueError("no"),
    lambda: RecursionError("too deep"),
    lambda: MemoryError(),
    lambda: AssertionError(),
    lambda: KeyError("a\nb"),
    lambda: UnicodeEncodeError("utf-8", "\ud83d", 0, 1, "surrogates not allowed"),
    lambda: PanicException("byte index 1 is not a char boundary"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of three documents, the second of which is called bad."""
    for number, name in enumerate(("a", "bad", "c"), 1):
        (tmp_path / f"{name}.txt").write_text(NEWS.format(day=number), "utf-8")
    return tmp_path


def stages(module: Any) -> list[str]:
    """Return the functions of other modules of the loaders that a module calls, and its own."""
    found = inspect.getmembers(module, inspect.isfunction)
    return [name for name, each in found if each.__module__.startswith("envgov.loaders.") and name != "read_facts"]


def raising_on_bad(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, error: BaseException) -> list[str]:
    """Make a stage raise while the document called bad is read; return a list that then holds the stage's name."""
    real, now, called = getattr(module, name), [""], []

    def spy(document: Document) -> Any:
        now[0] = document.source
        return read_facts(document)

    def stage(*given: Any, **named: Any) -> Any:
        if "bad" not in now[0]:
            return real(*given, **named)
        called.append(name)
        raise error

    monkeypatch.setattr(finding, "read_facts", spy)
    monkeypatch.setattr(module, name, stage)
    return called


def test_whatever_a_stage_raises_costs_one_document_only(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached = 0
    every = [(module, name) for module in (pipeline, facts) for name in stages(module)]
    for number, (module, name) in enumerate(every):
        with monkeypatch.context() as patch:
            called = raising_on_bad(patch, module, name, RAISED[number % len(RAISED)]())
            found = list(extracted([folder], max_bytes=1_000_000))
        assert len(found) == 3
        if not called:
            continue
        reached += 1
        assert [isinstance(each, Refusal) for each in found] == [False, True, False], name
        refusal = found[1]
        assert isinstance(refusal, Refusal)
        assert "bad.txt" in refusal.reason
        assert "\n" not in refusal.reason
    assert reached >= CALLED_AT_LEAST


@pytest.mark.parametrize("made", RAISED)
def test_whatever_a_reader_raises_costs_one_document_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[], BaseException]
) -> None:
    real = readers.read_content

    def read(suffix: str, data: bytes, source: str) -> Any:
        if "bad" in source:
            raise made()
        return real(suffix, data, source)

    monkeypatch.setattr(readers, "read_content", read)
    found = list(read_paths([folder]))
    assert [isinstance(each, Refusal) for each in found] == [False, True, False]
    assert "bad.txt" in str(found[1])


def test_what_is_no_fault_of_a_document_passes() -> None:
    def away() -> None:
        raise StoreError("the store was lost")

    def interrupted() -> None:
        raise KeyboardInterrupt

    for work, error in ((away, StoreError), (interrupted, KeyboardInterrupt)):
        with pytest.raises(error):
            attempted(work, "a.txt")


def test_a_generator_that_raises_ends_with_the_refusal() -> None:
    def items() -> Any:
        yield 1
        raise ValueError("broken here")

    found = list(each_attempted(items(), "a.txt"))
    assert found[0] == 1
    assert len(found) == 2
    assert "broken here" in str(found[1])


# -- the files that ended a load ---------------------------------------------------------------------------------------


def beside(tmp_path: Path, name: str, data: bytes) -> list[Any]:
    """Return what comes of a file between two good ones."""
    (tmp_path / "a.txt").write_text(NEWS.format(day=1), "utf-8")
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(NEWS.format(day=2), "utf-8")
    found = list(extracted([tmp_path], max_bytes=10_000_000))
    assert not isinstance(found[0], Refusal)
    assert not isinstance(found[-1], Refusal)
    return found[1:-1]


def word(change: Callable[[bytes], bytes] = lambda data: data, part: str = "word/document.xml") -> bytes:
    """Return a Word file with a changed part."""
    made, plain = io.BytesIO(), io.BytesIO()
    document = docx.Document()
    document.add_paragraph(NEWS.format(day=9))
    document.save(plain)
    with zipfile.ZipFile(plain) as source, zipfile.ZipFile(made, "w") as target:
        for entry in source.infolist():
            data = source.read(entry)
            target.writestr(entry.filename, change(data) if entry.filename == part else data)
    return made.getvalue()


BROKEN: tuple[Callable[[bytes], bytes], ...] = (
    lambda data: data[: len(data) // 2],
    lambda data: b"",
    lambda data: b"<w:a>&x;</w:b>",
)


@pytest.mark.parametrize("change", BROKEN)
def test_a_word_file_whose_text_is_broken_is_refused_by_name(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    (found,) = beside(tmp_path, "m.docx", word(change))
    assert isinstance(found, Refusal)
    assert "m.docx" in found.reason


@pytest.mark.parametrize("part", ["word/styles.xml", "word/numbering.xml", "[Content_Types].xml", "_rels/.rels"])
@pytest.mark.parametrize("change", BROKEN)
def test_a_word_file_with_another_broken_part_is_read(
    tmp_path: Path, part: str, change: Callable[[bytes], bytes]
) -> None:
    (found,) = beside(tmp_path, "m.docx", word(change, part))
    assert not isinstance(found, Refusal), found
    assert found[0].raw == NEWS.format(day=9).replace("\n\n", "\n").strip()
    assert bool(found[0].left_out) == part.startswith("word/")


def test_a_list_of_more_than_a_hundred_items_is_numbered(tmp_path: Path) -> None:
    document = docx.Document()
    listed = document.styles["List Number"].element.pPr.numPr.numId.val
    for number in range(112):
        properties = document.add_paragraph(f"整治第{number}条小溪")._p.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = listed
        properties.get_or_add_ilvl().val = 0
    numbering = document.part.numbering_part.element
    for level in numbering.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}numFmt"):
        level.set("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val", "chineseCounting")
    made = io.BytesIO()
    document.save(made)
    lines = read_word(made.getvalue(), "m.docx").text.splitlines()
    starts = [lines[index].partition("整治")[0].rstrip(".、 ") for index in (8, 9, 99, 100, 110, 111)]
    assert starts == ["九", "十", "一百", "一百零一", "一百一十一", "一百一十二"]


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        ("2024-3-6", "2024-03-06"), ("2024/03/06", "2024-03-06"), ("2024年3月6日", "2024-03-06"),
        ("二〇二四年三月六日", "2024-03-06"), ("20240306", "2024-03-06"), (20240306, "2024-03-06"),
        (1709683200000, "2024-03-06"), ("2024-03-05T16:00:00.000Z", "2024-03-06"),
        ("Wed, 06 Mar 2024 10:00:00 +0800", "2024-03-06"), ("2024年3月", "2024-03"), ("2024", "2024"),
        ("2024-02-31", "2024-02"), ("刚刚", None), ("20240231", None), ("03/06/2024", None), (True, None),
        ("2024-13-45", None), ({"day": 6}, None), (None, None), ("9" * 400, None), (1e300, None),
    ],
)  # fmt: skip
def test_a_stated_date_is_normalised_or_told_and_the_document_stays(
    tmp_path: Path, stated: object, published: str | None
) -> None:
    line = json.dumps({"text": NEWS.format(day=9), "published": stated}, ensure_ascii=False)
    (found,) = beside(tmp_path, "m.jsonl", line.encode())
    assert not isinstance(found, Refusal), found
    document, read = found
    assert document.published == published
    told = [each.surface for each in read.anomalies if each.kind == "unread_date"]
    assert told == ([] if published or not stated else [str(stated)[:60]])


@pytest.mark.parametrize("field", ["text", "title", "id", "html"])
def test_half_a_character_is_lost_and_told_and_the_line_is_read(tmp_path: Path, field: str) -> None:
    entry = {"text": NEWS.format(day=9), field: NEWS.format(day=9) + "\ud83d"}
    good = json.dumps({"text": NEWS.format(day=8)})
    mended, kept = beside(tmp_path, "m.jsonl", f"{json.dumps(entry)}\n{good}".encode())
    assert not isinstance(mended, Refusal)
    assert "half of a character in 1 places" in mended[0].left_out[0]
    assert "\ud83d" not in mended[0].raw
    assert not isinstance(kept, Refusal)
    assert kept[0].left_out == ()


def test_a_name_that_is_no_text_costs_nothing(tmp_path: Path) -> None:
    path = bytes(tmp_path) + b"/m\xff.txt"
    Path(path.decode("utf-8", "surrogateescape")).write_text(NEWS.format(day=9), "utf-8")
    (found,) = extracted([tmp_path], max_bytes=1_000_000)
    assert not isinstance(found, Refusal)
    assert found[0].source.endswith("m\ufffd.txt")
    assert found[1].document.properties["file"] == "m\ufffd.txt"
