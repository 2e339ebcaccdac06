"""kombo-lint finds the code that a change in Kombo's API breaks, and proves why."""

__version__ = "0.1.0"
