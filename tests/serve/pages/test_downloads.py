"""Every file that the page of downloads links to can be had, and is what its name says."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from urllib.parse import unquote

import pytest
from lxml import etree
from pyoxigraph import RdfFormat, parse
from tests.serve import plain
from tests.serve.running import Server

from bizgraph.export.formats import FORMATS
from bizgraph.serve.pages.downloads import file_name

QUADS: Final = {".ttl", ".trig", ".nq", ".jsonld", ".rdf"}


@pytest.mark.parametrize("name", [file_name(form) for form in FORMATS.values()])
def test_a_download_is_what_its_name_says(name: str, plans_server: Server) -> None:
    page = plain.get(f"{plans_server.url}/downloads").text
    assert f'href="/download/{name}"' in page
    answer = plain.get(f"{plans_server.url}/download/{name}", timeout=60)
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment; ")
    check(f".{name.rpartition('.')[2]}", answer.content)


def check(ending: str, body: bytes) -> None:
    match ending:
        case ".zip":
            assert len(zipfile.ZipFile(io.BytesIO(body)).namelist()) > 1
        case ".xlsx":
            assert "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(body)).namelist()
        case ".gexf" | ".graphml" | ".svg":
            assert len(etree.fromstring(body, etree.XMLParser(huge_tree=True))) > 0
        case ".png":
            assert body.startswith(b"\x89PNG")
        case ".html":
            assert b"<!doctype html>" in body[:40]
        case known if known in QUADS:
            form = RdfFormat.from_extension(known.removeprefix("."))
            assert form is not None
            assert next(iter(parse(body, form)))
        case _:
            assert len(body.decode("utf-8")) > 100


def test_limits_are_kept_and_named(plans_server: Server) -> None:
    limits = {"region": "贵阳市", "indicator": "政务服务"}
    part = plain.get(f"{plans_server.url}/download/bizgraph.nq", params=limits, timeout=60)
    whole = plain.get(f"{plans_server.url}/download/bizgraph.nq", timeout=60)
    assert 0 < len(part.content) < len(whole.content) / 2
    name = unquote(re.findall(r"filename\*=UTF-8''(\S+)", part.headers["content-disposition"])[0])
    assert name == "bizgraph-贵阳市-政务服务.nq"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("bizgraph.exe", 404),
        ("briefing.pdf?region=贵阳市", 404),
        ("briefing.html", 400),
        ("briefing.html?region=无此地", 404),
        ("bizgraph.gexf?view=none", 400),
    ],
)
def test_what_there_is_not_is_told(path: str, status: int, plans_server: Server) -> None:
    assert plain.get(f"{plans_server.url}/download/{path}").status_code == status


@pytest.mark.parametrize("ending", [".html", ".md", ".docx"])
def test_a_briefing_can_be_had(ending: str, plans_server: Server) -> None:
    answer = plain.get(
        f"{plans_server.url}/download/briefing{ending}", params={"model": "厦门市"}, timeout=60
    )
    assert answer.status_code == 200
    name = unquote(re.findall(r"filename\*=UTF-8''(\S+)", answer.headers["content-disposition"])[0])
    assert name.endswith(ending)
    assert "厦门" in name
    assert len(answer.content) > 1000
