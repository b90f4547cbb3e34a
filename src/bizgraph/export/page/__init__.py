"""A network as one page for a browser: the picture, a list, every quotation, in one file alone.

The page makes no request: script, style, font and data stand in it, and its Content Security Policy (W3C CSP
Level 3) lets nothing else run or load. What documents say reaches it as data alone, never as markup.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup

from bizgraph.errors import ExportError
from bizgraph.export.network import Network
from bizgraph.export.page.font import subset
from bizgraph.export.page.payload import Server, as_script, payload
from bizgraph.questions.answer import LANGUAGES
from bizgraph.questions.sayings import read_sayings
from bizgraph.resources import asset, ontology_dir

FILE_NAME: Final = "page.toml"

_FOLDER: Final = Path(__file__).parent
_SCRIPTS: Final = ("data", "labels", "picture", "panel", "list", "search", "main")
_LIBRARY: Final = "cytoscape.min.js"
_FONT: Final = "NotoSansSC-Regular.ttf"
_ASCII: Final = "".join(map(chr, range(0x20, 0x7F)))
_TAGS: Final = {"zh": "zh-Hans", "en": "en"}


def page(network: Network, server: Server | None = None) -> Iterator[str]:
    """Yield the page in pieces, as HTML (WHATWG HTML Living Standard).

    Where it stands on a server that shows the things of the network, it links to these.

    Raises ExportError where the network is in a language that the page does not speak.
    """
    if network.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise ExportError(f"a page speaks {known}, not {network.language!r}: choose one of these")
    words = {
        part: {key: said[network.language] for key, said in entries.items()}
        for part, entries in _words().items()
    }
    data = payload(network, words, server)
    written = as_script(data)
    library, script = _library(), _script()
    style = _font_face(written + script + _ASCII) + _text("page.css")
    return (
        _environment()
        .get_template("page.html")
        .generate(
            data=data,
            words=words,
            tag=_TAGS[network.language],
            summary=_summary(data, words["summary"]),
            policy=_policy((library, script), style),
            style=Markup(style),
            library=Markup(library),
            script=Markup(script),
            written=Markup(written),
        )
    )


def _summary(data: Mapping[str, Any], said: Mapping[str, str]) -> str:
    """Return the sentence that says what is shown."""
    nodes, edges = len(data["nodes"]), len(data["edges"])
    if not nodes:
        return said["empty"]
    things = said["one_thing" if nodes == 1 else "things"].format(count=f"{nodes:,}")
    relations = said["one_relation" if edges == 1 else "relations"].format(count=f"{edges:,}")
    return said["network"].format(things=things, relations=relations)


def _policy(scripts: tuple[str, ...], style: str) -> str:
    """Return the policy that lets just these scripts and this style in, and nothing from anywhere."""
    directives = {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)),
        "style-src": _hash(style),
        "font-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _font_face(text: str) -> str:
    encoded = base64.b64encode(subset(asset(_FONT), sorted(set(text)))).decode("ascii")
    return f'@font-face{{font-family:"Page";src:url(data:font/woff2;base64,{encoded}) format("woff2")}}\n'


@cache
def _words() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    return read_sayings(ontology_dir() / FILE_NAME)


@cache
def _library() -> str:
    """Return Cytoscape.js; its licence is the comment it begins with."""
    return asset(_LIBRARY).read_text("utf-8")


@cache
def _script() -> str:
    return '"use strict";\n' + "\n".join(_text(f"{name}.js") for name in _SCRIPTS)


def _text(name: str) -> str:
    return (_FOLDER / name).read_text("utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
