"""Retry policies by status that are handed to a library: lists, defaults, and predicates."""

# --- urllib3: arguments in a dictionary
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry

OPTIONS = {"total": 3, "backoff_factor": 1, "status_forcelist": {500, 502, 503, 504}}


def session():
    adapter = HTTPAdapter(max_retries=Retry(**OPTIONS))  # KMB102
    made = requests.Session()
    made.mount("https://api.kombo.dev", adapter)
    return made


def jobs():
    return session().get("https://api.kombo.dev/v1/ats/jobs", timeout=10).json()


# --- urllib3: statuses from an attribute whose default is a class constant
import requests
import requests.adapters
import urllib3


class Client:
    default_statuses = (429, 500, 502, 503, 504)
    prefix = "https://api.kombo.dev/v1/"

    def __init__(self, statuses=None):
        self.statuses = statuses or self.default_statuses
        self._session = requests.Session()
        policy = urllib3.Retry(total=3, allowed_methods=None, status_forcelist=self.statuses)  # KMB102
        self._session.mount("https://", requests.adapters.HTTPAdapter(max_retries=policy))

    def get(self, path):
        resp = self._session.get(self.prefix + path, timeout=10)
        resp.raise_for_status()
        return resp.json()


# --- urllib3: a policy kept on a configuration object, used by a pool in another module
# file: hr/configuration.py
import urllib3


class Configuration:
    def __init__(self):
        self.host = "https://api.kombo.dev/v1"
        self.retries = urllib3.Retry(total=5, status_forcelist=[502, 503])  # KMB102


# file: hr/rest.py
import urllib3

from hr.configuration import Configuration


class Rest:
    def __init__(self, configuration: Configuration):
        self.configuration = configuration
        self.pool = urllib3.PoolManager(num_pools=4, retries=configuration.retries)

    def get(self, path):
        return self.pool.request("GET", self.configuration.host + path).json()


def employees():
    return Rest(Configuration()).get("/hris/employees")


# --- urllib3: a policy for one request
import urllib3

pool = urllib3.PoolManager()


def groups():
    once = urllib3.Retry(1, status_forcelist=range(500, 600))  # KMB102
    return pool.request("GET", "https://api.kombo.dev/v1/hris/groups", retries=once).json()


# --- a list that newly retries setup errors
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Retry(3, status_forcelist=(409, 429))))  # KMB102


def categories():
    url = "https://api.kombo.dev/v1/hris/employee-document-categories"
    return session.get(url, timeout=10).json()


# --- httpx-retries: its own list has 503 in it
import httpx
from httpx_retries import Retry, RetryTransport


def locations():
    transport = RetryTransport(retry=Retry(total=3, backoff_factor=0.5))  # KMB102
    with httpx.Client(base_url="https://api.kombo.dev/v1", transport=transport) as client:
        return client.get("/hris/locations").raise_for_status().json()


# --- tenacity: by the result
import requests
from tenacity import Retrying, retry_if_result, stop_after_attempt


def fetch():
    return requests.get("https://api.kombo.dev/v1/hris/absence-types", timeout=10)


def absence_types():
    retrying = Retrying(
        retry=retry_if_result(lambda resp: resp.status_code >= 500),  # KMB102
        stop=stop_after_attempt(3),
    )
    return retrying(fetch).json()


# --- tenacity: the predicate is in another module, two conditions are joined
# file: app/retrying.py
import httpx


def is_busy(error: BaseException) -> bool:
    if not isinstance(error, httpx.HTTPStatusError):
        return False
    status = error.response.status_code
    return status == 429 or 500 <= status < 600  # KMB102


# file: app/ats.py
import httpx
import tenacity

from app.retrying import is_busy


class Ats:
    def __init__(self):
        self.client = httpx.AsyncClient(base_url="https://api.kombo.dev/v1")

    @tenacity.retry(
        retry=tenacity.retry_if_exception_type(httpx.TransportError) | tenacity.retry_if_exception(is_busy),
        stop=tenacity.stop_after_attempt(4),
        reraise=True,
    )
    async def jobs(self):
        resp = await self.client.get("/ats/jobs")
        resp.raise_for_status()
        return resp.json()


# --- backoff: by the result
import backoff
import requests


@backoff.on_predicate(backoff.expo, lambda resp: resp.status_code in (429, 503), max_tries=5)  # KMB102
def candidates(cursor):
    params = {"cursor": cursor}
    return requests.get("https://api.kombo.dev/v1/ats/candidates", params=params, timeout=10)


# --- backoff: gives up on an error of the SDK
import backoff
from kombo import Kombo, errors


def permanent(error):
    return error.status_code not in (429, 502, 503, 504)  # KMB102


@backoff.on_exception(backoff.expo, errors.SDKError, max_time=60, giveup=permanent)
def balances(kombo: Kombo):
    return kombo.hris.get_time_off_balances()


