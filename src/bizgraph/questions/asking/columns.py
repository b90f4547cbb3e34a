"""The columns of an answer: what each means, and what it needs of the graph pattern."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from bizgraph.questions.answer import Column
from bizgraph.questions.asking.question import FACT, PRACTICE, Operation, Question, Step
from bizgraph.questions.asking.vocabulary import ROLE_LINKS

_TEXTUAL: Final = ("measure", "practice", "gap", "target", "baseline", "outcome")
_FIGURES: Final = ("metric", "comparator", "value", "unit_of_measure", "masked")
_GROUPS: Final = {"region": ("地区", "place"), "indicator": ("指标", "indicator"), "unit": ("单位", "unit")}
_MEANINGS: Final = {
    "place": ("地区", "place"),
    "number": ("编号", "number"),
    "text": ("原文", "text"),
    "file": ("文件", "file"),
    "line": ("行号", "line"),
    "fact": ("标识", "IRI"),
    "facts": ("条数", "how many"),
    "sentence": ("原文", "source sentence"),
    "evidence": ("出处", "evidence"),
    "role": ("角色", "role"),
    "printed": ("文件中的写法", "as printed"),
    "held": ("责任标识", "IRI of the responsibility"),
    "deadline": ("时限", "deadline"),
    "deadline_text": ("时限原文", "deadline as printed"),
    "metric": ("衡量内容", "what is measured"),
    "comparator": ("比较方式", "comparator"),
    "value": ("数值", "value"),
    "unit_of_measure": ("计量单位", "unit of measure"),
    "masked": ("已隐去", "masked"),
    "quantity": ("数量标识", "IRI of the figure"),
    "count": ("数目", "count"),
    "title": ("标题", "title"),
    "issued": ("成文日期", "issued"),
    "document_number": ("文号", "document number"),
    "publisher": ("发文机关", "publisher"),
    "models": ("做法地区", "places of the practice"),
    "practice_text": ("做法", "practice"),
    "outcome_text": ("成效", "outcome"),
    "measure_text": ("举措", "measure"),
    "target_text": ("目标", "target"),
    "gap_text": ("差距", "gap"),
    "kind": ("类型", "kind"),
    "name": ("名称", "name"),
    "heading": ("部分", "section"),
}

_MODELS: Final = (
    'OPTIONAL { SELECT ?practice (GROUP_CONCAT(?model_name; separator="、") AS ?models) WHERE {'
    " { SELECT DISTINCT ?practice ?model_name WHERE { ?practice biz:practisedBy/rdfs:label ?model_name }"
    " ORDER BY ?practice ?model_name } } GROUP BY ?practice }"
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column that an answer is to have, with the lines that give its values where the pattern has none."""

    name: str
    lines: tuple[str, ...] = ()


def listed(question: Question) -> tuple[Wanted, ...]:
    """Return the columns of a list of facts: what they say, what is asked of them, and where they stand."""
    columns = [*_of_facts(question), *_of_steps(question), *_of_source()]
    if question.figures:
        columns.append(Wanted("quantity"))
    columns.append(Wanted("fact"))
    return _once(columns)


def of_documents() -> tuple[Wanted, ...]:
    """Return the columns of a list of documents."""
    return (
        Wanted("title", ("?fact dcterms:title ?title ; biz:fileName ?file .",)),
        Wanted("place", ("?fact biz:region/rdfs:label ?place .",)),
        Wanted("document_number", ("OPTIONAL { ?fact biz:documentNumber ?document_number }",)),
        Wanted("issued", ("OPTIONAL { ?fact dcterms:issued ?issued }",)),
        Wanted("publisher", ("OPTIONAL { ?fact dcterms:publisher ?publisher }",)),
        Wanted("file"),
        Wanted("evidence", ("OPTIONAL { ?fact biz:titleQuotedFrom ?evidence }",)),
        Wanted("fact"),
    )


def explained(question: Question, names: Iterable[str]) -> tuple[Column, ...]:
    """Return columns with what they mean in a question."""
    return tuple(
        Column(name, {"zh": chinese, "en": english})
        for name in names
        for chinese, english in [_meaning(question, name)]
    )


def _of_facts(question: Question) -> Iterator[Wanted]:
    yield Wanted("place", ("?fact biz:inDocument ?document .", "?document biz:region/rdfs:label ?place ."))
    if len(question.kinds) > 1:
        language = question.language
        yield Wanted("kind", (f'?class rdfs:label ?kind FILTER(LANG(?kind) = "{language}")',))
    if question.figures:
        yield from map(Wanted, _FIGURES)
    yield Wanted("number", ("OPTIONAL { ?fact biz:number ?number }",))
    if question.kind.id in _TEXTUAL:
        yield Wanted("text", ("?fact biz:text ?text .",))
    elif question.kind.id == "section":
        yield Wanted("heading", ("?fact biz:heading ?heading .",))
    else:
        yield Wanted("name", ("?fact rdfs:label ?name .",))


def _of_steps(question: Question) -> Iterator[Wanted]:
    if question.due or question.wants_deadline:
        yield from map(Wanted, ("deadline", "deadline_text"))
    for step in question.steps:
        if not step.negated and (step.wanted or step.variable == PRACTICE):
            yield from _of_step(step)


def _of_step(step: Step) -> Iterator[Wanted]:
    if step.link.target in _TEXTUAL:
        name = f"{step.link.target}_text"
        yield Wanted(name, (f"?{step.variable} biz:text ?{name} .",))
    if step.variable == PRACTICE:
        yield Wanted("models", (_MODELS,))
    yield Wanted(step.variable)
    if step.link.id in ROLE_LINKS:
        yield from map(Wanted, ("role", "printed", "held"))


def _of_source() -> Iterator[Wanted]:
    lines = (
        "?fact prov:wasQuotedFrom ?span .",
        "?span biz:line ?line ; biz:start ?start .",
        "?document biz:fileName ?file .",
    )
    yield Wanted("file", lines)
    yield Wanted("line")


def _once(columns: Iterable[Wanted]) -> tuple[Wanted, ...]:
    """Return columns without those of a name that was there before."""
    found: dict[str, Wanted] = {}
    for column in columns:
        found.setdefault(column.name, column)
    return tuple(found.values())


def _meaning(question: Question, name: str) -> tuple[str, str]:
    """Return what a column means, in Chinese and English, by the group or link that it stands for."""
    step = question.step(name)
    if name == question.group:
        if name == FACT:
            return _labels(question.kind.labels, name)
        if step is None or question.operation is Operation.COUNT:
            return _GROUPS[name]
        return _labels(step.link.labels, name)
    if step is not None and step.wanted and not step.negated:
        return _labels(step.link.labels, name)
    return _MEANINGS.get(name) or (name, name)


def _labels(labels: Mapping[str, str], name: str) -> tuple[str, str]:
    return labels.get("zh", name), labels.get("en", name)
