"""Recognise the characters of pictures: an extra (`envgov[ocr]`), and off unless ENVGOV_OCR=1 says so.

What is recognised may be wrong in any character: whoever reads it is told which pages were. The engine brings its models for
Chinese with it (rapidocr-onnxruntime, Apache-2.0), so that nothing is fetched when it runs.
"""

from __future__ import annotations

import importlib
import io
import logging
import os
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from envgov.graph.errors import InputError
from PIL import Image, UnidentifiedImageError

from .content import Line as TextLine
from .content import Page, laid_out
from .pdf_layout import Line, in_order, paragraphs, with_edges

SETTING, ON = "ENVGOV_OCR", frozenset(("1", "true", "yes", "on"))
ENGINE = "rapidocr_onnxruntime"
LEAST_SURE = 0.5  # of a line, as the engine says; below it a picture shows no text there
MOST_DOTS = 60_000_000  # of a picture; a page of A3 at 600 an inch has 70 million
SAID = "全文由文字识别 (OCR) 读出，可能有错字 / read by OCR as a whole, letters may be wrong"
DOTS = 200  # an inch, of a page that is drawn to be recognised
Recogniser = Callable[[Any, float], list[Line]]


def recogniser() -> Recogniser | None:
    """Return what recognises pictures, None where it is off; raise InputError where it is on and not installed.

    It takes a picture (Pillow) and how many points one of its dots is, and gives the pieces of lines in no order.
    """
    if os.environ.get(SETTING, "").strip().lower() not in ON:
        return None
    return _recognised if _engine() is not None else None


@cache
def _engine() -> Any:
    try:
        module = importlib.import_module(ENGINE)
    except ImportError as error:
        raise InputError(
            f"{SETTING}=1 要求文字识别，但未安装：pip install 'envgov[ocr]'。/ "
            f"{SETTING}=1 asks for OCR, which is not installed: pip install 'envgov[ocr]'."
        ) from error
    for name in (ENGINE, "RapidOCR"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    return module.RapidOCR()


def _recognised(picture: Any, scale: float) -> list[Line]:
    import numpy

    found, _seconds = _engine()(numpy.asarray(picture.convert("RGB")))
    return [_line(box, text, scale) for box, text, sure in found or () if float(sure) >= LEAST_SURE and text.strip()]


def _line(box: Sequence[Sequence[float]], text: str, scale: float) -> Line:
    across, down = [float(x) * scale for x, _y in box], [float(y) * scale for _x, y in box]
    top, bottom = min(down), max(down)
    return Line(min(across), max(across), top, bottom, (bottom - top) * 0.8, text.strip())


def read_picture(data: bytes, source: str) -> Page:
    """Return the lines of a picture; raise InputError where it is none, too large, or recognition is off."""
    recognise = recogniser()
    try:
        with Image.open(io.BytesIO(data)) as picture:
            if picture.width * picture.height > MOST_DOTS:
                raise InputError(f"{source}: 图片过大。/ the picture is too large; make it smaller.")
            lines = in_order(recognise(picture, 72 / DOTS)) if recognise is not None else []
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise InputError(f"{source}: 这不是可读的图片。/ this is no readable picture.") from error
    with_edges(lines)
    text, layout = laid_out(TextLine("".join(line.text for line in each)) for each in paragraphs(lines))
    return Page(text, left_out=(SAID,), layout=layout)
