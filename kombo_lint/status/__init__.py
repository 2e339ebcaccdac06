"""How far a migration is: what is open, what is done, and whose it is."""

from __future__ import annotations


class StatusError(Exception):
    """A file that is no status: one line that says which, and what to do."""
