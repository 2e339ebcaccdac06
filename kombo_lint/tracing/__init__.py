"""Why a value is, or is not, taken for a response of the API: what `kombo-lint trace` tells."""

from __future__ import annotations


class NoPlace(Exception):
    """A place at which there is nothing to ask about: one line that says what to do."""
