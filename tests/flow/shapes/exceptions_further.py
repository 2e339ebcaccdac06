"""Exceptions that are raised again, wrapped, grouped, kept for later, or caught by a wide handler."""

# --- logged by a bare except, raised again
import logging

import requests

log = logging.getLogger(__name__)


def fetch(path):
    try:
        resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
        resp.raise_for_status()
        return resp.json()
    except:
        log.exception("no answer from Kombo")
        raise


def groups():
    try:
        return fetch("/hris/groups")
    except requests.HTTPError as error:
        if error.response.status_code >= 500:  # KMB101
            return None
        raise


# --- raised again under its name, with a note
import httpx


def fetch(path):
    try:
        return httpx.get(f"https://api.kombo.dev/v1{path}").raise_for_status().json()
    except httpx.HTTPStatusError as error:
        error.add_note(f"while reading {path}")
        raise error


def teams():
    try:
        return fetch("/hris/teams")
    except httpx.HTTPError as error:
        if isinstance(error, httpx.HTTPStatusError) and error.response.status_code == 503:  # KMB101
            return []
        raise


# --- the types of a handler have a name
import requests

TRANSIENT = (requests.ConnectionError, requests.HTTPError)


def locations():
    try:
        resp = requests.get("https://api.kombo.dev/v1/hris/locations", timeout=10)
        resp.raise_for_status()
    except TRANSIENT as error:
        if error.response is not None and error.response.status_code != 503:  # KMB101
            raise
        return []
    return resp.json()


# --- raised by hand with the response
import requests


def checked(resp):
    if not resp.ok:
        raise requests.HTTPError(f"Kombo said no: {resp.text}", response=resp)
    return resp.json()


def skills():
    try:
        return checked(requests.get("https://api.kombo.dev/v1/hris/skills", timeout=10))
    except requests.RequestException as error:
        if error.response is not None and 500 <= error.response.status_code < 600:  # KMB101
            return []
        raise


# --- caught as Exception, its status asked by name
import requests


class KomboError(Exception):
    def __init__(self, message, status_code):
        super().__init__(message)
        self.status_code = status_code


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.status_code >= 400:
        raise KomboError(resp.text, status_code=resp.status_code)
    return resp.json()


def jobs(log):
    try:
        return call("/ats/jobs")
    except Exception as error:
        status = getattr(error, "status_code", None)
        if status in (502, 503, 504):  # KMB101
            log.info("later")
            return None
        raise


# --- kept over a loop of attempts and raised behind it
import time

import requests


def patient_get(path):
    last = None
    for wait in (1, 2, 4):
        try:
            resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
            resp.raise_for_status()
            return resp.json()
        except requests.HTTPError as error:
            last = error
            time.sleep(wait)
    raise last


def stages():
    try:
        return patient_get("/ats/application-stages")
    except requests.HTTPError as error:
        if error.response.status_code == 503:  # KMB101
            return []
        raise


# --- a class attribute of the error class has the status
import httpx


class KomboError(Exception):
    status = None


class Failed(KomboError):
    def __init__(self, response: httpx.Response):
        self.status = response.status_code


def call(client: httpx.Client, path):
    response = client.get("https://api.kombo.dev/v1" + path)
    if response.is_error:
        raise Failed(response)
    return response.json()


def tags():
    with httpx.Client() as client:
        try:
            return call(client, "/ats/tags")
        except (KomboError, httpx.TransportError) as problem:
            if isinstance(problem, KomboError) and problem.status == 409:  # KMB103
                return []
            raise


# --- the call is made in the else, the status is asked outside
import json

import requests


def load(file, push):
    try:
        record = json.load(file)
    except ValueError:
        raise SystemExit("not JSON")
    else:
        push(record)
    finally:
        file.close()


def push(record):
    requests.post("https://api.kombo.dev/v1/hris/employees", json=record, timeout=30).raise_for_status()


def main(path):
    try:
        load(open(path), push)
    except requests.HTTPError as error:
        print("later" if error.response.status_code == 503 else "never")  # KMB101


# --- one error for each kind, told apart where they are raised
import requests


class KomboError(Exception):
    """Kombo said no."""


class Refused(KomboError):
    """It was our fault."""


class Down(KomboError):
    """It was theirs."""


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.ok:
        return resp.json()
    raise Down(resp.text) if resp.status_code >= 500 else Refused(resp.text)  # KMB101


def users():
    try:
        return call("/ats/users")
    except Down:
        return []


# --- handlers from the narrow to the wide
import urllib.error
import urllib.request


def read(path):
    try:
        return urllib.request.urlopen("https://api.kombo.dev/v1" + path, timeout=10).read()
    except urllib.error.HTTPError as error:
        if error.getcode() == 503:  # KMB101
            return b""
        raise RuntimeError(error.read()) from error
    except urllib.error.URLError as error:
        if error.reason == 503:
            return b""
        raise
    except OSError:
        return b""


