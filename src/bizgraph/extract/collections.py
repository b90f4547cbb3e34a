"""Collections of typical practices: each titled piece is one practice, by the place or units of its title."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bizgraph.extract.context import Context
from bizgraph.extract.facts import Outcome, Practice
from bizgraph.extract.parts import Leaf, Setting, closes_document
from bizgraph.extract.quantities import find_quantities
from bizgraph.extract.statements import spoken_items
from bizgraph.extract.subjects import Subject, subject_of, title_subject
from bizgraph.outline.nodes import Node, NodeKind, Outline

_TITLE_WEIGHT = 5
_LEAST_WORDS = 40
_LETTER = re.compile(r"印发|通知|通报|公布|关于推广")
_COUNTED = re.compile(r"[一二三四五六七八九十]是")
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]?[”’)》]*")


def is_collection(context: Context, title: str) -> bool:
    """Tell whether a document with this title collects practices."""
    return context.authorities.genre.collection_title.search(title) is not None


def read_collection(context: Context, outline: Outline) -> tuple[Practice, ...]:
    """Return the practices of a collection in order."""
    pieces = list(_titled_pieces(context, outline.root))
    if len(pieces) > 1 and _is_own_title(context, outline, pieces[0][0]):
        pieces = pieces[1:]
    return tuple(_practice(context, outline, node, subject) for node, subject in pieces)


def _is_own_title(context: Context, outline: Outline, node: Node) -> bool:
    """Whether a piece is the head of the collection: its title, and what its editor says below."""
    title = context.words(node.body, node.title_end)
    return node is outline.root.children[0] and node.marker is None and is_collection(context, title)


def _titled_pieces(context: Context, node: Node) -> Iterator[tuple[Node, Subject]]:
    for child in node.children:
        if child.kind not in (NodeKind.HEADING, NodeKind.ITEM) or child.extent - child.end < _LEAST_WORDS:
            continue
        if _LETTER.search(context.words(child.body, child.title_end)):
            yield from _titled_pieces(context, child)
            continue
        title_end = child.title_end if child.title_end > child.body else child.end
        subject = title_subject(context, _first_word(context, child.body), title_end)
        if subject is None and not any(_titled_pieces(context, child)):
            subject = _subject_of_words(context, child)
        if subject is not None and not _holds_several(context, child):
            yield child, subject
        else:
            yield from _titled_pieces(context, child)


def _first_word(context: Context, position: int) -> int:
    while context.words(position, position + 1).isspace():
        position += 1
    return position


def _holds_several(context: Context, node: Node) -> bool:
    """Whether the pieces are this node's children: it is the collection's own title."""
    return sum(1 for _ in _titled_pieces(context, node)) >= 2


def _subject_of_words(context: Context, node: Node) -> Subject | None:
    """The place that opens the first sentence of a piece whose title names none."""
    genre = context.authorities.genre
    title = context.words(node.body, node.title_end)
    if genre.part(title) or genre.outcome_heading.search(title) or not node.children:
        return None
    first = node.children[0]
    if first.kind is not NodeKind.PARAGRAPH:
        return None
    return subject_of(context, first.body, first.end)


def _practice(context: Context, outline: Outline, node: Node, subject: Subject) -> Practice:
    title_end = node.title_end if node.title_end > node.body else node.end
    title = context.quote(node.body, title_end)
    quote = context.quote(node.body, _end(context, outline, node))
    return Practice(
        f"practice/{quote.span.start}",
        node.number,
        quote,
        None,
        context.region,
        _indicators(context, subject.end, title_end, node.extent),
        (),
        rule="titled piece of a collection",
        title=title,
        places=subject.places,
        units=subject.units,
        outcomes=tuple(_outcomes(context, node, title_end)),
    )


def _indicators(context: Context, start: int, title_end: int, end: int) -> tuple[str, ...]:
    """What a piece is about: what its title names behind the subject, else what its words hint at most."""
    indicators = context.authorities.indicators
    title = context.words(start, title_end)
    return (
        indicators.named_in(title)
        or indicators.cued_in(title * _TITLE_WEIGHT + context.words(title_end, end))[:1]
    )


def _end(context: Context, outline: Outline, node: Node) -> int:
    """Where a piece ends; a paragraph that closes the whole document is no part of its last piece."""
    parts = list(node.walk())
    while len(parts) > 1 and closes_document(outline, context.authorities.genre, parts[-1]):
        parts.pop()
    return max(part.end for part in parts)


def _outcomes(context: Context, node: Node, title_end: int) -> Iterator[Outcome]:
    headed = [part for part in node.walk() if part is not node and _tells_outcome(context, part)]
    for part in headed:
        if not any(
            part is not other and other in other.walk() and part in other.walk()
            for other in headed
            if other is not part
        ):
            yield from _of_part(context, part)
    if not headed:
        yield from _of_sentences(context, title_end, node.extent)


def _tells_outcome(context: Context, part: Node) -> bool:
    title = context.words(part.body, part.title_end) if part.title_end > part.body else ""
    if part.label is not None:
        title = part.label.printed
    elif not title and part.end - part.body < 25 and part.children:
        title = context.words(part.body, part.end)
    return len(title) <= 25 and context.authorities.genre.outcome_heading.search(title) is not None


def _of_part(context: Context, part: Node) -> Iterator[Outcome]:
    if part.title_end < part.end:
        yield from _of_passage(context, part, part.title_end, part.end)
    for child in part.children:
        if child.kind is NodeKind.PARAGRAPH:
            yield from _of_passage(context, child, child.body, child.extent)
        else:
            for _, start, end in spoken_items(context, Leaf(child, Setting(), child.body, child.extent, "")):
                yield _outcome(context, start, end, "item of a part on results")


def _of_passage(context: Context, node: Node, start: int, end: int) -> Iterator[Outcome]:
    """An outcome for each of the items counted aloud, else for each sentence."""
    items = spoken_items(context, Leaf(node, Setting(), start, end, ""))
    if len(items) == 1 and not _COUNTED.match(context.words(start, end)):
        yield from _each_sentence(context, start, end)
        return
    for _, left, right in items:
        yield _outcome(context, left, right, "item of a part on results")


def _each_sentence(context: Context, start: int, end: int) -> Iterator[Outcome]:
    for match in _SENTENCE.finditer(context.words(start, end)):
        if len(match.group().strip()) > 5:
            yield _outcome(
                context, start + match.start(), start + match.end(), "sentence of a part on results"
            )


def _of_sentences(context: Context, start: int, end: int) -> Iterator[Outcome]:
    for match in _SENTENCE.finditer(context.words(start, end)):
        if context.authorities.genre.result.search(match.group()) and re.search(r"\d", match.group()):
            outcome = _outcome(
                context, start + match.start(), start + match.end(), "sentence that states a result"
            )
            if outcome.quantities:
                yield outcome


def _outcome(context: Context, start: int, end: int, rule: str) -> Outcome:
    quote = context.quote(start, end)
    quantities = find_quantities(context.text, start, end, levels_to_reach=False)
    return Outcome(f"outcome/{quote.span.start}", quote, quantities, rule)
