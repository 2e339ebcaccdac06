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


# --- urllib3: a subclass of Retry fixes the list in its constructor
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


class Patient(Retry):
    def __init__(self, total=5, **rest):
        super().__init__(total=total, status_forcelist=[500, 502, 503, 504], **rest)  # KMB102


session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Patient(total=8)))


def departments():
    return session.get("https://api.kombo.dev/v1/hris/teams", timeout=10).json()


# --- urllib3: a subclass of Retry whose list is the caller's
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class Logged(Retry):
    def __init__(self, *args, label="", **kwargs):
        self.label = label
        super().__init__(*args, **kwargs)


session = requests.Session()
policy = Logged(3, label="hr", status_forcelist=(502, 503))  # KMB102
session.mount("https://", HTTPAdapter(max_retries=policy))


def teams():
    return session.get("https://api.kombo.dev/v1/hris/teams", timeout=10).json()


# --- urllib3: a subclass of Retry decides by itself
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class Choosy(Retry):
    def is_retry(self, method, status_code, has_retry_after=False):
        if method not in ("GET", "HEAD"):
            return False
        return status_code == 429 or status_code >= 500  # KMB102


class Elsewhere(Retry):
    def is_retry(self, method, status_code, has_retry_after=False):
        return status_code >= 500


session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Choosy(total=3)))
session.mount("https://api.stripe.com/", HTTPAdapter(max_retries=Elsewhere(total=3)))


def teams():
    return session.get("https://api.kombo.dev/v1/hris/teams", timeout=10).json()


# --- urllib3: options that are put together item by item
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


def session(patient):
    options = {"total": 3, "backoff_factor": 0.5}
    options["status_forcelist"] = [502, 503, 504]
    if patient:
        options["total"] = 10
    made = requests.Session()
    made.mount("https://", HTTPAdapter(max_retries=Retry(**options)))  # KMB102
    return made


def tags():
    return session(True).get("https://api.kombo.dev/v1/ats/tags", timeout=10).json()


# --- urllib3: options with a default for the caller's
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

STATUSES = (429, 503)


def session(**options):
    options.setdefault("status_forcelist", STATUSES)
    made = requests.Session()
    made.mount("https://", HTTPAdapter(max_retries=Retry(**options)))  # KMB102
    return made


def tags():
    return session(total=4).get("https://api.kombo.dev/v1/ats/tags", timeout=10).json()


# --- urllib3: mounted in a loop, on adapters from a table
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

SERVER_ERRORS = [500, 502, 503, 504]
ADAPTERS = {
    "https://api.stripe.com": HTTPAdapter(max_retries=Retry(5, status_forcelist=SERVER_ERRORS)),
    "https://api.kombo.dev": HTTPAdapter(max_retries=Retry(3, status_forcelist=SERVER_ERRORS)),  # KMB102
}


def connect():
    session = requests.Session()
    for prefix, adapter in ADAPTERS.items():
        session.mount(prefix, adapter)
    return session


# --- urllib3: mounted in a loop over both schemes
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class Hr:
    base = "https://api.kombo.dev/v1/hris/"

    def __init__(self):
        self.session = requests.Session()
        retries = Retry(connect=3, status=3, status_forcelist=frozenset({503, 504}))  # KMB102
        for scheme in ("http://", "https://"):
            self.session.mount(scheme, HTTPAdapter(max_retries=retries))

    def get(self, path):
        return self.session.get(self.base + path, timeout=10).json()


# --- urllib3: part of the arguments is given ahead
import functools

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

on_server_error = functools.partial(Retry, status_forcelist=[500, 503], backoff_factor=1)  # KMB102


def session():
    made = requests.Session()
    made.mount("https://", HTTPAdapter(max_retries=on_server_error(total=2)))
    return made


def tags():
    return session().get("https://api.kombo.dev/v1/ats/tags", timeout=10).json()


# --- urllib3: the policy is a class attribute, another one a default argument
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class Ats:
    policy = Retry(total=3, status_forcelist=[503])  # KMB102

    def __init__(self):
        self.session = requests.session()
        self.session.mount("https://", HTTPAdapter(max_retries=self.policy))

    def jobs(self):
        return self.session.get("https://api.kombo.dev/v1/ats/jobs", timeout=10).json()


