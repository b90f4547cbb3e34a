"""The units and deadline that a paragraph or a heading names at its end."""

from __future__ import annotations

import re
from dataclasses import replace

from bizgraph.extract.context import Context
from bizgraph.extract.deadlines import find_deadline
from bizgraph.extract.facts import Responsibility, Role
from bizgraph.extract.roles import Roles, read_labelled, read_units
from bizgraph.outline.layout import load_layout


def tail_roles(context: Context, start: int, end: int) -> Roles | None:
    """Find and read the units and deadline that a paragraph names at its end; None where it names none."""
    due = _due_at_end(context, start, end)
    stop = due.start if due else end
    roles = (
        _labels_at_end(context, start, stop)
        or _bracket_at_end(context, start, stop)
        or _sentence_at_end(context, start, stop)
    )
    if roles is None or due is None:
        return roles or due
    return replace(roles, deadline=roles.deadline or due.deadline)


_DUE_BRACKET = re.compile(r"\([^()]{3,24}\)[。;]?$")
_DUE_SENTENCE = re.compile(r"(?<=[。;)])(?:于|在|确保)?[^。;,、]{0,14}(?:前|内|底)(?:全面|基本)?完成[。;]?$")


def _due_at_end(context: Context, start: int, end: int) -> Roles | None:
    """`…。(2025年6月底前)`, `…。2023年9月底前完成。`: a deadline that stands alone at the end."""
    words = context.words(start, end).rstrip()
    match = _DUE_BRACKET.search(words) or _DUE_SENTENCE.search(words)
    if match is None or ":" in match.group() or context.authorities.genre.role_verb.search(match.group()):
        return None
    left = start + match.start()
    if any(
        context.authorities.units.recognised(m.unit)
        for m in context.units_in(left + match.group().startswith("("), left + len(match.group()))
    ):
        return None
    inner_end = left + len(match.group().rstrip("。;)"))
    opening = left + (context.words(left, left + 1) == "(")
    deadline = find_deadline(context.text, opening, inner_end, context.year)
    return Roles(left, (), deadline, named=True) if deadline else None


def _labels_at_end(context: Context, start: int, end: int) -> Roles | None:
    text = context.text.clean
    for label in load_layout().role_label.finditer(text, start + 1, end):
        before = text[label.start() - 1]
        if before in "。;,(【[\n ”)!":
            left = label.start() - (before in "(【[")
            roles = read_labelled(context, label.start(), end)
            if roles.deadline and not roles.responsibilities:
                return _with_units_before(context, start, left, roles)
            return replace(roles, start=left) if roles else None
    return None


def _with_units_before(context: Context, start: int, end: int, due: Roles) -> Roles:
    """`…。(市市场监管局牵头,市税务局配合;完成时限:2022年11月)`: only the deadline has a label."""
    before = _bracket_at_end(context, start, end) if context.text.clean[end - 1] in ";,。)" else None
    return replace(before, deadline=due.deadline) if before else replace(due, start=end)


def _bracket_at_end(context: Context, start: int, end: int) -> Roles | None:
    """`…。(区市监局牵头,区税务局按职责分工负责)`, also with a bracket lost or nested."""
    text = context.text.clean
    stop = end - (text[end - 1] in "。;")
    sentence = max(text.rfind(mark, start, stop) for mark in "。\n")
    opening = text.find("(", max(start, sentence), stop)
    while opening >= 0:
        if context.authorities.genre.role_bracket.match(text, opening):
            opening = text.find("(", opening + 1, stop)
            continue
        inner_end = stop - 1 if text[stop - 1] == ")" and _closes(text, opening, stop) else stop
        inner = text[opening + 1 : inner_end]
        if context.authorities.genre.role_verb.search(inner):
            roles = read_units(context, opening + 1, inner_end)
            if roles.responsibilities and _all_named(context, roles):
                return Roles(opening, roles.responsibilities, roles.deadline, named=True)
        elif inner_end < stop:
            roles = read_units(context, opening + 1, inner_end)
            if _all_units(context, roles):
                return Roles(opening, roles.responsibilities, roles.deadline, named=True)
        opening = text.find("(", opening + 1, stop)
    return None


def _closes(text: str, opening: int, stop: int) -> bool:
    return text.count(")", opening, stop) >= text.count("(", opening, stop)


