"""Silent: modules that speak of Kombo and test the status of something else."""

# --- another host, whatever its path, its variable and its class are called
import requests

KOMBO_STATUS_PAGE = "https://status.example.com/kombo.json"


class KomboAlerts:
    def send(self, text):
        resp = requests.post(
            "https://hooks.slack.com/services/T0/kombo-alerts", json={"text": text}, timeout=5
        )
        if resp.status_code == 503:
            return False
        resp.raise_for_status()
        return True


def kombo_is_up():
    kombo_response = requests.get(KOMBO_STATUS_PAGE, timeout=5)
    if kombo_response.status_code >= 500:
        return None
    return kombo_response.json()["up"]


# --- a client for another host in a variable called kombo_client
import httpx

kombo_client = httpx.Client(base_url="https://hr.example.com/api")


def employees():
    resp = kombo_client.get("/employees")
    if resp.status_code == 409:
        return []
    return resp.raise_for_status().json()


# --- nobody knows whose response it is
import requests

KOMBO_HOST = "https://api.kombo.dev/v1"


def handle(resp):
    if resp.status_code == 503:
        raise ConnectionError(resp.text)
    return resp.json()


def download(url):
    resp = requests.get(url, timeout=60)
    if resp.status_code == 409:
        return None
    return resp.content


def jobs():
    resp = requests.get(f"{KOMBO_HOST}/ats/jobs", timeout=10)
    resp.raise_for_status()
    return resp.json()


# --- one session, two hosts: only the other one's status is asked
import requests

session = requests.Session()


def seats():
    employees = session.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    employees.raise_for_status()
    plan = session.get("https://api.personio.de/v1/company/employees", timeout=10)
    if plan.status_code in (502, 503, 504):
        return len(employees.json()["data"]["results"]), None
    return len(employees.json()["data"]["results"]), plan.json()


# --- the service's own answers
from fastapi import FastAPI, Response
from fastapi.testclient import TestClient
from kombo import Kombo

app = FastAPI()


@app.post("/webhooks/kombo")
def webhook(response: Response):
    response.status_code = 503
    return {"error": {"code": "BUSY"}}


def test_webhook_is_busy():
    reply = TestClient(app).post("/webhooks/kombo", json={"type": "sync-finished"})
    assert reply.status_code == 503
    if reply.status_code >= 500:
        assert reply.json()["error"]["code"] == "BUSY"


def employees(kombo: Kombo):
    return kombo.hris.get_employees()


# --- numbers that are no statuses
import requests


def pages(limit=503):
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    resp.raise_for_status()
    results = resp.json()["data"]["results"]
    if len(results) >= 500 or limit == 503:
        return results[:409]
    if len(resp.content) // 100 == 5:
        return []
    return results


# --- a subclass for another host of a base class that tests the status
import requests


class Connector:
    root = ""

    def get(self, path):
        resp = requests.get(self.root + path, timeout=10)
        if resp.status_code == 503:
            raise ConnectionError(resp.text)
        return resp.json()


class Personio(Connector):
    root = "https://api.personio.de/v1"


class Kombo(Connector):
    root = "https://api.kombo.dev/v1"

    def get(self, path):
        resp = requests.get(self.root + path, timeout=10)
        resp.raise_for_status()
        return resp.json()


# --- names that say Kombo, and addresses that do not
import os

import requests

BACKEND = "https://hr.acme.example"
kombo = requests.Session()


class KomboClient:
    base_url = BACKEND

    def employees(self):
        resp = requests.get(self.base_url + "/employees")
        return resp.status_code == 503


class KomboSync:
    def __init__(self):
        self.backend_url = os.environ["BACKEND_URL"]
        self.backend = requests.Session()

    def store(self, row):
        resp = requests.post(self.backend_url + "/people", json=row)
        if resp.status_code == 503:
            return None
        return resp.json()


def kombo_people():
    resp = kombo.get(BACKEND + "/people")
    return resp.status_code == 503


def test_kombo_webhook(server):
    resp = requests.post(server.url + "/webhooks", json={"kombo": 1})
    assert resp.status_code == 503
