"""The graph pattern of a question: which facts, when, where and by whom, in terms of the ontology.

Values are bound to variables, never pasted: no character of a question gets into SPARQL text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from bizgraph.questions.asking.question import FACT, PRACTICE, Question, Step
from bizgraph.questions.asking.vocabulary import ROLE_LINKS
from bizgraph.rdf.vocabulary import integer, words
from bizgraph.store.interface import Binding
from bizgraph.store.values import to_literal

_ROLES: Final = {"lead": "biz:leadRole", "partner": "biz:partnerRole"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """Lines of a graph pattern, with the values of its variables."""

    lines: tuple[str, ...]
    bindings: Mapping[str, Binding] = field(default_factory=dict)

    def __add__(self, other: Pattern) -> Pattern:
        return Pattern((*self.lines, *other.lines), {**self.bindings, **other.bindings})

    def with_lines(self, *lines: str) -> Pattern:
        """Return the pattern with more lines."""
        return self + Pattern(lines)


def pattern_of(question: Question) -> Pattern:
    """Return the pattern that facts, `?fact`, must fit to answer a question."""
    pattern = Pattern(tuple(_facts(question)))
    if question.chosen:
        pattern += Pattern((), {"quantity" if question.figures else FACT: question.chosen})
    pattern += _time(question)
    for step in question.steps:
        pattern += _step(step, question.language)
    return pattern + _figures(question) if question.figures else pattern


# ---- the facts


def _facts(question: Question) -> Iterator[str]:
    if question.of_assignments:
        yield from _assignment(question)
    elif len(question.kinds) == 1:
        yield f"?fact a {question.kind.class_name} ."
    else:
        classes = " ".join(kind.class_name for kind in question.kinds)
        yield f"VALUES ?class {{ {classes} }}"
        yield "?fact a ?class ."


def _assignment(question: Question) -> Iterator[str]:
    """Say that what is assigned are sections; measures only where a document's sections assign nothing."""
    paths = (step.link.path for step in question.steps if step.link.id in ROLE_LINKS)
    path = next(paths, "biz:responsibleUnit")
    yield "{ ?fact a biz:PlanSection } UNION {"
    yield "  ?fact a biz:Measure ; biz:inDocument ?same_document ; biz:indicator ?same_indicator ."
    yield "  MINUS {"
    yield f"    ?section a biz:PlanSection ; {path} ?anyone ;"
    yield "      biz:inDocument ?same_document ; biz:indicator ?same_indicator"
    yield "  } }"


# ---- time


def _time(question: Question) -> Pattern:
    if question.dated is False:
        return Pattern(("FILTER NOT EXISTS { ?fact biz:deadline ?any_deadline }",))
    pattern = Pattern(tuple(_deadline(question)))
    if question.due and question.due.first:
        pattern += Pattern(("FILTER(?deadline >= ?due_from)",), {"due_from": to_literal(question.due.first)})
    if question.due and question.due.last:
        pattern += Pattern(("FILTER(?deadline <= ?due_by)",), {"due_by": to_literal(question.due.last)})
    return pattern + _year(question) if question.year else pattern


def _deadline(question: Question) -> Iterator[str]:
    if question.due:
        yield "?fact biz:deadline ?deadline . OPTIONAL { ?fact biz:deadlineText ?deadline_text }"
    elif question.wants_deadline:
        lines = "?fact biz:deadlineText ?deadline_text . OPTIONAL { ?fact biz:deadline ?deadline }"
        yield lines if question.kind.id == "measure" else f"OPTIONAL {{ {lines} }}"


def _year(question: Question) -> Pattern:
    """Say that a document is of a year by its title or date of issue, or a fact by its own deadline."""
    of_year = "CONTAINS(STR(?dated_title), STR(?year)) || YEAR(?dated) = ?year"
    document = "?fact" if question.of_documents else "?dated_document"
    lines = [
        f"{document} dcterms:title ?dated_title .",
        f"OPTIONAL {{ {document} dcterms:issued ?dated }}",
    ]
    if not question.of_documents:
        lines.insert(0, "?fact biz:inDocument ?dated_document .")
        of_year += "\n  || EXISTS { ?fact biz:deadline ?own_deadline FILTER(YEAR(?own_deadline) = ?year) }"
    return Pattern((*lines, f"FILTER({of_year})"), {"year": integer(question.year)})


# ---- the links


def _step(step: Step, language: str) -> Pattern:
    if not step.source:  # the fact itself is one of these
        return Pattern((), {FACT: step.things})
    values = {f"in_{step.variable}": step.places or step.things} if step.things else {}
    if step.negated:
        return Pattern((f"FILTER NOT EXISTS {{ ?{step.source} {_path(step)} {_end(step)} }}",), values)
    if step.link.target == "indicator" and step.things:
        lines = [f"?{step.source} biz:indicator|biz:subIndicator {_end(step)} ."]
    elif step.link.id in ROLE_LINKS and step.wanted:
        lines = list(_role(step, language))
    else:
        lines = [f"?{step.source} {_path(step)} {_end(step)} ."]
    if step.wanted and step.things:
        lines.append(f"?{step.source} {step.link.path} ?{step.variable} .")
    return Pattern(tuple(lines), values)


def _path(step: Step) -> str:
    """Return the way to a thing; a unit practises for its place."""
    path = step.link.path
    return f"({path}|biz:practisedByUnit/biz:region)" if step.link.id == "practised" and step.things else path


def _end(step: Step) -> str:
    """Return the variable at the end of a step: bound to things, wanted, or any."""
    if step.things:
        return f"?in_{step.variable}"
    is_any = not step.wanted and step.variable != PRACTICE
    return f"?any_{step.variable}" if is_any else f"?{step.variable}"


def _role(step: Step, language: str) -> Iterator[str]:
    """Yield how a unit answers for a fact: in which role, and how the document writes its name."""
    yield f"?held biz:responsibilityOf ?{step.source} ; biz:assignee ?{step.variable} ;"
    yield "  biz:role ?in_role ; biz:mention ?printed ."
    yield "?in_role rdfs:label ?role ."
    yield f'FILTER(LANG(?role) = "{language}")'
    if role := _ROLES.get(step.link.id):
        yield f"FILTER(?in_role = {role})"
    if step.things:
        yield f"?{step.source} {step.link.path} {_end(step)} ."


# ---- figures


def _figures(question: Question) -> Pattern:
    outcome = "biz:hasOutcome/" if question.kind.id == "practice" else ""
    language = f'"{question.language}"'
    lines = [
        f"?fact {outcome}biz:quantity ?quantity .",
        "?quantity biz:metric ?metric ; biz:comparator/rdfs:label ?comparator ; biz:unit ?counted_in .",
        "?counted_in skos:prefLabel ?unit_of_measure .",
        f"FILTER(LANG(?comparator) = {language} && LANG(?unit_of_measure) = {language})",
        "OPTIONAL { ?quantity biz:value ?value } OPTIONAL { ?quantity biz:masked ?masked }",
    ]
    if question.time_only:
        lines += ["?counted_in skos:broader ?kind_of_unit .", '?kind_of_unit skos:prefLabel "Time"@en .']
    if question.units:
        lines.append("?counted_in skos:prefLabel ?unit_asked .")
        return Pattern(tuple(lines), {"unit_asked": tuple(map(words, question.units))})
    return Pattern(tuple(lines))
