"""What a worker makes of a request: bytes, or a way to write them, with what they are."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO, TypeAlias

Writer: TypeAlias = Callable[[BinaryIO], object]


@dataclass(frozen=True, slots=True)
class Head:
    """What goes in front of a body: the status of HTTP, the media type, further headers."""

    media_type: str
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: its head, and its body as bytes or as a function that writes it, piece by piece."""

    head: Head
    body: bytes | Writer

    @classmethod
    def of(cls, body: bytes | Writer, media_type: str, status: int = 200, **headers: str) -> Reply:
        """Return a reply; headers are named with _ for -."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return cls(Head(media_type, status, named), body)

    @classmethod
    def json(cls, value: Any, status: int = 200) -> Reply:
        """Return a value as JSON."""
        return cls.of(json.dumps(value, ensure_ascii=False).encode(), "application/json", status)
