"""Clean text to an outline: headings, items, paragraphs and tables, with their places."""
