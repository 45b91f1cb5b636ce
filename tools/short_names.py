"""The short names of divisions: 甘孜 and 甘孜州 stand for 甘孜藏族自治州, 环江 and 环江县 for 环江毛南族自治县."""

from __future__ import annotations

import re
from collections import Counter

PEOPLES = (
    "蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 水 东乡 纳西 景颇 "
    "柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 "
    "塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
# 族 is left out after the longer names (巴音郭楞蒙古自治州); the short names never lose it.
PEOPLE = "|".join(
    sorted(
        [f"{p}族" for p in PEOPLES.split()] + ["蒙古", "哈萨克", "柯尔克孜", "塔吉克", "锡伯", "各族"],
        key=len,
        reverse=True,
    )
)
AUTONOMOUS = re.compile(rf"^(?P<stem>.*?)(?:{PEOPLE})*自治(?P<head>[州县旗])$")
OWN = {  # the ones that no rule gives
    "150000": ["内蒙古", "内蒙"],
    "450000": ["广西"],
    "540000": ["西藏"],
    "640000": ["宁夏"],
    "650000": ["新疆"],
    "810000": ["香港"],
    "820000": ["澳门"],
    "152500": ["锡林郭勒", "锡盟"],
    "152200": ["兴安"],
    "152900": ["阿拉善", "阿盟"],
    "532800": ["西双版纳", "西双版纳州", "版纳州"],
    "652300": ["昌吉州"],
    "652700": ["博尔塔拉", "博州"],
    "652800": ["巴音郭楞", "巴州"],
    "653000": ["克孜勒苏", "克州"],
    "654000": ["伊犁", "伊犁州"],
    "150721": ["阿荣"],
    "150722": ["莫力达瓦", "莫旗", "莫力达瓦旗"],
    "150723": ["鄂伦春", "鄂伦春旗"],
    "150724": ["鄂温克旗"],
    "152525": ["东乌旗", "东乌珠穆沁"],
    "152526": ["西乌旗", "西乌珠穆沁"],
    "210921": ["阜蒙县"],
    "211324": ["喀左", "喀左县"],
    "220721": ["前郭", "前郭县", "前郭尔罗斯"],
    "230624": ["杜蒙", "杜蒙县", "杜尔伯特"],
    "622926": ["东乡县"],
    "632324": ["河南县"],
    "653131": ["塔什库尔干", "塔县"],
    "654022": ["察布查尔", "察县", "察布查尔县"],
    "654226": ["和布克赛尔", "和丰县", "和布克赛尔县"],
    "659001": ["石河子"],
    "152221": ["科右前旗", "科尔沁右翼前"],
    "152222": ["科右中旗", "科尔沁右翼中"],
    "150521": ["科左中旗", "科尔沁左翼中"],
    "150522": ["科左后旗", "科尔沁左翼后"],
    "152921": ["阿左旗", "阿拉善左"],
    "152922": ["阿右旗", "阿拉善右"],
    "150926": ["察右前旗", "察哈尔右翼前"],
    "150927": ["察右中旗", "察哈尔右翼中"],
    "150928": ["察右后旗", "察哈尔右翼后"],
    "150823": ["乌前旗", "乌拉特前"],
    "150824": ["乌中旗", "乌拉特中"],
    "150825": ["乌后旗", "乌拉特后"],
    "150623": ["鄂前旗", "鄂托克前"],
    "150223": ["达茂旗", "达茂联合旗", "达尔罕茂明安联合"],
    "150726": ["新左旗", "新巴尔虎左"],
    "150727": ["新右旗", "新巴尔虎右"],
    "152523": ["苏左旗", "苏尼特左"],
    "152524": ["苏右旗", "苏尼特右"],
    "150425": ["克旗", "克什克腾"],
}


def stems(name: str) -> list[str]:
    """Return the short names that the rules give for a full name, the bare stem first."""
    autonomous = AUTONOMOUS.match(name)
    if autonomous and autonomous["stem"]:
        return [autonomous["stem"], autonomous["stem"] + autonomous["head"]]
    for ending in ("特别行政区", "地区", "新区", "矿区", "林区", "省", "市", "县", "区", "盟", "旗"):
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return [name[: -len(ending)]]
    return []


def short_names(units: list[tuple[str, str, str, str, str]]) -> dict[str, list[str]]:
    """Return the short names by code, for units given as (code, name, level, parent, valid_to).

    Among current children of one parent a short name that two would share (伊宁市 and 伊宁县) belongs to neither; nor
    does a name that is another sibling's full name, or a county's that is a province's (乌海市海南区). An ended unit
    has only its full name.
    """
    given = {code: [] if ended else OWN.get(code, stems(name)) for code, name, _level, _parent, ended in units}
    shared = Counter((parent, short) for code, _n, _l, parent, ended in units for short in given[code] if not ended)
    full = {(parent, name) for _c, name, _l, parent, ended in units if not ended}
    provinces = {short for code, _n, level, _p, _e in units if level == "province" for short in given[code]}
    return {
        code: [
            s
            for s in given[code]
            if (level != "county" or s not in provinces)
            and shared[parent, s] == 1
            and (parent, s) not in full
            and s != name
        ]
        for code, name, level, parent, _ended in units
    }
