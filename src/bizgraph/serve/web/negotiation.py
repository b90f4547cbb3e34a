"""Which of several formats a client wants most, by its Accept header (RFC 9110, 12.5.1)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

_LONGEST: Final = 4_000  # characters of a header that is read; no client has so much to say
_ELEMENT: Final = re.compile(r'(?:[^,"]|"(?:\\.|[^"\\])*")+')
_TOKEN: Final = r"[A-Za-z0-9!#$%&'*+.^_`|~-]+"
_RANGE: Final = re.compile(rf"\s*({_TOKEN})(?:/({_TOKEN}))?\s*((?:;.*)?)", re.DOTALL)
_PARAMETER: Final = re.compile(rf';\s*({_TOKEN})\s*=\s*({_TOKEN}|"(?:\\.|[^"\\])*")\s*')
_QUALITY: Final = re.compile(r"0?\.[0-9]{1,3}|[01]\.?|0\.[0-9]{0,3}|1\.0{0,3}")


@dataclass(frozen=True, slots=True)
class Offer:
    """A format that can be had: its short name, its media type and those that mean the same, its parameters.

    `names` are further short names.
    """

    name: str
    media_types: tuple[str, ...]
    names: tuple[str, ...] = ()
    parameters: Mapping[str, str] = field(default_factory=dict)

    def content_type(self, media_type: str) -> str:
        """Return one of its media types as a response names it."""
        return "; ".join([media_type, *(f"{name}={value}" for name, value in self.parameters.items())])


class Chosen(NamedTuple):
    """What a client gets: the short name of the format, and the Content-Type of the response."""

    name: str
    content_type: str


@dataclass(frozen=True, slots=True)
class Range:
    """What a client accepts: a media type, or many by `*`; how gladly, from 0 (not at all) to 1."""

    kind: str
    subkind: str
    parameters: Mapping[str, str]
    quality: float

    def fits(self, media_type: str, parameters: Mapping[str, str]) -> int:
        """Return how closely it names a media type, 0 where it does not.

        A parameter that the offer does not know says nothing; one that it knows must be the same.
        """
        kind, _, subkind = media_type.partition("/")
        known = {name: value for name, value in self.parameters.items() if name in parameters}
        if any(parameters[name].lower() != value.lower() for name, value in known.items()):
            return 0
        if self.kind == "*":
            return 1
        if self.kind != kind:
            return 0
        if self.subkind == "*":
            return 2
        return 3 + len(known) if self.subkind == subkind else 0


def negotiated(accept: str | None, offers: Sequence[Offer]) -> Chosen | None:
    """Return the offer that a client likes best, in the media type that it named; None where it likes none.

    Of equals, what is named more closely wins, then what is offered first. Without a header, or with one in
    which nothing is well-formed, the first offer is returned.
    """
    ranges = tuple(accepted(accept or ""))
    if not ranges:
        return Chosen(offers[0].name, offers[0].content_type(offers[0].media_types[0]))
    best: tuple[float, int] = (0.0, 0)
    chosen: Chosen | None = None
    for offer in offers:
        for media_type in offer.media_types:
            fitting = ((each.fits(media_type, offer.parameters), each.quality) for each in ranges)
            closeness, quality = max(fitting)
            if closeness and quality and (quality, closeness) > best:
                best, chosen = (quality, closeness), Chosen(offer.name, offer.content_type(media_type))
    return chosen


def named(name: str, offers: Iterable[Offer]) -> Chosen | None:
    """Return the offer of a short name or media type."""
    wanted = name.strip().lower()
    for offer in offers:
        if wanted in (offer.name, *offer.names, *offer.media_types):
            return Chosen(offer.name, offer.content_type(offer.media_types[0]))
    return None


def listed(offers: Iterable[Offer]) -> str:
    """Return what there is, for a client that wanted something else."""
    return ", ".join(f"{offer.media_types[0]} ({offer.name})" for offer in offers)


def accepted(accept: str) -> Iterator[Range]:
    """Yield what an Accept header lists; what is not well-formed in it is passed over."""
    if len(accept) > _LONGEST:
        return
    for element in _ELEMENT.findall(accept):
        found = _RANGE.fullmatch(element)
        if found is None:
            continue
        kind, subkind, rest = (found[1].lower(), (found[2] or "").lower(), found[3])
        parameters = {each[1].lower(): _unquoted(each[2]) for each in _PARAMETER.finditer(rest)}
        quality = parameters.pop("q", "1")
        subkind = subkind or ("*" if kind == "*" else "")
        if subkind and (kind != "*" or subkind == "*") and _QUALITY.fullmatch(quality):
            yield Range(kind, subkind, parameters, float(quality))


def _unquoted(value: str) -> str:
    return re.sub(r"\\(.)", r"\1", value[1:-1]) if value.startswith('"') else value
