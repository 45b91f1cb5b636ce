"""Find the division that a person means by a name or a code: nothing is guessed, and what is unclear is an error."""

from __future__ import annotations

from envgov.graph.errors import InputError

from .gazetteer import Region, load_gazetteer


def division(name: str, by: str) -> Region:
    """Return the division of a full name (昆明市; 南京市鼓楼区 where several are called so) or a code of GB/T 2260.

    Raises InputError where none or several are called so.
    """
    gazetteer = load_gazetteer()
    name = name.strip()
    if name.isdigit():
        return gazetteer.region(name)
    outer: Region | None = None
    rest = name
    while True:
        length = next((n for n in range(len(rest), 1, -1) if _inside(rest[:n], outer)), 0)
        found = _inside(rest[:length], outer)
        if not found or (len(found) > 1 and length == len(rest)):
            why = "is the name of several divisions; write what it lies in before it" if found else "is no division"
            raise InputError(f"{by}: {name!r} {why}; write a full name such as 昆明市, or a code such as 530100")
        outer, rest = found[0], rest[length:]
        if not rest:
            return outer


def _inside(name: str, outer: Region | None) -> list[Region]:
    """Return the current divisions of a name inside another one; a full name goes before a short one, a larger level first."""
    gazetteer = load_gazetteer()
    found = [each for each in gazetteer.named(name) if each.valid_to is None]
    found = [each for each in found if outer is None or gazetteer.lies_in(each, outer)]
    full = [each for each in found if each.name == name] or found
    return [each for each in full if each.level == full[0].level]
