"""The solver: a knowledge base as a formula over the answers, and what follows from it for every possible client."""
