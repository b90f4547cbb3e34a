"""The language of a page: the one asked for in the address, else the one the reader's program prefers."""

from __future__ import annotations

from starlette.requests import Request

from bizgraph.questions.answer import LANGUAGES


def language_of(request: Request) -> str:
    """Return `zh` or `en`."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    wanted: list[tuple[float, str]] = []
    for each in request.headers.get("accept-language", "").split(","):
        name, _, quality = each.strip().partition(";q=")
        code = name.split("-")[0].lower()
        try:
            weight = float(quality or 1)
        except ValueError:
            continue
        if code in LANGUAGES and weight > 0:
            wanted.append((-weight, code))
    return min(wanted, key=lambda each: each[0])[1] if wanted else LANGUAGES[0]
