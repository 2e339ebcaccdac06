"""An address that is what a setting, an option or a field is by default."""

# --- settings read by a library, or from a mapping that nobody knows
import requests
import yaml
from decouple import config

URL = config("HR_URL", default="https://api.kombo.dev/v1")
FILE = yaml.safe_load(open("settings.yaml"))


def employees():
    resp = requests.get(f"{URL}/hris/employees", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def teams():
    resp = requests.get(FILE.get("url", "https://api.kombo.dev/v1") + "/hris/teams", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


# --- fields of settings classes
from dataclasses import dataclass, field

import requests
from pydantic import Field
from pydantic_settings import BaseSettings


class Settings(BaseSettings):
    url: str = Field("https://api.kombo.dev/v1", alias="HR_URL")
    other: str = Field(default="https://hr.example.com")


@dataclass
class Client:
    url: str = field(default="https://api.kombo.dev/v1")
    retried: set = field(default_factory=lambda: {502, 503})

    def employees(self):
        resp = requests.get(f"{self.url}/hris/employees", timeout=10)
        if resp.status_code in self.retried:  # KMB101
            return None
        return resp.json()


settings = Settings()


def teams():
    resp = requests.get(f"{settings.url}/hris/teams", timeout=10)
    if resp.status_code == 503:  # KMB101
        return None
    return resp.json()


def others():
    resp = requests.get(f"{settings.other}/teams", timeout=10)
    if resp.status_code == 503:
        return None
    return resp.json()


# --- options of a command
import argparse

import click
import requests
import typer


@click.command()
@click.option("--base-url", default="https://api.kombo.dev/v1")
@click.option("--mirror", default="https://hr.example.com")
def employees(base_url, mirror):
    resp = requests.get(base_url + "/hris/employees", timeout=10)
    if resp.status_code == 503:  # KMB101
        raise SystemExit(1)
    copy = requests.get(mirror + "/employees", timeout=10)
    if copy.status_code == 503:
        raise SystemExit(2)


def teams(url: str = typer.Option("https://api.kombo.dev/v1", help="where the API is")):
    resp = requests.get(url + "/hris/teams", timeout=10)
    if resp.status_code == 503:  # KMB101
        raise typer.Exit(1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="https://api.kombo.dev/v1")
    parser.add_argument("--mirror", default="https://hr.example.com")
    args = parser.parse_args()
    resp = requests.get(args.url + "/hris/teams", timeout=10)
    if resp.status_code == 503:  # KMB101
        raise SystemExit(1)
    if requests.get(args.mirror, timeout=10).status_code == 503:
        raise SystemExit(2)

# --- a class made from a table by many, with an address that one caller may replace
# file: hr/base.py
import requests


class Endpoint:
    def __init__(self, url, headers):
        self._url = url
        self._headers = headers

    def _post(self, path, data):
        resp = requests.post(self._url + path, json=data, headers=self._headers, timeout=10)
        if resp.status_code == 409:  # KMB103
            raise FileExistsError(path)
        resp.raise_for_status()
        return resp.json()


# file: hr/teams.py
from hr.base import Endpoint


class Teams(Endpoint):
    def __init__(self, url, headers):
        super().__init__(url, headers)
        self._kind = "teams"

    def add(self, team):
        return self._post("/hris/" + self._kind, team)


# file: hr/api.py
from hr.teams import Teams


class Api:
    _ENDPOINTS = {"hris": {"teams": Teams}}

    def __init__(self, token, url="https://api.kombo.dev/v1"):
        self._url = url
        for name in self._ENDPOINTS["hris"]:
            endpoint = self._ENDPOINTS["hris"][name]
            setattr(self, name, endpoint(self._url, {"Authorization": token}))


# file: hr/command.py
import os

from hr.api import Api


def main():
    return Api(os.environ["TOKEN"], url=os.environ["HR_URL"])