# --- stamina: a block of code
import httpx
import stamina


def retryable(error: Exception) -> bool:
    if isinstance(error, httpx.HTTPStatusError):
        return error.response.is_server_error  # KMB102
    return isinstance(error, httpx.TransportError)


def offers(client: httpx.Client):
    for attempt in stamina.retry_context(on=retryable, attempts=3):
        with attempt:
            resp = client.get("https://api.kombo.dev/v1/ats/offers")
            resp.raise_for_status()
    return resp.json()


# --- aiohttp-retry: every server error is retried unless that is turned off
import aiohttp
from aiohttp_retry import ExponentialRetry, RetryClient


async def tags():
    async with aiohttp.ClientSession("https://api.kombo.dev") as session:
        client = RetryClient(session, retry_options=ExponentialRetry(attempts=3, statuses={429}))  # KMB102
        resp = await client.get("/v1/ats/tags")
        return await resp.json()


# --- aiohttp-retry: options for one request
from aiohttp_retry import JitterRetry, RetryClient


async def users(client: RetryClient):
    options = JitterRetry(attempts=3, statuses=[503], retry_all_server_errors=False)  # KMB102
    async with client.get("https://api.kombo.dev/v1/ats/users", retry_options=options) as resp:
        return await resp.json()


# --- the SDK: its own list has 503 in it
from kombo import Kombo
from kombo.utils import BackoffStrategy, RetryConfig


async def reviews(api_key):
    retries = RetryConfig("backoff", BackoffStrategy(500, 60_000, 1.5, 300_000), False)  # KMB102
    async with Kombo(api_key=api_key, retry_config=retries) as kombo:
        return await kombo.hris.get_performance_reviews_async()


# --- the SDK: all server errors, for one call
from kombo import Kombo, utils

STRATEGY = utils.BackoffStrategy(1_000, 60_000, 2, 300_000)
SERVER_ERRORS = utils.RetryConfig("backoff", STRATEGY, True, ["429", "5XX"])  # KMB102


def orders(kombo: Kombo):
    return kombo.assessment.get_assessment_orders(retries=SERVER_ERRORS)


# --- silent: both statuses, or neither, or switched off
from aiohttp_retry import ExponentialRetry, RetryClient
from kombo import Kombo
from kombo.utils import BackoffStrategy, RetryConfig

BOTH = ExponentialRetry(statuses={409, 429})
NEITHER = ExponentialRetry(statuses={429, 500}, retry_all_server_errors=False)
OFF = RetryConfig("none", BackoffStrategy(0, 0, 1, 0), False)
LIMITS = RetryConfig("backoff", BackoffStrategy(1_000, 60_000, 2, 300_000), True, ["429", "409", "503"])


async def stages(client: RetryClient, kombo: Kombo):
    url = "https://api.kombo.dev/v1/ats/application-stages"
    async with client.get(url, retry_options=BOTH) as first:
        first.raise_for_status()
    async with client.get(url, retry_options=NEITHER) as second:
        second.raise_for_status()
    await kombo.ats.get_jobs_async(retries=OFF)
    return await kombo.ats.get_jobs_async(retries=LIMITS)


# --- silent: the predicate asks the code, and the status only where there is none
import requests
import tenacity

TRANSIENT = {"PLATFORM.RATE_LIMIT_EXCEEDED", "REMOTE.RATE_LIMIT_EXCEEDED", "REMOTE.SERVICE_UNAVAILABLE"}


def is_transient(error):
    if not isinstance(error, requests.HTTPError):
        return False
    try:
        code = error.response.json()["error"]["code"]
    except (ValueError, KeyError, TypeError):
        code = None
    if code is None:
        return error.response.status_code == 503
    return code in TRANSIENT


@tenacity.retry(retry=tenacity.retry_if_exception(is_transient), stop=tenacity.stop_after_attempt(3))
def legal_entities():
    resp = requests.get("https://api.kombo.dev/v1/hris/legal-entities", timeout=10)
    resp.raise_for_status()
    return resp.json()


# --- silent: policies of sessions that never call Kombo
import httpx
import requests
import tenacity
from httpx_retries import Retry, RetryTransport


def is_server_error(error):
    return isinstance(error, httpx.HTTPStatusError) and error.response.status_code >= 500


stripe = httpx.Client(
    base_url="https://api.stripe.com/v1",
    transport=RetryTransport(retry=Retry(total=3, status_forcelist=[503])),
)


@tenacity.retry(retry=tenacity.retry_if_exception(is_server_error))
def plans():
    return stripe.get("/plans").raise_for_status().json()


def employees():
    resp = requests.get("https://api.kombo.dev/v1/hris/employees", timeout=10)
    resp.raise_for_status()
    return resp.json()
