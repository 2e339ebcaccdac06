# run: await employees()
# --- original
from kombo import Kombo, errors


async def employees():
    async with Kombo(api_key="k", integration_id="i") as kombo:
        try:
            page = await kombo.hris.get_employees_async(page_size=200)
        except errors.SDKError as error:
            if error.status_code == 503:
                return []
            raise
    return page.result.data.results
# --- fixed
from kombo import Kombo, errors

SETUP_CODES = {"INTEGRATION.SETUP_INCOMPLETE", "INTEGRATION.SETUP_SYNC_PENDING", "INTEGRATION.QA_FAILED"}


def error_code(error: errors.SDKError) -> str | None:
    data = getattr(error, "data", None)
    code = getattr(getattr(data, "error", None), "code", None)
    return code if isinstance(code, str) else None


async def employees():
    async with Kombo(api_key="k", integration_id="i") as kombo:
        try:
            page = await kombo.hris.get_employees_async(page_size=200)
        except errors.SDKError as error:
            if error.status_code == 503 or error_code(error) in SETUP_CODES:
                return []
            raise
    return page.result.data.results
