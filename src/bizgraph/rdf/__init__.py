"""Facts as RDF, what is wrong with the RDF, and the RDF as bytes."""
