# --- a property of the exception, of another
import requests


class KomboError(Exception):
    def __init__(self, body):
        super().__init__(body["error"]["message"])
        self.code = body["error"]["code"]

    @property
    def kind(self):
        return self.code

    @property
    def is_gone(self):
        return self.kind == "INTEGRATION.GONE"  # KMB302


def get(path):
    resp = requests.get(f"https://api.kombo.dev/v1/{path}", timeout=10)
    if not resp.ok:
        raise KomboError(resp.json())
    return resp.json()


# --- fields of a dataclass, by keyword and by position
from dataclasses import dataclass

import requests


@dataclass
class Failure:
    code: str
    title: str


def jobs():
    error = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10).json()["error"]
    by_keyword = Failure(code=error["code"], title=error["title"])
    by_position = Failure(error["code"], error["title"])
    if by_keyword.title == "Job closed":  # KMB301
        return None
    return by_position.code == "ATS.CLOSED"  # KMB302


# --- a pair is unpacked, and one is matched
import httpx


def code_and_title(resp):
    error = resp.json().get("error") or {}
    return error.get("code"), error.get("title")


def tags(client: httpx.Client):
    resp = client.get("https://api.kombo.dev/v1/ats/tags")
    code, title = code_and_title(resp)
    match resp.status_code, code:
        case 404, "INTEGRATION.NOT_FOUND":  # KMB302
            return []
        case 429, ("REMOTE.RATE_LIMIT_EXCEEDED" | "PLATFORM.RATE_LIMIT_EXCEEDED") as limit:
            raise TimeoutError(limit)
    match title:
        case ("Gone" | "Missing") as words:  # KMB301
            raise LookupError(words)
        case str():
            raise RuntimeError(title)
    return resp.json()


# --- an attribute pattern for the error of the SDK
from kombo import Kombo, errors


def groups(kombo: Kombo):
    try:
        return kombo.hris.get_groups()
    except errors.KomboHrisError as e:
        match e.data.error:
            case object(code="INTEGRATION.MODEL_DISABLE"):  # KMB302
                return None
            case _:
                raise


# --- codes of several sets, joined
import aiohttp

SETUP = frozenset(("INTEGRATION.SETUP_INCOMPLETE",))
OTHERS = {"INTEGRATION.QA_FAIL"}  # KMB302
ALL = SETUP | OTHERS


async def teams(session: aiohttp.ClientSession):
    async with session.get("https://api.kombo.dev/v1/hris/teams") as resp:
        error = (await resp.json()).get("error", {})
        known = [code for code in [error.get("code")] if code in ALL]
        if known:
            raise RuntimeError(known[0])
        return await resp.json()


# --- set from outside, read in a loop, by a lambda
import requests


class Run:
    def __init__(self):
        self.failed = None


def run(run: Run, found):
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    run.failed = resp.json()["error"]["code"]
    for code in [run.failed]:
        if code == "HRIS.EMPLOYEE_EXISTED":  # KMB302
            found(code)
    is_it = lambda: run.failed == "ATS.JOB_OPEN"  # KMB302
    return is_it()


# --- a mapping hands it on
import requests


def read():
    error = requests.get("https://api.kombo.dev/v1/ats/offers", timeout=10).json()["error"]
    return {"reason": error["code"], "words": error["message"]}


def offers():
    answer = read()
    if answer["reason"] == "INTEGRATION.OFFERS_DISABLED":  # KMB302
        return None
    return "try again" in answer["words"]  # KMB301


# --- the code in a global name
import requests

LAST = requests.get("https://api.kombo.dev/v1/check-api-key", timeout=10).json()["error"]["code"]


def is_wrong():
    return LAST == "PLATFORM.AUTHENTICATION_WRONG"  # KMB302


# --- a pattern that no code matches
import re

import requests

WRONG = re.compile(r"SETUPS?_(MISSING|LOST)")  # KMB302
RIGHT = re.compile(r"^INTEGRATION\.(SETUP|QA)_")


def lost():
    code = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10).json()["error"]["code"]
    if RIGHT.match(code) or re.search("[", code):
        raise TimeoutError
    return WRONG.search(code)


# --- silent: what is done with the code is no test of it
import requests


def show(codes):
    code = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10).json()["error"]["code"]
    codes.append(code)
    print(f"{code}: see the guide", code or "no code", str(code).title())
    return {"code": code, "known": code in codes}
