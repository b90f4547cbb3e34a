from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from pyoxigraph import QuerySolutions, Store
from tests.fidelity.questions import GOLD, load

from bizgraph.questions.asking.composing import Composed, candidates, compose, evidence_of_count
from bizgraph.questions.asking.question import NotUnderstoodError
from bizgraph.questions.asking.readings import readings
from bizgraph.questions.asking.telling import tell
from bizgraph.store.binding import bind

from .conftest import Reader


@pytest.mark.parametrize("path", sorted(GOLD.glob("*.toml")), ids=lambda path: path.stem)
def test_every_reading_of_a_question_is_sparql_whose_columns_are_explained(read: Reader, path: Path) -> None:
    understood = 0
    for question in load([path]):
        with suppress(NotUnderstoodError):
            for reading in readings(read(question.ask)):
                composed = compose(reading)
                assert _names(composed) == [column.name for column in composed.columns], question.id
                assert all(column.meanings.keys() == {"zh", "en"} for column in composed.columns)
                for other in (candidates(reading), evidence_of_count(reading)):
                    _names(other)
                assert tell(reading, {})
            understood += 1
    assert understood > len(load([path])) / 2


def _names(composed: Composed) -> list[str]:
    found = Store().query(bind(composed.query, composed.bindings))
    assert isinstance(found, QuerySolutions)
    return [variable.value for variable in found.variables]