def connect(retries=Retry(total=1, status_forcelist=[409])):  # KMB102
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=retries))
    return session


def users():
    return connect().get("https://api.kombo.dev/v1/ats/users", timeout=10).json()


# --- urllib3: the adapter is a subclass that hands on what it is given
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class TimeoutAdapter(HTTPAdapter):
    def __init__(self, *args, **kwargs):
        self.timeout = kwargs.pop("timeout", 30)
        super().__init__(*args, **kwargs)

    def send(self, request, **kwargs):
        kwargs["timeout"] = kwargs.get("timeout") or self.timeout
        return super().send(request, **kwargs)


session = requests.Session()
session.mount("https://", TimeoutAdapter(timeout=5, max_retries=Retry(3, status_forcelist=[503])))  # KMB102


def jobs():
    return session.get("https://api.kombo.dev/v1/ats/jobs").json()


# --- urllib3: the adapter is a subclass that makes the policy
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class RetryingAdapter(HTTPAdapter):
    def __init__(self, attempts=3, **kwargs):
        policy = Retry(total=attempts, status_forcelist=[500, 502, 503, 504])  # KMB102
        super().__init__(max_retries=policy, **kwargs)


def jobs():
    with requests.Session() as session:
        session.mount("https://api.kombo.dev/", RetryingAdapter(5))
        return session.get("https://api.kombo.dev/v1/ats/jobs").json()


