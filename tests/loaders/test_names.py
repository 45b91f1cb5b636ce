"""Persons are read on evidence: their characters, what stands around them, and how the segmenter cuts the clause."""

from __future__ import annotations

import pytest
from envgov.loaders.document import Document, Offsets
from envgov.loaders.pipeline import read_document

READ = {
    "阳泉市水务局局长白露晞21日到水库巡查。": {"白露晞"},
    "阳泉市水务局局长白露晞接待来访群众，副局长纪春禾谈了安排。": {"白露晞", "纪春禾"},
    "会上，阳泉市水务局白露晞副局长介绍了情况。": {"白露晞"},
    "阳泉市成立治水指挥部，白露晞市长任总指挥。": {"白露晞"},
    "会议决定免去白露晞的阳泉市水务局局长职务、纪春禾的阳泉市审计局局长职务。": {"白露晞", "纪春禾"},
    "县委副书记、县长候选人白露晞主持会议。": {"白露晞"},
    "各成员国愿意在主席国推动下合作，主席台就座的还有嘉宾。": set(),
    "教师应当参加培训，主任和其他人员依法履职。": set(),
    "四川省长江办通报情况，应国家主席邀请来访。": set(),
}


@pytest.mark.parametrize("text", READ)
def test_persons_are_read_and_words_are_not(text: str) -> None:
    document = Document("a", "a", "", text, text, Offsets.identity(len(text)))
    assert {each.name for each in read_document(document).officials} == READ[text]
