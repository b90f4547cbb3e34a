"""A plan's statements to facts, each by what the headings over it say it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bizgraph.extract.context import Context
from bizgraph.extract.facts import Baseline, Measure, Practice
from bizgraph.extract.found import Block, Found, Path, path
from bizgraph.extract.genre import PartKind
from bizgraph.extract.measures import levels, read_measures, with_own_deadline, with_roles
from bizgraph.extract.parts import HeadingWords, Leaf, Piece, RoleLine, TablePart, pieces
from bizgraph.extract.practices import read_practices
from bizgraph.extract.role_lines import read_role_lines
from bizgraph.extract.roles import Roles
from bizgraph.extract.sections import SectionBook
from bizgraph.extract.statements import merged_passages, read_baseline, read_gaps, read_target
from bizgraph.extract.tails import names_units_only
from bizgraph.extract.task_tables import read_table
from bizgraph.outline.nodes import NodeKind, Outline
from bizgraph.outline.numbering import numeral

_NOTHING_EXPECTED = (PartKind.ORGANISATION, PartKind.TASK_FORCE)


def read_plan(context: Context, outline: Outline, book: SectionBook, found: Found) -> None:
    """Read the statements, role lines and tables of a plan, in the order of the text."""
    passages: list[Leaf] = []
    lines: list[RoleLine] = []
    for each in pieces(outline, context.authorities.genre):
        piece = _line_of_units(context, each)
        if isinstance(piece, Leaf) and _same_passage(passages, piece):
            passages.append(piece)
            continue
        _read_passages(context, book, found, passages)
        passages = []
        if isinstance(piece, RoleLine) and lines and piece.setting.headings == lines[0].setting.headings:
            lines.append(piece)
            continue
        read_role_lines(context, book, found, lines)
        lines = []
        if isinstance(piece, RoleLine):
            lines = [piece]
        elif isinstance(piece, TablePart):
            _read_table(context, book, found, piece)
        elif isinstance(piece, HeadingWords):
            if piece.setting.part not in _NOTHING_EXPECTED:
                found.expected.append((piece.start, piece.end))
        else:
            passages = [piece]
    _read_passages(context, book, found, passages)
    read_role_lines(context, book, found, lines)
    found.measures = [_with_own_deadline(context, found, measure) for measure in found.measures]


def _line_of_units(context: Context, piece: Piece) -> Piece:
    """`市市场监管局牵头,市税务局配合`, a line by itself, orders nothing: it is a role line."""
    if (
        isinstance(piece, Leaf)
        and piece.node.kind is NodeKind.PARAGRAPH
        and _part(piece) is PartKind.MEASURES
    ):
        stop = (
            piece.end
            - len(context.words(piece.start, piece.end))
            + len(context.words(piece.start, piece.end).rstrip("。; "))
        )
        if names_units_only(context, piece.start, stop):
            return RoleLine(piece.node, piece.setting)
    return piece


def _same_passage(passages: Sequence[Leaf], leaf: Leaf) -> bool:
    """Gaps and practices are read by the passage; a measure each by itself, before its role line."""
    kept = (PartKind.GAP, PartKind.BENCHMARK)
    return (
        bool(passages) and passages[0].setting.part in kept and leaf.setting.part is passages[0].setting.part
    )


def _read_passages(context: Context, book: SectionBook, found: Found, passages: list[Leaf]) -> None:
    if not passages:
        return
    part = _part(passages[0])
    if part is None and not found.begun and _opens_with_aims(context, passages[0]):
        part = PartKind.AIMS
    if part is PartKind.STATUS and _admits_a_gap(context, passages[0]):
        part = PartKind.GAP
    if part is PartKind.MEASURES:
        part = _said_of_itself(context, passages[0])
        if part is None:
            return
    found.begun = found.begun or passages[0].setting.numbered or passages[0].node.marker is not None
    if found.begun and part not in _NOTHING_EXPECTED:
        found.expected += [(leaf.start, leaf.end) for leaf in passages]
    if part is PartKind.MEASURES:
        _read_measures(context, book, found, passages[0])
    elif part is PartKind.GAP:
        for leaf in merged_passages(passages):
            found.gaps += read_gaps(context, book, leaf)
    elif part is PartKind.BENCHMARK:
        _keep_told(found, read_practices(context, book, passages))
    elif part is PartKind.STATUS:
        found.baselines.append(read_baseline(context, book, passages[0]))
    elif part is PartKind.AIMS:
        _read_target(context, book, found, passages[0])


_SHORT_OF = re.compile("差距|短板|(?:存在|主要)[^,。;]{0,6}(?:问题|不足)|落后|滞后")


def _admits_a_gap(context: Context, leaf: Leaf) -> bool:
    """Under `现状与差距`, a passage that says what is wanting is a gap, any other where the place stands."""
    titles = (context.words(node.body, node.title_end) for node in leaf.setting.headings)
    return any(map(context.authorities.genre.names_gap, titles)) and bool(
        _SHORT_OF.search(context.text.clean, leaf.start, leaf.end)
    )


def _keep_told(found: Found, told: Iterable[Practice | Baseline]) -> None:
    for fact in told:
        if isinstance(fact, Practice):
            found.practices.append(fact)
        else:
            found.baselines.append(fact)


def _opens_with_aims(context: Context, leaf: Leaf) -> bool:
    """Whether a paragraph above the first heading states levels to reach: general aims of the plan."""
    stated = context.authorities.genre.opening_aim.search(context.text.clean, leaf.start, leaf.end)
    return stated is not None and bool(levels(context, stated.start(), leaf.end))


def _part(leaf: Leaf) -> PartKind | None:
    """What a statement is; in a plan, numbered statements under headings that do not say order action."""
    if leaf.setting.part is None and (leaf.setting.numbered or leaf.node.marker is not None):
        return PartKind.MEASURES
    if leaf.setting.part is PartKind.MEASURES and not leaf.setting.decided:
        return PartKind.MEASURES if leaf.setting.numbered or leaf.node.marker is not None else None
    return leaf.setting.part


def _said_of_itself(context: Context, leaf: Leaf) -> PartKind | None:
    """A numbered statement may say that it is the aim, or only open or close the document."""
    words = context.words(leaf.start, leaf.end)
    if context.authorities.genre.preamble.search(words):
        return None
    return PartKind.AIMS if context.authorities.genre.own_aim.match(words) else PartKind.MEASURES


def _read_measures(context: Context, book: SectionBook, found: Found, leaf: Leaf) -> None:
    block = found.blocks.setdefault(path(leaf.setting.headings), Block())
    for measure, start, end in read_measures(context, book, leaf):
        block.closed = True
        found.measures.append(replace(measure, targets=tuple(block.targets)))
        found.paths[measure.key] = path(leaf.setting.headings)
        found.stretches[measure.key] = (start, end)
        if shared := _SHARED.search(context.words(end, leaf.end)):
            _share(found, numeral(shared["count"]) or 1)


_SHARED = re.compile(r"(?:以上|上述)(?P<count>[两二三四五六七八九十]+)[项条]")


def _share(found: Found, count: int) -> None:
    """`(以上两项由市税务局负责)` behind the last of them holds for all (MODEL, Units)."""
    last = found.measures[-1]
    roles = Roles(0, last.responsibilities, last.deadline)
    for index in range(max(0, len(found.measures) - count), len(found.measures) - 1):
        found.measures[index] = with_roles(found.measures[index], roles)


def _with_own_deadline(context: Context, found: Found, measure: Measure) -> Measure:
    stretch = found.stretches.get(measure.key)
    return with_own_deadline(context, measure, *stretch) if stretch else measure


def _read_target(context: Context, book: SectionBook, found: Found, leaf: Leaf) -> None:
    target = read_target(context, book, leaf)
    found.targets.append(target)
    found.stretches[target.key] = (leaf.start, leaf.end)
    if leaf.setting.label is None:
        return
    place = path(leaf.setting.headings)
    block = found.blocks.setdefault(place, Block())
    if block.closed and not block.targets:
        _give_target(found, place, target.key)
        return
    if block.closed:
        block.targets.clear()
        block.closed = False
    block.targets.append(target.key)


def _give_target(found: Found, place: Path, target: str) -> None:
    """A task may name its aim behind its action: the aim is that of the measures right above it."""
    for index in range(len(found.measures) - 1, -1, -1):
        if found.paths.get(found.measures[index].key) != place:
            break
        found.measures[index] = replace(found.measures[index], targets=(target,))


def _read_table(context: Context, book: SectionBook, found: Found, part: TablePart) -> None:
    facts = read_table(context, book, part)
    rows = part.node.rows[1:] if facts.read else part.node.rows
    found.expected += [(row.start, row.end) for row in rows]
    found.measures += facts.measures
    found.gaps += facts.gaps
    found.targets += facts.targets
    _keep_told(found, facts.told)
