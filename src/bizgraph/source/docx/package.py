"""The package of a Word file opened within bounds: its parts as trees."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass
from typing import Final

from lxml import etree

from bizgraph.errors import SourceError
from bizgraph.source.decoding import MAX_BYTES

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_RELATIONSHIP: Final = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_OLE: Final = b"\xd0\xcf\x11\xe0"
_ENCRYPTED: Final = 0x1
_MOST_PARTS: Final = 10_000
_MOST_OF_A_PART: Final = 64_000_000
_MOST_DEPTH: Final = 120

Element = etree._Element


@dataclass(frozen=True)
class Package:
    """The parts of a Word file that its text is made of."""

    document: Element
    styles: Element | None
    numbering: Element | None


def open_package(data: bytes, name: str) -> Package:
    """Return the parts. Raises SourceError when the file is no Word file, broken, encrypted or a bomb."""
    if data.startswith(_OLE):
        raise SourceError(
            f"{name}: an old Word file (.doc) or one that a password locks; open it in Word and save it as "
            ".docx without a password"
        )
    if len(data) > MAX_BYTES:
        raise SourceError(
            f"{name}: {len(data):,} bytes are more than the {MAX_BYTES:,} that one document may have; "
            "take its pictures out, or split it into its documents"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _parts(package, name)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
        raise SourceError(f"{name}: the Word file is damaged ({error}); fetch it again") from error


def _parts(package: zipfile.ZipFile, name: str) -> Package:
    if len(package.infolist()) > _MOST_PARTS:
        raise SourceError(f"{name}: more than {_MOST_PARTS:,} parts: no Word file that can be read")
    relations = _relations(package, "_rels/.rels", name)
    main = relations.get("officeDocument", "word/document.xml").lstrip("/")
    folder, file = posixpath.split(main)
    relations = _relations(package, f"{folder}/_rels/{file}.rels", name)
    document = _tree(package, main, name)
    if document is None or document.find(f"{W}body") is None:
        raise SourceError(f"{name}: the Word file has no {main} with a body; save it in Word again")

    def beside(kind: str) -> Element | None:
        target = relations.get(kind, f"{kind}.xml")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        return _tree(package, posixpath.normpath(path), name)

    return Package(document, beside("styles"), beside("numbering"))


def _relations(package: zipfile.ZipFile, path: str, name: str) -> dict[str, str]:
    """The parts that a part refers to, by the kind of the reference; parts outside of the file are none."""
    root = _tree(package, path, name)
    found: dict[str, str] = {}
    for each in root.iter(_RELATIONSHIP) if root is not None else ():
        if each.get("TargetMode") != "External":
            found.setdefault(each.get("Type", "").rpartition("/")[2], each.get("Target", ""))
    return found


def _tree(package: zipfile.ZipFile, path: str, name: str) -> Element | None:
    """A part as a tree; None where it is not there. Nothing outside of the part is ever read."""
    if path not in package.NameToInfo:
        return None
    content = _content(package, path, name).replace(_STRICT, W[1:-1].encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"{name}: {path} in it is no sound XML ({error}); save it in Word again") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise SourceError(f"{name}: {path} in it declares entities, which no Word file does; it is not read")
    if _deeper_than(root, _MOST_DEPTH):
        raise SourceError(f"{name}: {path} in it nests more than {_MOST_DEPTH} deep; save it in Word again")
    return root


def _content(package: zipfile.ZipFile, path: str, name: str) -> bytes:
    info = package.getinfo(path)
    if info.flag_bits & _ENCRYPTED:
        raise SourceError(f"{name}: a password locks the file; save it without one")
    try:
        with package.open(info) as part:
            content = part.read(_MOST_OF_A_PART + 1)
    except RuntimeError as error:
        raise SourceError(f"{name}: {path} in it cannot be unpacked ({error})") from error
    if len(content) > _MOST_OF_A_PART:
        raise SourceError(
            f"{name}: {path} in it unpacks to more than {_MOST_OF_A_PART:,} bytes; "
            "split it into its documents"
        )
    return content


def _deeper_than(root: Element, most: int) -> bool:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > most:
            return True
    return False
