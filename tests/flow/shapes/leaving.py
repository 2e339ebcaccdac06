"""Calls that never return, whatever they are handed: what comes behind them is on no path."""

# --- a helper that is handed no response leaves the program, or raises
import sys

import requests


def die(words):
    print(words, file=sys.stderr)
    sys.exit(1)


def fail(words):
    if words:
        raise RuntimeError(words)
    else:
        raise RuntimeError("no words")


def departments():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not resp.ok:
        die("no departments")
    if resp.status_code == 503:
        return []
    return resp.json()


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    if not resp.ok:
        fail("no jobs")
    if resp.status_code == 503:
        return []
    return resp.json()


# --- a helper that may return lets setup errors through
import sys

import requests


def warn(words):
    if len(words) > 80:
        sys.exit(words)


def attempt(words):
    try:
        raise RuntimeError(words)
    except RuntimeError:
        return


def departments():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not resp.ok:
        warn("no departments")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    if not resp.ok:
        attempt("no jobs")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()


# --- a helper says so by its annotation, and another ends in it
from typing import NoReturn

import requests

from console import leave


def stop(words) -> NoReturn:
    leave(words)


def give_up(words):
    try:
        print(words)
    finally:
        stop(words)


def departments():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not resp.ok:
        give_up("no departments")
    if resp.status_code == 503:
        return []
    return resp.json()


# --- what subclasses replace says nothing by what it raises itself
import requests


class Report:
    def failed(self, words):
        raise NotImplementedError

    def departments(self):
        resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
        if not resp.ok:
            self.failed("no departments")
        if resp.status_code == 503:  # KMB101
            return []
        return resp.json()


# --- a method of which one kind of object returns
import requests


class Strict:
    def failed(self, words):
        raise RuntimeError(words)


class Lenient(Strict):
    def failed(self, words):
        print(words)


def strictly():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not resp.ok:
        Strict().failed("no departments")
    if resp.status_code == 503:
        return []
    return resp.json()


def leniently(lenient):
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not resp.ok:
        (Lenient() if lenient else Strict()).failed("no departments")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()


# --- calls of libraries that raise by themselves
import argparse
import unittest

import click
import pytest
import requests
import typer
from flask import abort

SETUP = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def not_ready(resp):
    return not resp.ok and resp.json()["error"]["code"] in SETUP


def view():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not_ready(resp):
        abort(424)
    if resp.status_code == 503:
        return []
    return resp.json()


def test_departments():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not_ready(resp):
        pytest.skip("the setup is not finished")
    assert resp.status_code != 503


class TestDepartments(unittest.TestCase):
    def test_departments(self):
        resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
        if not_ready(resp):
            self.skipTest("the setup is not finished")
        assert resp.status_code != 503


def main():
    parser = argparse.ArgumentParser()
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not_ready(resp):
        parser.error("the setup is not finished")
    if resp.status_code == 503:
        return 1
    return 0


def sync(ctx: typer.Context):
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not_ready(resp):
        ctx.exit(2)
    if resp.status_code == 503:
        print("later")


def wait(ctx: "click.Context"):
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not_ready(resp):
        leave(ctx)
    if resp.status_code == 503:
        print("later")


def leave(ctx: click.Context):
    ctx.fail("the setup is not finished")


# --- calls that are only called so, and what leaves for another code
import logging

import requests
from flask import abort

log = logging.getLogger(__name__)


def departments():
    resp = requests.get("https://api.kombo.dev/v1/hris/departments", timeout=10)
    if not resp.ok:
        log.error("no departments")
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()


def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    if not resp.ok and resp.json()["error"]["code"] == "PLATFORM.INPUT_INVALID":
        abort(400)
    if resp.status_code == 503:  # KMB101
        return []
    return resp.json()
