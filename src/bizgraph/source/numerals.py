"""Numbers of lists as Word and browsers print them: by the names that Word gives the formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_FORMAL: Final = "零壹贰叁肆伍陆柒捌玖"
_FORMAL_TRADITIONAL: Final = "零壹貳參肆伍陸柒捌玖"
_UNITS: Final = ("", "十", "百", "千")
_FORMAL_UNITS: Final = ("", "拾", "佰", "仟")
_STEMS: Final = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES: Final = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN: Final = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_MOST_ROMAN: Final = 3999


def numeral(value: int, format_name: str) -> str:
    """Return a number in one of Word's formats; in figures where the format is not known or ends below it."""
    printed = _FORMATS[format_name](value) if format_name in _FORMATS and value >= 0 else ""
    return printed or str(value)


def _counting(value: int, digits: str = _DIGITS, units: tuple[str, ...] = _UNITS) -> str:
    """`二十三`: digits with their units; `十一` without a one in front where the units are the plain ones."""
    if not 0 < value < 10_000:
        return digits[0] if value == 0 else ""
    printed = ""
    for power in range(3, -1, -1):
        digit = value // 10**power % 10
        if digit:
            printed += digits[digit] + units[power]
        elif printed and value % 10**power and not printed.endswith("零"):
            printed += "零"
    return printed[1:] if 10 <= value < 20 and units is _UNITS else printed


def _digital(value: int) -> str:
    """`二三`: digit by digit."""
    return "".join(_DIGITS[int(digit)] for digit in str(value))


def _row(first: str, length: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode, from one on."""
    return lambda value: chr(ord(first) + value - 1) if 0 < value <= length else ""


def _cycle(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if 0 < value <= len(characters) else ""


def _circled(value: int) -> str:
    if 20 < value <= 50:
        return chr(0x3251 + value - 21) if value <= 35 else chr(0x32B1 + value - 36)
    return _row("①", 20)(value)


def _letters(value: int) -> str:
    """`a` … `z`, `aa`, `bb` as Word goes on."""
    if not 0 < value <= 26 * 30:
        return ""
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _roman(value: int) -> str:
    if not 0 < value <= _MOST_ROMAN:
        return ""
    printed = ""
    for worth, letters in _ROMAN:
        printed += letters * (value // worth)
        value %= worth
    return printed


def _full_width(value: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(value))


_FORMATS: Final[Mapping[str, Callable[[int], str]]] = {
    "decimal": str,
    "decimalZero": lambda value: f"{value:02}",
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalHalfWidth": str,
    "upperRoman": _roman,
    "lowerRoman": lambda value: _roman(value).lower(),
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerLetter": _letters,
    "chineseCounting": _counting,
    "chineseCountingThousand": _counting,
    "japaneseCounting": _counting,
    "taiwaneseCounting": _counting,
    "taiwaneseCountingThousand": _counting,
    "ideographDigital": _digital,
    "japaneseDigitalTenThousand": _digital,
    "taiwaneseDigital": _digital,
    "chineseLegalSimplified": lambda value: _counting(value, _FORMAL, _FORMAL_UNITS),
    "ideographLegalTraditional": lambda value: _counting(value, _FORMAL_TRADITIONAL, _FORMAL_UNITS),
    "japaneseLegal": lambda value: _counting(value, _FORMAL_TRADITIONAL, _FORMAL_UNITS),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedParen": _row("⑴", 20),
    "decimalEnclosedFullstop": _row("⒈", 20),
    "ideographEnclosedCircle": _row("㊀", 10),
    "ideographTraditional": _cycle(_STEMS),
    "ideographZodiac": _cycle(_BRANCHES),
    "numberInDash": lambda value: f"- {value} -",
}