# --- urllib3: a session class mounts, a subclass of it sends
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class RetryingSession(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount("https://", HTTPAdapter(max_retries=Retry(3, status_forcelist=[502, 503])))  # KMB102


class HrSession(RetryingSession):
    pass


def jobs():
    return HrSession().get("https://api.kombo.dev/v1/ats/jobs").json()


# --- urllib3: the policy is put on an adapter that is there already
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

adapter = HTTPAdapter(pool_maxsize=20)
adapter.max_retries = Retry(total=3, status_forcelist=[503])  # KMB102
session = requests.Session()
session.mount("https://", adapter)
other = requests.Session()
other.get_adapter("https://").max_retries = Retry(total=3, status_forcelist=[502, 503])  # KMB102


def jobs():
    return session.get("https://api.kombo.dev/v1/ats/jobs").json()


def tags():
    return other.get("https://api.kombo.dev/v1/ats/tags").json()


# --- urllib3: a factory takes the policy, one use of two is for Kombo
# file: net/sessions.py
import requests
from requests.adapters import HTTPAdapter


def with_retries(policy, session=None):
    session = session or requests.Session()
    adapter = HTTPAdapter(max_retries=policy)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


# file: net/clients.py
from urllib3 import Retry

from net.sessions import with_retries

billing = with_retries(Retry(3, status_forcelist=[503]))
hr = with_retries(Retry(total=5, status_forcelist=[502, 503]))  # KMB102


def plans():
    return billing.get("https://api.stripe.com/v1/plans").json()


def employees():
    return hr.get("https://api.kombo.dev/v1/hris/employees").json()


# --- silent: lists of sessions for other hosts, in the shapes above
import functools

import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class Patient(Retry):
    def __init__(self, total=5, **rest):
        super().__init__(total=total, status_forcelist=[500, 502, 503, 504], **rest)


class Limited(Retry):
    def __init__(self, **kwargs):
        super().__init__(status_forcelist=[429], **kwargs)


class RetryingSession(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount("https://", HTTPAdapter(max_retries=Retry(3, status_forcelist=[502, 503])))


some = functools.partial(Retry, status_forcelist=[500, 503])
stripe = requests.Session()
for prefix in ("https://api.stripe.com", "https://files.stripe.com"):
    stripe.mount(prefix, HTTPAdapter(max_retries=Patient()))
stripe.mount("https://", HTTPAdapter(max_retries=some(total=2)))
kombo = requests.Session()
kombo.mount("https://", HTTPAdapter(max_retries=Limited(total=2)))


def plans():
    RetryingSession().get("https://api.stripe.com/v1/products")
    return stripe.get("https://api.stripe.com/v1/plans").json()


def jobs():
    return kombo.get("https://api.kombo.dev/v1/ats/jobs").json()


# --- silent: a subclass of a library's session that the program never points anywhere
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class RetryingSession(requests.Session):
    def __init__(self):
        super().__init__()
        self.mount("https://", HTTPAdapter(max_retries=Retry(3, status_forcelist=[502, 503])))


def fetch(url):
    return RetryingSession().get(url).json()


def jobs():
    return requests.get("https://api.kombo.dev/v1/ats/jobs").json()


# --- httpx-retries: around another transport, and for some addresses only
import httpx
from httpx_retries import Retry, RetryTransport


class Logging(httpx.BaseTransport):
    def __init__(self, inner):
        self.inner = inner

    def handle_request(self, request):
        print(request.url)
        return self.inner.handle_request(request)


policy = Retry(total=3, status_forcelist=[503])  # KMB102
retrying = RetryTransport(transport=httpx.HTTPTransport(), retry=policy)
client = httpx.Client(base_url="https://api.kombo.dev/v1", transport=Logging(retrying))
others = httpx.Client(
    mounts={
        "https://api.stripe.com": RetryTransport(retry=Retry(total=2)),
        "https://api.us.kombo.dev": RetryTransport(retry=Retry(total=4)),  # KMB102
    }
)


def jobs():
    others.get("https://api.stripe.com/v1/plans")
    return client.get("/ats/jobs").json()


# --- httpx: a transport of the program's own
import time

import httpx


class RetryTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    retry_on = frozenset({429, 503, 504})

    def __init__(self, wrapped: httpx.BaseTransport | httpx.AsyncBaseTransport, retry_on=None):
        self.wrapped = wrapped
        self.statuses = frozenset(retry_on) if retry_on else self.retry_on

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        response = self.wrapped.handle_request(request)
        for _ in range(5):
            if response.status_code not in self.statuses:  # KMB101
                return response
            time.sleep(1)
            response = self.wrapped.handle_request(request)
        return response


def connect(kind, **kwargs):
    transport = kwargs.pop("transport", None) or httpx.HTTPTransport()
    return kind(base_url="https://api.kombo.dev/v1", transport=RetryTransport(transport), **kwargs)


client = connect(httpx.Client)


# --- silent: a transport of the program's own, of a client for another host
import httpx


class RetryTransport(httpx.HTTPTransport):
    def handle_request(self, request):
        response = super().handle_request(request)
        if response.status_code == 503:
            response = super().handle_request(request)
        return response


class Unused(httpx.HTTPTransport):
    def handle_request(self, request):
        response = super().handle_request(request)
        if response.status_code == 503:
            response = super().handle_request(request)
        return response


stripe = httpx.Client(base_url="https://api.stripe.com/v1", transport=RetryTransport(retries=2))
kombo = httpx.Client(base_url="https://api.kombo.dev/v1", transport=httpx.HTTPTransport(retries=2))


# --- requests: an adapter of the program's own
import requests
from requests.adapters import HTTPAdapter


class Again(HTTPAdapter):
    def send(self, request, **kwargs):
        response = super().send(request, **kwargs)
        if response.status_code == 503:  # KMB101
            response = super().send(request, **kwargs)
        return response


class Elsewhere(HTTPAdapter):
    def send(self, request, **kwargs):
        response = super().send(request, **kwargs)
        if response.status_code == 503:
            response = super().send(request, **kwargs)
        return response


session = requests.Session()
session.mount("https://api.stripe.com", Elsewhere())
session.mount("https://", Again())


def jobs():
    return session.get("https://api.kombo.dev/v1/ats/jobs").json()


# --- tenacity: an object around the loop, conditions joined in a variable
import httpx
from tenacity import AsyncRetrying, retry_if_exception, retry_if_exception_type, stop_after_attempt

down = retry_if_exception(
    lambda error: isinstance(error, httpx.HTTPStatusError) and error.response.status_code == 503  # KMB102
)
POLICY = down | retry_if_exception_type(httpx.TransportError)


async def jobs(client: httpx.AsyncClient):
    async for attempt in AsyncRetrying(retry=POLICY, stop=stop_after_attempt(3)):
        with attempt:
            resp = await client.get("https://api.kombo.dev/v1/ats/jobs")
            resp.raise_for_status()
    return resp.json()


# --- tenacity: a policy of the program's own is asked about the attempt
import requests
from tenacity import RetryCallState, retry, stop_after_attempt


def unavailable(state: RetryCallState) -> bool:
    if state.outcome.failed:
        return isinstance(state.outcome.exception(), requests.ConnectionError)
    return state.outcome.result().status_code in {429, 503}  # KMB102


@retry(retry=unavailable, stop=stop_after_attempt(4))
def jobs():
    return requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)


# --- tenacity: a policy class of the program's own
import requests
import tenacity
from tenacity.retry import retry_base


class retry_if_unavailable(retry_base):
    def __init__(self, *statuses):
        self.statuses = statuses

    def __call__(self, retry_state):
        error = retry_state.outcome.exception()
        if not isinstance(error, requests.HTTPError):
            return False
        return error.response.status_code in self.statuses  # KMB102


@tenacity.retry(retry=retry_if_unavailable(502, 503), stop=tenacity.stop_after_delay(60))
def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    resp.raise_for_status()
    return resp


# --- tenacity: a subclass of one of its policies brings the predicate
import requests
import tenacity


class retry_if_server_error(tenacity.retry_if_exception):
    def __init__(self):
        super().__init__(predicate=self._is_server_error)

    @staticmethod
    def _is_server_error(error):
        return isinstance(error, requests.HTTPError) and error.response.status_code >= 500  # KMB102


@tenacity.retry(retry=retry_if_server_error())
def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    resp.raise_for_status()
    return resp


# --- tenacity: a decorator of the program's own
# file: app/retrying.py
import requests
import tenacity


def _busy(error):
    return isinstance(error, requests.HTTPError) and error.response.status_code in (429, 503)  # KMB102


def with_retries(attempts=3):
    return tenacity.retry(
        retry=tenacity.retry_if_exception(_busy), stop=tenacity.stop_after_attempt(attempts)
    )


# file: app/jobs.py
import requests

from app.retrying import with_retries


@with_retries(attempts=5)
def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    resp.raise_for_status()
    return resp


# --- tenacity: the predicate is a lambda under a name, the policy is kept under one
import requests
import tenacity

is_down = lambda resp: resp.status_code == 503  # KMB102
patiently = tenacity.retry(retry=tenacity.retry_if_result(is_down))


@patiently
def jobs():
    return requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)


