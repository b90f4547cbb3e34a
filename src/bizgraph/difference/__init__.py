"""What changed between two documents or two graphs: facts matched by what they say, never by number."""
