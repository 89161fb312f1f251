"""From the documents of a knowledge base to its typed entries, complaining of everything on the way."""
