"""Brings the documentation's site what its search needs where pages are opened as files: a hook of MkDocs.

The script is that of an npm package, which the build of bizgraph brings along (`scripts/assets.py`).
"""

from __future__ import annotations

from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from bizgraph.resources import asset

_SCRIPT: Final = "iframe-worker.js"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the script, and its licence, where mkdocs.yml names it."""
    for name in (_SCRIPT, "iframe-worker.LICENSE"):
        files.append(File.generated(config, f"javascripts/{name}", abs_src_path=str(asset(name))))
    return files
