"""Make texts of governance as they come in: a few agencies and officials are in most of them, most are in a few; the same for a seed."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from envgov.graph.yaml_text import read_yaml
from envgov.loaders.gazetteer.gazetteer import load_gazetteer

T = TypeVar("T")
TEXTS = Path(__file__).parent / "growing.yaml"
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
STEEPNESS = 0.8  # the k-th of a list occurs k ** -0.8 times as often as the first, as names do in collections of news
FIRST_YEAR, YEARS = 2019, 6


class Texts:
    """Documents by number: `text(5)` is the same text in every run with the same seed."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._data: dict[str, Any] = read_yaml(TEXTS.read_text("utf-8"))
        gazetteer = load_gazetteer()
        divisions = [each for each in gazetteer.regions.by_code.values() if each.level == "prefecture"]
        self._cities = sorted({each.name for each in divisions if each.name.endswith("市") and each.valid_to is None})
        shuffled = Random(seed)  # noqa: S311 - a sequence, no secret
        shuffled.shuffle(self._cities)
        self._weights = list(accumulate((rank + 1) ** -STEEPNESS for rank in range(len(self._cities))))

    def text(self, number: int) -> str:
        """Return a document of some hundred characters."""
        random = Random(f"{self._seed}/{number}")  # noqa: S311
        shares: dict[str, int] = self._data["shares"]
        kind = random.choices(list(shares), list(shares.values()))[0]
        cities = self._some(random, self._cities, 3)
        bureaus = random.sample(self._data["bureaus"], 2)
        names = dict(zip("pq", (self._person(random, city) for city in cities), strict=False))
        values = {
            **dict(zip("ABC", cities, strict=True)), **names, "bureau": bureaus[0], "other": bureaus[1],
            "field": random.choice(self._data["fields"]), "post": random.choice(self._data["posts"]), "n": number % 97 + 2,
            "year": FIRST_YEAR + random.randrange(YEARS), "month": random.randrange(1, 13), "day": random.randrange(1, 28),
        }  # fmt: skip
        text: str = self._data["texts"][kind]
        return text.format(**values)

    def _some(self, random: Random, items: Sequence[T], count: int) -> list[T]:
        """Return different items, the popular ones more often."""
        found: dict[T, None] = {}
        while len(found) < count:
            found[random.choices(items, cum_weights=self._weights)[0]] = None
        return list(found)

    def _person(self, random: Random, city: str) -> str:
        """Return the name of one of some persons of a city, the popular ones more often."""
        own = Random(f"{city}/{int(random.paretovariate(1))}")  # noqa: S311
        return own.choice(SURNAMES) + "".join(own.sample(self._data["given"], 2))
