"""Flows that real clients have besides those of the design."""

# --- the function is picked by its name
import requests


def call(method, path, **kwargs):
    send = getattr(requests, method.lower())
    resp = send(f"https://api.kombo.dev/v1{path}", timeout=10, **kwargs)
    if resp.status_code == 503:  # KMB101
        raise ConnectionError(resp.text)
    resp.raise_for_status()
    return resp.json()


# --- a prepared request
import requests

session = requests.Session()


def send(method, path, payload):
    request = requests.Request(method, f"https://api.kombo.dev/v1{path}", json=payload)
    resp = session.send(session.prepare_request(request), timeout=10)
    if resp.status_code >= 500:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- build_request and send
import httpx


class Transport:
    def __init__(self):
        self.client = httpx.Client(base_url="https://api.kombo.dev/v1")

    def get(self, path):
        request = self.client.build_request("GET", path)
        resp = self.client.send(request)
        if resp.status_code == 503:  # KMB101
            resp = self.client.send(request)
        return resp


# --- a partial function
from functools import partial

import requests

get = partial(requests.get, timeout=10)


def employees():
    resp = get("https://api.kombo.dev/v1/hris/employees")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()["data"]["results"]


# --- the status in a dictionary
import requests


def fetch(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    return {"status": resp.status_code, "body": resp.text}


def groups():
    answer = fetch("/hris/groups")
    if answer["status"] >= 500:  # KMB101
        return None
    return answer["body"]


# --- a list of responses
import asyncio

import httpx


async def fetch_all(paths):
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        replies = await asyncio.gather(*(client.get(path) for path in paths))
    done = []
    for reply in replies:
        if reply.status_code == 503:  # KMB101
            continue
        done.append(reply.raise_for_status().json())
    return done


# --- the call is handed to a helper as a lambda
import requests


def attempt(send):
    resp = send()
    if resp.status_code in (502, 503):  # KMB101
        resp = send()
    resp.raise_for_status()
    return resp.json()


def jobs():
    return attempt(lambda: requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10))


# --- a session from a function that keeps it
from functools import cache

import requests


@cache
def get_session():
    session = requests.Session()
    session.headers.update({"Authorization": "Bearer key"})
    return session


def offers():
    resp = get_session().get("https://api.kombo.dev/v1/ats/offers", timeout=10)
    if resp.status_code == 409:  # KMB103
        return []
    resp.raise_for_status()
    return resp.json()


# --- a hook that runs on every response
import httpx


def on_response(response):
    if response.status_code >= 500:  # KMB101
        raise ConnectionError("Kombo is down")


client = httpx.Client(
    base_url="https://api.kombo.dev/v1", event_hooks={"response": [on_response]}
)


# --- the address is put into a class by its caller
import requests


class Http:
    def __init__(self, root):
        self.root = root

    def get(self, path):
        resp = requests.get(self.root + path, timeout=10)
        if resp.status_code == 503:  # KMB101
            return None
        return resp.json()


kombo = Http("https://api.kombo.dev/v1")
stripe = Http("https://api.stripe.com/v1")
