"""Connects to a graph in a remote store: the store, and what was published there."""

from __future__ import annotations

import logging

from pyoxigraph import NamedNode

from bizgraph.errors import GraphError
from bizgraph.store.authentication import Credentials
from bizgraph.store.manifest import Manifest
from bizgraph.store.remote import SECONDS, RemoteStore
from bizgraph.store.remote_manifest import derived, published, published_version

_log = logging.getLogger(__name__)


def connected(
    url: str, seconds: float | None = None, credentials: Credentials | None = None
) -> tuple[RemoteStore, Manifest]:
    """Return the store at an address and what it holds. Raises GraphError where it holds no graph."""
    seconds = SECONDS if seconds is None else seconds
    credentials = credentials or Credentials.of_environment()
    store = RemoteStore(url, seconds=seconds, credentials=credentials)
    found = published(store)
    if found is None:
        return store, derived(store)
    if not found.graphs:
        raise GraphError(
            f"the first publication to {url} has begun and has not ended; wait for it, or run "
            "`bizgraph build --publish` again if it broke off"
        )
    if found.is_unfinished:
        _log.warning(
            "%s: a publication has begun and has not ended, so that answers may mix what was and what will "
            "be; if it broke off, run `bizgraph build --publish` again",
            url,
        )
    graphs = map(NamedNode, found.graphs)
    return RemoteStore(url, seconds=seconds, credentials=credentials, graphs=graphs), found.manifest


def version_at(url: str, seconds: float, credentials: Credentials | None = None) -> str:
    """Return a name for what the store at an address holds now: the version that was published there.

    Where data came there by other means, it is how much there is of it. Raises GraphError.
    """
    credentials = credentials or Credentials.of_environment()
    store = RemoteStore(url, seconds=seconds, credentials=credentials)
    return published_version(store) or f"{len(store)} triples"