# --- silent: policies of the program's own for other hosts
import requests
import tenacity


def unavailable(state):
    return state.outcome.result().status_code == 503


is_down = lambda resp: resp.status_code == 503


@tenacity.retry(retry=unavailable)
def plans():
    return requests.get("https://api.stripe.com/v1/plans", timeout=10)


@tenacity.retry(retry=tenacity.retry_if_result(is_down))
def products():
    return requests.get("https://api.stripe.com/v1/products", timeout=10)


@tenacity.retry(retry=tenacity.retry_if_exception_type(requests.ConnectionError))
def jobs():
    return requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)


# --- backoff: the predicate is a method, the decorator is made at run time
import backoff
import requests


class Client:
    def __init__(self, session: requests.Session):
        self.session = session
        self.get = backoff.on_exception(backoff.expo, requests.HTTPError, giveup=self._final)(self._get)

    def _final(self, error):
        return error.response.status_code not in (429, 503)  # KMB102

    def _get(self, path):
        resp = self.session.get("https://api.kombo.dev/v1" + path, timeout=10)
        resp.raise_for_status()
        return resp.json()


# --- aiohttp-retry: a callback looks at each response
from aiohttp import ClientResponse
from aiohttp_retry import ExponentialRetry, RetryClient


async def accepted(response: ClientResponse) -> bool:
    return response.status != 503  # KMB102


options = ExponentialRetry(attempts=3, retry_all_server_errors=False, evaluate_response_callback=accepted)


async def jobs():
    async with RetryClient(retry_options=options) as client:
        return await (await client.get("https://api.kombo.dev/v1/ats/jobs")).json()


# --- urllib3: the policy gets to the pool in a table of arguments
# file: hr/configuration.py
import urllib3