def _all_named(context: Context, roles: Roles) -> bool:
    units = context.authorities.units
    mentions = [r.mention for r in roles.responsibilities]
    known = sum(units.recognised(m.unit) or units.looks_like_unit(m.quote.text) for m in mentions)
    return known * 3 >= len(mentions) * 2 and all(len(m.quote.text) <= 40 for m in mentions)


def _all_units(context: Context, roles: Roles) -> bool:
    units = context.authorities.units
    mentions = [r.mention for r in roles.responsibilities]
    known = [units.recognised(m.unit) for m in mentions]
    return any(known) and all(
        is_known or units.looks_like_unit(m.quote.text) for m, is_known in zip(mentions, known, strict=True)
    )


def _sentence_at_end(context: Context, start: int, end: int) -> Roles | None:
    """`…。由市市场监管局牵头,市税务局配合,2024年6月底前完成。`"""
    text = context.text.clean
    stop = end - (text[end - 1] in "。;")
    for marks in ("。;", ",;。"):
        left = max(text.rfind(mark, start, stop) for mark in marks) + 1
        while left > start:
            if names_units_only(context, left, stop):
                roles = read_units(context, left, stop)
                return Roles(left, roles.responsibilities, roles.deadline, named=True)
            if marks == "。;":
                break
            left = max(text.rfind(mark, start, left - 1) for mark in marks) + 1
            if stop - left > 120:
                break
    return None


_THIS_TASK = re.compile(
    r"^\s*(?:(?:以上|上述)?[此该本这]?[一二两三四五]?项?(?:工作|任务|措施|举措|事项)|(?:以上|上述)[一二两三四五六]项)由?"
)


def _on_roles(context: Context, clause: str, roles: Roles) -> bool:
    """Whether a clause names a unit, a role or the deadline of what was read around it."""
    quotes = [each.mention.quote for each in roles.responsibilities]
    quotes += [roles.deadline.quote] if roles.deadline else []
    return bool(context.authorities.genre.role_verb.search(clause)) or any(
        quote.text in clause or quote.text.startswith(clause) for quote in quotes
    )


def names_units_only(context: Context, start: int, end: int) -> bool:
    """Tell whether a stretch holds units, their roles and a deadline, and next to nothing else."""
    if not context.authorities.genre.role_verb.search(context.text.clean, start, end) or end - start > 160:
        return False
    roles = read_units(context, start, end)
    mentions = [r.mention for r in roles.responsibilities]
    units = context.authorities.units
    if not mentions or not all(
        units.recognised(m.unit) or units.looks_like_unit(m.quote.text) for m in mentions
    ):
        return False
    if not all(_on_roles(context, clause, roles) for clause in re.split("[,;]", context.words(start, end))):
        return False
    named = sum(len(m.quote.text) for m in mentions)
    verbs = sum(
        len(m.group()) for m in context.authorities.genre.role_verb.finditer(context.text.clean, start, end)
    )
    due = len(roles.deadline.quote.text) + 2 if roles.deadline else 0
    words = context.authorities.genre.role_bracket.sub("", _THIS_TASK.sub("", context.words(start, end)))
    return named + verbs + due >= 0.8 * len(re.sub(r"[、,;。由 \n]", "", words))


def heading_roles(context: Context, start: int, end: int) -> Roles | None:
    """`一、开办企业指标领域(区市监局牵头)`, also with its opening bracket lost."""
    text = context.text.clean
    stop = end - (text[end - 1] == ")")
    opening = text.rfind("(", start, stop)
    if opening >= 0 and load_layout().role_label.match(text, opening + 1, stop):
        roles = read_labelled(context, opening + 1, stop)
        return Roles(opening, roles.responsibilities, roles.deadline, roles.champions, True)
    if opening >= 0 and context.authorities.genre.role_verb.search(text, opening, stop):
        roles = read_units(context, opening + 1, stop)
        return Roles(opening, roles.responsibilities, roles.deadline, named=True) if roles else None
    verb = re.compile("牵头").search(text, start, stop)
    if verb is None:
        return None
    units = context.authorities.units
    for left in range(start + 2, verb.start() - 2):
        mentions = context.units_in(left, verb.start())
        if mentions and all(units.recognised(m.unit) for m in mentions):
            return Roles(left, tuple(Responsibility(m, Role.LEAD) for m in mentions), named=True)
    return None
