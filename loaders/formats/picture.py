"""Read a picture of a page, where recognition is on."""

from __future__ import annotations

import io

from envgov.graph.errors import InputError
from PIL import Image, UnidentifiedImageError

from .content import Line, Page, laid_out
from .pdf_layout import in_order, paragraphs, with_edges
from .recognition import DOTS, recogniser

MOST_DOTS = 60_000_000  # of a picture; a page of A3 at 600 an inch has 70 million
SAID = "全文由文字识别 (OCR) 读出，可能有错字 / read by OCR as a whole, letters may be wrong"


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
    text, layout = laid_out(Line("".join(line.text for line in each)) for each in paragraphs(lines))
    return Page(text, left_out=(SAID,), layout=layout)
