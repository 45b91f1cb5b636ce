"""Every page over HTTP: in both languages, escaped, under the policy, with its twins; evidence down to the characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from envgov.api.app import create_app
from envgov.api.gates.keys import Keys
from envgov.api.settings import Settings
from envgov.api.web.rendering import NAVIGATION, POLICY
from envgov.graph.model import DocumentFacts
from envgov.graph.queries import load_queries
from envgov.graph.store import open_store
from envgov.loaders.document import Document
from envgov.loaders.formats.readers import read_paths
from envgov.loaders.pipeline import read_facts
from envgov.loaders.reference import reference
from fastapi.testclient import TestClient

PAGE = {"Accept": "text/html,application/xhtml+xml"}
HERE = {"Origin": "http://testserver"}
HOSTILE = """昆明市生态环境局举办“<img src=x onerror=alert(1)>”专题培训班

2024年5月7日，昆明市生态环境局在昆明市举办“<script>alert(1)</script>”专题培训班。昆明市生态环境局副局长白露晞主持。
会议审议通过《昆明市“"><b style=color:red onmouseover=alert(1)>”工作方案》。
白露晞强调，要{{ 7 * 7 }}盯住<svg onload=alert(1)>问题整改；要把javascript:alert(1)写进清单。
"""
KINDS = ("agencies", "officials", "regions", "events", "plans", "tasks", "directives", "documents")


class Read(HTMLParser):
    """What a test looks at in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.inline: list[str] = []
        self.forms: list[str] = []
        self.ids: list[str] = []
        self.language = ""
        self.marks: list[str] = []
        self._in: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "html":
            self.language = given.get("lang") or ""
        if tag == "a":
            self.links.append(given.get("href") or "")
        if tag == "form":
            self.forms.append(given.get("action") or "")
        if "id" in given:
            self.ids.append(str(given["id"]))
        data = given.get("type") == "application/json"  # what a script of ours reads; the browser never runs it
        own_script = tag == "script" and not data and not (given.get("src") or "").startswith("/static/")
        nameless = tag == "svg" and "aria-labelledby" not in given  # pictures of the server say what they show
        if tag in ("style", "img", "iframe", "object") or own_script or nameless:
            self.inline.append(f"<{tag}>")
        self.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        self.inline += [f"{tag} {value}" for value in given.values() if (value or "").lower().startswith("javascript:")]
        self._in.append(tag)
        if tag == "mark":
            self.marks.append("")

    def handle_endtag(self, tag: str) -> None:
        while self._in and self._in.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "mark" in self._in:
            self.marks[-1] += data


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory, samples: tuple[DocumentFacts, ...]) -> Iterator[TestClient]:
    """Return a client of the pages over the samples and a hostile document that the real loader read."""
    folder = tmp_path_factory.mktemp("pages")
    (folder / "hostile<b>.txt").write_text(HOSTILE, "utf-8")
    hostile = tuple(read_facts(found) for found in read_paths(folder.glob("*.txt")) if isinstance(found, Document))
    with open_store(str(folder / "store"), access="write") as store:
        store.reference(*reference())
        store.write([*samples, *hostile])
    settings = Settings(state=str(folder / "state"), requests_a_minute=0, open=True)
    with TestClient(create_app(str(folder / "store"), settings=settings), headers=PAGE) as opened:
        yield opened


def rows(service: TestClient, path: str) -> list[dict[str, Any]]:
    """Return the rows of a list of the API."""
    found: list[dict[str, Any]] = service.get(path, headers={"Accept": "application/json"}).json()["data"]
    return found


def sound(service: TestClient, path: str, status: int = 200) -> Read:
    """Ask for a page, check what every page keeps to, and return what is in it."""
    answer = service.get(path)
    assert answer.status_code == status, (path, answer.text[:500])
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"] == POLICY and "unsafe-inline" not in POLICY
    assert "accept-language" in answer.headers["vary"].lower()
    read = Read(answer.text)
    assert not read.inline, (path, read.inline)
    assert "alert(1)>" not in answer.text.replace("&gt;", "") and "{{" not in answer.text.replace("{{ 7 * 7 }}", ""), (
        path
    )
    assert len(read.ids) == len(set(read.ids)), (path, sorted(read.ids))
    return read


