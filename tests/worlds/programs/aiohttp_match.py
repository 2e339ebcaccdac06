# run: await main()
# --- original
import aiohttp


async def absences(session):
    async with session.get("https://api.kombo.dev/v1/hris/absences") as resp:
        match resp.status:
            case 200 | 204:
                return await resp.text()
            case 500 | 502 | 503:
                return None
            case _:
                raise RuntimeError(await resp.read())


async def main():
    async with aiohttp.ClientSession() as session:
        return await absences(session)
# --- fixed
import aiohttp

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


async def error_code(response: aiohttp.ClientResponse) -> str | None:
    if response.ok:
        return None
    try:
        code = (await response.json())["error"]["code"]
    except (aiohttp.ClientError, ValueError, LookupError, TypeError):
        return None
    return code if isinstance(code, str) else None


async def absences(session):
    async with session.get("https://api.kombo.dev/v1/hris/absences") as resp:
        match resp.status:
            case 200 | 204:
                return await resp.text()
            case status if status in (500, 502, 503) or await error_code(resp) in SETUP_CODES:
                return None
            case _:
                raise RuntimeError(await resp.read())


async def main():
    async with aiohttp.ClientSession() as session:
        return await absences(session)
