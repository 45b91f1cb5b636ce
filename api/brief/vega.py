"""Render Vega-Lite in a process of its own: its engine (V8) shares no process with the store's Java, and can be ended.

`python -m envgov.api.brief.vega svg|png FONTS` reads a specification on stdin and writes the picture on stdout.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping

from envgov.graph.errors import EnvGovError

SECONDS = 60
VERSION = "6.4"  # of Vega-Lite, among those that vl-convert brings
PNG_SCALE = 2.0


class RenderingError(EnvGovError):
    """A picture that the renderer did not draw."""


def rendered(spec: Mapping[str, object], form: str, fonts: str) -> bytes:
    """Return a picture as svg or png, with the fonts of a folder beside the system's; raise RenderingError where it fails."""
    command = [sys.executable, "-m", __name__, form, fonts]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(each for each in sys.path if each)}
    try:
        done = subprocess.run(  # noqa: S603
            command, input=json.dumps(spec).encode(), capture_output=True, timeout=SECONDS, env=environment, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise RenderingError(
            f"the chart took more than {SECONDS} seconds; ask for slides or Word without it"
        ) from error
    if done.returncode or not done.stdout:
        last = done.stderr.decode("utf-8", "replace").strip().splitlines()[-1:]
        raise RenderingError(f"the chart was not drawn: {' '.join(last)[:200] or 'the renderer ended'}")
    return done.stdout


def main(form: str, fonts: str) -> None:
    """Render what stands on stdin."""
    import vl_convert

    vl_convert.register_font_directory(fonts)
    spec = json.load(sys.stdin)
    if form == "svg":
        sys.stdout.buffer.write(vl_convert.vegalite_to_svg(spec, vl_version=VERSION).encode())
    else:
        sys.stdout.buffer.write(vl_convert.vegalite_to_png(spec, vl_version=VERSION, scale=PNG_SCALE))


if __name__ == "__main__":
    main(*sys.argv[1:3])
