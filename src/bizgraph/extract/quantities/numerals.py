"""Numbers as Chinese documents print them: digits, magnitudes, Chinese characters."""

from __future__ import annotations

from decimal import Decimal

_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_POWERS = {"十": 10, "百": 100, "千": 1000}
_MAGNITUDES = {"万": 10_000, "亿": 100_000_000}
CHINESE = "零〇一二两三四五六七八九十百千万亿"
_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def narrow(words: str) -> str:
    """Return the words with full-width digits, letters and punctuation made half-width, length kept."""
    return words.translate(_NARROW)


def read_digits(printed: str) -> Decimal:
    """Return the number printed in digits, such as `1,197.2`."""
    return Decimal(printed.replace(",", ""))


def read_magnitude(printed: str) -> int:
    """Return what a printed magnitude multiplies by: 百万 is 1000000."""
    factor = 1
    for character in printed:
        factor *= _POWERS.get(character, 1) * _MAGNITUDES.get(character, 1)
    return factor


def plain(value: Decimal) -> Decimal:
    """Return the number without zeros behind its last digit, never with an exponent: 39900.00 is 39900."""
    return Decimal(format(value.normalize(), "f"))


def read_chinese(printed: str) -> Decimal | None:
    """Return the number spelled in Chinese characters, or None where they spell none (一二)."""
    whole, point, fraction = printed.partition("点")
    value = _read_whole(whole)
    if value is None or not point:
        return value
    if not fraction or any(character not in _DIGITS for character in fraction):
        return None
    return value + Decimal("0." + "".join(str(_DIGITS[character]) for character in fraction))


def _read_whole(printed: str) -> Decimal | None:
    """Return a whole number spelled out, or None."""
    total, section, digit, last = 0, 0, -1, ""
    for character in printed:
        if character in _DIGITS:
            if digit > 0:
                return None
            digit = _DIGITS[character]
        elif character in _POWERS:
            if digit == 0 or last in _POWERS:
                return None
            section += (1 if digit < 0 else digit) * _POWERS[character]
            digit = -1
        elif character in _MAGNITUDES:
            section += max(digit, 0)
            total, section, digit = (total + section) * _MAGNITUDES[character], 0, -1
        else:
            return None
        last = character
    return Decimal(total + section + max(digit, 0)) if printed else None
