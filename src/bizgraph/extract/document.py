"""What a document is: its title, number, date, publisher and the place it plans for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bizgraph.authority.identity import Region, RegionLevel
from bizgraph.authority.regions import Regions
from bizgraph.authority.units import Units
from bizgraph.extract.facts import UnitMention
from bizgraph.extract.signature import DATE, YEAR, calendar_number, signature_lines
from bizgraph.outline.nodes import Node, NodeKind, Outline
from bizgraph.source.text import Quote, Text

_HEAD = 2000
_NUMBER = re.compile(
    r"(?m)^(?:(?:发?文|文件)\s?(?:字\s?号|号|编号):\s?)?(?P<number>[\u4e00-\u9fff]{0,12}(?:〔|\[|\()(?:19|20)\d{2}(?:〕|\]|\))(?:第)?\d{1,4}号)$"
)
_LETTER = re.compile(
    r"(?m)^(?P<issuer>[^\n。;]{2,60}?)?\n*(?:关于)?(?:印发|转发|发布|公布)(?:实施)?[^\n。;]{4,120}的?(?:通知|公告|意见)$"
)
_ISSUER = re.compile(r"[\u4e00-\u9fff、()\s]{3,40}")
_KIND = re.compile(
    r"(?:方案|计划|措施|意见|办法|通知|做法|案例|汇编|清单|要点|规划|条例|公告|任务|安排|报告|总结|台账|一览表|情况表|分工表|任务表|责任书|路线图|简报)(?:\([^()]*\))?$"
)
_PUBLISHED = re.compile(
    r"(?:发布|发文|成文|印发|公开)(?:时间|日期)\s*:\s*(?P<y>20\d{2})[-年./](?P<m>\d{1,2})[-月./](?P<d>\d{1,2})"
)
# `发文机关:市政府办公室`: what a page says of the document.
_STATED = re.compile(r"(?m)^(?:发文|发布|制定|制发|印发)(?:机关|机构|单位):\s?(?P<name>[^\n;。:]{3,40})$")
_MASKED = re.compile(r"(?<![A-Za-z])(?:[xX×]{1,4}|\*{2,4})(?=[省市县区州])[省市县区州]")
# `全省优化营商环境典型案例`: the province in which the places lie that it names.
_WHOLE = re.compile("[全我](?P<level>[省市])")
_WHOLE_OF = {"省": RegionLevel.PROVINCE, "市": RegionLevel.PREFECTURE}
_NATIONAL = re.compile(r"^(?:国务院|国家|全国|中共中央|最高人民|财政部|商务部|中华人民共和国)")


@dataclass(frozen=True)
class Heading:
    """The head of a document as printed."""

    title: Quote
    region: Region
    number: Quote | None
    issued: date | None
    issued_quote: Quote | None
    publisher_name: Quote | None
    year: int | None
    id: str


def read_heading(text: Text, outline: Outline, regions: Regions, units: Units) -> Heading:
    """Return the head of a document; its region is masked where the document does not name it."""
    title, issuer = _title(text, outline)
    number = _number(text)
    issued, issued_quote = _issued(text)
    year = _year(title.text, number, issued)
    region = _region(text, title, issuer, regions, text.sha256)
    code = region.code or ("masked" if region.masked else region.id.replace("/", "-"))
    identifier = f"{code}-{year or 'undated'}-{text.sha256[:8]}"
    if region.masked:
        region = regions.masked(region.label, identifier)
    publisher = issuer or _signature(text, units) or _stated_publisher(text, units)
    return Heading(title, region, number, issued, issued_quote, publisher, year, identifier)


def _title(text: Text, outline: Outline) -> tuple[Quote, Quote | None]:
    """The title of the letter that issues a plan, else of the plan; and who issues it, where it says."""
    letter = _LETTER.search(text.clean, 0, _HEAD)
    if letter:
        name = (letter.group("issuer") or "").removesuffix("关于")
        if not _ISSUER.fullmatch(name):
            return text.quote(letter.start() + len(name), letter.end()), None
        issuer = text.quote(letter.start("issuer"), letter.start("issuer") + len(name))
        return text.quote(letter.start(), letter.end()), issuer
    for node in outline.root.children:
        if node.kind is NodeKind.HEADING and _KIND.search(_last_line(text, node)):
            return text.quote(node.body, node.title_end), None
    first = outline.root.children[0] if outline.root.children else None
    if first is None:
        return text.quote(0, len(text.clean)), None
    return text.quote(first.start, max(first.title_end, min(first.end, first.start + 80))), None


def _last_line(text: Text, node: Node) -> str:
    return text.clean[node.body : node.title_end].rstrip().rpartition("\n")[2]


def _number(text: Text) -> Quote | None:
    match = _NUMBER.search(text.clean, 0, _HEAD)
    return text.quote(match.start("number"), match.end("number")) if match else None


def _issued(text: Text) -> tuple[date | None, Quote | None]:
    """The date alone in a line (of the signature), else that of the print, else that of the page."""
    head = re.compile(rf"(?m)^\(?{DATE.pattern}\)?$").search(text.clean)
    printed = re.compile(DATE.pattern + r"印发").search(text.clean)
    page = _PUBLISHED.search(text.clean)
    for match in (head, printed, page):
        day = _day(match) if match else None
        if match and day:
            return day, text.quote(match.start("y"), match.end("d") + len("日"))
    return None, None


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(calendar_number(match["y"]), calendar_number(match["m"]), calendar_number(match["d"]))
    except ValueError:
        return None


def _year(title: str, number: Quote | None, issued: date | None) -> int | None:
    match = re.search(rf"({YEAR})(?!-?\d{{4}})年?", title) or (
        re.search(r"(20\d{2})", number.text) if number else None
    )
    year = calendar_number(match.group(1)) if match else None
    if issued and (year is None or abs(year - issued.year) > 1):
        return issued.year
    return year


def _region(text: Text, title: Quote, issuer: Quote | None, regions: Regions, document: str) -> Region:
    for words in (issuer.text if issuer else "", title.text):
        found = _most_specific(words, regions)
        if found:
            return found
        if _NATIONAL.match(words):
            country = regions.resolve("中国")
            if country:
                return country
    masked = _MASKED.search(title.text) or _most_masked(text)
    if masked:
        return regions.masked(masked.group(), document[:8])
    for line in signature_lines(text):
        found = _most_specific(text.clean[line[0] : line[1]], regions)
        if found:
            return found
    named = _most_named(text, regions)
    whole = _WHOLE.search(title.text)
    if named and whole:
        around = (each for each in regions.ancestors(named) if each.level is _WHOLE_OF[whole["level"]])
        named = next(around, named)
    return named or regions.masked("xx市", document[:8])


def _most_specific(words: str, regions: Regions) -> Region | None:
    """The place that a title is about: of the first places named in a row, the one furthest down."""
    best: Region | None = None
    for match in regions.scan(words, None):
        if match.region.level is RegionLevel.GROUP:
            continue
        if best is None or best.id in {r.id for r in regions.ancestors(match.region)}:
            best = match.region
    return best


def _most_masked(text: Text) -> re.Match[str] | None:
    found = list(_MASKED.finditer(text.clean))
    own = [m for m in found if m.group()[-1] in "市区县州"]
    return own[0] if len(own) >= 2 else None


def _most_named(text: Text, regions: Regions) -> Region | None:
    """The division named most often with its full name in the head of the text."""
    counts: dict[str, int] = {}
    for match in regions.scan(text.clean[:3000], None):
        if (
            match.region.level in (RegionLevel.GROUP, RegionLevel.COUNTRY)
            or match.region.label != text.clean[match.start : match.end]
        ):
            continue
        counts[match.region.id] = counts.get(match.region.id, 0) + 1
    return regions.get(max(counts, key=lambda key: (counts[key], key))) if counts else None


def _signature(text: Text, units: Units) -> Quote | None:
    for start, end in signature_lines(text):
        if units.looks_like_unit(text.clean[start:end]):
            return text.quote(start, end)
    return None


def _stated_publisher(text: Text, units: Units) -> Quote | None:
    match = _STATED.search(text.clean, 0, _HEAD)
    if match and units.looks_like_unit(match["name"]):
        return text.quote(*match.span("name"))
    return None


def publisher_of(heading: Heading, units: Units) -> UnitMention | None:
    """Return the unit that issues the document, or None where it is not named."""
    if heading.publisher_name is None:
        return None
    name = "".join(heading.publisher_name.text.split())
    return UnitMention(units.resolve(name, heading.region), heading.publisher_name)
