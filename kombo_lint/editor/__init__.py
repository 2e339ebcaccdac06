"""What `kombo-lint lsp` gives to editors: findings as one types, with their fixes and their pages."""
