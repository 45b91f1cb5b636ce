"""The order in which people read officials and bodies: leaders first, a province before a prefecture before a county.

The ranks of posts follow 公务员职务与职级并行规定 (2019), article 6: heads of a body before their deputies, those before
its secretaries and chief engineers, then heads of its offices. A title alone does not say how high its body stands: that is
the body's level.
"""

from __future__ import annotations

import regex

LEVELS = ("ministry", "province", "prefecture", "area", "county", "township")
# Each pattern is tried in turn; the first that fits gives the rank.
RANKS = tuple(
    regex.compile(pattern)
    for pattern in (
        r"^(?:党委|党组|工委|市委|省委|县委|区委|州委)?书记$|^(?:省|市|县|区|州|盟|旗|镇|乡)长$|^(?:总理|部长|主席|主任|厅长|局长|署长|院长|行长|总队长|支队长|大队长|站长|组长|总指挥|指挥长)$",
        r"^(?:常务副|副书记|党委副书记|党组副书记)|^常务委员|^常委$",
        r"^副",
        r"^(?:党委委员|党组成员|秘书长|副秘书长|总工程师|总规划师|总经济师|纪检监察组组长|巡视员)|助理$",
        r"(?:处|科|室|所|队|站|办公室)(?:长|主任|负责人)$",
        r"级(?:巡视员|调研员|主任科员|主办|科员)$",
    )
)


def rank_of_level(level: object) -> int:
    """Return the place of a level, the highest first; what has none comes last."""
    return LEVELS.index(str(level)) if level in LEVELS else len(LEVELS)


def rank_of_title(title: object) -> int:
    """Return the place of a post's title, heads first; a title that none of the ranks fits comes last."""
    said = str(title or "")
    return next((rank for rank, pattern in enumerate(RANKS) if pattern.search(said)), len(RANKS))
