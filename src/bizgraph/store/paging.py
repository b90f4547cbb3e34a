"""A query asked page by page, for stores that cut long results.

Pages fit together only where the order of the rows is the same each time. So the query becomes a subquery
that is ordered by all of its variables, behind its own ORDER BY where it has one; the page is taken outside
of it, since Virtuoso refuses to sort and skip more than 10,000 rows in one SELECT.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bizgraph.store.binding import tokens, variables

_FORMS: Final = ("SELECT", "CONSTRUCT", "DESCRIBE", "ASK")
_FIXED: Final = frozenset({"FROM", "LIMIT", "OFFSET", "VALUES"})  # what a page cannot be laid over


@dataclass(frozen=True, slots=True)
class Taken:
    """A query taken apart: its prologue, its form, the template of a CONSTRUCT, and the rest of its text."""

    prologue: str
    form: str
    template: str
    rest: str
    clauses: frozenset[str]

    @property
    def can_be_paged(self) -> bool:
        """Whether pages of it, put together, are all of it."""
        return self.form in ("SELECT", "CONSTRUCT") and not self.clauses & _FIXED

    def page(self, names: Sequence[str], size: int, offset: int) -> str:
        """Return the query for one page of at most `size` rows; `names` are the variables of the query."""
        listed = " ".join(f"?{name}" for name in names)
        order = "" if "ORDER" in self.clauses else "ORDER BY"
        inner = f"{self.rest}\n{order} {listed}" if names else self.rest
        window = f"LIMIT {size} OFFSET {offset}"
        if self.form == "SELECT":
            return f"{self.prologue}SELECT {listed or '*'} WHERE {{ {{ SELECT {inner} }} }} {window}"
        rows = f"{{ SELECT {listed or '*'} WHERE {{ {{ SELECT {listed or '*'} {inner} }} }} {window} }}"
        return f"{self.prologue}CONSTRUCT {self.template} WHERE {{ {rows} }}"

    @property
    def template_variables(self) -> tuple[str, ...]:
        """The variables of the template, sorted."""
        return tuple(sorted(variables(self.template)))


def taken_apart(query: str) -> Taken:
    """Take a query apart; it must be one that can be parsed."""
    depth = start = body = template_end = 0
    form = ""
    clauses: set[str] = set()
    for kind, token, end in tokens(query):
        if kind == "mark" and token in "{}":
            depth += 1 if token == "{" else -1
            if depth == 0 and not template_end:
                template_end = end  # of the first group: the template, where there is one
        elif kind == "word" and depth == 0:
            word = token.upper()
            if not form and word in _FORMS:
                form, start, body = word, end - len(token), end
            elif form:
                clauses.add(word)
    template, rest = "", query[body:]
    if form == "CONSTRUCT":
        first = query[body:template_end]
        template = first[first.index("{") :]
        # In `CONSTRUCT WHERE { … }` the pattern is the template too.
        rest = query[template_end:] if query[body:].lstrip().startswith("{") else query[body:]
    return Taken(query[:start], form, template, rest, frozenset(clauses))
