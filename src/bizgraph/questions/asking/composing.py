"""From what a question asks to SPARQL: a graph pattern, listed, grouped, ranked or counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from bizgraph.questions.answer import Column
from bizgraph.questions.asking.columns import Wanted, explained, listed, of_documents
from bizgraph.questions.asking.patterns import Pattern, pattern_of
from bizgraph.questions.asking.question import PRACTICE, Operation, Question
from bizgraph.questions.asking.vocabulary import ROLE_LINKS
from bizgraph.store.interface import Binding

_PREFIXES: Final = """PREFIX biz: <https://w3id.org/bizgraph/ontology#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_RANKED: Final = 20
_PATHS: Final = {"region": "biz:region", "indicator": "biz:indicator", "unit": "biz:responsibleUnit"}


@dataclass(frozen=True, slots=True)
class Composed:
    """A query with the values for its variables, and what its columns mean."""

    query: str
    bindings: Mapping[str, Binding]
    columns: tuple[Column, ...] = ()


def compose(question: Question) -> Composed:
    """Put a question as SPARQL."""
    match question.operation:
        case Operation.COUNT:
            return _counted(question)
        case Operation.MOST | Operation.LEAST:
            return _ranked(question)
        case _ if question.of_documents:
            return _documents(question)
        case _ if question.wanted or question.figures:
            return _listed(question)
        case _:
            return _grouped(question)


def evidence_of_count(question: Question) -> Composed:
    """Put the question which facts a count rests on."""
    return _bare(pattern_of(question), "?fact")


def candidates(question: Question) -> Composed:
    """Put the question which facts, or figures, fit all but the topics; with place and texts to look at."""
    where = "biz:region" if question.of_documents else "biz:inDocument/biz:region"
    pattern = pattern_of(question).with_lines(
        f"?fact {where} ?place_of_fact .", f"?fact {question.kind.text or 'biz:text'} ?searched ."
    )
    found = "?quantity ?place_of_fact ?metric" if question.figures else "?fact ?place_of_fact ?nothing"
    return _bare(pattern, f"{found} ?searched")


def years_of(question: Question) -> Composed:
    """Put the question in which years the facts in question fall due."""
    line = "?fact biz:deadline ?falls_due . BIND(YEAR(?falls_due) AS ?year_due)"
    return _bare(pattern_of(question).with_lines(line), "?year_due")


# ---- lists


def _listed(question: Question) -> Composed:
    order = "?place ?file ?start ?fact"
    pattern = pattern_of(question)
    by = "value" if question.figures else "deadline"
    return _selected(question, pattern, listed(question), by, order)


def _documents(question: Question) -> Composed:
    pattern = pattern_of(question)
    names = (name.replace("-", "_") for name in question.properties)
    pattern = pattern.with_lines(*(f"FILTER(BOUND(?{name}))" for name in names))
    return _selected(question, pattern, of_documents(), "issued", "?place ?file")


def _selected(
    question: Question, pattern: Pattern, wanted: Sequence[Wanted], by: str, order: str
) -> Composed:
    """Select columns in a whole order; first by `by` where the lowest or highest is asked for."""
    pattern = pattern.with_lines(*(line for column in wanted for line in column.lines))
    if question.operation in (Operation.LOWEST, Operation.HIGHEST):
        pattern = pattern.with_lines(f"FILTER(BOUND(?{by}))")
        order = f"{_direction(question, by)} {order}"
    names = [column.name for column in wanted]
    order = f"{order} {_variables([name for name in names if f'?{name}' not in order.split()])}".strip()
    query = _query(f"DISTINCT {_variables(names)}", pattern, f"ORDER BY {order}")
    return Composed(query, pattern.bindings, explained(question, names))


def _direction(question: Question, variable: str) -> str:
    rising = question.operation in (Operation.LOWEST, Operation.LEAST)
    return f"?{variable}" if rising else f"DESC(?{variable})"


def _bare(pattern: Pattern, names: str) -> Composed:
    query = _query(f"DISTINCT {names}", pattern, f"ORDER BY {names.split()[0]}")
    return Composed(query, pattern.bindings)


# ---- groups and counts


def _grouped(question: Question) -> Composed:
    """List the things at the far ends of the links, each with how many facts say so and one of these."""
    pattern = pattern_of(question)
    wanted = [step for step in question.steps if step.wanted]
    keys = [step.variable for step in wanted if not step.negated and step.variable != PRACTICE]
    if "region" not in keys and "document" not in keys:
        pattern = pattern.with_lines("?fact biz:inDocument/biz:region/rdfs:label ?place .")
        keys.insert(0, "place")
    if any(step.link.id in ROLE_LINKS for step in wanted):
        keys.append("role")
    first, *rest = keys
    return _aggregated(question, pattern, keys, f"?{first} DESC(?facts) {_variables(rest or keys)}")


def _ranked(question: Question) -> Composed:
    order = f"{_direction(question, 'facts')} ?{question.group}\nLIMIT {_RANKED}"
    return _aggregated(question, pattern_of(question), [question.group], order)


def _aggregated(question: Question, pattern: Pattern, keys: Sequence[str], order: str) -> Composed:
    names = _variables(keys)
    query = f"""{_PREFIXES}SELECT {names} ?facts ?sentence ?file ?line ?evidence
WHERE {{
  {{ SELECT {names} (COUNT(DISTINCT ?{question.counted}) AS ?facts) (MIN(STR(?fact)) AS ?first) WHERE {{
    {_body(pattern, indent=4)}
  }} GROUP BY {names} }}
  BIND(IRI(?first) AS ?evidence)
  ?evidence prov:wasQuotedFrom ?evidence_span ; biz:inDocument/biz:fileName ?file .
  ?evidence_span biz:exact ?sentence ; biz:line ?line .
}}
ORDER BY {order}
"""
    columns = explained(question, (*keys, "facts", "sentence", "file", "line", "evidence"))
    return Composed(query, pattern.bindings, columns)


def _counted(question: Question) -> Composed:
    """Count facts or things, by a group where one is asked for."""
    pattern = pattern_of(question)
    group = question.group
    if group and question.step(group) is None:
        models = question.kind.id == "practice" and group == "region"
        pattern = pattern.with_lines(f"?fact {'biz:practisedBy' if models else _PATHS[group]} ?{group} .")
    names = [group] if group else []
    count = f"(COUNT(DISTINCT ?{question.counted}) AS ?count)"
    grouped = f"GROUP BY ?{group} ORDER BY DESC(?count) ?{group}" if group else ""
    query = _query(f"{_variables(names)} {count}".strip(), pattern, grouped)
    return Composed(query, pattern.bindings, explained(question, [*names, "count"]))


def _query(select: str, pattern: Pattern, ending: str) -> str:
    return f"{_PREFIXES}SELECT {select}\nWHERE {{\n  {_body(pattern)}\n}}\n{ending}\n"


def _variables(names: Sequence[str]) -> str:
    return " ".join(f"?{name}" for name in names)


def _body(pattern: Pattern, indent: int = 2) -> str:
    lines = sorted(pattern.lines, key=lambda line: line.startswith("OPTIONAL"))  # engines join those last
    return ("\n" + " " * indent).join(lines)
