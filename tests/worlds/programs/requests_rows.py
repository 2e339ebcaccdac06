# run: import_all([1, 2])
# --- original
import logging

import requests

log = logging.getLogger(__name__)


class Unavailable(Exception):
    def __init__(self, job):
        super().__init__(f"job {job}")
        self.job = job


def create(session, job):
    resp = session.post(f"https://api.kombo.dev/v1/ats/jobs/{job}/applications", json={"candidate": {}})
    if resp.status_code == 404:
        return None
    if resp.status_code == 409:
        log.info("job %s: already there", job)
        return "exists"
    if resp.status_code >= 500:
        log.warning("job %s: Kombo is down", job)
        raise Unavailable(job)
    resp.raise_for_status()
    return "created"


def import_all(jobs):
    with requests.Session() as session:
        return [create(session, job) for job in jobs]
# --- fixed
import logging

import requests

log = logging.getLogger(__name__)

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(response: requests.Response) -> str | None:
    if response.ok:
        return None
    try:
        code = response.json()["error"]["code"]
    except (ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


class Unavailable(Exception):
    def __init__(self, job):
        super().__init__(f"job {job}")
        self.job = job


def create(session, job):
    resp = session.post(f"https://api.kombo.dev/v1/ats/jobs/{job}/applications", json={"candidate": {}})
    if resp.status_code == 404:
        return None
    if resp.status_code == 409 and error_code(resp) not in SETUP_CODES:
        log.info("job %s: already there", job)
        return "exists"
    if resp.status_code >= 500 or error_code(resp) in SETUP_CODES:
        log.warning("job %s: Kombo is down", job)
        raise Unavailable(job)
    resp.raise_for_status()
    return "created"


def import_all(jobs):
    with requests.Session() as session:
        return [create(session, job) for job in jobs]
