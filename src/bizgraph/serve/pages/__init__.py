"""The explorer: pages in which people find and check what they need."""
