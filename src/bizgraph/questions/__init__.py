"""Questions and their answers: saved queries, names of things, all that is known of one thing."""
