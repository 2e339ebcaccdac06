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
