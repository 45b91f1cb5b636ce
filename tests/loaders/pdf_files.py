"""Make small PDF files: words at places in a font that every reader has, rules, pictures, several pages."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

Word = tuple[float, float, str]  # from the left, from the top, the words
SIZE, HEIGHT, WIDTH = 12, 840, 595
FONT = (
    b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[<</Type/Font/Subtype"
    b"/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>/DW 1000>>]>>"
)
IMAGE = b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n\0\nendstream"


def words(*placed: Word) -> bytes:
    """Return the drawing of words, each a letter of 12 points beside the other."""
    return b"".join(
        b"BT /F %d Tf 1 0 0 1 %.1f %.1f Tm <%s> Tj ET\n"
        % (SIZE, left, HEIGHT - top, text.encode("utf-16-be").hex().encode())
        for left, top, text in placed
    )


def rules(columns: Sequence[float], rows: Sequence[float]) -> bytes:
    """Return the drawing of the rules of a table, from the left and from the top."""
    across = [f"{columns[0]} {HEIGHT - row} m {columns[-1]} {HEIGHT - row} l S\n" for row in rows]
    down = [f"{column} {HEIGHT - rows[0]} m {column} {HEIGHT - rows[-1]} l S\n" for column in columns]
    return "".join([*across, *down]).encode()


def table(columns: Sequence[float], top: float, cells: Sequence[Sequence[str]], row: float = 40) -> bytes:
    """Return the drawing of a table; a | in a cell begins a line."""
    drawn = rules(columns, [top + row * number for number in range(len(cells) + 1)])
    placed = [
        (columns[c] + 4, top + row * r + 14 + 14 * n, line)
        for r, line_of_cells in enumerate(cells)
        for c, cell in enumerate(line_of_cells)
        for n, line in enumerate(cell.split("|"))
        if line
    ]
    return drawn + words(*placed)


def pdf(*pages: bytes, compressed: bytes | None = None) -> bytes:
    """Return a file of pages; `compressed` is the content of all of them, already packed."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONT, IMAGE]
    kids = []
    for content in pages:
        data = compressed if compressed is not None else content
        packed = b"/Filter/FlateDecode" if compressed is not None else b""
        objects.append(b"<</Length %d%s>>stream\n%s\nendstream" % (len(data), packed, data))
        resources = b"/Resources<</Font<</F 3 0 R>>/XObject<</I 4 0 R>>>>"
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]%s/Contents %d 0 R>>"
            % (WIDTH, HEIGHT, resources, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _file(objects)


def _file(objects: Sequence[bytes]) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


PICTURE = b"q 100 0 0 100 50 50 cm /I Do Q\n"


def bomb(size: int) -> bytes:
    """Return a stream that unpacks to so many bytes."""
    return zlib.compress(b" " * size, 9)
