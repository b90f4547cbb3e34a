"""Places that a measure names as its model: `借鉴深圳市先进做法`, `对标粤港澳大湾区`."""

from __future__ import annotations

from bizgraph.authority.identity import RegionLevel
from bizgraph.extract.context import Context
from bizgraph.extract.facts import RegionMention

_NEAR = 14


def models_named(context: Context, start: int, end: int) -> tuple[RegionMention, ...]:
    """Return the places named as models from `start` to `end`; the document's own places never are."""
    genre = context.authorities.genre
    found: list[RegionMention] = []
    for mention, left, right in _places_with_offsets(context, start, end):
        region = mention.region
        if (
            context.is_own(region)
            or region.level is RegionLevel.COUNTRY
            or region.id in {m.region.id for m in found}
        ):
            continue
        clause = max(start, *(context.text.clean.rfind(mark, start, left) + 1 for mark in "。;,"))
        before = context.words(clause, left)
        words = genre.model_before.finditer(context.text.clean, clause, end)
        cues = [cue for cue in words if cue.end() <= left]
        near = bool(cues) and _only_places_between(context.words(cues[-1].end(), left))
        after = genre.model_after.match(context.text.clean, right, min(end, right + _NEAR))
        behind = after is not None and bool(after.group().strip("等地的市省"))
        if near or (cues and behind) or (behind and before.endswith(("按照“", "按照"))):
            found.append(mention)
    return tuple(found)


def _only_places_between(words: str) -> bool:
    """Whether the cue word stands right before the place, or before a list that holds it."""
    return len(words) <= 2 or ("、" in words and len(words) <= 30) or words in ("国内", "省内", "全国")


def _places_with_offsets(context: Context, start: int, end: int) -> list[tuple[RegionMention, int, int]]:
    found = []
    for match in context.scan(start, end):
        left, right = start + match.start, start + match.end
        found.append((RegionMention(match.region, context.quote(left, right)), left, right))
    return found
