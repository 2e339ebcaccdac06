"""What is wrong with text that is not Python, in the words of the Python that runs."""

from __future__ import annotations

import ast
import warnings


def syntax_error(text: str) -> tuple[str, int] | None:
    """Return what is wrong and the line, from 1; None when this Python can read the text.

    Another Python may differ, so this explains a failure to parse, and proves none.
    """
    before, null, _ = text.partition("\0")
    if null:  # whether Python names a line here depends on its version
        return "a null byte", before.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(text)
    except SyntaxError as error:
        return error.msg, error.lineno or 1
    except (RecursionError, MemoryError):
        return "nested too deeply", 1
    return None
