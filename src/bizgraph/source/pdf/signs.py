"""Character codes of a PDF file to the characters that they print."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Radicals that fonts print for the character itself and Unicode keeps apart without a decomposition
# (CJK Radicals Supplement). Those of the block Kangxi Radicals have one.
_RADICALS: Final = str.maketrans(
    "⺁⺇⺈⺊⺌⺎⺕⺗⺘⺟⺠⺩⺫⺬⺮⺳⺼⺾⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻋⻍⻏⻐⻑⻒⻓⻔⻖⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳⻌",
    "厂几刀卜小兀彐心手母民王目示竹网肉艹艹虎衣西西见角角讠贝车辶阝钅長長长门阝青韦页风飞食食马骨鬼鱼鸟卤麦黄黾齐齿龙龟辶",
)
_HYPHENS: Final = frozenset({0x02, 0xFFFE})  # what the library gives for a hyphen at the end of a line
_LOST: Final = frozenset({0x00, 0xFFFD, 0xFFFF})
# Of fonts of symbols, which keep their signs in a private area: bullets, boxes and arrows.
_SYMBOLS: Final = {0xF06C: "●", 0xF06E: "■", 0xF075: "◆", 0xF0A7: "■", 0xF0B7: "•", 0xF0D8: "➤", 0xF0FC: "✓"}


def printed(code: int) -> str | None:
    """Return what a character code prints, ligatures and radicals as their letters; None where the file does
    not say.
    """
    if code in _HYPHENS:
        return "-"
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    if code in _LOST or 0xE000 <= code <= 0xF8FF or 0xF0000 <= code <= 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        return None
    character = chr(code)
    if 0x2E80 <= code <= 0x2EFF:
        return character.translate(_RADICALS)
    if 0x2F00 <= code <= 0x2FD5 or 0xF900 <= code <= 0xFAFF or 0xFB00 <= code <= 0xFB06:
        return unicodedata.normalize("NFKC", character)
    if code < 0x20 or 0x7F <= code < 0xA0:
        return ""
    return character


_ITEM: Final = re.compile(
    r"[一二三四五六七八九十百]{1,3}[、.．]|[(（〔[]\s?[一二三四五六七八九十百\d]{1,3}\s?[)）〕\]]|\d{1,3}(?:[、．)）]|[.](?!\d))"
    r"|第\s?[一二三四五六七八九十百\d]{1,3}\s?[部章节条编篇]|[①-⑳㈠-㈩⑴-⑽⒈-⒑◆◇▲△▶►■□●○★☆※❖➤•【]|附[件表录](?:\s|\d|[:：]|$)"
)


def opens_item(words: str) -> bool:
    """Tell whether words begin with the number or bullet of an item or heading."""
    return _ITEM.match(words) is not None
