"""Where facts come from, in PROV-O: which file, read by which version of which program.

No wall-clock time is written, so that the same file read by the same program gives the same quads.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from bizgraph.rdf.sheet import Sheet
from bizgraph.rdf.vocabulary import BIZ, DCTERMS, LABEL, PROV, TYPE, day, decimal, plain, words
from bizgraph.source.telephones import redact

PROGRAM: Final = "bizgraph"


@cache
def program_version() -> str:
    """Return the version of the installed program; `unknown` where it runs without being installed."""
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "unknown"


def write_document(sheet: Sheet) -> None:
    """Write the document itself and how its graph was made."""
    _describe(sheet)
    _trace(sheet)


def _describe(sheet: Sheet) -> None:
    document, iri = sheet.document, sheet.iri
    sheet.say(iri, TYPE, BIZ("PolicyDocument"), PROV("Entity"))
    sheet.say(iri, LABEL, words(document.title.text))
    sheet.say(iri, DCTERMS("title"), words(document.title.text))
    sheet.quoted(iri, document.title, BIZ("titleQuotedFrom"))
    sheet.say(iri, BIZ("region"), sheet.region(document.region))
    sheet.say(iri, BIZ("sha256"), plain(document.sha256))
    sheet.say(iri, BIZ("fileName"), plain(document.file_name))
    sheet.say(iri, BIZ("sourceText"), plain(redact(sheet.source)))
    sheet.say(iri, BIZ("leftOverShare"), decimal(document.left_over_share))
    if document.number is not None:
        sheet.say(iri, BIZ("documentNumber"), plain(document.number.text))
        sheet.quoted(iri, document.number, BIZ("documentNumberQuotedFrom"))
    if document.issued is not None:
        sheet.say(iri, DCTERMS("issued"), day(document.issued))
    if document.issued_quote is not None:
        sheet.quoted(iri, document.issued_quote, BIZ("issuedQuotedFrom"))
    if document.publisher is not None:
        sheet.say(iri, DCTERMS("publisher"), sheet.actor(document.publisher))
        sheet.quoted(iri, document.publisher.quote, BIZ("publisherQuotedFrom"))


def _trace(sheet: Sheet) -> None:
    extraction = sheet.names.extraction(sheet.document)
    program = sheet.names.software(PROGRAM, program_version())
    graph = sheet.names.graph(sheet.document.id)
    sheet.say(graph, TYPE, PROV("Entity"))
    sheet.say(graph, LABEL, words(f"{sheet.document.file_name} → RDF"))
    sheet.say(graph, PROV("wasGeneratedBy"), extraction)
    sheet.say(graph, PROV("wasDerivedFrom"), sheet.iri)
    sheet.say(extraction, TYPE, PROV("Activity"))
    sheet.say(extraction, LABEL, words(f"{PROGRAM}: {sheet.document.file_name}"))
    sheet.say(extraction, PROV("used"), sheet.iri)
    sheet.say(extraction, PROV("wasAssociatedWith"), program)
    sheet.share(
        [
            (program, TYPE, PROV("SoftwareAgent")),
            (program, LABEL, words(f"{PROGRAM} {program_version()}")),
            (program, DCTERMS("hasVersion"), plain(program_version())),
        ]
    )