def every_page(service: TestClient) -> Iterator[str]:
    """Yield the address of every page: lists, one thing of each kind and the hostile ones, facts, reports."""
    yield from (path for _key, path in NAVIGATION if path in service.app.state.pages)  # type: ignore[attr-defined]
    yield from ("/login", "/directives", "/search", "/search?q=%E4%BA%91%E5%8D%97+%E5%9F%B9%E8%AE%AD&kind=Event")
    for kind in KINDS:
        sort = "-uid" if kind == "regions" else "uid"
        found = rows(service, f"/v1/{kind}?limit=200&sort={sort}")
        hostile = [row for row in found if "alert" in str(row)][:2]
        assert hostile or kind not in ("events", "plans", "directives", "documents"), kind
        chosen = found[:1] + hostile
        yield from (f"/{kind}/{row['uid']}" for row in chosen)
    training = next(row for row in rows(service, "/v1/events?kind=training") if "美丽云南" in row["name"])
    yield from (f"/events/{training['uid']}/{part}" for part in ("attendance", "absent"))
    yield f"/officials/{rows(service, '/v1/officials?limit=1')[0]['uid']}/posts"
    around = rows(service, f"/v1/nodes/{training['uid']}/incoming?limit=500")
    yield from {f"/nodes/{row['uid']}": None for row in around if row["uid"].startswith("group-")}
    yield f"/nodes/{training['uid']}/incoming?type=ATTENDED"
    yield from (
        f"/facts/{next(row['fact'] for row in around if row['derived'] is derived)}" for derived in (True, False)
    )
    yield f"/evidence?among={around[0]['uid']},{training['uid']}"
    phase = rows(
        service, f"/v1/plans/{next(row['uid'] for row in rows(service, '/v1/plans') if row['phases'])}/phases"
    )[0]
    yield f"/nodes/{phase['phase_uid']}"
    for document in rows(service, "/v1/documents?limit=200"):
        if "huaihua" in document["file"] or "hostile" in document["file"]:
            yield f"/documents/{document['uid']}?start=5&end=30&raw=1"


def test_every_page_in_both_languages(service: TestClient) -> None:
    asked = list(every_page(service))
    assert len(asked) > 40
    for path in asked:
        for language, tag in (("zh", "zh-CN"), ("en", "en")):
            joint = "&" if "?" in path else "?"
            assert sound(service, f"{path}{joint}lang={language}").language == tag, path


def test_every_query_is_a_form_with_its_table(service: TestClient) -> None:
    for number, (name, query) in enumerate(load_queries().items()):
        given = {param.name: str(param.example) for param in query.params if param.required}
        answer = service.get(f"/queries/{name}", params=given | {"lang": ("zh", "en")[number % 2]})
        assert answer.status_code == 200, (name, answer.text)
        read = Read(answer.text)
        assert not read.inline
        for param in query.params:
            assert f"p-{param.name}" in read.ids, (name, param.name)
        expected = rows(service, str(answer.url.copy_with(path=f"/v1/queries/{name}", params=given)))
        text = re.sub(r"<[^>]+>", "", answer.text)
        for column, value in (expected[0] if expected else {}).items():
            if (
                isinstance(value, str)
                and "uid" not in column
                and column not in ("fact", "relationship")
                and re.search("[一-鿿]", value)
            ):
                assert value[:20].split("\n")[0] in text.replace("&lt;", "<").replace("&gt;", ">").replace(
                    "&#34;", '"'
                ), (name, column)
    assert sound(service, "/queries/plans.phase_tasks?plan=", 200).forms
    sound(service, "/queries/none.such", 404)
    sound(service, "/queries/regions.parent_on?region=530000&on=never", 422)


