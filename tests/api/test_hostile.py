"""Hostile requests, headers, bodies and documents, one test each; docs/security.md tells of them."""

from __future__ import annotations

import io
import json
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import regex
import yaml
from conftest import ROOT
from envgov.api.app import create_app
from envgov.api.gates.keys import Keys
from envgov.api.loading.extraction import Extractor
from envgov.api.logs import Lines
from envgov.api.resources.jobs import safe_name
from envgov.api.settings import Settings
from envgov.api.showing import HARMFUL, cell
from envgov.graph.store import open_store
from envgov.loaders.refusals import Refusal
from fastapi.testclient import TestClient
from serving import Canary

CASES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "cases" / "hostile.yaml").read_text("utf-8"))
UNSEEN = regex.compile(rf"{HARMFUL.pattern}|[\u200b-\u200d\ufeff]")
WRITTEN_OUT = {
    "{long}": "1" * 1000,
    "{huge}": "x" * 17_000,
    "{brackets}": "(" * 200,
    "{deepjson}": quote("[" * 900 + "]" * 900),
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Return a client of a service over a small store, with a key that may do all."""
    folder = tmp_path_factory.mktemp("hostile")
    with open_store(str(folder / "store"), access="write"):
        pass
    settings = Settings(state=str(folder / "state"), requests_a_minute=0, cypher=True, open=True)
    with TestClient(create_app(str(folder / "store"), settings=settings), raise_server_exceptions=False) as opened:
        opened.headers["Authorization"] = f"Bearer {Keys(folder / 'state').new('all', ['admin'], days=1)[1]}"
        yield opened


def sound(answer: Any) -> None:
    """Check what every answer keeps to, whatever was asked."""
    assert "Traceback" not in answer.text
    assert "set-cookie" not in answer.headers
    assert "x-evil" not in answer.headers
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    if answer.status_code >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json()) >= {"type", "title", "status", "code", "detail", "instance", "request_id"}


def test_there_are_enough_cases() -> None:
    source = Path(__file__).read_text("utf-8")
    assert len(CASES) + source.count("pytest.param(") >= 60


@pytest.mark.parametrize("case", CASES, ids=[case["why"] for case in CASES])
def test_a_hostile_address(client: TestClient, case: dict[str, Any]) -> None:
    path = case["path"]
    for name, text in WRITTEN_OUT.items():
        path = path.replace(name, text)
    answer = client.get(path)
    assert answer.status_code in case["status"], answer.text[:300]
    sound(answer)
    if answer.status_code == 200 and "rows" in case:
        assert len(answer.json()["data"]) == case["rows"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        pytest.param({"Host": "evil.example"}, 400, id="a forged Host"),
        pytest.param({"X-Forwarded-Host": "evil.example"}, 200, id="a forged forwarded host"),
        pytest.param({"Authorization": "Bearer " + "x" * 5000}, 401, id="a key of 5000 characters"),
        pytest.param({"Authorization": "Bearer \xff\xfe"}, 401, id="a key that is no text"),
        pytest.param({"Accept": "a/b;" * 500}, 406, id="an Accept of 500 parts"),
        pytest.param({"Accept": "text/csv;q=x"}, 406, id="an Accept with a weight that is none"),
        pytest.param({"If-None-Match": '"x"' * 500}, 200, id="a tag that is not ours"),
        pytest.param({"X-Request-Id": "a b\tc"}, 200, id="a request id with blanks"),
        pytest.param({"Range": "bytes=0-,0-,0-,0-"}, 200, id="ranges that overlap"),
        pytest.param({"Origin": "https://evil.example"}, 200, id="a foreign origin"),
        pytest.param({"X-HTTP-Method-Override": "DELETE"}, 200, id="another method in a header"),
    ],
)
def test_hostile_headers(client: TestClient, headers: dict[str, str], status: int) -> None:
    answer = client.get("/v1/regions", headers={name: value.encode("latin-1") for name, value in headers.items()})
    assert answer.status_code == status, answer.text
    assert "access-control-allow-origin" not in answer.headers
    assert "evil" not in answer.headers.get("link", "")
    assert " " not in answer.headers["x-request-id"] if status != 400 else True


@pytest.mark.parametrize(
    ("body", "status"),
    [
        pytest.param(b"[" * 100_000, 400, id="deep JSON"),
        pytest.param(b'{"query": "RETURN 1 AS n", "params": {"x": NaN}}', 422, id="NaN"),
        pytest.param(b'{"query": "RETURN 1 AS n", "params": {"x": 1e999}}', 422, id="infinity"),
        pytest.param(b'{"query": "RETURN 1 AS n", "limit": ' + b"9" * 5000 + b"}", 400, id="a huge integer"),
        pytest.param(b'{"query": "\xff\xfe"}', 400, id="invalid UTF-8"),
        pytest.param(b'{"query": "RETURN \\ud800 AS n"}', 403, id="half a surrogate pair"),
        pytest.param(b'{"query": "RETURN 1 AS n", "__proto__": {"admin": true}}', 422, id="a prototype"),
        pytest.param(b'{"query": "RETURN 1 AS n", "query": "CREATE (n)"}', 403, id="a key twice"),
        pytest.param(b"null", 422, id="null"),
        pytest.param(b'{"query": 1}', 422, id="a number for a text"),
        pytest.param(b'{"query": "' + b"x" * 2_000_000 + b'"}', 413, id="a body of two megabytes"),
        pytest.param(b'{"query": "RETURN $a AS a", "params": {"a": {"b": {"c": 1}}}}', 422, id="maps in maps"),
    ],
)
def test_hostile_bodies(client: TestClient, body: bytes, status: int) -> None:
    answer = client.post("/v1/cypher", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (status, 422), answer.text[:300]
    assert answer.headers["content-type"] == "application/problem+json"
    sound(answer)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param("../../etc/passwd", "passwd.txt", id="a path upwards as a file name"),
        pytest.param("..\\..\\boot.ini", "boot.ini.txt", id="backslashes"),
        pytest.param("/etc/hostname", "hostname.txt", id="an absolute path"),
        pytest.param("a\x00b\r\nc.txt", "a_b__c.txt", id="controls"),
        pytest.param("....", "document.txt", id="dots only"),
        pytest.param("通知\u202etxt.exe", "通知_txt.exe.txt", id="a name that runs backwards"),
    ],
)
def test_hostile_file_names(given: str, expected: str) -> None:
    assert safe_name(given, ".txt") == expected


@pytest.mark.parametrize(
    "value", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://127.0.0.1/","x")']
)
def test_no_cell_is_a_formula(value: str) -> None:
    assert cell(value)[0] == "'" or cell(value)[0] not in "=+-@\t\r"


def zipped(members: dict[str, bytes]) -> bytes:
    """Return a zip archive of some members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


TYPES = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml"
ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"""
RELATIONS = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"""


def docx(document: bytes, **more: bytes) -> bytes:
    """Return a Word file with this main part."""
    return zipped({"[Content_Types].xml": TYPES, "_rels/.rels": RELATIONS, "word/document.xml": document, **more})


def pdf(content: bytes) -> bytes:
    """Return a PDF of one page with this content, packed."""
    packed = zlib.compress(content, 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n" % len(packed) + packed + b"\nendstream",
    ]
    out, table = b"%PDF-1.4\n", b""
    for number, part in enumerate(parts, 1):
        table += b"%010d 00000 n \n" % len(out)
        out += b"%d 0 obj" % number + part + b"endobj\n"
    end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % len(out)
    return out + b"xref\n0 5\n0000000000 65535 f \n" + table + end


SAID = "2024年5月6日，吉林省生态环境厅在长春市召开水环境治理工作会议。"
HIDDEN = "envgov-text-of-another-file"
DOCUMENTS = {
    "bomb.docx": lambda secret: docx(b"<w:document>" + b" " * 300_000_000),
    "entity.docx": lambda secret: docx(
        f"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file://{secret}">]>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>市生态环境局召开会议&x;</w:t></w:r></w:p>
</w:body></w:document>""".encode()
    ),
    "laughs.docx": lambda secret: docx(
        ('<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a0 "市局">' + "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12)) + "]>"
         '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>').encode()
    ),
    "not-a-zip.docx": lambda secret: b"PK\x03\x04" + b"\x00" * 100,
    "climbs.docx": lambda secret: zipped({"../../../evil.txt": b"x", "[Content_Types].xml": TYPES}),
    "empty.pdf": lambda secret: b"%PDF-1.4\n%%EOF",
    "loop.pdf": lambda secret: b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]"
    b"/Count 99999999>>endobj\ntrailer<</Root 1 0 R>>",
    "script.html": lambda secret: "<html><body><script>fetch('http://127.0.0.1/')</script><p>市生态环境局召开会议</p></body></html>".encode(),
    "deep.html": lambda secret: b"<div>" * 60_000 + "市生态环境局召开会议".encode(),
    "deep.jsonl": lambda secret: b'{"text": ' + b"[" * 100_000 + b"\n",
    "bomb.pdf": lambda secret: pdf(b" " * 300_000_000),
    "proto.jsonl": lambda secret: json.dumps({"text": SAID, "__proto__": {"kind": "x"}, "constructor": {"prototype": {}}}).encode(),
    "nan.jsonl": lambda secret: f'{{"text": "{SAID}", "published": NaN, "url": Infinity}}'.encode(),
    "huge.jsonl": lambda secret: f'{{"text": "{SAID}", "published": {"9" * 5000}}}'.encode(),
    "twice.jsonl": lambda secret: f'{{"text": "x", "text": "{SAID}"}}'.encode(),
    "invalid.txt": lambda secret: SAID.encode() + b"\xff\xfe\xff" * 50 + b"\x80" * 100,
    "homoglyph.txt": lambda secret: SAID.replace("生态", "⽣态").replace("环境厅", "环境\u200b厅").encode(),
    "bidi.txt": lambda secret: "市生态环境局\u202e召开会议\u2066，\x1b[31m副局长\x00张三主持。".encode(),
}  # fmt: skip


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    """Return an extractor with little memory and time."""
    made = Extractor(seconds=40, memory=2 * 1024**3)
    yield made
    made.close()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_hostile_documents_cost_only_themselves(extractor: Extractor, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(HIDDEN, "utf-8")
    file = tmp_path / name
    file.write_bytes(DOCUMENTS[name](secret))
    found = extractor.extract(file, max_bytes=20 * 1024 * 1024)
    assert found
    for each in found:
        if isinstance(each, Refusal):
            assert each.reason
            continue
        assert HIDDEN not in each[0].text
        assert len(each[0].text) < 1_000_000
        names = {node.name for fact in each[1].facts for node in (fact.subject, fact.object) if node}
        assert not [name for name in names if UNSEEN.search(name) or unicodedata.normalize("NFKC", name) != name]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, "secret.txt"])
    after = tmp_path / "after.txt"
    after.write_text("2024年5月6日，吉林省生态环境厅在长春市召开水环境治理工作会议。", "utf-8")
    assert not isinstance(extractor.extract(after, max_bytes=1000)[0], Refusal)


def addressed(address: str) -> dict[str, bytes]:
    """Return documents that name an address in every way that a reader might follow."""
    page = f"""<html><head><base href="http://{address}/"><link rel="stylesheet" href="http://{address}/a.css">
<meta http-equiv="refresh" content="0;url=http://{address}/r"></head><body><article><p>{SAID * 20}</p><img src="http://{address}/i.png">
<iframe src="http://{address}/f"></iframe><a href="http://{address}/next">下一页</a></article></body></html>"""
    far = RELATIONS.replace(b"</Relationships>", b"""<Relationship Id="r2" TargetMode="External" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
Target="http://%s/t.dotm"/></Relationships>""" % address.encode())  # fmt: skip
    body = f"""<!DOCTYPE d SYSTEM "http://{address}/d.dtd"><w:document
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{SAID}</w:t></w:r></w:p></w:body></w:document>"""
    parts = {"[Content_Types].xml": TYPES, "_rels/.rels": far, "word/document.xml": body.encode()}
    record = json.dumps({"text": SAID, "url": f"http://{address}/u", "file": f"http://{address}/x"})
    return {"page.html": page.encode(), "far.docx": zipped(parts), "record.jsonl": record.encode()}


@pytest.mark.parametrize("name", ["page.html", "far.docx", "record.jsonl"])
def test_no_address_in_a_document_is_fetched(extractor: Extractor, tmp_path: Path, name: str) -> None:
    canary = Canary()
    file = tmp_path / name
    file.write_bytes(addressed(canary.address)[name])
    assert extractor.extract(file, max_bytes=1_000_000)
    assert canary.visits == 0
    canary.socket.close()


def test_a_file_name_with_line_ends_forges_no_header(client: TestClient) -> None:
    name = quote("a\r\nX-Evil: 1\u202e.txt")
    answer = client.post(f"/v1/documents?name={name}", content=SAID.encode(), headers={"Content-Type": "text/plain"})
    assert answer.status_code == 202
    assert not {"\r", "\n", "\u202e"} & set(answer.json()["file"])
    sound(answer)


def test_a_log_line_stays_one_line() -> None:
    import logging

    record = logging.LogRecord("envgov", logging.INFO, "", 0, "a\r\nb \u2028 %s", ("\x1b[31m",), None)
    line = Lines().format(record)
    assert line.isascii()
    assert "\n" not in line
    assert json.loads(line)["message"] == "a\r\nb \u2028 \x1b[31m"
