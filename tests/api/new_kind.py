"""Fill a store of a copy of the program with a kind of node that was added to it, and say in JSON where it shows itself.

Usage: python tests/api/new_kind.py STORE
"""

from __future__ import annotations

import json
import sys

from envgov.api.app import create_app
from envgov.api.browser_kit import style
from envgov.graph.check import check
from envgov.graph.model import DocumentFacts, Evidence, Fact, Node
from envgov.graph.store import open_store
from fastapi.testclient import TestClient

TEXT = "云州市生态环境局核发云州纸业排污许可证"
UID = "permit-0123456789abcdef0123"
AGENCY = Node("Agency", "agency-0123456789abcdef0123", "云州市生态环境局")
PERMIT = Node("Permit", UID, "云州纸业排污许可证", ("Draft",), {"number": "云许2024", "state": "有效"})


def facts() -> DocumentFacts:
    """Return a document that states one thing of a permit."""
    kept = {"script": "simplified", "chars": len(TEXT), "sha256": "0", "file": "a.txt", "text": TEXT, "extractor": "1"}
    stated = Evidence(0, len(TEXT), TEXT, 0, len(TEXT), "test", 0.9)
    document = Node("Document", "document-0123456789abcdef0123", "文", (), kept)
    named = (Fact(each, "named", stated, value=each.name) for each in (AGENCY, PERMIT))
    return DocumentFacts(document, (*named, Fact(AGENCY, "LICENSED", stated, object=PERMIT)))


def seen(client: TestClient) -> dict[str, bool]:
    """Return where a permit shows itself."""
    page = {"Accept": "text/html"}
    zh = client.get(f"/permits/{UID}?lang=zh", headers=page).text
    around = f"around={AGENCY.uid}"
    return {
        "its page": "排污许可证" in zh and "草案" in zh and "云许2024" in zh,
        "its page in English": "draft" in client.get(f"/permits/{UID}?lang=en", headers=page).text,
        "the page of what it is tied to": "核发" in client.get(f"/agencies/{AGENCY.uid}?lang=zh", headers=page).text,
        "its list": "云许2024" in client.get("/permits?state=有效&lang=zh", headers=page).text,
        "what a filter leaves out": client.get("/v1/permits?state=注销").json()["data"] == [],
        "its rows": [each["number"] for each in client.get("/v1/permits?sort=-name").json()["data"]] == ["云许2024"],
        "the menu": 'href="/permits' in zh,
        "the API": client.get(f"/v1/permits/{UID}").json()["number"] == "云许2024",
        "the description": "/v1/permits/{uid}" in client.get("/openapi.json").json()["paths"],
        "any node": [each["type"] for each in client.get(f"/v1/nodes/{UID}").json()["incoming"]] == ["LICENSED"],
        "the start page": "Permit" in client.get("/index.json").text,
        "the search": UID in client.get("/search?q=纸业&kind=Permit", headers=page).text,
        "the explorer": '"Permit"' in client.get(f"/explore?{around}&lang=en", headers=page).text,
        "a picture": "#5b2a86" in client.get(f"/explore.svg?{around}").text,
        "Gephi": "Permit" in client.get(f"/explore.gexf?{around}").text,
        "JSON-LD": "schema:Permit" in client.get(f"/v1/nodes/{UID}.jsonld").text,
        "the Neo4j Browser": "node.Permit {\n  color: #5B2A86;" in style(),
    }


def main(location: str) -> None:
    """Print what was seen."""
    with open_store(location, access="write") as store:
        store.write([facts()])
        checked = [f"{found.kind}: {found.message}" for found in check(store)]
    with TestClient(create_app(location)) as client:
        print(json.dumps({"checked": checked, "seen": seen(client)}, ensure_ascii=False))


if __name__ == "__main__":
    main(sys.argv[1])
