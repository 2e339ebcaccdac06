"""The tables of a model, typed: what each says is what CONTRIBUTING.md has for people."""

from __future__ import annotations

from typing import Literal

import msgspec

Ranges = dict[str, list[tuple[int, int]]]
Gives = Literal["error", "result", "response", "status", "attempt"]
"""What a policy asks the program about: how the governed function ended (its error, its result, or the
library's record of the attempt), or a response or status of the client that has the policy."""


class CodeRead(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a fix reads the error code out of what is examined, which the expression calls `it`.

    `body` is the expression for the parsed body, with a plain `await` where that is needed; its parts are
    items, or attributes where `attributes` says so. `imports` are the modules that it needs, `name` what
    the function that reads it is called. `once` says that the body can be read only once.
    """

    body: str
    name: str = "error_code"
    attributes: bool = False
    imports: tuple[str, ...] = ()
    once: bool = False


class Send(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Calls that send a request: the functions or methods `names` of `on`.

    `url` is the position of the URL (after self) and `keyword` its name; `request` the
    position of a request object that holds the URL instead. In `requests` the same words
    describe what makes such an object: the class itself (no names) or its methods. `raises` names
    the error that the call itself raises for a bad status, always, when `raises_if` is passed as true, or
    unless `raises_unless` is passed as false.
    `via` are the methods of the same object through which these send, so that a subclass
    which replaces one of them decides. `names = ["*"]` stands for every method, at any depth of attributes,
    and "name.*" for those below an attribute.
    `streams` are the arguments by which the body is left unread until the program reads it, with
    the values that do so; without arguments (`streams = {}`) it always is. `method` is the position
    of the HTTP method, where the call's name does not say it, and `method_with` the argument that makes
    it a POST where none is given.
    """

    on: list[str]
    names: list[str] = []
    url: int | None = None
    keyword: str = "url"
    request: int | None = None
    raises: str | None = None
    raises_if: str | None = None
    raises_unless: str | None = None
    via: list[str] = []
    streams: dict[str, bool] | None = None
    method: int | None = None
    method_with: str | None = None
    api: bool = False


class Response(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """How a response is read: attributes (or methods) with the status, the parsed body, the raw body.

    `headers` are those with all headers, or one by its name, and `content_type` those with the type of the
    body, without its parameters.
    `reason` are those with the words that HTTP has for the status.
    """

    types: list[str] = []
    status: list[str] = []
    json: list[str] = []
    raw: list[str] = []
    headers: list[str] = []
    content_type: list[str] = []
    ranges: Ranges = {}
    reason: list[str] = []
    raises: list[str] = []
    error: str | None = None
    itself: list[str] = []
    code: CodeRead | None = None
    stream: list[str] = []
    closes: list[str] = []


class Error(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """An exception that carries a response: what else catches it and where it holds what.

    `caught_as` are itself and all of its bases, `raised_as` the classes below it of which one is raised
    in its place for an error that has a code. `prose` are the attributes with the API's words for people,
    which are its text too.
    `prose` are the attributes with the API's words for people, which are its text too. `reason` are those
    with the words that HTTP has for the status, and `text` is what `str(error)` gives: in it stands
    "{status}", "{reason}" for its words, and "{family}" for "Client" or "Server"; other names are not known.
    """

    name: str
    caught_as: list[str] = []
    raised_as: list[str] = []
    status: list[str] = []
    response: list[str] = []
    json: list[str] = []
    raw: list[str] = []
    headers: list[str] = []
    prose: list[str] = []
    reason: list[str] = []
    text: str = ""
    code: CodeRead | None = None
    api: bool = False


class Client(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A class whose instances hold the address (`address`) or a retry policy (`policies`) by keyword.

    `positions` gives the position of such an argument where it may be passed without its name;
    `mounts` the methods that add a transport or adapter; `hooks` the keywords, of the class or of its
    methods, for functions that are called with each response, and `hooks_unread` says that they get it
    before its body is read; `streams` its attributes by which, when true, all bodies are left unread;
    `bounds` the keywords for what bounds how many of its requests are sent at once;
    `carried` says that it works for the clients that it is given to, as a transport does; `api` that it
    speaks to the API itself.
    """

    types: list[str]
    address: list[str] = []
    policies: list[str] = []
    positions: dict[str, int] = {}
    mounts: list[str] = []
    hooks: list[str] = []
    hooks_unread: bool = False
    streams: list[str] = []
    bounds: list[str] = []
    carried: bool = False
    api: bool = False


class Off(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """The argument by which a policy is switched off: by this value; without one, by being given at all."""

    keyword: str
    value: str | None = None
    position: int | None = None


class Policy(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A retry policy chosen by status: where its list is, and what it retries without one.

    `default` are the statuses without a list; `flags` keywords that add ranges of statuses,
    which are on when not given; `off` what switches it all off or brings another policy instead. How long
    it waits is said by its own arguments, or by what the argument `wait` is made with. `methods` is the
    keyword for the HTTP methods that it retries, and `default_methods` are those without it (all where it is
    empty). `api` says that it can only be meant for the API's own SDK.
    """

    types: list[str]
    statuses: str | None = None
    position: int | None = None
    default: list[int] = []
    flags: dict[str, tuple[int, int]] = {}
    off: Off | None = None
    wait: str | None = None
    wait_position: int | None = None
    methods: str | None = None
    default_methods: list[str] = []
    api: bool = False


class Callback(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A policy that asks the program: argument `position` or `keyword` of `call` is a predicate.

    It is given what the governed function raises ("error") or returns ("result"), the record of the attempt
    from which these are read ("attempt"), or the response to each request of the client that has the policy
    ("response"). It tries again where the predicate holds, or where it does not if that `stops` it.
    """

    call: str
    gives: Gives
    position: int | None = None
    keyword: str | None = None
    stops: bool = False


class Retried(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A policy that tries again after exceptions of the types at `position`, or as `keyword`, of `call`."""

    call: str
    position: int | None = None
    keyword: str | None = None


class Tasks(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Functions that a library runs as tasks, made by `decorators` or in classes that derive from `bases`.

    One is run again by its `methods`, which a function has on its first parameter, or by raising one
    of `raises`.
    """

    decorators: list[str] = []
    bases: list[str] = []
    methods: list[str] = []
    raises: list[str] = []


class Override(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """A policy that asks a method of itself: subclasses of `on` replace `method`, which is given what
    `gives` says at `position` (after self).
    """

    on: list[str]
    method: str
    gives: Gives
    position: int = 0


class Answer(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Calls that make an answer: the functions or methods `names` of `on`; without names the class itself.

    `status` and `body` are the keywords for its status and its JSON body, as a value or as text, and
    `positions` where such an argument may stand without its name. Such a name is an attribute too
    that is assigned to, and may be dotted, as in `json.return_value`. `writes` are the methods of the same
    object that write the body, where the call itself says no more than the status.
    """

    on: list[str]
    names: list[str] = []
    status: list[str]
    body: list[str] = []
    positions: dict[str, int] = {}
    writes: list[str] = []


class Wait(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """How long is waited before each retry: said by a call of one of `on`, or by its name that is handed on.

    The first wait is `times` the number in the argument `first` (at `position` without its name), or
    else `default`, in units of so many seconds (`unit`), and at `least` the number in that argument. Each
    later one is longer, unless `grows` is false or the number in `base` is no more than 1, and none is longer
    than the number in the argument `most` (or else `most_default`).

    `instead` is the wait that a fix writes in place of one that does not grow, and `jitter` what a fix adds
    to that so that not all come back at once.
    """

    on: list[str]
    first: str | None = None
    position: int | None = None
    default: float | None = None
    unit: float = 1.0
    times: float = 1.0
    least: str | None = None
    most: str | None = None
    most_position: int | None = None
    most_default: float | None = None
    grows: bool = True
    base: str | None = None
    instead: str | None = None
    jitter: str | None = None


class Tries(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Decorators and objects (`on`) that try again what they run when it raises.

    `wait` is the argument (at `wait_position` without its name) that says how long is waited before; where
    it is missing in the model, their own arguments say so, and where it is not given, nothing is waited.
    `errors` is the argument with the kinds of errors, or a predicate, for which they do, at `position`;
    without it they do for all. `giveup` is the argument with a predicate for those for which they do not.
    `instead` is the wait that a fix writes where none is given.
    """

    on: list[str]
    wait: str | None = None
    wait_position: int | None = None
    errors: str | None = None
    position: int | None = None
    giveup: str | None = None
    instead: str | None = None


class End(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """When calls of `on` try no more.

    `time` is the argument (at `time_position` without its name) with how long they try in all, in units of so
    many seconds (`unit`), and `tries` the one with how often they do, each with what holds without it: where
    that is missing, without end. `by` is an argument with an object that says it; `counts` are those that
    only count.
    """

    on: list[str]
    time: str | None = None
    time_position: int | None = None
    time_default: float | None = None
    unit: float = 1.0
    tries: str | None = None
    tries_default: int | None = None
    by: str | None = None
    counts: list[str] = []


class FanOut(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """Calls that run things at once: the functions or methods `names` of `on`; without names calling `on`.

    `takes` says what they run: "each" of their arguments, the "many" in the argument at `position` (or
    `keyword`), the "one" there, which are many where the call is in a loop, or, by "map", the function
    there on each item of the argument behind it. `pool` is the position of the pool to run them in, where
    that is an argument; `untyped` says that on an object of unknown class the name alone says enough.
    `signatures` are the methods of a function that stand for a later call of it.
    """

    on: list[str]
    names: list[str] = []
    takes: Literal["each", "many", "one", "map"]
    position: int = 0
    keyword: str | None = None
    pool: int | None = None
    untyped: bool = False
    signatures: list[str] = []


class Bound(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """What lets only so many through at once: a semaphore, a pool of workers, the limits of a client.

    `number` is the keyword of how many, `position` its place without the name, and `default` how many
    without it; where that is missing nobody can say. `unbounded` is the number that lets any through.
    `narrower` are keywords of further numbers, of which the least holds.
    One of `words` in the name of what is unknown says that it is one.
    """

    types: list[str]
    number: str | None = None
    position: int | None = 0
    default: int | None = None
    unbounded: int | None = None
    narrower: list[str] = []
    words: list[str] = []


class Leaves(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """The functions or methods `names` of `on` that never return: they raise, or end the program."""

    on: list[str]
    names: list[str]


class Library(msgspec.Struct, frozen=True, eq=False, forbid_unknown_fields=True, kw_only=True):
    """One library.

    `like` takes over all that another model says, under this one's root, with classes `renamed`; `responses`
    names the library whose responses its calls return, where that is another one; `attempt` what the dotted
    attributes of the library's record of an attempt give. `sleeps` are functions that wait so many seconds.
    `kinds_of_errors` are functions that make a predicate of kinds of errors: true where these are tried
    again, false where these are not; `any_of` those that join predicates or waits.
    """

    name: str
    docs: str
    like: str | None = None
    renamed: dict[str, str] = {}
    responses: str | None = None
    response: Response = Response()
    sends: list[Send] = []
    errors: list[Error] = []
    clients: list[Client] = []
    policies: list[Policy] = []
    callbacks: list[Callback] = []
    overrides: list[Override] = []
    retried: list[Retried] = []
    tasks: Tasks = Tasks()
    attempt: dict[str, Gives] = {}
    governs: list[str] = []
    constants: dict[str, int | list[int]] = {}
    ranges: Ranges = {}
    requests: list[Send] = []
    answers: list[Answer] = []
    fan_outs: list[FanOut] = []
    bounds: list[Bound] = []
    waits: list[Wait] = []
    tries: list[Tries] = []
    ends: list[End] = []
    sleeps: list[str] = []
    leaves: list[Leaves] = []
    any_of: list[str] = []
    kinds_of_errors: dict[str, bool] = {}

    @property
    def attempt_kind(self) -> str:
        """The name of the record that the library keeps of an attempt, under which nothing else goes."""
        return f"{self.name}.(attempt)"
