"""Small programs from a grammar: libraries, ways to the response, tests on its status, arms."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from textwrap import indent

URL = "https://api.kombo.dev/v1/hris/teams"


@dataclass(frozen=True)
class Library:
    """How one library gets a response called `resp`: lines that end where it is at hand."""

    imports: str
    lines: str
    status: str
    text: str
    depth: int = 0
    awaits: bool = False


LIBRARIES = (
    Library("import requests", f'resp = requests.get("{URL}", timeout=9)', "resp.status_code", "resp.text"),
    Library(
        "import requests",
        f'with requests.Session() as session:\n    resp = session.get("{URL}")',
        "resp.status_code",
        "resp.text",
        depth=1,
    ),
    Library(
        "import requests",
        f'try:\n    found = requests.get("{URL}", timeout=9)\n    found.raise_for_status()\n'
        "    return found.text\nexcept requests.HTTPError as error:\n    resp = error.response",
        "resp.status_code",
        "resp.text",
        depth=1,
    ),
    Library(
        "import httpx",
        f'try:\n    found = httpx.get("{URL}")\n    found.raise_for_status()\n'
        "    return found.text\nexcept httpx.HTTPStatusError as error:",
        "error.response.status_code",
        "error.response.text",
        depth=1,
    ),
    Library(
        "import urllib.error\nimport urllib.request",
        f'try:\n    with urllib.request.urlopen("{URL}", timeout=9) as found:\n'
        "        return found.read()\nexcept urllib.error.HTTPError as error:",
        "error.code",
        "error.url",
        depth=1,
    ),
    Library("import httpx", f'resp = httpx.get("{URL}")', "resp.status_code", "resp.text"),
    Library(
        "import httpx",
        'with httpx.Client(base_url="https://api.kombo.dev/v1") as api:\n    resp = api.get("/hris/teams")',
        "resp.status_code",
        "resp.text",
        depth=1,
    ),
    Library(
        "import httpx",
        f'async with httpx.AsyncClient() as api:\n    resp = await api.get("{URL}")',
        "resp.status_code",
        "resp.text",
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
        "import urllib3", f'resp = urllib3.PoolManager().request("GET", "{URL}")', "resp.status", "resp.data"
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
    "{s} in range(500, 600)",
    "{s} // 100 == 5",
    "str({s}).startswith('5')",
    "{s} == HTTPStatus.SERVICE_UNAVAILABLE",
    "not {s} < 500",
    "not ({s} != 503)",
    "flag and {s} == 503",
    "{s} == 429 or {s} == 503",
    "{s} == 409",
    "{s} in (404, 409)",
    "400 <= {s} < 500 and {s} != 404",
    "{s} == 409 and flag",
    "is_busy({s})",
)
ARMS = (
    'return "arm"',
    'raise RuntimeError("arm")',
    'print("arm")\nreturn None',
    'found = "arm"\nreturn found',
)
FORMS = (
    "if {test}:\n{arm}\nreturn {rest}",
    "if {test}:\n{arm}\nelse:\n    return {rest}",
    'if {s} == 404:\n    return "gone"\nelif {test}:\n{arm}\nreturn {rest}',
    'if {s} < 400:\n    return {rest}\nif {test}:\n{arm}\nraise LookupError("other")',
    'if {test}:\n{arm}\nelif {s} >= 500:\n    raise ValueError("server")\nreturn {rest}',
    'if {s} == 409:\n    return "there"\nif {test}:\n{arm}\nreturn {rest}',
    "down = {test}\nif down:\n{arm}\nreturn {rest}",
    'match {s}:\n    case 404:\n        return "gone"\n    case 503 if flag:\n        return "arm"\n'
    '    case other if other >= 500:\n        return "server"\n    case _:\n        return {rest}',
    'match {s}:\n    case _ if {test}:\n        return "arm"\n    case _:\n        return {rest}',
)
HEAD = "from http import HTTPStatus\n\n{imports}\n\n\ndef is_busy(status):\n    return status in (429, 503)\n"


@dataclass(frozen=True)
class Generated:
    """A program, and the expression that runs it."""

    text: str
    entry: str


def generated(seed: int) -> Generated:
    """Return the program of a seed; the same one each time."""
    random = Random(seed)
    library = random.choice(LIBRARIES)
    named = random.random() < 0.3
    status = "status" if named else library.status
    test = random.choice(TESTS).format(s=status)
    arm = indent(random.choice(ARMS), "    ")
    form = random.choice(FORMS)
    body = form.format(test=test, s=status, arm=arm, rest=library.text)
    if named:
        given = random.choice(("status = {}", "status, kind = {}, None"))
        body = f"{given.format(library.status)}\n{body}"
    lines = library.lines + "\n" + indent(body, "    " * library.depth)
    keyword = "async def" if library.awaits else "def"
    head = HEAD.format(imports=library.imports)
    return Generated(f"{head}\n\n{keyword} teams(flag):\n{indent(lines, '    ')}\n", "teams(True)")
