from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from bizgraph.documents import find_documents
from bizgraph.errors import SourceError
from bizgraph.source import archive
from bizgraph.source.archive import members, read_member

WORDS = "优化营商环境工作方案".encode()


def _zip(path: Path, **files: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as written:
        for name, data in files.items():
            written.writestr(name, data)
    return path


def _zip_of_a_chinese_program(path: Path, name: str) -> Path:
    """Write the name in GB18030, without the flag for UTF-8."""
    _zip(path, **{"x" * len(name.encode("gb18030")): WORDS})
    data = path.read_bytes().replace(b"x" * len(name.encode("gb18030")), name.encode("gb18030"))
    path.write_bytes(data)
    return path


def test_documents_in_an_archive_are_found_and_read(tmp_path: Path) -> None:
    path = _zip(
        tmp_path / "plans.zip",
        **{"2026/方案.txt": WORDS, "a.html": WORDS, "picture.png": b"", "__MACOSX/._a.html": b""},
    )
    found = find_documents([tmp_path])
    assert [str(file) for file in found.files] == [f"{path}/a.html", f"{path}/2026/方案.txt"]
    assert [file.name for file in found.files] == ["a.html", "方案.txt"]
    assert [file.read() for file in found.files] == [WORDS, WORDS]
    assert not found.faults


def test_names_of_chinese_programs_are_read(tmp_path: Path) -> None:
    path = _zip_of_a_chinese_program(tmp_path / "a.zip", "营商环境.txt")
    assert members(path) == ("营商环境.txt",)
    assert read_member(path, "营商环境.txt") == WORDS


def test_a_name_that_climbs_out_is_a_name_and_nothing_more(tmp_path: Path) -> None:
    _zip(tmp_path / "a.zip", **{"../../evil.txt": WORDS})
    (file,) = find_documents([tmp_path / "a.zip"]).files
    assert (file.name, file.read()) == ("evil.txt", WORDS)
    assert [path.name for path in tmp_path.rglob("*")] == ["a.zip"]


def test_a_member_that_is_too_large_is_not_unpacked(tmp_path: Path) -> None:
    path = _zip(tmp_path / "bomb.zip", **{"bomb.txt": bytes(200_000_000)})
    assert path.stat().st_size < 300_000
    with pytest.raises(SourceError, match=r"bomb.zip/bomb.txt: 200,000,000 bytes are more than"):
        read_member(path, "bomb.txt")


def test_a_member_that_lies_about_its_size_is_not_unpacked(tmp_path: Path) -> None:
    path = _zip(tmp_path / "liar.zip", **{"liar.txt": bytes(30_000_000)})
    true, said = (30_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(true, said))
    with pytest.raises(SourceError, match=r"liar.zip"):
        read_member(path, "liar.txt")


def test_too_many_members_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_MEMBERS", 2)
    path = _zip(tmp_path / "many.zip", **{"a.txt": b"", "b.txt": b"", "c.txt": b""})
    with pytest.raises(SourceError, match=r"3 files are more than the 2 that are read from one archive"):
        members(path)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 broken", b"no archive"])
def test_what_is_no_archive_is_named(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.zip").write_bytes(data)
    (tmp_path / "b.txt").write_bytes(WORDS)
    found = find_documents([tmp_path])
    assert [file.name for file in found.files] == ["b.txt"]
    ((path, message),) = found.faults
    assert path == tmp_path / "a.zip"
    assert message.startswith(f"{path}: this archive cannot be read: ")


def test_a_locked_member_is_named(tmp_path: Path) -> None:
    path = _zip(tmp_path / "a.zip", **{"a.txt": WORDS})
    data = bytearray(path.read_bytes())
    data[6] |= 1  # the flag in the head of the member, and in the directory of the archive
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(SourceError, match=r"a.zip/a.txt: it is locked with a password"):
        read_member(path, "a.txt")


def test_an_archive_without_documents_is_named(tmp_path: Path) -> None:
    _zip(tmp_path / "a.zip", **{"a.png": b""})
    ((_, message),) = find_documents([tmp_path / "a.zip"]).faults
    assert "this archive holds no documents" in message
