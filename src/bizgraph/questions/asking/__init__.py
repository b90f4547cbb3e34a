"""Questions in words: cut into what they mention, understood as kinds and links, put as SPARQL."""
