"""Requests over plain HTTP: no certificates are read, which takes a client longer than most answers."""

from __future__ import annotations

from functools import partial

import httpx

client = partial(httpx.Client, verify=False)
request = partial(httpx.request, verify=False)
get = partial(httpx.get, verify=False)
head = partial(httpx.head, verify=False)
options = partial(httpx.options, verify=False)
post = partial(httpx.post, verify=False)
