from __future__ import annotations

import socket

from hypothesis import given
from hypothesis import strategies as st

from bizgraph.serve.work.frames import Incoming, Kind, frame, receive

MESSAGES = st.lists(st.tuples(st.sampled_from(Kind), st.binary(max_size=300)), max_size=10)


@given(MESSAGES, st.integers(1, 50))
def test_messages_are_the_same_however_their_bytes_are_cut(
    messages: list[tuple[Kind, bytes]], length: int
) -> None:
    data = b"".join(frame(kind, content) for kind, content in messages)
    incoming = Incoming()
    pieces = [data[begin : begin + length] for begin in range(0, len(data), length)]
    assert [message for piece in pieces for message in incoming.messages(piece)] == messages


@given(MESSAGES)
def test_the_other_end_reads_them_until_there_is_nobody(messages: list[tuple[Kind, bytes]]) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        with ours:
            for kind, content in messages:
                ours.sendall(frame(kind, content))
        assert [receive(theirs) for _ in messages] == messages
        assert receive(theirs) is None
