"""Rewrites that let the code ask for the error code: what they are, and how they get into the files."""
