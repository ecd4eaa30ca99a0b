"""The fields of a form that a page posts by itself, without the framework: text, bounded, not to be trusted."""

from urllib.parse import parse_qs

from starlette.requests import ClientDisconnect, Request

MAX_BODY = 16 * 1024
_MAX_FIELDS = 20
_FORM = "application/x-www-form-urlencoded"


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields of a posted form, the first of each name; empty when it is none, or too large."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        return {}
    body = bytearray()
    try:
        async for part in request.stream():
            body += part
            if len(body) > MAX_BODY:
                return {}
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MAX_FIELDS, errors="strict")
    except (ClientDisconnect, ValueError):
        return {}
    return {name: values[0] for name, values in fields.items()}
