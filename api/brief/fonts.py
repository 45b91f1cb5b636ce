"""Find a Chinese font: the system's, else the one of the extra `envgov[fonts]`; without one say so, never draw boxes."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import ImageFont

from ..problems import ApiError

# In the order of preference; what is drawn names the family, and no font is copied into a document.
FAMILIES = (
    "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "Source Han Sans CN", "思源黑体", "Microsoft YaHei", "微软雅黑",
    "PingFang SC", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback",
)  # fmt: skip
FILES = (
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
    "/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc",
    "C:/Windows/Fonts/msyh.ttc",
    "/System/Library/Fonts/PingFang.ttc",
    "/Library/Fonts/NotoSansCJK-Regular.ttc",
)
EXTRA, EXTRA_FILE = "noto_cjk_sans_otc", "NotoSansCJK-Regular.ttc"
MOST_FACES = 12  # of a collection
LACKING = "no Chinese font was found, and pictures without one show boxes; install fonts-noto-cjk, or `pip install 'envgov[fonts]'`"
TRIED = "中"
NO_CHARACTER = "\uffff"  # no font has a glyph for it: what is drawn is the box for what is missing
SECONDS = 20


@dataclass(frozen=True, slots=True)
class Font:
    """A face in a file; `index` counts the faces of a collection."""

    family: str
    path: Path
    index: int

    @property
    def folder(self) -> str:
        """Return the folder of the file, for programs that look for fonts in folders."""
        return str(self.path.parent)

    def missing(self, text: str) -> frozenset[str]:
        """Return the characters of a text that the font has no glyph for."""
        return frozenset(each for each in set(text) if not each.isspace() and not _has(self, each))

    def spelled(self, text: str) -> str:
        """Return a text in which a character without a glyph is spelled out, as 〔U+1F600〕."""
        gone = self.missing(text)
        return "".join(f"〔U+{ord(each):04X}〕" if each in gone else each for each in text)


@cache
def find_font() -> Font:
    """Return the Chinese font to draw with; raise ApiError where the machine has none."""
    return chosen(each for some in (_listed, _known, extra) for each in some())


def chosen(fonts: Iterable[Font]) -> Font:
    """Return the first font that has Chinese characters; raise ApiError where none has."""
    for font in fonts:
        if not font.missing(TRIED):
            return font
    raise ApiError("tool_missing", LACKING)


def _listed() -> list[Font]:
    """Return the fonts that fontconfig knows, in the order of preference."""
    program = shutil.which("fc-list")
    if not program:
        return []
    asked = [program, "--format", "%{file}|%{index}|%{family}|%{style}\n", ":lang=zh-cn"]
    listed = subprocess.run(asked, capture_output=True, text=True, timeout=SECONDS, check=False).stdout  # noqa: S603
    found: dict[str, Font] = {}
    for line in sorted(listed.splitlines()):
        path, index, families, style = (line.split("|") + [""] * 4)[:4]
        for family in families.split(","):
            if (
                family in FAMILIES
                and index.isdecimal()
                and any(each in style for each in ("Regular", "Book", "Normal"))
            ):
                found.setdefault(
                    family, Font(family, Path(path), int(index) & 0xFFFF)
                )  # the upper half names an instance
    return [found[family] for family in FAMILIES if family in found]


def _in_files(paths: Iterable[str]) -> Iterator[Font]:
    for path in paths:
        if not Path(path).is_file():
            continue
        for index in range(MOST_FACES):
            try:
                family = ImageFont.truetype(path, 20, index=index).getname()[0]
            except OSError:
                break
            if family in FAMILIES:
                yield Font(str(family), Path(path), index)


def _known() -> Iterator[Font]:
    yield from _in_files(FILES)


def extra() -> Iterator[Font]:
    """Yield the font of the extra `envgov[fonts]`, where it is installed."""
    found = find_spec(EXTRA)
    if found and found.submodule_search_locations:
        yield from _in_files([str(Path(found.submodule_search_locations[0]) / EXTRA_FILE)])


@cache
def _drawn(font: Font) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(font.path), 100, index=font.index)


@cache
def _has(font: Font, character: str) -> bool:
    face = _drawn(font)
    return bytes(face.getmask(character)) != bytes(face.getmask(NO_CHARACTER))


@cache
def width(font: Font, text: str) -> float:
    """Return the width of a text, in ems."""
    return _drawn(font).getlength(text) / 100


@contextmanager
def known_to_programs(font: Font) -> Iterator[dict[str, str]]:
    """Yield an environment in which fontconfig knows the font, wherever its file is."""
    with TemporaryDirectory() as folder:
        config = Path(folder) / "fonts.conf"
        system = "<include ignore_missing='yes'>/etc/fonts/fonts.conf</include>"
        cached = f"<cachedir>{folder}</cachedir>"
        config.write_text(
            f"<?xml version='1.0'?><fontconfig>{system}<dir>{font.folder}</dir>{cached}</fontconfig>", "utf-8"
        )
        yield {**os.environ, "FONTCONFIG_FILE": str(config)}
