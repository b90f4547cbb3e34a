"""A sheet that pictures are drawn on: everything is put where it is told, in points, y upwards.

matplotlib draws it, by its objects and without its global state of figures. Only `rcParams`, from which
matplotlib's SVG writer takes how identifiers and text are written, is global: `drawing` sets it to
matplotlib's own defaults, whatever the user's are, and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO
from threading import RLock
from typing import Final, Literal, TypeAlias

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.text import Text

from bizgraph.pictures.fonts import face

Form: TypeAlias = Literal["png", "svg"]

DOTS_PER_INCH: Final = 150
POINTS_PER_INCH: Final = 72
TITLE_SIZE: Final = 13.0
TEXT_SIZE: Final = 9.0
NOTE_SIZE: Final = 8.0
LINE_HEIGHT: Final = 1.32

INK: Final = "#1f2933"
MUTED: Final = "#52606d"
RULE: Final = "#d3dae1"
PAPER: Final = "#ffffff"
PALETTE: Final = ("#1f5a8a", "#7fa8c9", "#c58b3b", "#6f8f72", "#8a6d9c", "#a5615a")

_METADATA: Final[dict[str, dict[str, None]]] = {
    "png": {"Software": None},
    "svg": dict.fromkeys(("Creator", "Date", "Format", "Type")),
}
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE[^>]*>\n")  # it names a file on another host
_lock: Final = RLock()


@contextmanager
def drawing() -> Iterator[None]:
    """Draw with settings that are the same everywhere; one thread at a time, since they are global."""
    with _lock, matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["svg.hashsalt"] = "bizgraph"
        matplotlib.rcParams["svg.fonttype"] = "path"
        yield


class Sheet:
    """A white page of a width and a height in points. To be made and written inside `drawing`."""

    def __init__(self, width: float, height: float) -> None:
        self.width = width
        self.height = height
        size = (width / POINTS_PER_INCH, height / POINTS_PER_INCH)
        self.figure = Figure(figsize=size, dpi=DOTS_PER_INCH, facecolor=PAPER)
        FigureCanvasAgg(self.figure)
        self._axes = self.figure.add_axes((0.0, 0.0, 1.0, 1.0))
        self._axes.set_xlim(0, width)
        self._axes.set_ylim(0, height)
        self._axes.set_axis_off()

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = TEXT_SIZE,
        bold: bool = False,
        colour: str = INK,
        across: Literal["left", "center", "right"] = "left",
        up: Literal["top", "center", "baseline", "bottom"] = "baseline",
        on_paper: bool = False,
        name: str | None = None,
    ) -> Text:
        """Put words, in one line or several, at a point; with `on_paper` they are legible over lines."""
        lines = "\n".join(map(face(bold=bold).legible, words.split("\n")))
        text = self._axes.text(
            x,
            y,
            lines,
            fontproperties=face(bold=bold).properties(size),
            color=colour,
            ha=across,
            va=up,
            ma=across,
            linespacing=LINE_HEIGHT / 1.2,  # matplotlib counts in lines of 1.2 times the size
            parse_math=False,
            gid=name,
            zorder=5,
        )
        if on_paper:
            text.set_bbox({"facecolor": PAPER, "edgecolor": "none", "alpha": 0.7, "pad": 0.3})
        return text

    def head(self, title: str) -> None:
        """Put a title over all that is drawn; the sheet becomes higher by it."""
        words = face(bold=True).wrapped(title, TITLE_SIZE, self.width - 12, 2)
        lines = words.count("\n") + 1
        whole = self.height + lines * TITLE_SIZE * LINE_HEIGHT + 10
        self.figure.set_size_inches(self.width / POINTS_PER_INCH, whole / POINTS_PER_INCH)
        self._axes.set_position((0.0, 0.0, 1.0, self.height / whole))
        self.text(6, self.height + 6, words, size=TITLE_SIZE, bold=True, up="bottom")

    def rectangle(
        self, x: float, y: float, width: float, height: float, colour: str, *, name: str | None = None
    ) -> None:
        """Fill a rectangle, given by its lower left corner."""
        self.add(Rectangle((x, y), width, height, facecolor=colour, edgecolor="none", gid=name))

    def line(
        self, xs: Sequence[float], ys: Sequence[float], *, colour: str = RULE, width: float = 0.6
    ) -> None:
        """Draw a line through points."""
        self._axes.add_line(Line2D(xs, ys, color=colour, linewidth=width, solid_capstyle="butt", zorder=0.5))

    def add(self, patch: Patch) -> None:
        """Put a shape on the sheet."""
        self._axes.add_artist(patch)  # add_patch would measure it too, which takes longer than drawing it

    def write(self, form: Form) -> bytes:
        """Return the sheet as a file: of any number of calls, the same bytes."""
        written = BytesIO()
        self.figure.savefig(written, format=form, dpi=DOTS_PER_INCH, metadata=_METADATA[form])
        data = written.getvalue()
        return data if form == "png" else _DOCTYPE.sub(b"", data, count=1)
