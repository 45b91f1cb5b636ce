"""Characters of pictures: off unless it is asked for, said where it is on, and read where the extra is installed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from envgov.graph.errors import InputError
from envgov.loaders.document import Document
from envgov.loaders.formats import readable, recognition
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.refusals import Refusal
from PIL import Image, ImageDraw, ImageFont

FONTS = ("wqy-zenhei.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifCJK-Regular.ttc")
LINES = ("芜湖市召开护河会", "2024年3月5日，芜湖市水务局召开护河会。")


def picture(folder: Path) -> Image.Image:
    """Return a page of Chinese as a picture; skip where the machine has no font for it."""
    for name in FONTS:
        try:
            font = ImageFont.truetype(name, 44)
        except OSError:
            continue
        page = Image.new("RGB", (1400, 600), "white")
        for number, line in enumerate(LINES):
            ImageDraw.Draw(page).text((100, 100 + 90 * number), line, font=font, fill="black")
        return page
    pytest.skip("left out: characters of pictures: apt-get install fonts-wqy-zenhei")


def test_pictures_are_named_and_not_read_unless_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(recognition.SETTING, raising=False)
    file = io.BytesIO()
    Image.new("RGB", (9, 9)).save(file, "PNG")
    (tmp_path / "a.png").write_bytes(file.getvalue())
    (refused,) = read_paths([tmp_path / "a.png"])
    assert isinstance(refused, Refusal) and "OCR" in refused.reason
    assert recognition.recogniser() is None and ".png" not in readable()


def test_what_is_asked_for_and_not_installed_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(recognition.SETTING, "1")
    monkeypatch.setattr(recognition, "ENGINE", "no_engine_of_this_name")
    recognition._engine.cache_clear()
    with pytest.raises(InputError, match=r"envgov\[ocr\]"):
        recognition.recogniser()
    recognition._engine.cache_clear()


@pytest.mark.parametrize("suffix", ["png", "pdf"])
def test_a_scanned_page_is_read_and_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str) -> None:
    pytest.importorskip(recognition.ENGINE, reason="left out: characters of pictures: pip install -e '.[ocr]'")
    monkeypatch.setenv(recognition.SETTING, "1")
    picture(tmp_path).save(tmp_path / f"a.{suffix}", resolution=200)
    (found,) = read_paths([tmp_path])
    assert isinstance(found, Document)
    letters = [line.strip("。，. ") for line in found.raw.split("\n")]
    assert letters == [line.strip("。") for line in LINES]  # signs are read worse than letters
    assert "OCR" in found.left_out[0]
