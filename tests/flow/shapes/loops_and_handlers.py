"""What stands in the arms and behind them: loops, handlers, locks, further tests."""

# --- behind the test stand a handler with a finally, a lock and a loop
import requests


def mirror(store, path):
    resp = requests.get(f"https://api.kombo.dev/v1{path}", timeout=10)
    if resp.status_code == 503:  # KMB101
        return False
    try:
        page = resp.json()["data"]["results"]
    except KeyError:
        store.drop(path)
        return False
    finally:
        store.touch(path)
    with store.lock:
        for record in page:
            store.save(record)
    return True


# --- the arms hold a loop, a lock and a match on something else
import logging

import requests

log = logging.getLogger(__name__)


def publish(jobs, mode, lock):
    resp = requests.post("https://api.kombo.dev/v1/ats/jobs/publish", json=jobs, timeout=30)
    if resp.status_code >= 500:  # KMB101
        for job in jobs:
            log.warning("not published: %s", job)
    elif resp.status_code >= 400:
        with lock:
            while jobs:
                jobs.pop()
        match mode:
            case "strict":
                raise ValueError(resp.text)
            case "lenient":
                log.info("refused")
    return jobs


# --- a retry loop with an else
import time

import requests


def results(order_id):
    for wait in (1, 2, 4):
        resp = requests.get(f"https://api.kombo.dev/v1/assessment/orders/{order_id}", timeout=10)
        if resp.status_code != 503:  # KMB101
            break
        time.sleep(wait)
    else:
        raise TimeoutError("Kombo stayed unavailable")
    resp.raise_for_status()
    return resp.json()


# --- in the else of a try
import requests


def groups():
    try:
        resp = requests.get("https://api.kombo.dev/v1/hris/groups", timeout=10)
    except requests.Timeout:
        return None
    else:
        if resp.status_code == 503:  # KMB101
            return None
    resp.raise_for_status()
    return resp.json()


# --- in a finally
import requests


def audit(record, journal):
    resp = None
    try:
        resp = requests.post("https://api.kombo.dev/v1/hris/employees", json=record, timeout=30)
    finally:
        if resp is not None and resp.status_code == 409:  # KMB103
            journal.note("exists already")
    return resp


# --- what else the arms ask is not known
import requests


def leave_types(strict, cache):
    resp = requests.get("https://api.kombo.dev/v1/hris/absence-types", timeout=10)
    if resp.status_code == 503:  # KMB101
        if strict:
            raise ConnectionError("Kombo is busy")
        elif cache:
            return cache
        return []
    if resp.status_code == 404:
        return []
    if strict:
        resp.raise_for_status()
    return resp.json() if resp.ok else None


# --- an endless loop that only some answers end
import itertools
import time

import requests


def wait_for_export(export_id):
    for attempt in itertools.count():
        resp = requests.get(f"https://api.kombo.dev/v1/exports/{export_id}", timeout=10)
        while resp.status_code >= 500:  # KMB101
            time.sleep(min(2**attempt, 60))
            resp = requests.get(f"https://api.kombo.dev/v1/exports/{export_id}", timeout=10)
        if resp.json()["done"]:
            return resp.json()


# --- a loop with a flag: the flag is set by the status
import time

import requests


def sync(path):
    again = True
    while again:
        resp = requests.post(f"https://api.kombo.dev/v1{path}", timeout=10)
        again = resp.status_code in (429, 503)
        if again:  # KMB101
            time.sleep(5)
    return resp


# --- asserted
import requests


def smoke_test():
    resp = requests.get("https://api.kombo.dev/v1/check-api-key", timeout=10)
    assert resp.status_code < 500, "Kombo is down"  # KMB101
    assert resp.status_code != 404
    return resp


# --- a filter of a comprehension
import requests

KOMBO = "https://api.kombo.dev/v1"


def unavailable(paths):
    replies = [requests.get(KOMBO + path, timeout=10) for path in paths]
    return [reply.url for reply in replies if reply.status_code == 503]  # KMB101


def conflicts(paths):
    replies = {path: requests.get(KOMBO + path, timeout=10) for path in paths}
    return {path for path, reply in replies.items() if reply.status_code == 409}  # KMB103


# --- a choice inside an argument
import requests


def report(metrics):
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    metrics.increment("kombo.outage" if resp.status_code >= 500 else "kombo.refused")  # KMB101
    resp.raise_for_status()
    return resp.json()


# --- silent: both arms hold the same handler, loop and lock
import requests


def archive(records, store):
    resp = requests.post("https://api.kombo.dev/v1/hris/archive", json=records, timeout=30)
    if resp.status_code == 503:
        try:
            with store.lock:
                for record in records:
                    store.keep(record)
        except OSError as problem:
            print(problem)
        else:
            print("kept")
        return False
    if resp.status_code == 404:
        raise LookupError(resp.text)
    if resp.status_code == 409:
        # the same, for what Kombo answers today
        try:
            with store.lock:
                for record in records:
                    store.keep( record )
        except OSError as problem:
            print(problem)
        else:
            print("kept")
        return False
    resp.raise_for_status()
    return True


# --- silent: the tests are nested otherwise, the same is left of them
import requests


def skills():
    resp = requests.get("https://api.kombo.dev/v1/hris/skills", timeout=10)
    if resp.status_code >= 400:
        if resp.status_code == 404:
            return []
        if resp.status_code >= 500:
            pass
        elif resp.status_code == 429:
            raise TimeoutError(resp.text)
        raise RuntimeError(resp.text)
    return resp.json()


# --- silent: two arms that say and do the same
import requests


def departments(log):
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if resp.status_code == 503:
        log.warning("no departments: %s", resp.text)
        return []
    if not resp.ok:
        log.warning("no departments: %s", resp.text)
        return []
    return resp.json()


# --- in the else of a loop, about the last answer
import requests


def first_page(hosts=("https://api.kombo.dev/v1", "https://api.us.kombo.dev/v1")):
    for host in hosts:
        resp = requests.get(host + "/hris/employees", timeout=10)
        if resp.ok:
            return resp.json()
    else:
        if resp.status_code == 503:  # KMB101
            return None
    raise RuntimeError(resp.text)


# --- a walrus in the condition of a loop
import time

import requests


def poll(path):
    resp = None
    while not (resp := requests.get("https://api.kombo.dev/v1" + path, timeout=10)).ok:
        if resp.status_code == 503:  # KMB101
            time.sleep(5)
            continue
        raise RuntimeError(resp.text)
    return resp.json()

# --- a loop that tries again for as long as a limit allows gives up some time
import requests

MOST = 5


class Turns:
    def __init__(self):
        self.done = 0

    def next(self):
        self.done += 1


def fetch(path):
    turns = Turns()
    while True:
        resp = requests.get("https://api.kombo.dev/v1" + path, timeout=10)
        if not again(resp, turns.done):
            return resp.status_code, resp.json()
        turns.next()


def again(resp, done):
    if done >= MOST:
        return False
    return resp.status_code == 429 or resp.status_code >= 500  # KMB101


def check(status):
    if status == 503:  # KMB101
        raise TimeoutError("not now")
    if status >= 400:
        raise ValueError("no")


def teams():
    status, body = fetch("/hris/teams")
    check(status)
    return body
