"""Where everything lies in a graph folder.

    CURRENT                       the name of the live generation, one line
    LOCK                          held by the one program that builds
    generations/<name>/db/        an Oxigraph database, never changed once it is published
    generations/<name>/manifest.json  what it holds and how it came about
    generations/<name>/common.nq  what all documents share, as quads
    generations/<name>/IN_USE     held (shared) by every program that reads the generation
    generations/.…                unfinished work, cleared away by the next build
    documents/<id>.nq             the facts of one document, as quads
    documents/<id>.shared.nq      what it contributes to the knowledge that documents share
    documents/<id>.json           what these two were made from; written last

The name of a generation comes from what it holds.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bizgraph.errors import GraphError

_GENERATION = re.compile(r"[0-9a-f]{16,64}")


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of a graph folder."""

    folder: Path

    @property
    def current(self) -> Path:
        """The file that names the live generation."""
        return self.folder / "CURRENT"

    @property
    def lock(self) -> Path:
        """The file that the one program that builds holds."""
        return self.folder / "LOCK"

    @property
    def generations(self) -> Path:
        """The folder of the generations."""
        return self.folder / "generations"

    @property
    def documents(self) -> Path:
        """The folder of what single documents came to."""
        return self.folder / "documents"

    def database(self, generation: str) -> Path:
        """Return the folder of a generation's database."""
        return self.generations / generation / "db"

    def manifest(self, generation: str) -> Path:
        """Return the file that says what a generation holds."""
        return self.generations / generation / "manifest.json"

    def common(self, generation: str) -> Path:
        """Return the file with the quads of a generation that are no document's own."""
        return self.generations / generation / "common.nq"

    def in_use(self, generation: str) -> Path:
        """Return the file that the readers of a generation hold."""
        return self.generations / generation / "IN_USE"

    def document(self, identifier: str, suffix: str) -> Path:
        """Return a file of one document: `.nq`, `.shared.nq` or `.json`."""
        name = quote(identifier, safe="")
        if len(name) > 150 or name.startswith("."):
            name = f"{name[:100].lstrip('.')}-{hashlib.sha256(identifier.encode()).hexdigest()[:16]}"
        return self.documents / f"{name}{suffix}"

    def live(self) -> str | None:
        """Return the name of the live generation, or None where none was published yet."""
        try:
            name = self.current.read_text("ascii").strip()
        except FileNotFoundError:
            return None
        except (OSError, UnicodeDecodeError) as error:
            raise GraphError(f"{self.current} cannot be read: {error}") from error
        if not _GENERATION.fullmatch(name):
            raise GraphError(
                f"{self.current} does not name a generation; delete it and build the graph again"
            )
        return name
