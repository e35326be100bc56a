"""Framing: which words colour what is told, one detector a file."""
