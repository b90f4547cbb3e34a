"""The list of attachments at the end of a letter, which only names what follows."""

from __future__ import annotations

from bizgraph.outline.numbering import MarkerKind, marker_at
from bizgraph.outline.paragraphs import Paragraph, is_terminal


def without_contents(clean: str, found: tuple[Paragraph, ...]) -> list[Paragraph]:
    """Leave out the list of attachments (`附件:1.… 2.…`) that stands at the end of a letter."""
    kept: list[Paragraph] = []
    inside = False
    later = {_attachment_value(p) for p in found if is_attachment(p)}
    seen: dict[int | None, int] = {}
    for paragraph in found:
        if is_attachment(paragraph):
            seen[_attachment_value(paragraph)] = seen.get(_attachment_value(paragraph), 0) + 1
    passed: dict[int | None, int] = {}
    for paragraph in found:
        if is_attachment(paragraph):
            value = _attachment_value(paragraph)
            passed[value] = passed.get(value, 0) + 1
            listing = value is None and len(later) > 1 and marker_at(clean, paragraph.body) is not None
            inside = listing or (passed[value] < seen[value] and paragraph.body < paragraph.end)
            if inside:
                continue
        elif inside:
            marker = paragraph.marker
            short = paragraph.end - paragraph.body < 60 and not is_terminal(
                clean, paragraph.body, paragraph.end
            )
            if marker and marker.kind is MarkerKind.ARABIC and short:
                continue
            inside = False
        kept.append(paragraph)
    return kept


def is_attachment(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph opens with `附件` or a word like it."""
    return paragraph.marker is not None and paragraph.marker.kind is MarkerKind.ATTACHMENT


def _attachment_value(paragraph: Paragraph) -> int | None:
    return paragraph.marker.value if paragraph.marker else None
