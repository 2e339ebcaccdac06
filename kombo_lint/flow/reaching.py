"""Which assignments of a local name can reach a use of it: a walk backwards over statements."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeVar

import libcst as cst

from kombo_lint.flow.tree import children, walk

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kombo_lint.flow.binder import Binding
    from kombo_lint.flow.scopes import Scopes

Node = TypeVar("Node", bound=cst.CSTNode)
_BLOCKS = (cst.IndentedBlock, cst.SimpleStatementSuite, cst.Module)
_EXITS = (cst.Return, cst.Raise, cst.Continue, cst.Break)


def reaching(scopes: Scopes, use: cst.CSTNode, bindings: Sequence[Binding]) -> list[Binding]:
    """Return those of `bindings` (one name, one scope) whose value can stand at `use`.

    Loops are taken as running any number of times, branches as going either way.
    """
    if len(bindings) == 1:
        return list(bindings)
    return _Walk(scopes, bindings).before(use)


@dataclass
class _Walk:
    scopes: Scopes
    bindings: Sequence[Binding]
    found: dict[Binding, None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        # Every node on the way from a binding up to its scope: statements off these bind nothing.
        self.above: set[cst.CSTNode] = set()
        for binding in self.bindings:
            self.above.add(binding.node)
            self.above.update(self.scopes.ancestors(binding.node))

    def before(self, use: cst.CSTNode) -> list[Binding]:
        """Climb from the use to the head of its scope, taking what earlier statements bind."""
        child, parent = use, self.scopes.parents.get(use)
        while parent is not None:
            if isinstance(parent, _BLOCKS):
                body: Sequence[cst.CSTNode] = parent.body
                if self._block_before(body[: _index(body, child)]):
                    return list(self.found)
            elif self._enter(parent, child):
                return list(self.found)
            if isinstance(parent, cst.FunctionDef | cst.Lambda) and (
                child is parent.body or isinstance(child, cst.Parameters)
            ):
                self._take(b for b in self.bindings if b.kind == "param")
                return list(self.found)
            child, parent = parent, self.scopes.parents.get(parent)
        return list(self.found)

    def _enter(self, parent: cst.CSTNode, child: cst.CSTNode) -> bool:
        """Take what the compound statement `parent` binds on the way into its part `child`."""
        if isinstance(parent, cst.For | cst.While) and child is parent.body:
            if isinstance(parent, cst.While) and self._test(parent.test):
                return True
            self._take_all(parent.body)
            return isinstance(parent, cst.For) and self._take_at(parent)
        if isinstance(parent, cst.For | cst.While) and child is parent.orelse:
            self._take_all(parent)
        elif isinstance(parent, cst.CompFor | cst.ListComp | cst.SetComp | cst.GeneratorExp | cst.DictComp):
            return self._take_at(*(n for n in walk(parent) if isinstance(n, cst.CompFor)))
        elif isinstance(parent, cst.With) and child is parent.body:
            return self._take_at(*parent.items)
        elif isinstance(parent, cst.ExceptHandler | cst.ExceptStarHandler) and child is parent.body:
            return self._take_at(parent)
        elif isinstance(parent, cst.MatchCase) and child is parent.body:
            return self._take_at(*walk(parent.pattern))
        elif isinstance(parent, cst.Try | cst.TryStar) and child is not parent.body:
            if isinstance(child, cst.Else):
                return self._statement_body(parent.body)
            self._take_all(parent.body)
            if isinstance(child, cst.Finally):
                for part in parent.handlers:
                    self._take_all(part)
        elif isinstance(parent, cst.If | cst.While | cst.IfExp) and child is not parent.test:
            return self._test(parent.test)
        elif isinstance(parent, cst.BooleanOperation) and child is parent.right:
            return self._test(parent.left)
        elif isinstance(parent, cst.SimpleStatementLine):
            return self._block_before(parent.body[: _index(parent.body, child)])
        return False

    def _test(self, test: cst.BaseExpression) -> bool:
        """Take what a test binds by `:=`; say whether it surely does."""
        self._take_all(test)
        while isinstance(test, cst.UnaryOperation | cst.BooleanOperation | cst.Comparison | cst.Attribute):
            test = test.expression if isinstance(test, cst.UnaryOperation) else _first(test)
        return isinstance(test, cst.NamedExpr) and self._take_at(test)

    def _block_before(self, statements: Sequence[cst.CSTNode]) -> bool:
        return any(self._statement(statement) for statement in reversed(statements))

    def _statement_body(self, block: cst.CSTNode) -> bool:
        return isinstance(block, _BLOCKS) and self._block_before(block.body)

    def _statement(self, statement: cst.CSTNode) -> bool:
        """Take what the statement binds; say whether it surely binds the name."""
        if statement not in self.above:
            return False
        if isinstance(statement, cst.SimpleStatementLine):
            return self._block_before(statement.body)
        if isinstance(statement, cst.If):
            self._take_all(statement.test)
            arms = [statement.body, statement.orelse]
            return all([self._arm(arm) for arm in arms])  # noqa: C419  every arm is visited
        if isinstance(statement, cst.Else):
            return self._arm(statement)
        if isinstance(statement, cst.With):
            if self._statement_body(statement.body):
                return True
            return self._take_at(*statement.items)
        if isinstance(statement, cst.Try | cst.TryStar):
            return self._try(statement)
        if isinstance(statement, cst.For | cst.While | cst.Match):
            self._take_all(statement)
            return False
        own = [binding for binding in self.bindings if binding.node is statement]
        if own:
            self._take(own)
            return all(binding.kind != "augment" for binding in own)
        self._take_all(statement)
        return False

    def _arm(self, arm: cst.CSTNode | None) -> bool:
        if arm is None:
            return False
        if isinstance(arm, cst.If):
            return self._statement(arm)
        body = arm.body if isinstance(arm, cst.Else | cst.Finally) else arm
        if leaves(body):
            return True
        return self._statement_body(body)

    def _try(self, statement: cst.Try | cst.TryStar) -> bool:
        if statement.finalbody is not None and self._arm(statement.finalbody):
            return True
        after = statement.orelse is not None and self._arm(statement.orelse)
        sure = [after or self._statement_body(statement.body)]
        sure += [self._arm(handler.body) or leaves(handler.body) for handler in statement.handlers]
        return all(sure)

    def _take(self, bindings: Iterable[Binding]) -> None:
        self.found.update(dict.fromkeys(bindings))

    def _take_all(self, node: cst.CSTNode) -> None:
        if node in self.above:
            below = set(walk(node))
            self._take(b for b in self.bindings if b.node in below)

    def _take_at(self, *nodes: cst.CSTNode) -> bool:
        own = [binding for binding in self.bindings if binding.node in nodes]
        self._take(own)
        return bool(own)


def _first(test: cst.BooleanOperation | cst.Comparison | cst.Attribute) -> cst.BaseExpression:
    """Return the part of an expression that is evaluated before all else."""
    return test.value if isinstance(test, cst.Attribute) else test.left


def leaves(block: cst.CSTNode) -> bool:
    """Say whether a block always ends in return, raise, continue or break."""
    statements = block.body if isinstance(block, _BLOCKS) else [block]
    for statement in reversed(list(statements)):
        if isinstance(statement, cst.SimpleStatementLine):
            return any(isinstance(part, _EXITS) for part in statement.body)
        if isinstance(statement, _EXITS):
            return True
        if isinstance(statement, cst.If):
            other = statement.orelse
            if other is None or not leaves(statement.body):
                return False
            return leaves(other) if isinstance(other, cst.If) else leaves(other.body)
        if isinstance(statement, cst.With):
            return leaves(statement.body)
        return False
    return False


def _index(body: Sequence[cst.CSTNode], child: cst.CSTNode) -> int:
    return next((i for i, statement in enumerate(body) if statement is child), len(body))


@lru_cache(maxsize=20_000)
def own_nodes(function: cst.CSTNode) -> tuple[cst.CSTNode, ...]:
    """Return the nodes of a function's (or module's) body, without functions and classes inside it."""
    stack = children(function)[::-1]
    if isinstance(function, cst.FunctionDef | cst.Lambda):
        stack = [function.body]
    result: list[cst.CSTNode] = []
    while stack:
        node = stack.pop()
        if type(node) in _INNER:
            continue
        result.append(node)
        stack.extend(reversed(children(node)))
    return tuple(result)


def own(function: cst.CSTNode, kind: type[Node]) -> Sequence[Node]:
    """Return those of a function's `own_nodes` that are of exactly one type."""
    return _by_type(function).get(kind, ())  # type: ignore[return-value]


@lru_cache(maxsize=20_000)
def _by_type(function: cst.CSTNode) -> dict[type[cst.CSTNode], list[cst.CSTNode]]:
    found: dict[type[cst.CSTNode], list[cst.CSTNode]] = {}
    for node in own_nodes(function):
        found.setdefault(type(node), []).append(node)
    return found


_INNER = frozenset({cst.FunctionDef, cst.Lambda, cst.ClassDef})
