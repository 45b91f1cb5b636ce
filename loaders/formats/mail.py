"""Read mails and archived pages (MIME): the words of the mail, and its attachments to be read by the readers of their kinds."""

from __future__ import annotations

import codecs
import email
import email.policy
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, Message
from pathlib import PurePosixPath

import regex
from envgov.graph.errors import InputError

from ..dates.publication import publication_date
from ..document import Layout
from . import read_content
from .content import Page, tables_in
from .encoding import decode, share_decoded

MOST_PARTS, MOST_DEPTH = 200, 3  # parts of a mail, and mails within mails: what is beyond is a trap
MOST_BORDERS = 20_000  # lines that may part a mail; the library takes a second for ten thousand of them
HAN = regex.compile(r"\p{Han}")
FEWEST = 12  # Chinese characters of a mail that says anything: 见附件 does not
UNSAFE = regex.compile(r"[\x00-\x1f/\\]")
SUFFIXES = {"message/rfc822": ".eml", "text/html": ".html", "text/plain": ".txt"}
FORMAT = "邮件 (eml) / e-mail"
ARCHIVED = "网页存档 (mht) / archived page"
Attached = list[tuple[str, bytes]]


def read_mail(data: bytes, source: str) -> tuple[Page | None, Attached]:
    """Return what a mail says, None where that is next to nothing, and its attachments: their names and bytes.

    An archived page is read as the page. Raises InputError where it is no mail or has too many parts.
    """
    if data.count(b"\n--") > MOST_BORDERS:
        raise InputError(f"{source}: 邮件的部分过多。/ the mail has too many parts.")
    try:
        # The library never raises on a broken mail, it notes defects; mails within mails it reads within one another.
        message = email.message_from_bytes(data, policy=email.policy.default)
    except RecursionError as error:
        raise InputError(f"{source}: 邮件嵌套过深。/ the parts of the mail are nested too deep.") from error
    assert isinstance(message, EmailMessage)  # noqa: S101 - by its policy
    if not message.keys():
        raise InputError(f"{source}: 不是可读的邮件；请另存为 .txt。/ this is no readable mail; save it as .txt.")
    leaves = list(_leaves(message, source))
    attached = [(_name(part, number), _bytes(part)) for number, part in enumerate(leaves, 1) if _is_attached(part)]
    shown = [part for part in leaves if not _is_attached(part)]
    page = _page(message, shown, source)
    if page is None or (attached and len(HAN.findall(page.text)) < FEWEST):
        if not attached:
            raise InputError(f"{source}: 邮件里没有文字。/ the mail holds no words; nothing was read.")
        return None, attached
    return replace(page, held={**page.held, "attachments": len(attached)}), attached


def _leaves(message: EmailMessage, source: str, depth: int = 0) -> Iterator[EmailMessage]:
    """Yield the parts that hold something themselves; of several writings of one text the last, which has the most."""
    kind = message.get_content_type()
    if not message.is_multipart() or kind == "message/rfc822":
        yield message
        return
    if depth > MOST_PARTS:
        raise InputError(f"{source}: 邮件嵌套过深。/ the parts of the mail are nested too deep.")
    parts = [part for part in message.iter_parts() if isinstance(part, EmailMessage)]
    if len(parts) > MOST_PARTS:
        raise InputError(f"{source}: 邮件的部分过多（{len(parts)}）。/ the mail has too many parts ({len(parts)}).")
    if kind == "multipart/alternative":
        parts = _best(parts)
    for part in parts:
        yield from _leaves(part, source, depth + 1)


def _best(parts: list[EmailMessage]) -> list[EmailMessage]:
    """Return the best of several writings of one text: a page, else the last."""
    pages = [part for part in parts if part.get_content_type() in ("text/html", "multipart/related")]
    return (pages or parts)[-1:]


def _is_attached(part: EmailMessage) -> bool:
    """Say whether a part is a file of its own: what lies beside a page to be shown in it (a picture) is none."""
    if part.get_content_disposition() == "attachment" or part.get_content_type() == "message/rfc822":
        return True
    inline = part.get_content_maintype() == "text" or part.get("Content-ID") or part.get("Content-Location")
    return not inline and bool(part.get_filename())


def _name(part: EmailMessage, number: int) -> str:
    """Return the name of an attachment, without any folder."""
    given = part.get_filename() or ""
    name = UNSAFE.sub("_", PurePosixPath(given.replace("\\", "/")).name).strip()
    return name or f"{number}{SUFFIXES.get(part.get_content_type(), '.bin')}"


def _bytes(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        inner = part.get_payload()
        first = inner[0] if isinstance(inner, list) and inner else None
        return first.as_bytes() if isinstance(first, Message) else b""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _page(message: EmailMessage, parts: list[EmailMessage], source: str) -> Page | None:
    """Return the words of a mail, with its subject above them; of a page that was archived the page."""
    texts = [part for part in parts if part.get_content_maintype() == "text"]
    archived = message.get_content_type() == "multipart/related" and not message.get("To")
    left_out: list[str] = []
    words: list[str] = []
    page = Page("")
    for part in texts:
        data = _bytes(part)
        if not data.strip() or part.get_content_subtype() in ("css", "javascript", "calendar"):
            continue
        charset = part.get_content_charset() or None
        if part.get_content_subtype() == "html":
            found = _of_page(data, charset, source, archived=archived)
            page = page if page.text else found
            words.append(found.text)
        else:
            text, lost = _decoded(data, charset, source)
            left_out.extend(lost)
            words.append(text)
        if archived:  # its frames are other pages
            return replace(page, format=ARCHIVED)
    title = " ".join(str(message.get("Subject", "")).split()) or None
    text = "\n".join(each.strip("\n") for each in words if each.strip())
    if not text:
        return None
    above = "" if not title or text.lstrip().startswith(title) else f"{title}\n"
    single = len(words) == 1 and page.text == text
    starts = tuple(len(above) + start for start in page.layout.starts) if single else ()
    return replace(
        page,
        text=above + text,
        title=title or page.title,
        published=publication_date(str(message.get("Date", ""))) or page.published,
        left_out=(*page.left_out, *left_out),
        layout=Layout(starts, page.layout.places if single else ()),
        format=FORMAT,
        held={"tables": tables_in(page.layout)} if page.text else {},
        share=min(page.share, share_decoded(text)),
    )


def _of_page(data: bytes, charset: str | None, source: str, *, archived: bool) -> Page:
    """Return a part that is a page: of an archived one its article, of a mail all it shows."""
    text, lost = _decoded(data, charset, source)
    if archived:
        return read_content(".html", text.encode("utf-8"), source)
    from .page import shown_page

    return replace(shown_page(text), left_out=lost)


def _decoded(data: bytes, charset: str | None, source: str) -> tuple[str, tuple[str, ...]]:
    return decode(data, source, "gb18030" if charset in ("gb2312", "gbk") else _known(charset))


def _known(charset: str | None) -> str | None:
    """Return a charset that is one, None else."""
    try:
        return codecs.lookup(charset).name if charset else None
    except LookupError:
        return None
