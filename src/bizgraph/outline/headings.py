"""Which paragraphs are headings, by their words."""

from __future__ import annotations

import re

from bizgraph.outline.numbering import MarkerKind
from bizgraph.outline.paragraphs import Paragraph

_LONGEST_HEADING = 45
_LONGEST_RUN_IN = 42
_RUN_IN = re.compile(rf"【[^】\n]{{2,12}}】|[^。;!?\n]{{2,{_LONGEST_RUN_IN}}}?(?:。|:(?=\S))")
_HIGH = tuple(MarkerKind)[: tuple(MarkerKind).index(MarkerKind.HAN_IN_BRACKETS) + 1]
_PLACE_AND_TITLE = re.compile(r"[^:,。;]{2,24}:[^:。;]{4,36}$")
_NAME_AND_TITLE = re.compile(r"[^:,。;]{1,23}[省市区县州旗盟局院关厅委办]:[^:。;]{4,36}$")
_LINE_OF_PLACE = re.compile(r"[^:,。;、\s]{1,11}[省市区县州旗盟]:(?!负责|牵头|配合|由)[^:。;]{6,36}$")
_LEAST_OF_A_PIECE = 15
# `1.1 任务名称:企业开办“一件事”` is the heading of a task whose action a label below it orders.
_NAMED = re.compile(r"^(?:工作|改革|重点)?(?:任务|事项|项目|举措)名称:")
_ROLES_BEHIND_NAMES = re.compile(r"(?:牵头|负责|配合|参与)(?:[,、].*(?:牵头|负责|配合|落实|参与))?$")
_HEADING_WITH_COLON = re.compile(r"[\u4e00-\u9fff]{2,4}(?:要求|保障|机制|步骤|安排|说明):")
_WHOLE_TITLE = re.compile(r"(?:方案|计划|通知|意见|措施|要点|办法|规定|通报)(?:\([^()]*\))?$")


def is_title_of_place(clean: str, paragraph: Paragraph) -> bool:
    """`一、青田县:打造侨商“全球通办”服务体系`: the title of a piece, who it is about in front of a colon."""
    high = paragraph.marker is not None and paragraph.marker.kind in _HIGH
    pattern = _PLACE_AND_TITLE if high else _NAME_AND_TITLE
    return pattern.match(clean, paragraph.body, paragraph.end) is not None


def is_line_of_place(clean: str, paragraph: Paragraph, behind: Paragraph | None) -> bool:
    """Tell the same title without a number: a place, what it did, and a passage behind them that tells it."""
    if behind is None or _LINE_OF_PLACE.match(clean, paragraph.start, paragraph.end) is None:
        return False
    told = clean[behind.start : behind.end]
    return len(told) >= _LEAST_OF_A_PIECE and told.endswith("。") and not behind.row and behind.label is None


def is_heading(clean: str, start: int, end: int) -> bool:
    """Tell whether a numbered paragraph is only a heading: short and no sentence."""
    words = _NAMED.sub("", clean[start:end])
    inner = re.sub(r"\([^()]*\)$", "", words)
    return len(inner) <= _LONGEST_HEADING and not re.search(r"[。;!?]|:.", inner) and inner.count(",") <= 1


def run_in_end(clean: str, paragraph: Paragraph) -> int:
    """Where the run-in heading (`完善府院联动。建立…`) of a paragraph ends; its body where it has none."""
    match = _RUN_IN.match(clean, paragraph.body, paragraph.end)
    if match is None or match.end() == paragraph.end:
        return paragraph.body
    return match.end()


def is_title(clean: str, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph could be the title that a number alone (`附件2`) waits for."""
    words = clean[paragraph.start : paragraph.end]
    return 3 <= len(words) <= 60 and not re.search(r"[。;!?|]|:$|^\(", words)


def is_plain_heading(clean: str, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph without a number is a heading: short, no sentence and no list of units."""
    words = clean[paragraph.start : paragraph.end].strip("【】[]")
    if _HEADING_WITH_COLON.fullmatch(words):
        return True
    if not 3 <= len(words) <= 60 or re.search(r"[。;:!?|]|\d{4}年\d+月\d+日$", words):
        return False
    return words.count(",") <= 1 and not words.startswith("(") and not _ROLES_BEHIND_NAMES.search(words)


def is_whole_title(clean: str, paragraph: Paragraph) -> bool:
    """Tell whether a title says already what kind of document follows, so no second line is its own."""
    return _WHOLE_TITLE.search(clean, paragraph.body, paragraph.end) is not None
