"""The promises of the project, kept."""
