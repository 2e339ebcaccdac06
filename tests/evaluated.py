"""Evaluates the expressions of a small program."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from kombo_lint.flow.evaluate import Evaluator
from kombo_lint.flow.project import Project
from kombo_lint.models import load_models
from kombo_lint.registry import load_registry

if TYPE_CHECKING:
    from kombo_lint.flow.values import Frame


def evaluator(source: str) -> Evaluator:
    """Return the evaluator of a project that has one module, `example.py`."""
    return Evaluator(Project({"example.py": source.encode()}), load_models(), load_registry().apis[0])


def asked(source: str) -> tuple[Evaluator, cst.BaseExpression, Frame]:
    """Return the argument of the call of `ask` in a program, with what it takes to evaluate it."""
    ev = evaluator(source)
    scopes = ev.project.module("example.py", "asked by a test")
    assert scopes is not None
    (call,) = scopes.calls["ask"]
    return ev, call.args[0].value, ev.frame_of(scopes, call)
