"""Scripts and styles of others that the build brought along (`scripts/assets.py`), under `/assets/`."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from bizgraph.resources import asset

_KINDS: Final = {".js": "text/javascript", ".css": "text/css"}
_YEAR: Final = "public, max-age=31536000, immutable"


async def brought(request: Request) -> Response:
    """Answer with a script or style. Under the address that `address` gives, it never changes."""
    name = request.path_params["name"]
    path = asset(name)
    if path.suffix not in _KINDS or not path.is_file():
        raise HTTPException(404, f"no script and no style is called {name!r}")
    lasting = request.url.query == digest(name)
    headers = {"Cache-Control": _YEAR if lasting else "no-cache"}
    return FileResponse(path, headers=headers, media_type=_KINDS[path.suffix])


def address(name: str) -> str:
    """Return the address of a file that was brought along, which changes with what is in the file."""
    return f"/assets/{name}?{digest(name)}"


@cache
def digest(name: str) -> str:
    """Return a short name for what is in a file that was brought along."""
    return hashlib.sha256(asset(name).read_bytes()).hexdigest()[:12]
