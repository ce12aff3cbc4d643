"""Every error rendered once: our own, the framework's, and our bugs, which show an id and nothing more."""

import re
from collections.abc import Mapping
from typing import Any, TypedDict, cast

import msgspec
import structlog
from litestar import Request, Response
from litestar.datastructures import State
from litestar.exceptions import (
    ClientException,
    HTTPException,
    InternalServerException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from sqlalchemy.exc import OperationalError

from rallyboard.app.errors import Malformed, NothingHere, TooDeep
from rallyboard.kit.errors import Invalid, RallyboardError, TooLarge, TooMany, Unavailable
from rallyboard.kit.problems import MEDIA_TYPE, FieldProblem, Problem

Asked = Request[Any, Any, State]
Answer = Response[bytes]
BODY_LIMIT = 64 * 1024
GONE = "client disconnected prematurely"

_NAMED_FIELD = re.compile(r"field `([^`]{1,64})`")

log: structlog.stdlib.BoundLogger = structlog.get_logger("rallyboard")


class _Finding(TypedDict, total=False):
    key: str
    message: str


def problem_of(error: RallyboardError) -> Problem:
    """What a client is told of one of our own errors."""
    return Problem(
        title=error.title, status=error.status, code=error.code, detail=error.detail, field=error.field,
        errors=[FieldProblem(error.field, error.detail)] if error.field else [],
    )  # fmt: skip


def extra_headers(error: RallyboardError) -> dict[str, str]:
    """The headers that HTTP asks for beside some refusals."""
    if isinstance(error, TooMany | Unavailable):
        return {"retry-after": str(error.retry_after)}
    return {"www-authenticate": 'Guest realm="rallyboard"'} if error.status == 401 else {}


def unexpected(request_id: str) -> Problem:
    """All that a client learns of a bug of ours: the id under which the log tells the rest."""
    return Problem(
        title=RallyboardError.title, status=500, code=RallyboardError.code, id=request_id,
        detail=f"It is not your fault and has been noted. If you report it, name this id: {request_id}",
    )  # fmt: skip


def _answer(request: Asked, problem: Problem, headers: Mapping[str, str] | None = None) -> Answer:
    request.scope["state"]["refused"] = problem.code  # for the log of requests
    return Response(
        msgspec.json.encode(problem), status_code=problem.status, media_type=MEDIA_TYPE, headers=dict(headers or {})
    )


def _ours(request: Asked, error: RallyboardError) -> Answer:
    return _answer(request, problem_of(error), extra_headers(error))


def _validation(request: Asked, error: ValidationException) -> Answer:
    found = cast("list[_Finding]", error.extra) if isinstance(error.extra, list) else []
    fields = [_field(item.get("key", "data"), item.get("message", "cannot be used")) for item in found]
    said = "; ".join(f"{item.field}: {item.message}" for item in fields) or error.detail
    first = fields[0].field if fields else None
    told = f"Change {said}."
    return _answer(
        request, Problem(title=Invalid.title, status=400, code=Invalid.code, detail=told, field=first, errors=fields)
    )


def _field(key: str, message: str) -> FieldProblem:
    """Names what the client sent: the framework calls the body `data` and a missing one `'data'`."""
    if key != "data":
        return FieldProblem(key, message)
    if message == "'data'":
        return FieldProblem("body", "missing; send a JSON object")
    named = _NAMED_FIELD.search(message)
    return FieldProblem(named.group(1) if named else "body", message)


def _http(request: Asked, error: HTTPException) -> Answer:
    status = error.status_code
    match error:
        case NotFoundException():
            problem = problem_of(NothingHere("Nothing is at this address; check it, or start from the front page."))
        case MethodNotAllowedException():
            allowed = (error.headers or {}).get("allow", "")
            problem = Problem(
                title="That method is not for this address", status=status, code="request/method_not_allowed",
                detail=f"Use one of: {allowed}.",
            )  # fmt: skip
        case ClientException() if status == 400:
            problem = problem_of(
                Malformed(f"The body is not valid JSON ({error.detail}); correct it and send it again.")
            )
        case _ if status == TooLarge.status:
            most = request.route_handler.resolve_request_max_body_size() or BODY_LIMIT
            problem = problem_of(TooLarge(f"This request's body has at most {most // 1024} KiB; send less."))
        case _:
            problem = Problem(title=Invalid.title, status=status, code=Malformed.code, detail=error.detail)
    return _answer(request, problem, error.headers)


def _too_deep(request: Asked, _: RecursionError) -> Answer:
    return _ours(request, TooDeep("No request needs JSON nested this deeply; flatten it."))


def _not_text(request: Asked, _: UnicodeDecodeError) -> Answer:
    return _ours(request, Malformed("The body is not UTF-8 text; encode it as UTF-8."))


def _storage(request: Asked, error: OperationalError) -> Answer:
    log.error("storage", reason=type(error.__cause__ or error).__name__, exc_info=error)
    return _ours(request, Unavailable("Saving is paused; nothing was lost. Try again in a few seconds."))


def _inside(request: Asked, error: InternalServerException) -> Answer:
    """The framework takes a client who hangs up before all of the body has come for a failure of the server."""
    if error.detail == GONE:
        return _ours(request, Malformed("The body ended before all of it had come; send it again."))
    return _bug(request, error)


def _bug(request: Asked, error: Exception) -> Answer:
    request_id = str(request.state.get("request_id", "unknown"))
    log.error("unexpected", id=request_id, exc_info=error)
    return _answer(request, unexpected(request_id))


HANDLERS: dict[int | type[Exception], Any] = {
    RallyboardError: _ours,
    ValidationException: _validation,
    InternalServerException: _inside,
    HTTPException: _http,
    RecursionError: _too_deep,
    UnicodeDecodeError: _not_text,
    OperationalError: _storage,
    Exception: _bug,
}