# --- the handler asks a helper that never returns
import sys

import requests


def give_up(error):
    if error.response.status_code == 409:  # KMB103
        print("exists already")
        sys.exit(0)
    print(error)
    sys.exit(1)


def main():
    try:
        requests.post("https://api.kombo.dev/v1/force-sync", timeout=30).raise_for_status()
    except requests.HTTPError as error:
        give_up(error)


# --- silent: an inner handler takes Kombo's error, the outer one gets others only
import requests


def notify(text):
    resp = requests.post("https://hooks.slack.com/services/T0/B0", json={"text": text}, timeout=5)
    resp.raise_for_status()


def employees():
    try:
        try:
            resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
            resp.raise_for_status()
        except requests.HTTPError as error:
            raise RuntimeError("no employees") from error
        notify("done")
    except requests.HTTPError as error:
        if error.response.status_code == 503:
            return None
        raise
    return resp.json()


# --- silent: a handler of another type, and of none
import requests


class Throttled(Exception):
    """Raised by the rate limiter in front of us."""

    status_code = 429


def shifts(limiter):
    try:
        limiter.wait()
        resp = requests.get("https://api.kombo.dev/v1/hris/shifts", timeout=10)
        resp.raise_for_status()
        return resp.json()
    except Throttled as error:
        if error.status_code == 503:
            return None
        raise
    except requests.Timeout:
        return None
    except:
        print("no shifts")
        raise


# --- the status out of args
import requests


class KomboError(Exception):
    """Status and text."""


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.status_code >= 400:
        raise KomboError(resp.status_code, resp.text)
    return resp.json()


def groups():
    try:
        return call("/hris/groups")
    except KomboError as error:
        status, text = error.args
        if status == 503:  # KMB101
            return None
        raise


# --- the cause of an error
import requests


class KomboError(Exception):
    """Kombo said no."""


def call(path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    try:
        resp.raise_for_status()
    except requests.HTTPError as error:
        raise KomboError(path) from error
    return resp.json()


def groups():
    try:
        return call("/hris/groups")
    except KomboError as error:
        if error.__cause__.response.status_code == 503:  # KMB101
            return None
        raise


# --- a context manager that looks at what is raised in it
import requests


class Guard:
    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if isinstance(error, requests.HTTPError) and error.response.status_code == 503:  # KMB101
            print("later")
            return True
        return False


def groups():
    with Guard():
        resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
        resp.raise_for_status()
        return resp.json()


# --- a generator context manager that catches what is raised in it
import contextlib

import requests


@contextlib.contextmanager
def outages_ignored():
    try:
        yield
    except requests.HTTPError as error:
        if error.response.status_code != 503:  # KMB101
            raise


def groups():
    with outages_ignored():
        resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
        resp.raise_for_status()
        return resp.json()


# --- a group of errors
import httpx


def load(path):
    try:
        httpx.get("https://api.kombo.dev/v1" + path).raise_for_status()
    except* httpx.HTTPStatusError as failures:
        for failure in failures.exceptions:
            if failure.response.status_code == 503:  # KMB101
                print("later")


# --- silent: the handler before it takes every error that has a response
import requests


def countries():
    try:
        resp = requests.get("https://api.kombo.dev/v1/hris/countries", timeout=10)
        resp.raise_for_status()
    except requests.HTTPError:
        return None
    except requests.RequestException as error:
        if error.response is not None and error.response.status_code == 503:
            return []
        raise
    return resp.json()


# --- the handler before it takes errors without a response
import requests


def countries():
    try:
        resp = requests.get("https://api.kombo.dev/v1/hris/countries", timeout=10)
        resp.raise_for_status()
    except (requests.ConnectionError, requests.Timeout):
        return None
    except requests.HTTPError as error:
        if error.response.status_code == 503:  # KMB101
            return []
        raise
    return resp.json()


# --- silent: the handler before it takes the subclass that is raised
import requests


class KomboError(Exception):
    def __init__(self, status):
        self.status = status


class Answered(KomboError):
    pass


def pages():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    if not resp.ok:
        raise Answered(resp.status_code)
    return resp.json()


def employees():
    try:
        return pages()
    except Answered:
        return None
    except KomboError as error:
        if error.status == 503:
            return []
        raise


# --- the handler before it takes a subclass that is not raised, and the outer one what is raised again
import requests


class KomboError(Exception):
    def __init__(self, status):
        self.status = status


class Offline(KomboError):
    pass


def pages():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    if not resp.ok:
        raise KomboError(resp.status_code)
    return resp.json()


def logged(log):
    try:
        return pages()
    except Offline:
        return None
    except KomboError:
        log.exception("Kombo said no")
        raise


def employees(log):
    try:
        return logged(log)
    except KomboError as error:
        if error.status == 503:  # KMB101
            return []
        raise
