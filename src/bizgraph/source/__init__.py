"""Bytes of a file to clean text that knows the way back."""