def test_the_twins_of_a_page_open(service: TestClient) -> None:
    training = next(row for row in rows(service, "/v1/events?kind=training") if "美丽云南" in row["name"])
    pages = (
        "/events?kind=training&lang=en&q=",
        f"/events/{training['uid']}",
        "/queries/trainings.attendance?training=培训班",
        "/quality/anomalies",
        "/search?q=培训班",
        "/quality",
        "/",
    )
    for path in pages:
        forms = {}
        for link in sound(service, path).links:
            if match := re.search(r"\.(json|csv|xlsx)(\?|$)", link):
                forms[match.group(1)] = service.get(link)
        assert set(forms) == {"json", "csv", "xlsx"}, path
        assert forms["csv"].content.startswith(b"\xef\xbb\xbf"), path
        assert forms["xlsx"].content.startswith(b"PK")
        assert forms["json"].headers["content-type"] == "application/json"
        for form, answer in forms.items():
            assert answer.status_code == 200, (path, form, answer.text[:200])
    counted = service.get("/index.json").json()["data"]
    told = next(row for row in counted if row["kind"] == "Document")
    assert told == {"kind": "Document", "zh": "文档", "en": "Document", "count": len(rows(service, "/v1/documents"))}
    reports = service.get("/quality.json").json()
    anomalies = rows(service, "/v1/quality/anomalies")
    assert [row["surface"] for row in reports["data"] if row["report"] == "anomalies"] == [
        row["surface"] for row in anomalies
    ]
    assert reports["meta"]["truncated"] is False and service.get("/quality.gexf").status_code == 404
    listed = service.get("/events.csv?kind=training").text
    assert "美丽云南" in listed and "应急演练" not in listed


def test_a_list_is_filtered_sorted_and_paged(service: TestClient) -> None:
    first = service.get("/agencies?level=county&sort=-name")
    link = next(link for link in Read(first.text).links if "cursor=" in link)
    second = service.get(link)
    uids = [set(re.findall(r"/agencies/(agency-[0-9a-z]+)", page.text)) for page in (first, second)]
    assert len(uids[0]) == 50 and uids[1] and not uids[0] & uids[1]
    assert parse_qs(urlsplit(link).query)["level"] == ["county"]
    assert service.get("/agencies?cursor=AAAAAAAAAAAAAAAAAAAAAAAAA").status_code == 422
    assert service.get("/tasks?overdue_on=2021-02-30").status_code == 422
    assert service.get("/events?sort=nonsense").status_code == 200


def test_a_language_stays_over_links_and_comes_from_the_browser(service: TestClient) -> None:
    read = sound(service, "/?lang=en")
    data = ("/openapi", "/index.")  # what is no page has no language
    inside = [link for link in read.links if link.startswith("/") and not link.startswith(data)]
    assert all("lang=" in link for link in inside), [link for link in inside if "lang=" not in link]
    german = service.get("/", headers={"Accept-Language": "de, en;q=0.4, zh;q=0.8"})
    assert Read(german.text).language == "zh-CN"
    assert Read(service.get("/", headers={"Accept-Language": "en-GB"}).text).language == "en"
    assert Read(service.get("/", headers={"Accept-Language": "zh;q=x,,;;"}).text).language == "zh-CN"


def test_a_derived_fact_says_through_which_group(service: TestClient) -> None:
    training = next(row for row in rows(service, "/v1/events?kind=training") if "美丽云南" in row["name"])
    page = service.get(f"/events/{training['uid']}").text
    row = next(each for each in page.split("<tr") if ">昆明市生态环境局</a>" in each)
    assert "经“" in row and "16个州（市）生态环境局" in row and "推得" in row
    fact = next(
        each
        for each in rows(service, f"/v1/nodes/{training['uid']}/incoming?limit=500")
        if each["name"] == "昆明市生态环境局"
    )
    panel = service.get(f"/facts/{fact['fact']}?panel=panel-0123456789&width=5")
    assert panel.text.strip().startswith('<tr class="panel" id="panel-0123456789"><td colspan="5">')
    assert "16个州（市）生态环境局" in panel.text and "<mark>" in panel.text
    assert service.get(f"/facts/{fact['fact']}?panel=%22onload").status_code == 422


def test_a_training_begins_with_who_held_it_and_folds_its_bureaus(service: TestClient) -> None:
    training = next(row for row in rows(service, "/v1/events?kind=training") if "美丽云南" in row["name"])
    page = service.get(f"/events/{training['uid']}?lang=zh").text
    summary = page[page.index('<dl class="facts">') : page.index("</dl>")]
    assert "云南省生态环境厅" in summary and "年份未知" in summary
    assert (
        page.index("举办单位</dt>") < page.index("<h2>举办单位") < page.index("<h2>讲话者") < page.index("<h2>参加者")
    )
    folded = page[page.index("16个州（市）生态环境局 · 16</summary>") :]
    assert folded.index("昆明市生态环境局<") < folded.index("</details>")
    demands = page[page.index("<h2>在此提出的要求") :]
    assert demands.index("一是要") < demands.index("二是要") < demands.index("三是要")
    attended = page[page.index("<h2>参加者") :]
    assert attended.index("苏望岳") < attended.index("普文静") < attended.index("柏舟")


