"""Turn Traditional or mixed text into Simplified characters; Simplified text keeps every character it has."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import Any

from envgov.graph.errors import PatternError
from envgov.graph.yaml_text import read_yaml

from .text import Text

FEWEST_TRADITIONAL = 4  # a name or two (昇, 於, 瀋) does not make a Simplified text Traditional
MIXED_SHARE = 0.03  # of the characters that differ between the scripts; below it, they are names and quotations
TRADITIONAL_SHARE = (
    0.9  # pages converted by machine keep some Simplified characters; above this share they count as pure
)


@dataclass(frozen=True, slots=True)
class Scripts:
    """The characters that only one script has."""

    traditional: frozenset[str]
    simplified: frozenset[str]


@lru_cache(maxsize=4)  # a text is asked about by several steps of its repair
def script_of(chars: str) -> str:
    """Return `simplified`, `mixed` or `traditional`, by the share of characters that only one script has."""
    scripts = _scripts()
    traditional = sum(map(chars.count, scripts.traditional & set(chars)))
    if traditional < FEWEST_TRADITIONAL:
        return "simplified"
    simplified = sum(map(chars.count, scripts.simplified & set(chars)))
    share = traditional / (traditional + simplified)
    if share < MIXED_SHARE:
        return "simplified"
    return "traditional" if share > TRADITIONAL_SHARE else "mixed"


def simplify(text: Text) -> Text:
    """Return the text in Simplified characters, one for one; OpenCC's tw2s, since t2s leaves 著力 as it is."""
    if script_of(text.chars) == "simplified":
        return text
    converted = "\n".join(map(_convert, text.chars.split("\n")))
    for wrong, right in _mended():
        if wrong in converted:
            converted = _mend(converted, wrong, right, text.chars)
    return text.recast(converted)


def _convert(line: str) -> str:
    converted: str = _converter().convert(line)
    if len(converted) == len(line):
        return converted
    return "".join(form if len(form := _converter().convert(each)) == 1 else each for each in line)


def _mend(converted: str, wrong: str, right: str, before: str) -> str:
    """Put `right` for `wrong` only where the conversion made `wrong` out of something else."""
    position = converted.find(wrong)
    while position >= 0:
        end = position + len(wrong)
        if before[position:end] != wrong:
            converted = converted[:position] + right + converted[end:]
        position = converted.find(wrong, end)
    return converted


@lru_cache(maxsize=1)
def _mended() -> tuple[tuple[str, str], ...]:
    """Return the pairs of a wrong and the right word of patterns/repair-script.yaml; both have one length."""
    data = read_yaml(files("envgov.loaders").joinpath("patterns/repair-script.yaml").read_text("utf-8"))
    pairs = tuple((str(entry["wrong"]), str(entry["right"])) for entry in data["words"])
    for wrong, right in pairs:
        if len(wrong) != len(right):
            raise PatternError(f"repair-script.yaml: {wrong!r} and {right!r} differ in length; give equal ones")
    return pairs


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC

    return OpenCC("tw2s")


@lru_cache(maxsize=1)
def _scripts() -> Scripts:
    """Return the characters of the basic block that either conversion changes; 著, 乾 and the like belong to both."""
    from opencc import OpenCC

    ideographs = [chr(point) for point in range(0x4E00, 0xA000)]
    to_traditional = OpenCC("s2t")
    changed = {each for each in ideographs if _converter().convert(each) != each}
    simplified = {each for each in ideographs if to_traditional.convert(each) != each}
    shared = set("著乾瞭徵於藉麼夥覆甦閤")
    return Scripts(frozenset(changed - simplified - shared), frozenset(simplified - changed))
