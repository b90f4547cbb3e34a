"""A question asked again with one of its possible meanings in the place of what was not clear."""

from __future__ import annotations

import re
from typing import Final

from bizgraph.questions.answer import Answer, Candidate, Status
from bizgraph.questions.names import simplified

_NAMED: Final = re.compile(r"“([^”]+)”")
_MONTH: Final = re.compile(
    r"(?:1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月份?"
    r"|\b(?:january|february|march|april|may|june|july|august|september|october|november|december)\b",
    re.IGNORECASE,
)


def asked_again(question: str, answer: Answer, candidate: Candidate) -> str:
    """Return the question that a candidate stands for; empty where nothing tells which words to replace.

    Of a refused question, a candidate is a question itself; of one of several meanings, a name or a month.
    """
    if answer.status is Status.REFUSED:
        return candidate.label if not candidate.iri else ""
    said = simplified(question)
    unclear = next((name for name in _NAMED.findall(answer.reading) if name in said), "")
    if unclear:
        return said.replace(unclear, candidate.label, 1)
    if not candidate.iri and _MONTH.search(said):
        return _MONTH.sub(lambda _: candidate.label, said, count=1)
    return ""
