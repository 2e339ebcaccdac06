"""Tables that map a status to something: how they are made, and how they are asked."""

# --- pairs of statuses and errors, gone through in a loop
import requests


class Rejected(Exception):
    """Our fault."""


class Unavailable(Exception):
    """Try later."""


ERRORS = [(range(400, 500), Rejected), (range(500, 600), Unavailable)]


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    for statuses, error in ERRORS:
        if resp.status_code in statuses:  # KMB101
            raise error(resp.text)
    return resp.json()


# --- a table that is spread into another one
import requests


class Unavailable(Exception):
    """Try later."""


COMMON = {401: PermissionError, 404: LookupError}
KOMBO = {**COMMON, 503: Unavailable}


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.ok:
        return resp.json()
    raise KOMBO.get(resp.status_code, RuntimeError)(resp.text)  # KMB101


# --- a table of sets by their name
import requests

STATUSES = {"retry": {429, 502, 503, 504}, "fatal": {400, 401, 403, 404}}


def roles():
    resp = requests.get("https://api.kombo.dev/v1/ats/roles", timeout=10)
    if resp.status_code in STATUSES["retry"]:  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()


# --- a table of settings, asked by get with a default
import requests

SETTINGS = {"timeout": 10, "retry_on": [429, 503]}


def offers():
    resp = requests.get("https://api.kombo.dev/v1/ats/offers", timeout=SETTINGS.get("timeout", 5))
    if resp.status_code in SETTINGS.get("retry_on", []):  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- methods of the object in a table
import requests


class Kombo:
    def __init__(self):
        self.handlers = {200: self.done, 404: self.missing, 503: self.later}

    def done(self, resp):
        return resp.json()

    def missing(self, resp):
        return None

    def later(self, resp):
        raise TimeoutError(resp.text)

    def failed(self, resp):
        raise RuntimeError(resp.text)

    def get(self, path):
        resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
        return self.handlers.get(resp.status_code, self.failed)(resp)  # KMB101


# --- a missing entry is an error of its own
import requests


class Unavailable(Exception):
    """Try later."""


ERRORS = {500: RuntimeError, 503: Unavailable}


def groups():
    resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
    if resp.ok:
        return resp.json()
    try:
        error = ERRORS[resp.status_code]  # KMB101
    except KeyError:
        raise SystemExit(resp.text)
    raise error(resp.text)


# --- sets put together: union, difference
import requests

BASE = frozenset([408, 429])
SERVER = {500, 501, 502, 503, 504}
RETRY = BASE.union(SERVER - {501})


def candidates():
    resp = requests.get("https://api.kombo.dev/v1/ats/candidates", timeout=10)
    if resp.status_code in RETRY:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- a list that grows
import requests

RETRY = [429, 502]
RETRY += [503]


def applications():
    resp = requests.get("https://api.kombo.dev/v1/ats/applications", timeout=10)
    if resp.status_code in RETRY:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- the first entry that fits
import requests


class Unavailable(Exception):
    """Try later."""


ERRORS = {(401, 403): PermissionError, (502, 503, 504): Unavailable}


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.ok:
        return resp.json()
    fits = (error for statuses, error in ERRORS.items() if resp.status_code in statuses)  # KMB101
    raise next(fits, RuntimeError)(resp.text)


# --- get, or else another
import requests


class Unavailable(Exception):
    """Try later."""


ERRORS = {401: PermissionError, 503: Unavailable}


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.ok:
        return resp.json()
    error = ERRORS.get(resp.status_code) or RuntimeError  # KMB101
    raise error(resp.text)


# --- rules in a list, gone through in a loop
import requests

RULES = [
    {"statuses": (401, 403), "error": PermissionError},
    {"statuses": (502, 503), "error": TimeoutError},
]


def load(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    for rule in RULES:
        if resp.status_code in rule["statuses"]:  # KMB101
            raise rule["error"](resp.text)
    return resp.json()


# --- the values of a table of answers, and its pairs
import requests


def load(paths):
    replies = {path: requests.get("https://api.kombo.dev/v1" + path, timeout=10) for path in paths}
    for reply in replies.values():
        if reply.status_code == 503:  # KMB101
            return None
    return replies


def first(paths):
    replies = dict(people=requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10))
    reply = replies.pop("people", None)
    if reply.status_code == 503:  # KMB101
        return None
    return reply


# --- silent: entries for both statuses, in whatever way they are made
import requests


class NotReady(Exception):
    """Set up the integration first."""


READY = {503: NotReady}
ERRORS = {401: PermissionError, 409: NotReady, **READY}
LATER = {409}.union([503], {429})


def interviews():
    resp = requests.get("https://api.kombo.dev/v1/ats/interviews", timeout=10)
    if resp.status_code in LATER:
        raise ERRORS.get(resp.status_code, RuntimeError)(resp.text)
    resp.raise_for_status()
    return resp.json()


# --- silent: the table only holds words
import requests

WORDS = {401: "wrong key", 409: "not set up", 503: "down"}


def departments(log):
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    log.info("Kombo: %s", WORDS.get(resp.status_code, "?"))
    resp.raise_for_status()
    return resp.json()


