"""The seeds printed as PDF files: A4, running heads, page numbers, indents of two characters, tables on wide
pages.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from weasyprint import CSS, HTML

from .renderings import html_of

_START: Final = re.compile(r'<ol start="(\d+)">')  # which the printer does not know
_STYLE: Final = """
@page {
    size: A4; margin: 3.2cm 2.6cm 3cm 2.8cm;
    @top-right { content: "优化营商环境文件选编"; font-size: 9pt; }
    @bottom-center { content: "— " counter(page) " —"; font-size: 12pt; }
}
@page wide { size: A4 landscape; margin: 2cm; }
@page :first { @top-right { content: none; } }
* { font-family: "Noto Serif CJK SC", serif; }
body { font-size: 12pt; line-height: 21pt; text-align: justify; }
h1 { font-size: 18pt; line-height: 28pt; text-align: center; font-weight: bold; margin: 21pt 0; }
h2 { text-align: center; }
h2, h3, h4 { font-size: 12pt; margin: 0; }
h3, h4, p, li { text-indent: 2em; margin: 0; }
ol { margin: 0; padding: 0; list-style-position: inside; }
table { page: wide; border-collapse: collapse; font-size: 9pt; line-height: 13pt; width: 100%; }
td, th { border: 0.5pt solid #000; padding: 2pt 4pt; text-align: left; text-indent: 0; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
"""


def pdf_of(path: Path) -> bytes:
    """Return a seed as a printed document; the furniture of its web page is left out."""
    html = html_of(path, furniture=False).decode()
    return printed(
        _START.sub(lambda m: f'<ol style="counter-reset: list-item {int(m[1]) - 1}">', html), _STYLE
    )


def printed(html: str, style: str) -> bytes:
    """Return a web page as a PDF file."""
    result = HTML(string=html).write_pdf(stylesheets=[CSS(string=style)])
    assert isinstance(result, bytes)
    return result