class Configuration:
    def __init__(self, host=None, retries=None):
        self._base_path = "https://api.kombo.dev/v1" if host is None else host
        self.retries = retries
        self.tls_server_name = None


def patient():
    return Configuration(retries=urllib3.Retry(total=5, status_forcelist=[429, 502, 503]))  # KMB102


# file: hr/rest.py
import urllib3


class RESTClientObject:
    def __init__(self, configuration) -> None:
        pool_args = {"cert_reqs": "CERT_REQUIRED"}
        if configuration.retries is not None:
            pool_args["retries"] = configuration.retries
        if configuration.tls_server_name:
            pool_args["server_hostname"] = configuration.tls_server_name
        self.pool_manager = urllib3.PoolManager(**pool_args)

    def request(self, method, url):
        return self.pool_manager.request(method, url, timeout=10)


# file: hr/api_client.py
from hr.configuration import patient
from hr.rest import RESTClientObject


class ApiClient:
    def __init__(self, configuration=None):
        self.configuration = configuration or patient()
        self.rest_client = RESTClientObject(self.configuration)

    def teams(self):
        return self.rest_client.request("GET", self.configuration._base_path + "/hris/teams").json()


# --- urllib3: of two adapters the one with the longer prefix works
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry

session = requests.Session()
session.mount("https://", HTTPAdapter(max_retries=Retry(3, status_forcelist=[502, 503])))
session.mount("https://api.kombo.dev", HTTPAdapter(max_retries=Retry(3, status_forcelist=[429])))
plain = requests.Session()
plain.mount("http://", HTTPAdapter(max_retries=Retry(3, status_forcelist=[502, 503])))
plain.mount("https://", HTTPAdapter(max_retries=Retry(3, status_forcelist=[504, 503])))  # KMB102


def jobs():
    return session.get("https://api.kombo.dev/v1/ats/jobs").json()


def tags():
    return plain.get("https://api.kombo.dev/v1/ats/tags").json()


# --- urllib3: the adapter that a session has by itself
import requests
from urllib3 import Retry


class Client:
    def __init__(self):
        self.session = requests.Session()
        self.session.adapters["https://"].max_retries = Retry(total=3, status_forcelist=[503])  # KMB102

    def jobs(self):
        return self.session.get("https://api.kombo.dev/v1/ats/jobs").json()


# --- urllib3: two sessions of one class, each with its own address and policy
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class Api:
    def __init__(self, base_url, retries):
        self.base_url = base_url
        self.session = requests.Session()
        self.session.mount("https://", HTTPAdapter(max_retries=retries))

    def get(self, path):
        return self.session.get(self.base_url + path).json()


stripe = Api("https://api.stripe.com/v1", Retry(3, status_forcelist=[503]))
kombo = Api("https://api.kombo.dev/v1", Retry(3, status_forcelist=[503, 504]))  # KMB102


# --- urllib3: one list for Kombo, another for others, by the caller
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


def connect(statuses):
    session = requests.Session()
    session.mount("https://", HTTPAdapter(max_retries=Retry(total=3, status_forcelist=statuses)))
    return session


def plans():
    return connect([502, 503]).get("https://api.stripe.com/v1/plans").json()


def jobs():
    return connect([429]).get("https://api.kombo.dev/v1/ats/jobs").json()


# --- httpx-retries: without a policy it has its own
import httpx
from httpx_retries import RetryTransport

client = httpx.Client(base_url="https://api.kombo.dev/v1", transport=RetryTransport())  # KMB102
stripe = httpx.Client(base_url="https://api.stripe.com/v1", transport=RetryTransport())


# --- httpx-retries: under the SDK
import httpx
from httpx_retries import Retry, RetryTransport
from kombo import Kombo

http = httpx.Client(transport=RetryTransport(retry=Retry(total=3, status_forcelist=[503])))  # KMB102


def employees(api_key):
    with Kombo(api_key=api_key, client=http) as kombo:
        return kombo.hris.get_employees()


# --- httpx: the client is a subclass that brings its transport
import httpx
from httpx_retries import Retry, RetryTransport


