"""What a generation holds and how it came about, as frozen values that are kept in JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Final

FORMAT: Final = 1


@dataclass(frozen=True, slots=True)
class DocumentRecord:
    """What is known of one document in the graph.

    `fingerprint` names all that its quads depend on: the file, the program's version, the ontology, the
    base of identifiers. Equal fingerprints mean equal quads. `counts` are facts by kind, `findings`
    results of validation by severity.
    """

    id: str
    file_name: str
    sha256: str
    fingerprint: str
    counts: Mapping[str, int] = field(default_factory=dict)
    left_over_share: str = "0"
    conforms: bool = True
    findings: Mapping[str, int] = field(default_factory=dict)
    content: str = ""

    def to_json(self) -> dict[str, Any]:
        """Return the record for JSON."""
        return asdict(self) | {"counts": dict(self.counts), "findings": dict(self.findings)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> DocumentRecord:
        """Read a record. Raises TypeError or ValueError where it is none."""
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one generation holds. `about` is free text by name, such as the base of identifiers."""

    program: str
    quads: int
    documents: tuple[DocumentRecord, ...]
    about: Mapping[str, str] = field(default_factory=dict)

    def to_bytes(self) -> bytes:
        """Write the manifest as JSON; equal manifests give equal bytes."""
        data = {
            "format": FORMAT,
            "program": self.program,
            "quads": self.quads,
            "about": dict(self.about),
            "documents": [record.to_json() for record in self.documents],
        }
        return (json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Manifest:
        """Read a manifest. Raises ValueError where it is none, or of a later format."""
        read = json.loads(data)
        try:
            if read["format"] != FORMAT:
                raise ValueError(f"its format is {read['format']}, not {FORMAT}")
            records = tuple(DocumentRecord.from_json(record) for record in read["documents"])
            return cls(read["program"], read["quads"], records, read["about"])
        except (KeyError, TypeError) as error:
            raise ValueError(f"it lacks {error}") from error
