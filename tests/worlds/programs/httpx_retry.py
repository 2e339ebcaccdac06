# run: await employees(spy("metrics"))
# --- original
import asyncio

import httpx


async def employees(metrics):
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        for attempt in range(4):
            resp = await client.get("/hris/employees", params={"attempt": attempt})
            if resp.status_code != 503:
                break
            metrics.count("retry", attempt=attempt)
            await asyncio.sleep(2**attempt)
    try:
        resp.raise_for_status()
    except httpx.HTTPStatusError as error:
        if error.response.status_code == 409:
            return "conflict"
        raise
    return resp.text
# --- fixed
import asyncio

import httpx

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(response: httpx.Response) -> str | None:
    if response.is_success:
        return None
    try:
        code = response.json()["error"]["code"]
    except (ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


async def employees(metrics):
    async with httpx.AsyncClient(base_url="https://api.kombo.dev/v1") as client:
        for attempt in range(4):
            resp = await client.get("/hris/employees", params={"attempt": attempt})
            if resp.status_code != 503 and error_code(resp) not in SETUP_CODES:
                break
            metrics.count("retry", attempt=attempt)
            await asyncio.sleep(2**attempt)
    try:
        resp.raise_for_status()
    except httpx.HTTPStatusError as error:
        if error.response.status_code == 409 and error_code(error.response) not in SETUP_CODES:
            return "conflict"
        raise
    return resp.text
