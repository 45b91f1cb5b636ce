"""Hand a connected py2neo `Graph` to notebooks that still use it; py2neo is at its end of life, and nothing here needs it.

Install it with `pip install 'envgov[py2neo]'`. Its `schema.*` and `http://` do not work with Neo4j 5; queries, `create`,
`merge`, matchers and bulk functions do.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .embedded import embedded
from .errors import StoreError
from .store import SCHEMES, credentials


@contextmanager
def py2neo_graph(location: str) -> Iterator[Any]:
    """Yield a py2neo `Graph` of the store in a folder or at a Bolt address; a folder is open while the block runs.

    The embedded engine gives it its reader: it cannot write there. Raises StoreError where py2neo is not installed.
    """
    try:
        from py2neo import Graph
    except ImportError as error:
        raise StoreError("py2neo is not installed; run: pip install 'envgov[py2neo]'") from error
    if location.startswith(SCHEMES):
        yield Graph(location, auth=credentials(), name=os.environ.get("NEO4J_DATABASE") or None)
        return
    with embedded(Path(location), write=False) as address:
        graph = Graph(address.uri, auth=(address.user, address.password), name=address.database)
        try:
            yield graph
        finally:
            graph.service.connector.close()  # py2neo leaves its connections open, and the engine would wait for them
