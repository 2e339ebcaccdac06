"""An error that carries the status is asked: it counts where a setup error gets to its `raise`."""

# --- silent: setup errors are raised as others before, in the function that raises
import httpx

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class ApiError(Exception):
    def __init__(self, status):
        self.status = status


class SetupError(Exception):
    pass


def fetch(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.is_error:
        if resp.json()["error"]["code"] in SETUP:
            raise SetupError(path)
        raise ApiError(resp.status_code)
    return resp.json()


def teams():
    try:
        return fetch("/hris/teams")
    except ApiError as error:
        if error.status >= 500:
            return []
        raise


# --- only one of the codes is raised as another before
import httpx


class ApiError(Exception):
    def __init__(self, status):
        self.status = status


def fetch(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.is_error:
        if resp.json()["error"]["code"] == "INTEGRATION.QA_FAILED":
            raise PermissionError(path)
        raise ApiError(resp.status_code)
    return resp.json()


def teams():
    try:
        return fetch("/hris/teams")
    except ApiError as error:
        if error.status >= 500:  # KMB101
            return []
        raise


# --- silent: a subclass is taken by a clause before, a class is chosen by the code, a factory makes the error
import httpx

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class ApiError(Exception):
    def __init__(self, status):
        self.status = status


class SetupError(ApiError):
    pass


def error_of(resp):
    if resp.json()["error"]["code"] in SETUP:
        return SetupError(resp.status_code)
    return ApiError(resp.status_code)


def teams():
    try:
        resp = httpx.get("https://api.kombo.dev/v1/hris/teams")
        if resp.is_error:
            raise error_of(resp)
    except SetupError as error:
        raise PermissionError("ask an admin to finish the setup") from error
    except ApiError as error:
        if error.status >= 500:
            return []
        raise


def tags():
    try:
        resp = httpx.get("https://api.kombo.dev/v1/ats/tags")
        if resp.is_error:
            kind = SetupError if resp.json()["error"]["code"] in SETUP else ApiError
            raise kind(resp.status_code)
    except SetupError as error:
        raise PermissionError("ask an admin to finish the setup") from error
    except ApiError as error:
        if error.status >= 500:
            return []
        raise


# --- silent: the error is raised for other statuses only
import httpx


class ApiError(Exception):
    def __init__(self, status):
        self.status = status


def fetch(path):
    resp = httpx.get("https://api.kombo.dev/v1" + path)
    if resp.status_code in (404, 429):
        raise ApiError(resp.status_code)
    return resp


def teams():
    try:
        return fetch("/hris/teams")
    except ApiError as error:
        if error.status >= 500:
            return []
        raise


# --- silent: a handler further in, a manager or a decorator raises another error in its place
from contextlib import contextmanager
from functools import wraps

import requests

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class SetupError(Exception):
    pass


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    try:
        resp.raise_for_status()
    except requests.HTTPError as error:
        if resp.json()["error"]["code"] in SETUP:
            raise SetupError(path) from error
        raise
    return resp.json()


@contextmanager
def translated():
    try:
        yield
    except requests.HTTPError as error:
        if error.response.json()["error"]["code"] in SETUP:
            raise SetupError from error
        raise


def translating(function):
    @wraps(function)
    def wrapper(*args):
        try:
            return function(*args)
        except requests.HTTPError as error:
            if error.response.json()["error"]["code"] in SETUP:
                raise SetupError from error
            raise

    return wrapper


@translating
def load(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    resp.raise_for_status()
    return resp.json()


def teams():
    try:
        return get("/hris/teams")
    except requests.HTTPError as error:
        return [] if error.response.status_code == 503 else None


def tags():
    try:
        with translated():
            resp = requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)
            resp.raise_for_status()
            return resp.json()
    except requests.HTTPError as error:
        return [] if error.response.status_code == 503 else None


def jobs():
    try:
        return load("/ats/jobs")
    except requests.HTTPError as error:
        return [] if error.response.status_code == 503 else None


# --- a decorator raises an error of the program in the place of the library's
from functools import wraps

import requests


class KomboError(Exception):
    def __init__(self, status):
        self.status = status


def translating(function):
    @wraps(function)
    def wrapper(*args):
        try:
            return function(*args)
        except requests.HTTPError as error:
            raise KomboError(error.response.status_code) from error

    return wrapper


@translating
def load(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    resp.raise_for_status()
    return resp.json()


def jobs():
    try:
        return load("/ats/jobs")
    except KomboError as error:
        if error.status == 503:  # KMB101
            return []
        raise

# --- silent: a policy asks about an error that no setup error becomes
import httpx
from tenacity import retry, retry_if_exception

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


class ApiError(Exception):
    def __init__(self, status):
        self.status = status


def is_transient(error):
    return isinstance(error, ApiError) and error.status >= 500


@retry(retry=retry_if_exception(is_transient))
def teams():
    resp = httpx.get("https://api.kombo.dev/v1/hris/teams")
    if resp.is_success:
        return resp.json()
    if resp.json()["error"]["code"] in SETUP:
        raise PermissionError("ask an admin to finish the setup")
    raise ApiError(resp.status_code)
