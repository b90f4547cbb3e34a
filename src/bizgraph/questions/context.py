"""The sentences before and behind a place in a text, so that what stands there is read as it was meant."""

from __future__ import annotations

from typing import Final

_SENTENCE_END: Final = "。；;！!？?\n"
_AROUND: Final = 160  # characters of context, at most
_SHORT: Final = 8  # characters that are no sentence


def sentence_before(text: str, start: int) -> str:
    """Return the sentence before a place in a text, on one line, cut where it is very long.

    What is no sentence, such as the number of an item, comes with the one before it.
    """
    words = text[max(0, start - 4 * _AROUND) : start].rstrip()
    at = len(words)
    while at > 0 and len("".join(words[at:].split())) < _SHORT:
        at = max(words.rfind(mark, 0, max(at - 1, 0)) for mark in _SENTENCE_END) + 1
        if at == 0:
            break
    sentence = " ".join(words[at:].split())
    return sentence if len(sentence) <= _AROUND else f"…{sentence[-_AROUND:]}"


def sentence_behind(text: str, end: int) -> str:
    """Return the sentence behind a place in a text, on one line, cut where it is very long."""
    words = text[end : end + 4 * _AROUND]
    words = words.lstrip(_SENTENCE_END + " \t\r\u3000")
    at = min((found for mark in _SENTENCE_END if (found := words.find(mark)) >= 0), default=len(words))
    sentence = " ".join(words[: at + 1].split())
    return sentence if len(sentence) <= _AROUND else f"{sentence[:_AROUND]}…"