def test_the_tasks_of_a_plan_are_whole_with_phase_bearer_and_deadline(service: TestClient) -> None:
    plan = next(row for row in rows(service, "/v1/plans?limit=100") if "规划编制工作方案" in row["name"])
    page = service.get(f"/plans/{plan['uid']}?lang=zh").text
    row = next(row for row in page.split("<tr>") if "争取把赣州的重点事项列入上级规划" in row)
    assert "前期调研" in row and "2020-04" in row


def test_every_statement_leads_to_its_exact_characters(service: TestClient) -> None:
    checked = 0
    for document in rows(service, "/v1/documents?limit=200"):
        text = service.get(f"/v1/documents/{document['uid']}", headers={"Accept": "application/json"}).json()["text"]
        for row in rows(service, f"/v1/documents/{document['uid']}/statements?limit=200")[::60]:
            panel = Read(service.get(f"/facts/{row['fact']}").text)
            places = [
                link
                for link in panel.links
                if link.startswith(f"/documents/{document['uid']}?start={row['start']}&end={row['end']}")
            ]
            assert places and places[0].endswith("#hit"), row
            found = Read(service.get(places[0].partition("#")[0]).text)
            assert "hit" in found.ids
            assert row["quote"] in found.marks and text[row["start"] : row["end"]] == row["quote"]
            checked += 1
    assert checked > 30


