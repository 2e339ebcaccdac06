# --- whoever calls it looks at what comes back, or not
import requests

SETUP = ("INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.QA_FAILED")


def fetch(path):
    resp = requests.get(f"https://api.kombo.dev/v1/{path}", timeout=10)
    if not resp.ok and resp.json()["error"]["code"] in SETUP:
        return None
    resp.raise_for_status()
    return resp.json()


def teams():
    if (found := fetch("hris/teams")) is None:
        raise LookupError
    return found


def jobs(show):
    found = fetch("ats/jobs")
    match fetch("ats/tags"):
        case None:
            raise LookupError
    assert fetch("ats/offers")
    return show(found) if found else show("nothing")


def read(path):
    resp = requests.get(f"https://api.kombo.dev/v1/{path}", timeout=10)
    if not resp.ok and resp.json()["error"]["code"] in SETUP:  # KMB106
        return None
    resp.raise_for_status()
    return resp.json()


def groups():
    found = read("hris/groups")
    if found is None:
        raise LookupError
    return found, read("hris/locations")


# --- the code in the text of the body
import httpx


def tags(client: httpx.Client):
    resp = client.get("https://api.kombo.dev/v1/ats/tags")
    if "INTEGRATION.QA_FAILED" in resp.text:  # KMB106
        return []
    resp.raise_for_status()
    return resp.json()


# --- at the top of a module
import requests

resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
employees = []
if resp.ok:
    employees = resp.json()["data"]["results"]
elif resp.json()["error"]["code"] != "INTEGRATION.SETUP_INCOMPLETE":  # KMB106
    resp.raise_for_status()


# --- a method of the class decides, and the codes are an attribute
import httpx


class Client:
    ignored = frozenset({"INTEGRATION.SETUP_INCOMPLETE"})

    def __init__(self, session: httpx.AsyncClient):
        self.session = session

    async def get(self, path):
        resp = await self.session.get(f"https://api.kombo.dev/v1/{path}")
        if resp.is_error and self._is_ignored(resp):  # KMB106
            return None
        resp.raise_for_status()
        return resp.json()

    def _is_ignored(self, resp):
        return resp.json()["error"]["code"] in self.ignored


# --- the exception says so itself
import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING"}


class KomboError(Exception):
    def __init__(self, body):
        super().__init__(body["error"]["message"])
        self.code = body["error"]["code"]

    def is_setup(self):
        return self.code in SETUP


def get(path):
    resp = requests.get(f"https://api.kombo.dev/v1/{path}", timeout=10)
    if not resp.ok:
        raise KomboError(resp.json())
    return resp.json()


def jobs():
    try:
        return get("ats/jobs")
    except KomboError as error:
        if error.is_setup():  # KMB106
            return []
        raise


def tags():
    for _ in range(9):
        try:
            return get("ats/tags")
        except KomboError as error:
            if not error.is_setup():  # KMB105
                raise
    raise TimeoutError


# --- the class of the exception is made by a function
import requests


class KomboError(Exception):
    """An error."""


class SetupError(KomboError):
    """Finish the setup."""


def error_for(resp):
    error = resp.json()["error"]
    if error["code"].startswith("INTEGRATION.SETUP_"):
        return SetupError(error["message"])
    return KomboError(error["message"])


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1/{path}", timeout=10)
    if not resp.ok:
        raise error_for(resp)
    return resp.json()


def teams():
    try:
        return call("hris/teams")
    except (SetupError, LookupError):  # KMB106
        return None


def groups():
    try:
        return call("hris/groups")
    except KomboError:
        return None


# --- a flag is set where the code is asked
import time

import requests


def wait():
    ready = False
    while not ready:
        resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
        code = None if resp.ok else resp.json()["error"]["code"]
        ready = code != "INTEGRATION.SETUP_SYNC_PENDING"
        if not ready:  # KMB105
            time.sleep(60)
    return resp


# --- silent: an exception that other codes raise too
import requests


class Failed(Exception):
    """Kombo answered with an error."""


ERRORS = {"INTEGRATION.QA_FAILED": Failed, "INTEGRATION.INACTIVE": LookupError}


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1/{path}", timeout=10)
    if not resp.ok:
        raise ERRORS.get(resp.json()["error"]["code"], Failed)(path)
    return resp.json()


def jobs():
    try:
        return call("ats/jobs")
    except Failed:
        return []


# --- silent: it raises where it is caught, or is told in a method
import logging

import requests

log = logging.getLogger(__name__)


class Sync:
    def __init__(self, mail):
        self.mail = mail

    def tell(self, words):
        log.info(words)
        self.mail.send(words)

    def run(self):
        resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
        code = None if resp.ok else resp.json()["error"]["code"]
        if code == "INTEGRATION.QA_FAILED":
            self.tell("look at the data")
            return
        try:
            resp.raise_for_status()
        except requests.HTTPError:
            if code == "INTEGRATION.SETUP_INCOMPLETE":
                log.exception("finish the setup")
                return
            raise
