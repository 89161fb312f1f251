"""The knowledge base: YAML files read into typed, checked, frozen values."""
