"""What changed between two documents, or between two graphs."""

from __future__ import annotations

from pathlib import Path

from bizgraph.difference.comparing import compare
from bizgraph.difference.documents import paired
from bizgraph.difference.from_facts import edition
from bizgraph.difference.from_graph import Editions
from bizgraph.difference.result import Difference
from bizgraph.errors import SourceError
from bizgraph.rdf.identifiers import DEFAULT_BASE, Namespaces
from bizgraph.reading import read
from bizgraph.store.interface import Store
from bizgraph.store.manifest import Manifest
from bizgraph.store.opening import open_folder


def diff(old: Path | str, new: Path | str) -> Difference:
    """Return what changed from one document to another, or from one graph to another.

    Both are files that `bizgraph.read` reads, or both are folders of graphs. Facts are matched by what they
    say: neither numbers nor order decide. Of two graphs, documents in both are compared where they differ,
    and so are plans of one place for other years. Raises SourceError where a file cannot be read, or is to be
    compared with a graph, and GraphError where a folder holds no graph.
    """
    before, after = Path(old), Path(new)
    if before.is_dir() is not after.is_dir() and before.exists() and after.exists():
        file, folder = (before, after) if after.is_dir() else (after, before)
        raise SourceError(
            f"{file} is a document and {folder} is a folder: compare two documents or two graphs; "
            f"`bizgraph build {file} --graph OTHER` makes a graph of the document"
        )
    if before.is_dir():
        return _graphs(before, after)
    compared = compare(edition(read(before)), edition(read(after)))
    return Difference(str(old), str(new), (compared,))


def _graphs(old: Path, new: Path) -> Difference:
    store, manifest = open_folder(old)
    with store:
        later_store, later_manifest = open_folder(new)
        with later_store:
            olds, news = _editions(store, manifest), _editions(later_store, later_manifest)
            found = paired(olds.headings(), news.headings())
            compared = tuple(compare(olds.edition(one), news.edition(other)) for one, other in found.pairs)
    return Difference(str(old), str(new), compared, found.added, found.dropped, found.unchanged)


def _editions(store: Store, manifest: Manifest) -> Editions:
    return Editions(store, Namespaces(manifest.about.get("base", DEFAULT_BASE)))
