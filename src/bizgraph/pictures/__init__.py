"""Pictures for people: networks and charts as PNG and SVG, the same bytes for the same values."""
