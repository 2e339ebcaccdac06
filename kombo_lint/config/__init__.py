"""The configuration: its keys, which file counts for which source file, and what it says of that."""
