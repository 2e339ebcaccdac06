"""What a program did, in words that can be compared."""

from __future__ import annotations

import _thread
import asyncio
import builtins
import inspect
import logging
import random
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, Any, NoReturn
from unittest.mock import patch

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.worlds.server import Request

MOST_EVENTS = 60
MOST_REQUESTS = 12
SECONDS = 20.0
"""A program that does more, or takes longer, does not end."""


@dataclass(frozen=True)
class Observation:
    """How a program ended, and the events before that in their order.

    `requests` of the events were requests. `detail`, the message of the exception, is for the reader.
    """

    outcome: str
    events: tuple[str, ...] = ()
    requests: int = 0
    detail: str = field(default="", compare=False)


class DoesNotEnd(KeyboardInterrupt):
    """Raised in a program that goes on for too long; asyncio lets only this class through."""


class Recorder(logging.Handler):
    """Keeps the events of a run: requests, sleeps, prints, log records, calls of a spy."""

    def __init__(self, is_own: Callable[[str], bool]) -> None:
        super().__init__()
        self.events: list[str] = []
        self.requests = 0
        self.endless = False
        self._is_own = is_own
        self._main = threading.main_thread()

    def clear(self) -> None:
        """Begin a new run."""
        self.events, self.requests, self.endless = [], 0, False

    def add(self, event: str) -> bool:
        """Record an event; say whether the program may go on, else end it."""
        self.endless = self.endless or len(self.events) >= MOST_EVENTS
        if not self.endless:
            self.events.append(event)
        elif threading.current_thread() is self._main:
            raise DoesNotEnd
        return not self.endless

    def request(self, request: Request) -> bool:
        """Record a request; called from the server's threads."""
        self.requests += 1
        if self.requests > MOST_REQUESTS:
            self.stop()
            return False
        body = f" {request.body.decode('latin-1')}" if request.body else ""
        return self.add(f"{request.method} {request.host}{request.target}{body}")

    def stop(self) -> None:
        """End the program from another thread."""
        self.endless = True
        _thread.interrupt_main()

    def emit(self, record: logging.LogRecord) -> None:
        """Record what the program itself logged: level and template."""
        if self._is_own(record.pathname):
            self.add(f"log {record.levelname} {record.msg}")

    def write(self, text: str) -> None:
        """Record what is printed; this is the program's sys.stdout."""
        if text.strip():
            self.add(f"print {text.strip()}")

    def flush(self) -> None:
        """Nothing is held back."""


class Spy:
    """Stands for a queue, a callback or a list that a program is given; its calls are events."""

    def __init__(self, name: str, recorder: Recorder) -> None:
        self._name, self._recorder = name, recorder

    def __getattr__(self, attribute: str) -> Spy:
        return Spy(f"{self._name}.{attribute}", self._recorder)

    def __call__(self, *args: object, **kwargs: object) -> None:
        given = [shown(each) for each in args] + [f"{key}={shown(each)}" for key, each in kwargs.items()]
        self._recorder.add(f"call {self._name}({', '.join(given)})")


@contextmanager
def recording(recorder: Recorder) -> Iterator[None]:
    """Within, nobody waits though clocks go on as if, and sleeps, prints and log records are events."""
    real_asleep: Any = asyncio.sleep
    slept = 0.0

    def sleep(seconds: float) -> None:
        nonlocal slept
        slept += seconds
        recorder.add(f"sleep {float(seconds):.1f}")

    async def asleep(delay: float, result: object = None) -> object:
        if delay > 0:
            sleep(delay)
        return await real_asleep(0, result)

    def with_sleep(clock: Callable[[], float]) -> Callable[[], float]:
        return lambda: clock() + slept

    def interrupted(*_: object) -> NoReturn:
        raise DoesNotEnd

    signal.signal(signal.SIGINT, interrupted)
    logging.getLogger().addHandler(recorder)
    logging.getLogger().setLevel(logging.DEBUG)
    with (
        patch.object(time, "sleep", sleep),
        patch.object(time, "time", with_sleep(time.time)),
        patch.object(time, "monotonic", with_sleep(time.monotonic)),
        patch.object(asyncio, "sleep", asleep),
        patch.object(sys, "stdout", recorder),
    ):
        yield


