from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bizgraph.serve.pages.segments import Segment, segments

places = st.integers(0, 40)
spans = st.lists(st.tuples(places, places).map(lambda pair: (min(pair), max(pair))), max_size=12)


@given(st.integers(0, 40), spans)
def test_the_pieces_are_the_whole_text(length: int, given_spans: list[tuple[int, int]]) -> None:
    pieces = segments(length, given_spans)
    assert [position for piece in pieces for position in range(piece.start, piece.end)] == list(range(length))
    assert all(piece.start < piece.end for piece in pieces)


@given(st.integers(0, 40), spans)
def test_every_piece_knows_what_it_lies_in(length: int, given_spans: list[tuple[int, int]]) -> None:
    for piece in segments(length, given_spans):
        around = {
            number
            for number, (start, end) in enumerate(given_spans)
            if start <= piece.start and piece.end <= end
        }
        assert set(piece.within) == around
        widths = [given_spans[number][1] - given_spans[number][0] for number in piece.within]
        assert widths == sorted(widths, reverse=True)


def test_nested_and_overlapping_stretches() -> None:
    assert segments(10, [(0, 6), (2, 4), (5, 9)]) == (
        Segment(0, 2, (0,)),
        Segment(2, 4, (0, 1)),
        Segment(4, 5, (0,)),
        Segment(5, 6, (0, 2)),
        Segment(6, 9, (2,)),
        Segment(9, 10, ()),
    )