# --- silent: pairs, both statuses in one set
import requests


class NotReady(Exception):
    """x"""


class Down(Exception):
    """Try later."""


ERRORS = [({401, 403}, PermissionError), ({409, 503}, NotReady), ({500, 502}, Down)]


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    for statuses, error in ERRORS:
        if resp.status_code in statuses:
            raise error(resp.text)
    return resp.json()


# --- entries are added one by one
import httpx


class Conflict(Exception):
    """The record exists."""


errors = {}
errors[401] = PermissionError
errors[409] = Conflict


def create(record):
    resp = httpx.post("https://api.kombo.dev/v1/hris/employees", json=record)
    if resp.status_code in errors:  # KMB103
        raise errors[resp.status_code](resp.text)
    return resp.raise_for_status().json()


# --- the keys of a table
import requests


def retry(resp):
    return None


def pages():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    if resp.status_code in {429: retry, 503: retry}.keys():  # KMB101
        return retry(resp)
    resp.raise_for_status()
    return resp.json()


# --- the values of a table
import requests

OUTAGES = {"gateway": 502, "service": 503}


def notes():
    resp = requests.get("https://api.kombo.dev/v1/ats/notes", timeout=10)
    if resp.status_code in OUTAGES.values():  # KMB101
        return []
    resp.raise_for_status()
    return resp.json()


# --- pairs given to dict()
import requests


class Unavailable(Exception):
    """Try later."""


ERRORS = dict([(401, PermissionError), (503, Unavailable)])


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.ok:
        return resp.json()
    raise ERRORS.get(resp.status_code, RuntimeError)(resp.text)  # KMB101


# --- one entry for each of some statuses
import requests


class Unavailable(Exception):
    """Try later."""


ERRORS = {status: Unavailable for status in (502, 503, 504)}


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.ok:
        return resp.json()
    raise ERRORS.get(resp.status_code, RuntimeError)(resp.text)  # KMB101


# --- from keys
import requests


class Unavailable(Exception):
    """Try later."""


ERRORS = dict.fromkeys((502, 503, 504), Unavailable)


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.ok:
        return resp.json()
    raise ERRORS.get(resp.status_code, RuntimeError)(resp.text)  # KMB101


# --- tables joined by a bar
import requests


class Unavailable(Exception):
    """Try later."""


COMMON = {401: PermissionError, 404: LookupError}
KOMBO = COMMON | {503: Unavailable}


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.ok:
        return resp.json()
    raise KOMBO.get(resp.status_code, RuntimeError)(resp.text)  # KMB101


# --- a set that gets one more
import requests

RETRY = {429, 502}
RETRY.add(503)
RETRY.update([504])


def applications():
    resp = requests.get("https://api.kombo.dev/v1/ats/applications", timeout=10)
    if resp.status_code in RETRY:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- a class body that makes a table
import requests


class Kombo:
    STATUSES = {429, 503}
    RETRY = STATUSES | {502}

    def get(self, path):
        resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
        if resp.status_code in type(self).RETRY:  # KMB101
            return None
        if resp.status_code in self.__class__.RETRY:
            return None
        return resp.json()


# --- a table of the errors that a module names, but for the base
# file: app/errors.py
__all__ = ["KomboError", "Conflict", "Unavailable"]


class KomboError(Exception):
    code = None


class Conflict(KomboError):
    code = 409


class Unavailable(KomboError):
    code = 503


# file: app/core.py
import requests

from app import errors


class Core:
    def __init__(self):
        found = [getattr(errors, name) for name in errors.__all__ if name != "KomboError"]
        self.errors = {each.code: each for each in found}

    def get(self, path):
        resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
        if resp.status_code in self.errors:
            raise self.errors[resp.status_code](resp.text)  # KMB101
        return resp.json()


# --- the pairs of a table, the other way round
import requests

STATUSES = {"down": 503, "busy": 429}
NAMES = {status: name for name, status in STATUSES.items()}


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if resp.status_code in NAMES:  # KMB101
        return None
    return resp.json()


# --- pairs from a generator
import requests


class Down(Exception):
    status = 503


class Busy(Exception):
    status = 429


ERRORS = dict((error.status, error) for error in (Down, Busy))


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    error = ERRORS.get(resp.status_code)  # KMB101
    if resp.ok:
        return resp.json()
    raise error or RuntimeError(resp.text)


# --- silent: what is filtered out is not in it
import requests

FINAL = (503, 409)
LATER = {status: "later" for status in (429, 502, 503, 504) if status not in FINAL}
SOON = {status for status in range(500, 600) if status != 503}


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if resp.status_code in LATER or resp.status_code in SOON:
        return None
    return resp.json()


# --- silent: the later entry of two wins
import requests

BASE = {503: True, 409: False}
TABLE = {**BASE, 409: True}


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    if TABLE.get(resp.status_code):
        return None
    return resp.json()


# --- looked up first, asked later
import requests


class Unavailable(Exception):
    """Try later."""


ERRORS = {401: PermissionError, 503: Unavailable}


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    error = ERRORS.get(resp.status_code)  # KMB101
    if error is not None:
        raise error(resp.text)
    resp.raise_for_status()
    return resp.json()
