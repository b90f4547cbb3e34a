"""What the endpoints of the API take: models that check it, and that OpenAPI is made from.

What each parameter means stands in `ontology/explorer/api.toml`, in both languages. Text that is empty is as
good as not given, since forms send it so; a parameter that an endpoint does not have is refused, so that no
misspelt one is left out in silence.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, WithJsonSchema, create_model
from pydantic.json_schema import SkipJsonSchema

from bizgraph.questions.completing import LONGEST, MOST
from bizgraph.questions.saved import Kind, Parameter, SavedQuery

MOST_ROWS: Final = 1000
_LONGEST_NAME: Final = 200
_LONGEST_TEXT: Final = 2000
_OF_THINGS: Final = frozenset({Kind.REGION, Kind.INDICATOR, Kind.UNIT, Kind.DOCUMENT, Kind.FUNCTION})

Text = Annotated[str, Field(min_length=1, max_length=_LONGEST_TEXT)]
MaybeText = Annotated[str, Field(max_length=_LONGEST_TEXT)]
Name = Annotated[str, Field(max_length=_LONGEST_NAME)]
Region = Annotated[Name, Field(json_schema_extra={"x-kind": "region"})]
Indicator = Annotated[Name, Field(json_schema_extra={"x-kind": "indicator"})]
Document = Annotated[Name, Field(json_schema_extra={"x-kind": "document"})]
Rows = Annotated[int, Field(ge=1, le=MOST_ROWS)]


class Asked(BaseModel):
    """What every endpoint takes."""

    model_config = ConfigDict(extra="forbid")

    lang: Literal["zh", "en"] | SkipJsonSchema[None] = None


class Tabled(Asked):
    """What every endpoint takes that answers with rows."""

    format: Literal["json", "csv", "markdown"] = "json"


class Ask(Tabled):
    """What `ask` takes."""

    question: Text


class Search(Tabled):
    """What `search` takes."""

    words: Text
    kind: Literal["", "measure", "practice", "gap", "target"] = ""
    region: Region = ""
    indicator: Indicator = ""
    document: Document = ""
    limit: Rows = 10


class Discover(Tabled):
    """What `discover` takes."""

    region: Region = ""
    indicator: Indicator = ""
    gap: Name = ""
    need: MaybeText = ""
    practice: Name = ""
    limit: Rows = 5


class Compare(Tabled):
    """What `compare` takes."""

    indicator: Annotated[Indicator, Field(min_length=1)]
    region: Annotated[list[Region], Field(max_length=50)] = []
    metric: Name = ""


class Analyse(Tabled):
    """What `analyses` takes."""

    region: Region = ""
    indicator: Indicator = ""
    limit: Rows = 10


class Show(Asked):
    """What `things` takes; where both are given, the IRI counts."""

    iri: Name = ""
    name: Name = ""
    limit: Rows = 10


class Documents(Asked):
    """What `documents` takes."""

    format: Literal["json", "csv"] = "json"


class Network(Asked):
    """What `network` takes."""

    format: Literal["graphology", "cytoscape-json"] = "graphology"
    view: Literal["borrowing", "responsibility", "practice", "full"] = "borrowing"
    region: Region = ""
    indicator: Indicator = ""
    document: Document = ""


class Names(Asked):
    """What `names` takes."""

    kind: Literal["region", "indicator", "unit", "function", "document"]
    begins: Annotated[str, Field(max_length=LONGEST)] = ""
    limit: Annotated[int, Field(ge=1, le=MOST)] = 20


class Query(Tabled):
    """What every saved question takes beside its own parameters."""

    limit: Rows | SkipJsonSchema[None] = None

    def own(self) -> dict[str, object]:
        """Return the values of its own parameters."""
        return self.model_dump(exclude=set(Query.model_fields))


def taken_by(query: SavedQuery) -> type[Query]:
    """Return what a saved question takes, as its head says."""
    fields: dict[str, Any] = {each.name: _field(each) for each in query.parameters}
    return create_model(f"Query_{query.name}", __base__=Query, **fields)


def _field(parameter: Parameter) -> tuple[object, object]:
    """Return the type and the default of a parameter; one that is required may not be empty."""
    given: Any = ... if parameter.required and not parameter.default else parameter.default
    least = Field(min_length=1 if parameter.required else 0)
    match parameter.kind:
        case Kind.NUMBER:
            return (_Number, float(given)) if parameter.default else (_MaybeNumber, None)
        case Kind.DATE:
            return _Day if parameter.required else _MaybeDay, given
        case kind if kind in _OF_THINGS:
            return Annotated[Name, least, Field(json_schema_extra={"x-kind": str(kind)})], given
        case _:
            return Annotated[MaybeText, least], given


def _day(typed: str) -> str:
    date.fromisoformat(typed)
    return typed


_Number: TypeAlias = Annotated[float, Field(allow_inf_nan=False)]
_MaybeNumber: TypeAlias = _Number | SkipJsonSchema[None]
_DAY: Final[dict[str, object]] = {"type": "string", "format": "date"}
_NOTHING: Final[dict[str, object]] = {"type": "string", "maxLength": 0}
_Day = Annotated[str, AfterValidator(_day), WithJsonSchema({**_DAY, "x-kind": "date"})]
_MaybeDay = Annotated[
    str,
    AfterValidator(lambda typed: typed and _day(typed)),
    WithJsonSchema({"anyOf": [_DAY, _NOTHING], "x-kind": "date"}),
]
