"""Telephone numbers of persons: found so that they can be left out, never kept."""

from __future__ import annotations

import re

# What may stand between the groups of a number: blanks, hyphens and characters that nobody sees.
_GAP = "[-\u2010-\u2015\u2212\uff0d \t\xa0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff\ufffd\xad]*"

# Mainland mobile numbers: 11 digits from 13 to 19, also in groups (3-4-4), behind +86 or 0, and full-width.
# An amount in 元 is none. A number broken over two lines is not seen.
MOBILE = re.compile(
    rf"(?<!\d)(?:[+\uff0b]?[8\uff18][6\uff16]{_GAP}|[0\uff10])?"
    rf"[1\uff11][3-9\uff13-\uff19]\d{_GAP}\d{{4}}{_GAP}\d{{4}}(?!\d|\s?元)"
)


def redact(words: str) -> str:
    """Return the words with every mobile number replaced by asterisks, one a character."""
    return MOBILE.sub(lambda match: "*" * len(match.group()), words)