def observed(run: Callable[[], str], recorder: Recorder) -> Observation:
    """Run a program, which gives its result in words, and say what it did."""
    recorder.clear()
    random.seed(0)
    logging.disable(logging.NOTSET)
    watch = threading.Timer(SECONDS, recorder.stop)
    watch.start()
    detail = ""
    try:
        outcome = run()
    except BaseException as error:
        outcome, detail = f"raised {shown_error(error)}", f"{error}"[:300]
    finally:
        watch.cancel()
    if recorder.endless:
        outcome, detail = "does not end", ""
    return Observation(outcome, tuple(recorder.events), recorder.requests, detail)


def shown_error(error: BaseException) -> str:
    """Return the type and the response that it carries; of the program's own exceptions all attributes."""
    if _is_own(error):
        return f"{_type_name(error)}{_attributes(error, 0)}"
    carried = _response(error) or _response(getattr(error, "response", None))
    return f"{_type_name(error)}{f' with {carried}' if carried else ''}"


OWN_MODULES: set[str] = set()
"""The modules of the program that runs."""


def shown(value: object, depth: int = 0) -> str:
    """Return a value in words: responses as status and body, objects as type and public attributes."""
    if depth > 6:
        return "..."
    if value is None or isinstance(value, (int, float, complex, str, bytes, range)):
        return repr(int(value) if isinstance(value, int) and not isinstance(value, bool) else value)
    if isinstance(value, dict):
        pairs = [f"{shown(key, depth + 1)}: {shown(each, depth + 1)}" for key, each in value.items()]
        return f"{{{', '.join(pairs)}}}"
    if isinstance(value, (list, tuple)):
        return f"{type(value).__name__}[{', '.join(shown(each, depth + 1) for each in value)}]"
    if isinstance(value, (set, frozenset)):
        return f"{type(value).__name__}{{{', '.join(sorted(shown(each, depth + 1) for each in value))}}}"
    if (response := _response(value)) is not None:
        return response
    if isinstance(value, Iterator):
        return f"iterator[{', '.join(shown(each, depth + 1) for each in islice(value, MOST_EVENTS))}]"
    if (dump := getattr(type(value), "model_dump", None)) is not None:
        return f"{_type_name(value)}({shown(dump(value), depth + 1)})"
    if isinstance(value, (type, Spy)):
        return getattr(value, "__qualname__", "spy")
    if _is_own(value):
        return f"{_type_name(value)}{_attributes(value, depth)}"
    return _type_name(value)


def _response(value: object) -> str | None:
    """Return status and body of a response of whichever library: what is left for the caller to read."""
    statuses = [getattr(value, name, None) for name in ("status_code", "status", "code")]
    status = next((each for each in statuses if isinstance(each, int)), None)
    if status is None or _is_own(value):
        return None
    try:
        body = next((each for each in _bodies(value) if isinstance(each, bytes)), None)
    except Exception as error:
        return f"response {int(status)}, {_type_name(error)} when it is read"
    return None if body is None else f"response {int(status)} {body!r}"


def _bodies(value: object) -> Iterator[object]:
    yield getattr(value, "content", None)
    yield getattr(value, "data", None)
    read = getattr(value, "read", None)
    if callable(read) and not inspect.iscoroutinefunction(read):
        yield read()


def _is_own(value: object) -> bool:
    return type(value).__module__ in OWN_MODULES


def _attributes(value: object, depth: int) -> str:
    public = {key: each for key, each in getattr(value, "__dict__", {}).items() if key[0] != "_"}
    return f"({', '.join(f'{key}={shown(each, depth + 1)}' for key, each in public.items())})"


def _type_name(value: object) -> str:
    kind = type(value)
    return (
        kind.__qualname__
        if kind.__module__ == builtins.__name__
        else f"{kind.__module__}.{kind.__qualname__}"
    )
