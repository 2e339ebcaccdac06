"""How arguments travel: starred, by keyword, by position only, in a table, through runners and closures."""

# --- by position only, by keyword only, and the rest
import requests


def call(method, path, /, *, params=None, **options):
    options.setdefault("timeout", 10)
    return requests.request(method, "https://api.kombo.dev/v1" + path, params=params, **options)


def checked(resp, /, *, retry_on=(429, 503)):
    if resp.status_code in retry_on:  # KMB101
        raise TimeoutError(resp.text)
    resp.raise_for_status()
    return resp.json()


def groups(cursor):
    return checked(call("GET", "/hris/groups", params={"cursor": cursor}))


# --- everything is handed through
import requests

session = requests.Session()


def send(*args, **kwargs):
    return session.request(*args, timeout=10, **kwargs)


def teams():
    resp = send("GET", "https://api.kombo.dev/v1/hris/teams", params={"page_size": 100})
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- the call lies ready in a tuple and a table
import requests

CALL = ("GET", "https://api.kombo.dev/v1/hris/skills")
OPTIONS = {"timeout": 10, "headers": {}}


def skills():
    resp = requests.request(*CALL, **OPTIONS)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


def locations():
    request = {"method": "GET", "url": "https://api.kombo.dev/v1/hris/locations"}
    resp = requests.request(**request, timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    resp.raise_for_status()
    return resp.json()


# --- a record is made of a starred pair, and of a table
from dataclasses import dataclass

import requests


@dataclass
class Reply:
    status: int
    text: str


def pair(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    return resp.status_code, resp.text


def tags():
    reply = Reply(*pair("/ats/tags"))
    if reply.status == 503:  # KMB101
        return None
    return reply.text


def users():
    status, text = pair("/ats/users")
    reply = Reply(**{"status": status, "text": text})
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- any number of responses
import requests


def worst(*replies):
    for reply in replies:
        if reply.status_code >= 500:  # KMB101
            return "down"
    return "up"


def health():
    eu = requests.get("https://api.kombo.dev/v1/check-api-key", timeout=5)
    us = requests.get("https://api.us.kombo.dev/v1/check-api-key", timeout=5)
    return worst(eu, us)


# --- keywords collected by a function
import requests


def report(**facts):
    status = facts["status"]
    if status == 409:  # KMB103
        return "exists"
    return facts.get("text", "")


def create(record):
    resp = requests.post("https://api.kombo.dev/v1/hris/employees", json=record, timeout=30)
    return report(status=resp.status_code, text=resp.text)


# --- the first of a starred assignment
import requests


def fetch(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    return resp.status_code, resp.headers, resp.text


def offers():
    status, *rest = fetch("/ats/offers")
    if status == 503:  # KMB101
        return None
    return rest[-1]


# --- in a thread, by position and by keyword
import asyncio

import requests


def get(path, timeout):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=timeout)


def judge(status, text):
    if status >= 500:  # KMB101
        raise ConnectionError(text)
    return text


async def notes():
    resp = await asyncio.to_thread(get, "/ats/notes", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return await asyncio.to_thread(judge, resp.status_code, text=resp.text)


# --- tasks, gathered and waited for
import asyncio

import aiohttp


async def fetch(session: aiohttp.ClientSession, path):
    return await session.get("https://api.kombo.dev/v1" + path)


async def jobs(session: aiohttp.ClientSession):
    task = asyncio.create_task(fetch(session, "/ats/jobs"))
    resp = await asyncio.wait_for(task, 30)
    if resp.status == 503:  # KMB101
        return None
    return await resp.json()


async def tags_and_users(session: aiohttp.ClientSession):
    tags, users = await asyncio.gather(fetch(session, "/ats/tags"), fetch(session, "/ats/users"))
    if tags.status == 409:  # KMB103
        return None
    return tags, users


async def count(session: aiohttp.ClientSession, paths):
    tasks = [asyncio.ensure_future(fetch(session, path)) for path in paths]
    for resp in await asyncio.gather(*tasks):
        if resp.status == 503:  # KMB101
            return None
    return len(tasks)


def main(session: aiohttp.ClientSession):
    resp = asyncio.run(fetch(session, "/ats/notes"))
    return resp.status >= 500  # KMB101


# --- a nested function reads the names around it
import requests


def pages(path):
    root = "https://api.kombo.dev/v1"
    failures = 0

    def page(cursor):
        nonlocal failures
        resp = requests.get(root + path, params={"cursor": cursor}, timeout=10)
        if resp.status_code == 503:  # KMB101
            failures += 1
            return None
        resp.raise_for_status()
        return resp.json()

    cursor = ""
    while cursor is not None and failures < 3:
        result = page(cursor)
        cursor = result and result["data"]["next"]


# --- a function that makes functions
import requests


def getter(root, retry_on):
    def get(path):
        resp = requests.get(root + path, timeout=10)
        if resp.status_code in retry_on:  # KMB101
            raise TimeoutError(resp.text)
        return resp

    return get


get = getter("https://api.kombo.dev/v1", {429, 503})


def stages():
    return get("/ats/application-stages").json()


# --- a generator yields answers
import requests


def answers(paths):
    session = requests.Session()
    for path in paths:
        yield path, session.get("https://api.kombo.dev/v1" + path, timeout=10)


def sync(store):
    for path, resp in answers(["/hris/employees", "/hris/groups"]):
        if resp.status_code == 503:  # KMB101
            continue
        store[path] = resp.json()


# --- the last of a list
import requests

KOMBO = "https://api.kombo.dev/v1"


def newest():
    replies = [requests.get(f"{KOMBO}/hris/{kind}", timeout=10) for kind in ("employees", "groups")]
    last = replies.pop()
    if last.status_code == 503:  # KMB101
        return None
    return last.json()


# --- an iterator is asked for the next
import requests

ROOTS = iter(["https://api.kombo.dev/v1", "https://api.us.kombo.dev/v1"])


def groups():
    resp = requests.get(next(ROOTS) + "/hris/groups", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- any of several answers
import requests


def sync(paths):
    replies = [requests.get("https://api.kombo.dev/v1" + path, timeout=10) for path in paths]
    if any(reply.status_code == 503 for reply in replies):  # KMB101
        return None
    return replies


# --- any number of answers, of which some come from a list
import requests

KOMBO = "https://api.kombo.dev/v1"


def worst(first, *others):
    for reply in (first, *others):
        if reply.status_code >= 500:  # KMB101
            return reply
    return first


def health(paths):
    replies = [requests.get(KOMBO + path, timeout=5) for path in paths]
    return worst(*replies)


def health_of_two():
    return worst(requests.get(f"{KOMBO}/a", timeout=5), *[requests.get(f"{KOMBO}/b", timeout=5)])


# --- keywords from a table, collected by a function
import requests


def report(name, **facts):
    if facts["status"] == 409:  # KMB103
        return "exists"
    return facts.get("text", name)


def create(record):
    resp = requests.post("https://api.kombo.dev/v1/hris/employees", json=record, timeout=30)
    facts = {"name": "create", "status": resp.status_code}
    return report(**facts)


# --- the method to send is picked by a name that is not known
import requests


class Kombo:
    def __init__(self):
        self.session = requests.Session()

    def call(self, method, path, **options):
        send = getattr(self.session, method.lower())
        resp = send("https://api.kombo.dev/v1" + path, **options)
        if resp.status_code == 503:  # KMB101
            return None
        return resp.json()


# --- a wait for something that runs elsewhere
import asyncio

import httpx


async def ping(client: httpx.AsyncClient):
    return await client.get("https://api.kombo.dev/v1/check-api-key")


async def patient(client: httpx.AsyncClient):
    resp = await asyncio.shield(asyncio.wait_for(ping(client), timeout=5))
    if resp.status_code == 503:  # KMB101
        return None
    return resp


# --- methods run in a thread
import asyncio

import requests


class Kombo:
    def get(self, path, timeout):
        return requests.get("https://api.kombo.dev/v1" + path, timeout=timeout)

    def check(self, resp, strict=False):
        if resp.status_code == 503:  # KMB101
            return None
        return resp.json()


async def notes(kombo: Kombo):
    resp = await asyncio.to_thread(kombo.get, "/ats/notes", 10)
    return await asyncio.to_thread(kombo.check, resp, strict=True)


# --- a check is applied ahead of time
from functools import partial

import requests


def check(status, text, name="kombo"):
    if status >= 500:  # KMB101
        raise ConnectionError(name)
    return text


def load(path, later):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    later(partial(check, resp.status_code, text=resp.text))


# --- simple namespace reply
from types import SimpleNamespace

import requests


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    return SimpleNamespace(status=resp.status_code, text=resp.text)


def groups():
    reply = get("/hris/groups")
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- list append
import requests


def sync(paths):
    replies = []
    for path in paths:
        replies.append(requests.get("https://api.kombo.dev/v1" + path, timeout=10))
    for resp in replies:
        if resp.status_code == 503:  # KMB101
            return None
    return replies


# --- enumerate
import requests


def sync(paths):
    replies = [requests.get("https://api.kombo.dev/v1" + path, timeout=10) for path in paths]
    for number, resp in enumerate(replies):
        if resp.status_code == 503:  # KMB101
            print(number)


# --- map
import requests


def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


def sync(paths):
    for path, resp in zip(paths, map(get, paths)):
        if resp.status_code == 503:  # KMB101
            print(path)


# --- a slice
import requests


def sync(paths):
    replies = [requests.get("https://api.kombo.dev/v1" + path, timeout=10) for path in paths]
    for resp in replies[1:]:
        if resp.status_code == 503:  # KMB101
            return None
    return replies


# --- yield from
import requests


def answers(paths):
    for path in paths:
        yield requests.get("https://api.kombo.dev/v1" + path, timeout=10)


def everything(paths):
    yield from answers(paths)


def sync(store):
    for resp in everything(["/hris/employees", "/hris/groups"]):
        if resp.status_code == 503:  # KMB101
            continue
        store.append(resp.json())


# --- dataclass with replace
import dataclasses

import requests


@dataclasses.dataclass
class Reply:
    status: int
    text: str = ""


def get(path):
    resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
    return dataclasses.replace(Reply(resp.status_code), text=resp.text)


def groups():
    reply = get("/hris/groups")
    if reply.status == 503:  # KMB101
        return None
    return reply.text


# --- two answers of one place
import requests


def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


def sync():
    employees = get("/hris/employees")
    if employees.status_code == 503:  # KMB101
        return None
    groups = get("/hris/groups")
    if groups.status_code == 503:  # KMB101
        return None
    return employees.json(), groups.json()


# --- silent: the arguments of two calls are not mixed up
import requests


def judge(resp, /, name, *, retry_on=(429,)):
    if resp.status_code in retry_on:
        raise TimeoutError(name)
    return resp.json()


def employees():
    return judge(requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10), "employees")


def contacts():
    resp = requests.get("https://api.intercom.io/contacts", timeout=10)
    return judge(resp, name="contacts", retry_on=(429, 503))


# --- silent: the settings of two clients are not mixed up
import requests


class Client:
    def __init__(self, root, retry_on=(429,)):
        self.root = root
        self.retry_on = retry_on

    def get(self, path):
        resp = requests.get(self.root + path, timeout=10)
        if resp.status_code in self.retry_on:
            raise TimeoutError(path)
        return resp.json()


def sync():
    people = Client("https://api.kombo.dev/v1").get("/hris/employees")
    contacts = Client("https://api.intercom.io", (429, 503)).get("/contacts")
    return people, contacts


# --- the settings of one of two clients
import requests


class Client:
    def __init__(self, root, retry_on=(429,)):
        self.root = root
        self.retry_on = retry_on

    def get(self, path):
        resp = requests.get(self.root + path, timeout=10)
        if resp.status_code in self.retry_on:  # KMB101
            raise TimeoutError(path)
        return resp.json()


def sync():
    people = Client("https://api.kombo.dev/v1", (429, 503)).get("/hris/employees")
    contacts = Client("https://api.intercom.io").get("/contacts")
    return people, contacts


# --- one of two calls has both
import requests


def judge(resp, name, retry_on=(429,)):
    if resp.status_code in retry_on:  # KMB101
        raise TimeoutError(name)
    return resp.json()


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    return judge(resp, "employees", (429, 503))


def groups():
    return judge(requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10), "groups")


def contacts():
    return judge(requests.get("https://api.intercom.io/contacts", timeout=10), "contacts")


# --- the answer to the last of several calls, one after the other
import sys

import requests


def get(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


groups = get("/hris/groups")
if groups.status_code >= 500:  # KMB101
    sys.exit("later")
teams = get("/hris/teams")
if teams.status_code >= 500:  # KMB101
    sys.exit("later")
sites = get("/hris/locations")
if sites.status_code == 409:  # KMB103
    sys.exit("twice")


# --- a function that another one makes, and that is called by the name its result is given
import time

import requests


class Client:
    def __init__(self, attempts):
        self.attempts = attempts

    def retry_handler(self):
        left = self.attempts

        def handle(resp):
            nonlocal left
            left -= 1
            if left > 0 and resp.status_code == 503:  # KMB101
                time.sleep(1)
                return True
            return False

        return handle

    def teams(self):
        handler = self.retry_handler()
        while True:
            resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
            if handler(resp):
                continue
            return resp


# --- a function that is called by another name
import requests


def check(resp):
    if resp.status_code == 503:  # KMB101
        raise LookupError


class Client:
    def __init__(self):
        self.on_answer = check

    def teams(self):
        resp = requests.get("https://api.kombo.dev/v1/hris/teams", timeout=10)
        self.on_answer(resp)
        return resp
