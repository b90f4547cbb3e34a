"""The explorer's own files: kept by clients for as long as they stay as they are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from bizgraph.serve.pages.rendering import static

_FOREVER: Final = "public, max-age=31536000, immutable"


class Lasting(StaticFiles):
    """Files of a folder. The address with a digest, as `static` gives it, never changes."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, or 304 for who has it."""
        response = await super().get_response(path, scope)
        lasting = static(path) == f"/static/{path}?{scope['query_string'].decode('ascii', 'replace')}"
        response.headers["Cache-Control"] = _FOREVER if lasting else "no-cache"
        return response
