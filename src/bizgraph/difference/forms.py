"""The forms in which a difference leaves the program: JSON, CSV, Markdown."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from bizgraph.difference.result import Change, Compared, Difference, What
from bizgraph.difference.telling import named as named_document
from bizgraph.difference.telling import names, phrases, say, titled
from bizgraph.difference.values import Heading, Kind, Told
from bizgraph.questions.forms import written
from bizgraph.report.pages import escaped


def as_dict(difference: Difference) -> dict[str, Any]:
    """Return a difference in the types of JSON; every change is a row as in CSV."""
    return {
        "old": difference.old,
        "new": difference.new,
        "documents": {
            "unchanged": difference.unchanged,
            "added": [_heading(heading) for heading in difference.added],
            "dropped": [_heading(heading) for heading in difference.dropped],
        },
        "compared": [
            {"old": _heading(each.old), "new": _heading(each.new), "counts": each.counts()}
            for each in difference.compared
        ],
        "counts": dict(difference.counts()),
        "changes": list(rows(difference)),
    }


def as_json(difference: Difference) -> str:
    """Write a difference as a JSON object, a change a line."""
    return written(as_dict(difference))


def as_csv(difference: Difference) -> str:
    """Write the changes, and the documents in one graph only, a line each."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names("column"))
    writer.writeheader()
    for row in (*_documents(difference), *rows(difference)):
        writer.writerow({name: _plain(value) for name, value in row.items()})
    return out.getvalue()


def rows(difference: Difference) -> Iterator[dict[str, Any]]:
    """Yield each change with both sentences and where they stand, None where there is no value."""
    for compared in difference.compared:
        for change in compared.changes():
            yield _row(change, compared)


def as_markdown(difference: Difference, language: str) -> str:
    """Write a difference as a person reads it."""
    lines = list(_markdown(difference, language))
    return "\n".join(lines or [say("title", "nothing", language)]) + "\n"


def _row(change: Change, compared: Compared) -> dict[str, Any]:
    return {
        "change": str(change.what),
        "kind": str(change.kind),
        "about": change.about or None,
        "before": change.before or None,
        "after": change.after or None,
        "better": change.better,
        "before_line": change.before_line,
        "after_line": change.after_line,
        "days": change.days,
        "days_in_year": change.days_in_year,
        **_side("old", compared.old, change.old),
        **_side("new", compared.new, change.new),
    }


def _side(side: str, heading: Heading, told: Told | None) -> dict[str, Any]:
    return {
        f"{side}_document": heading.id,
        f"{side}_file": told.file if told else None,
        f"{side}_line": told.line if told else None,
        f"{side}_text": told.words if told else None,
    }


def _documents(difference: Difference) -> Iterator[dict[str, Any]]:
    """Yield the documents that are in one graph only, as rows."""
    for what, side, headings in (
        (What.NEW, "new", difference.added),
        (What.DROPPED, "old", difference.dropped),
    ):
        for heading in headings:
            yield {
                "change": str(what),
                "kind": "document",
                f"{side}_document": heading.id,
                f"{side}_file": heading.file,
                f"{side}_text": heading.title,
            }


def _heading(heading: Heading) -> dict[str, Any]:
    return asdict(heading) | {"year": heading.year}


def _plain(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value


def _markdown(difference: Difference, language: str) -> Iterator[str]:
    for key, headings in (("added", difference.added), ("dropped", difference.dropped)):
        if headings:
            kind = say("kind", "document", language)
            yield f"## {say('title', key, language, kind=kind, count=len(headings))}\n"
            yield from (f"- {escaped(named_document(heading))}" for heading in headings)
            yield ""
    if difference.unchanged:
        yield say("title", "unchanged_documents", language, count=difference.unchanged) + "\n"
    for compared in difference.compared:
        yield f"## {escaped(titled(compared, language))}\n"
        yield from _counts(compared, language)
        for kind in Kind:
            yield from _listed("added", kind, compared.added, language)
            yield from _listed("dropped", kind, compared.dropped, language)
            yield from _changed(compared, kind, language)


def _counts(compared: Compared, language: str) -> Iterator[str]:
    counts = compared.counts()
    if not counts:
        return
    heads = [say("count", name, language) for name in names("count")]
    yield f"| {say('column', 'kind', language)} | {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * len(heads)}"
    for kind, found in counts.items():
        cells = " | ".join(str(found[name]) for name in names("count"))
        yield f"| {say('kind', kind, language)} | {cells} |"
    yield ""


def _listed(key: str, kind: Kind, told: Iterable[Told], language: str) -> Iterator[str]:
    found = [each for each in told if each.kind is kind]
    if found:
        yield f"### {say('title', key, language, kind=say('kind', kind, language), count=len(found))}\n"
        yield from (f"- {escaped(each.where)} “{escaped(each.words)}”" for each in found)
        yield ""


def _changed(compared: Compared, kind: Kind, language: str) -> Iterator[str]:
    found = compared.changed(kind)
    if not found:
        return
    yield f"### {say('title', 'changed', language, kind=say('kind', kind, language), count=len(found))}\n"
    for match in found:
        yield f"- {'; '.join(escaped(phrase) for phrase in phrases(match, language))}"
        for side, told in (("old", match.olds), ("new", match.news)):
            for each in told:
                yield f"    - {say('title', side, language)} {escaped(each.where)} “{escaped(each.words)}”"
    yield ""
