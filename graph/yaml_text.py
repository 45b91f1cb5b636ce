"""Read a YAML text of this package; the one place that chooses the reader."""

from __future__ import annotations

from typing import Any

import yaml

# libyaml reads the data files ten times faster; a build of PyYAML without it reads the same.
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_yaml(text: str) -> Any:
    """Return the plain value (mappings, lists, text, numbers) that a YAML text states; raise yaml.YAMLError where it is none."""
    return yaml.load(text, LOADER)  # noqa: S506 - both loaders are safe ones