class Client(httpx.AsyncClient):
    def __init__(self, **kwargs):
        policy = Retry(total=5, status_forcelist=[502, 503, 504])  # KMB102
        transport = RetryTransport(retry=policy)
        super().__init__(base_url="https://api.kombo.dev/v1", transport=transport, **kwargs)

    async def jobs(self):
        return (await self.get("/ats/jobs")).json()


# --- aiohttp-retry: without options it has its own
from aiohttp_retry import RetryClient


async def jobs():
    async with RetryClient() as client:  # KMB102
        async with client.get("https://api.kombo.dev/v1/ats/jobs") as resp:
            return await resp.json()


# --- retrying: by the error and by the result
import requests
from retrying import retry


def is_server_error(error):
    return isinstance(error, requests.HTTPError) and error.response.status_code >= 500  # KMB102


@retry(retry_on_exception=is_server_error, stop_max_attempt_number=3)
def jobs():
    resp = requests.get("https://api.kombo.dev/v1/ats/jobs", timeout=10)
    resp.raise_for_status()
    return resp.json()


@retry(retry_on_result=lambda resp: resp.status_code == 503)  # KMB102
def tags():
    return requests.get("https://api.kombo.dev/v1/ats/tags", timeout=10)


# --- tenacity: kept on an object, used by a method of it
import requests
import tenacity


class Client:
    def __init__(self):
        self._retrying = tenacity.Retrying(
            retry=tenacity.retry_if_result(self._is_busy), stop=tenacity.stop_after_attempt(3)
        )

    @staticmethod
    def _is_busy(resp):
        return resp.status_code in (429, 503)  # KMB102

    def _get(self, path):
        return requests.get("https://api.kombo.dev/v1" + path, timeout=10)

    def get(self, path):
        return self._retrying(self._get, path).json()


# --- a list that a subclass puts among the arguments that it hands up
import requests
from requests.adapters import HTTPAdapter
from urllib3 import Retry


class AlsoForbidden(Retry):
    def __init__(self, **kwargs):
        kwargs["status_forcelist"] = kwargs.get("status_forcelist", list(range(500, 600))) + [403]
        super().__init__(**kwargs)  # KMB102


session = requests.Session()
session.mount("https://api.kombo.dev", HTTPAdapter(max_retries=AlsoForbidden()))


# --- a decorator that is called with the method
import httpx
from tenacity import retry, retry_if_result, stop_after_attempt


class Client:
    def __init__(self, attempts):
        self._send = retry(retry=retry_if_result(self._fails), stop=stop_after_attempt(attempts))(self._once)

    def _fails(self, resp):
        return resp.status_code == 503  # KMB102

    def _once(self, path):
        return httpx.get("https://api.kombo.dev/v1" + path)

    def teams(self):
        resp = self._send("/hris/teams")
        if resp.status_code >= 500:  # KMB101
            raise LookupError
        return resp.json()

# --- silent: mounted for addresses that the API does not have
import requests
from requests.adapters import HTTPAdapter
from urllib3.util.retry import Retry


def session():
    made = requests.Session()
    made.mount("http://", HTTPAdapter(max_retries=Retry(total=3, status_forcelist=[502, 503])))
    return made


def teams():
    return session().get("https://api.kombo.dev/v1/hris/teams", timeout=10).json()


# --- a decorator that is given other statuses for another API
import functools

import requests


def retry(statuses, tries=3):
    def decorator(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            for _ in range(tries):
                resp = function(*args, **kwargs)
                if resp.status_code not in statuses:
                    return resp
            return resp

        return inner

    return decorator


@retry({429, 502})
def departments(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


@retry({429, 502, 503})
def channels(path):
    return requests.get("https://slack.com/api" + path, timeout=10)


# --- it is given those of the API
import functools

import requests


def retry(statuses, tries=3):
    def decorator(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            for _ in range(tries):
                resp = function(*args, **kwargs)
                if resp.status_code not in statuses:  # KMB101
                    return resp
            return resp

        return inner

    return decorator


@retry({429, 502, 503})
def departments(path):
    return requests.get("https://api.kombo.dev/v1" + path, timeout=10)


@retry({429, 502})
def channels(path):
    return requests.get("https://slack.com/api" + path, timeout=10)
