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
