"""Values, scopes, evaluation on demand, the project's modules, and paths at a status."""