def test_the_text_before_repair_and_what_was_removed(service: TestClient) -> None:
    document = next(row for row in rows(service, "/v1/documents?limit=200") if "huaihua" in row["file"])
    held = service.get(f"/v1/documents/{document['uid']}", headers={"Accept": "application/json"}).json()
    row = next(
        row
        for row in rows(service, f"/v1/documents/{document['uid']}/statements?limit=200")
        if row["predicate"] == "HOLDS"
    )
    page = service.get(f"/documents/{document['uid']}?start={row['start']}&end={row['end']}&raw=1").text
    raw = re.search(r'<div class="body raw"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert raw and re.sub(r"<[^>]+>", "", raw.group(1)) == held["raw"]
    struck = re.findall(r"<del[^>]*>(.*?)</del>", raw.group(1), re.DOTALL)
    assert struck and len(struck) == len(held["removals"]) and "(huái)" in struck
    kept = re.sub(r"<del[^>]*>.*?</del>", "", raw.group(1))
    marked = "".join(re.findall(r'<mark class="hit">(.*?)</mark>', kept))
    assert len(marked) == len(row["quote"]), (marked, row["quote"])
    assert "括注拼音" in page and row["rule"] in page
    plain = service.get(f"/documents/{document['uid']}").text
    assert 'class="body raw"' not in plain and 'id="hit"' not in plain
    assert service.get(f"/documents/{document['uid']}?start=900000&end=900001").status_code == 200


def test_a_document_lists_its_anomalies(service: TestClient) -> None:
    found = rows(service, "/v1/quality/anomalies")[0]
    link = next(each for each in sound(service, "/quality").links if found["document_uid"] in each)
    assert found["surface"] in sound(service, link.partition("#")[0]).marks
    assert found["surface"] in service.get(f"/documents/{found['document_uid']}").text


def test_search_finds_live_and_on_a_page(service: TestClient) -> None:
    part = service.get("/search?part=1&q=云南 培训").text
    assert "<html" not in part and "美丽云南" in part
    link = next(link for link in Read(service.get("/search?q=云南 培训&kind=").text).links if ".json" in link)
    assert "美丽云南" in service.get(link).json()["data"][0]["name"]
    assert "<graph" in service.get("/search.gexf?q=云南 培训").text
    assert "美丽云南" in service.get("/search.jsonld?q=云南 培训&kind=Training").text
    assert service.get("/search.csv?q=").status_code == 422
    assert "没有找到" in service.get("/search?q=不存在的词语").text
    assert service.get(f"/search?q={'长' * 300}").status_code == 422


def test_an_upload_needs_a_key_a_form_of_ours_and_a_file_that_is_read(service: TestClient, tmp_path: Path) -> None:
    file = {"files": ("例会.txt", "2024年5月6日，昆明市生态环境局召开例会。".encode(), "text/plain")}
    assert service.post("/upload", files=file, headers=HERE).status_code == 401
    assert "密钥" in service.get("/upload").text
    secret = Keys(Path(service.app.state.folder)).new("writer", ["read", "write"], days=1)[1]  # type: ignore[attr-defined]
    cookie = {"Cookie": f"envgov_key={secret}"}
    assert service.post("/upload", files=file, headers=cookie | {"Origin": "http://evil.example"}).status_code == 401
    assert service.post("/upload", files={"files": ("a.exe", b"x")}, headers=cookie | HERE).status_code == 422
    assert service.post("/upload", files={"files": ("a.txt", b"")}, headers=cookie | HERE).status_code == 422
    bearer = {"Authorization": f"Bearer {secret}"}
    assert service.post("/upload", files=file, headers=bearer | {"Origin": "http://evil.example"}).status_code == 403
    sent = service.post("/upload", files=file, headers=cookie | HERE, follow_redirects=False)
    assert sent.status_code == 303 and re.fullmatch(r"/jobs/job-[0-9a-f]{20}", sent.headers["location"])
    page = service.get(sent.headers["location"], headers=cookie).text
    assert not Read(page).inline and "例会.txt" in page
    assert service.get(sent.headers["location"]).status_code == 401
    with service.stream("GET", f"/v1{sent.headers['location']}/events", headers=cookie) as events:
        assert "event: end" in "".join(events.iter_text())
    done = service.get(f"{sent.headers['location']}?part=1", headers=cookie).text
    assert 'data-status="done"' in done and "/documents/document-" in done
    assert "例会.txt" in service.get("/jobs", headers=cookie).text


def test_of_an_upload_of_many_files_each_is_accounted_for(service: TestClient) -> None:
    secret = Keys(Path(service.app.state.folder)).new("folder", ["read", "write"], days=1)[1]  # type: ignore[attr-defined]
    cookie = {"Cookie": f"envgov_key={secret}"}
    mail = EmailMessage()
    mail["Subject"] = "关于召开例会的通知"
    mail.set_content("2024年5月7日，昆明市生态环境局召开例会，昆明市水务局参加会议。")
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="图.png")
    sent = [("通知.eml", mail.as_bytes()), ("图.png", b"\x89PNG"), ("空.txt", b""), (".git/x", b"x")]
    files = [("files", (name, data)) for name, data in sent]
    answer = service.post("/upload", files=files, headers=cookie | HERE, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/jobs")
    listed = service.get("/jobs", headers=cookie).text
    for job in re.findall(r"/jobs/(job-[0-9a-f]{20})", listed):
        with service.stream("GET", f"/v1/jobs/{job}/events", headers=cookie) as events:
            assert "event: end" in "".join(events.iter_text())
    listed = service.get("/jobs", headers=cookie).text
    assert "图.png: 这是PNG" in listed and "空.txt: 文件是空的" in listed and ">x</a>" in listed
    mails = re.search(r'/jobs/(job-[0-9a-f]{20})">通知.eml', listed)
    assert mails is not None
    page = service.get(f"/jobs/{mails[1]}?lang=en", headers=cookie).text
    assert "passed over" in page and "/documents/document-" in page


def test_what_is_not_there_is_a_page_that_says_so(service: TestClient) -> None:
    for path in (
        "/agencies/agency-none",
        "/agencies/region-530000",
        "/nodes/other-1",
        "/facts/fact-none",
        "/quality/none",
        "/events/x/absent",
    ):
        assert service.get(path).status_code in (404, 422), path
        assert service.get(path).headers["content-type"].startswith("text/html")
        problem = service.get(path, headers={"Accept": "*/*"})
        assert problem.headers["content-type"] == "application/problem+json", path
    moved = service.get(f"/nodes/{rows(service, '/v1/agencies?limit=1')[0]['uid']}?lang=en", follow_redirects=False)
    assert moved.status_code == 307 and moved.headers["location"].endswith("lang=en")
