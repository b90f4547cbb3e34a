"""Queries that call other services: only those that are allowed, and only on the public internet."""
