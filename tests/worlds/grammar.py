"""Small programs from a grammar: libraries, flows of the response or its status, tests on it, arms."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from textwrap import indent

URL = "https://api.kombo.dev/v1/hris/teams"


@dataclass(frozen=True)
class Library:
    """How one library gets a response called `resp`: lines that end where it is at hand.

    `named` says that it has that name, so that it can be handed on.
    """

    imports: str
    lines: str
    status: str
    text: str
    depth: int = 0
    awaits: bool = False
    named: bool = True


REQUESTS = ("resp.status_code", "resp.text")
LIBRARIES = (
    Library("import requests", f'resp = requests.get("{URL}", timeout=9)', *REQUESTS),
    Library("import requests", f'resp = requests.request("GET", url="{URL}", timeout=9)', *REQUESTS),
    Library(
        "import requests",
        f'with requests.Session() as session:\n    resp = session.get("{URL}")',
        *REQUESTS,
        depth=1,
    ),
    Library(
        "import requests",
        f'with requests.get("{URL}", timeout=9, stream=False) as resp:',
        *REQUESTS,
        depth=1,
    ),
    Library(
        "import requests",
        f'try:\n    found = requests.get("{URL}", timeout=9)\n    found.raise_for_status()\n'
        "    return found.text\nexcept requests.HTTPError as error:\n    resp = error.response",
        *REQUESTS,
        depth=1,
    ),
    Library(
        "import requests",
        f'resp = None\ntry:\n    resp = requests.get("{URL}", timeout=9)\nfinally:\n    print("asked")',
        *REQUESTS,
    ),
    Library(
        "import httpx",
        f'try:\n    found = httpx.get("{URL}")\n    found.raise_for_status()\n'
        "    return found.text\nexcept httpx.HTTPStatusError as error:",
        "error.response.status_code",
        "error.response.text",
        depth=1,
        named=False,
    ),
    Library(
        "import urllib.error\nimport urllib.request",
        f'try:\n    with urllib.request.urlopen("{URL}", timeout=9) as found:\n'
        "        return found.read()\nexcept urllib.error.HTTPError as error:",
        "error.code",
        "error.url",
        depth=1,
        named=False,
    ),
    Library("import httpx", f'resp = httpx.get("{URL}")', *REQUESTS),
    Library("import httpx", f'resp = httpx.Client().send(httpx.Request("GET", "{URL}"))', *REQUESTS),
    Library(
        "import httpx",
        'with httpx.Client(base_url="https://api.kombo.dev/v1") as api:\n    resp = api.get("/hris/teams")',
        *REQUESTS,
        depth=1,
    ),
    Library(
        "import httpx",
        f'async with httpx.AsyncClient() as api:\n    resp = await api.get("{URL}")',
        *REQUESTS,
        depth=1,
        awaits=True,
    ),
    Library(
        "import aiohttp",
        f'async with aiohttp.ClientSession() as session, session.get("{URL}") as resp:',
        "resp.status",
        "await resp.text()",
        depth=1,
        awaits=True,
    ),
    Library(
        "import aiohttp",
        f'async with aiohttp.request("GET", "{URL}") as resp:\n    body = await resp.text()',
        "resp.status",
        "body",
        awaits=True,
    ),
    Library(
        "import urllib3", f'resp = urllib3.PoolManager().request("GET", "{URL}")', "resp.status", "resp.data"
    ),
    Library(
        "import urllib3",
        f'with urllib3.PoolManager() as pool:\n    resp = pool.request("GET", "{URL}")',
        "resp.status",
        "resp.data",
        depth=1,
    ),
    Library(
        "from kombo import Kombo, errors",
        'try:\n    Kombo(api_key="key").hris.get_groups()\n    return "fine"\n'
        "except errors.SDKError as error:",
        "error.status_code",
        "error.body",
        depth=1,
        named=False,
    ),
)
TESTS = (
    "{s} == 503",
    "503 == {s}",
    "{s} >= 500",
    "{s} > 499",
    "500 <= {s} < 600",
    "{s} in (502, 503, 504)",
    "{s} in {{429, 503}}",
    "{s} in BUSY",
    "{s} in range(500, 600)",
    "{s} // 100 == 5",
    "str({s}).startswith('5')",
    "str({s})[0] == '5'",
    "f'{{{s}}}' == '503'",
    "{s} == HTTPStatus.SERVICE_UNAVAILABLE",
    "HTTPStatus({s}) is HTTPStatus.SERVICE_UNAVAILABLE",
    "not {s} < 500",
    "not ({s} != 503)",
    "flag and {s} == 503",
    "flag and not {s} != 503",
    "not flag or {s} == 503",
    "{s} == 429 or {s} == 503",
    "({s} == 503 if flag else {s} == 504)",
    "bool({s} == 503)",
    "any({s} == each for each in (503, 504))",
    "{{503: True}}.get({s}, False)",
    "{{502: 1, 503: 2}}.get({s})",
    "{s} == 409",
    "{s} in (404, 409)",
    "{s} not in (404, 409) and {s} >= 400",
    "409 <= {s} < 410",
    "400 <= {s} < 500 and {s} != 404",
    "{s} == 409 and flag",
    "is_busy({s})",
    "not is_busy({s}) and {s} >= 400",
)
ARMS = (
    'return "arm"',
    'raise RuntimeError("arm")',
    'print("arm")\nreturn None',
    'found = "arm"\nreturn found',
    'raise SetupIncomplete("finish the setup")',
    'logging.warning("arm %s", flag)\nreturn []',
    'if flag:\n    return "arm"\nraise KeyError("arm")',
    'try:\n    raise ValueError\nfinally:\n    print("arm")',
    'return {"arm": flag}',
)
FORMS = (
    "if {test}:\n{arm}\nreturn {rest}",
    "if {test}:\n{arm}\nelse:\n    return {rest}",
    "if not ({test}):\n    return {rest}\n{after}",
    'if {s} == 404:\n    return "gone"\nelif {test}:\n{arm}\nreturn {rest}',
    'if {s} == 404:\n    return "gone"\nelif {s} == 422:\n    return "wrong"\nelif {test}:\n{arm}\n'
    "else:\n    return {rest}",
    'if {s} < 400:\n    return {rest}\nif {test}:\n{arm}\nraise LookupError("other")',
    'if {test}:\n{arm}\nelif {s} >= 500:\n    raise ValueError("server")\nreturn {rest}',
    'if {s} == 409:\n    return "there"\nif {test}:\n{arm}\nreturn {rest}',
    "if flag:\n    if {test}:\n{deep}\nreturn {rest}",
    "down = {test}\nif down:\n{arm}\nreturn {rest}",
    'return "arm" if {test} else {rest}',
    'kind = "arm" if {test} else "other"\nreturn kind, {rest}',
    "assert not ({test})\nreturn {rest}",
    'while True:\n    if {test}:\n        break\n    return {rest}\nreturn "arm"',
    'for name in ("a", "b"):\n    if {test}:\n        print(name)\n    else:\n        return {rest}\n'
    'return "arm"',
    "try:\n    if {test}:\n        raise KeyError\nexcept KeyError:\n{arm}\nreturn {rest}",
    'match {s}:\n    case 404:\n        return "gone"\n    case 503 if flag:\n        return "arm"\n'
    '    case other if other >= 500:\n        return "server"\n    case _:\n        return {rest}',
    'match {s}:\n    case 502 | 503 | 504:\n        return "arm"\n    case 409:\n        return "there"\n'
    "    case _:\n        return {rest}",
    'match {s}:\n    case _ if {test}:\n        return "arm"\n    case _:\n        return {rest}',
    'raise {{503: KeyError, 409: ValueError}}.get({s}, LookupError)("arm")',
    "return [each for each in (1, 2) if {test}], {rest}",
)
HEAD = '''import logging
from http import HTTPStatus

{imports}

BUSY = frozenset({{500, 503}})


class SetupIncomplete(Exception):
    """Somebody has to finish the setup."""


def is_busy(status):
    return status in (429, 503)
'''


@dataclass(frozen=True)
class Generated:
    """A program, and the expression that runs it. `flow` is the way of the status to the tests."""

    text: str
    entry: str
    flow: str


FLOWS = ("here", "here", "here", "named", "unpacked", "judge", "tuple", "object", "number", "exception")
"""Where the tests stand: beside the response; with a name for the status; in a function that gets the
response; behind a helper that returns both, or an object with the response; in a function, or behind an
exception, that gets the number alone."""


def generated(seed: int) -> Generated:
    """Return the program of a seed; the same one each time."""
    random = Random(seed)
    library = random.choice(LIBRARIES)
    flow = random.choice(FLOWS)
    if "return" in library.lines and flow in ("tuple", "object"):
        flow = "here"
    if not library.named and flow not in ("here", "named", "unpacked", "number", "exception"):
        flow = "here"
    if library.awaits and flow not in ("here", "named", "unpacked", "number"):
        flow = "here"
    status = {"here": library.status, "object": "got.resp.status_code", "exception": "failed.status"}
    named = status.get(flow, "status")
    text = library.text
    if flow == "judge":
        named = library.status
    if flow == "object":
        named, text = library.status.replace("resp.", "got.resp."), library.text.replace("resp.", "got.resp.")
    if flow in ("number", "exception"):
        text = '"rest"'
    test = random.choice(TESTS).format(s=named)
    arm = random.choice(ARMS)
    form = random.choice(FORMS)
    body = form.format(
        test=test,
        s=named,
        arm=indent(arm, "    "),
        deep=indent(arm, "        "),
        after=arm,
        rest=text,
    )
    return Generated(_program(library, flow, body), "teams(True)", flow)


def _program(library: Library, flow: str, body: str) -> str:
    """Return the source in which the body stands where the flow has it."""
    head = HEAD.format(imports=library.imports)
    keyword = "async def" if library.awaits else "def"

    def function(name: str, end: str, lines: str = library.lines) -> str:
        inside = lines + "\n" + indent(end, "    " * library.depth)
        return f"\n\n{keyword} {name}:\n{indent(inside, '    ')}\n"

    if flow == "named":
        return head + function("teams(flag)", f"status = {library.status}\n{body}")
    if flow == "unpacked":
        return head + function("teams(flag)", f"status, kind = {library.status}, None\n{body}")
    if flow == "judge":
        judge = f"\n\ndef judge(resp, flag):\n{indent(body, '    ')}\n"
        return head + judge + function("teams(flag)", "return judge(resp, flag)")
    if flow == "number":
        judge = f"\n\ndef judge(status, flag):\n{indent(body, '    ')}\n"
        return head + judge + function("teams(flag)", f"return judge({library.status}, flag)")
    if flow == "tuple":
        teams = f"\n\ndef teams(flag):\n    resp, status = send()\n{indent(body, '    ')}\n"
        return head + function("send()", f"return resp, {library.status}") + teams
    if flow == "object":
        made = "\n\nclass Got:\n    def __init__(self, resp):\n        self.resp = resp\n"
        teams = f"\n\ndef teams(flag):\n    got = Got(send())\n{indent(body, '    ')}\n"
        return head + made + function("send()", "return resp") + teams
    if flow == "exception":
        made = "\n\nclass Failed(Exception):\n    def __init__(self, status):\n        self.status = status\n"
        caught = indent(body, "        ")
        teams = (
            f"\n\ndef teams(flag):\n    try:\n        return send()\n    except Failed as failed:\n{caught}\n"
        )
        send = function(
            "send()", f"if {library.status} >= 400:\n    raise Failed({library.status})\nreturn 0"
        )
        return head + made + send + teams
    return head + function("teams(flag)", body)
