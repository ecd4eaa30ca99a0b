"""Stands before every event a browser sends: is there a live session, is the handler open, does the payload fit?

The socket's door hands over the hashes of the session cookies in headers (see `espace.web.sockets`); a session is
looked up in the database at each event, so that a logout or a frozen account takes effect at the next click in every
tab, on every worker. Members and advisers have sessions and states of their own; each handler asks for one of them.
"""

import logging
from typing import Any

import reflex as rx
from reflex.event import Event
from reflex.istate.data import ReflexURL
from reflex.middleware.middleware import Middleware
from reflex.state import (
    BaseState,
    EventHandlerSetVar,
    FrontendEventExceptionState,
    OnLoadInternalState,
    State,
    StateUpdate,
)
from reflex_base.event import EventHandler, EventSpec
from reflex_base.event.context import EventContext
from reflex_base.registry import RegistrationContext
from reflex_base.utils.format import format_event_handler

from espace import routes
from espace.services.adviser_sessions import AdviserWho
from espace.services.sessions import Who
from espace.state.account_email import AccountEmailState
from espace.state.activation import ActivationState
from espace.state.activation_code import ActivationCodeState
from espace.state.adviser import AdviserState
from espace.state.bank_change_cancel import BankChangeCancelState
from espace.state.forgotten import ForgottenState
from espace.state.mailbox import MailboxState
from espace.state.member import MemberState, forget
from espace.state.new_password import NewPasswordState
from espace.state.notice import Notice
from espace.state.sign_up import SignUpState
from espace.web import payloads
from espace.web.addresses import adviser_login_address, login_address
from espace.web.identity import identify, identify_adviser
from espace.web.sockets import ADVISER_HEADER

log = logging.getLogger(__name__)

REFUSED = "Cette action n’a pas été comprise. Rechargez la page, puis réessayez."


def _names(state: type[State], *handlers: str) -> set[str]:
    return {format_event_handler(state.event_handlers[name]) for name in handlers}


_HYDRATION = _names(State, "hydrate", "hydrate_and_load")
# A link sent by e-mail is opened without a session: its token says what it may do, once.
_LINKS = (
    _names(AccountEmailState, "load", "confirm")
    | _names(ActivationState, "load", "judge", "resend", "confirm", "activate")
    | _names(BankChangeCancelState, "load", "cancel")
    | _names(NewPasswordState, "load", "judge", "submit")
)
_VISITORS = (
    _names(SignUpState, "start", "correct", "submit")
    | _names(ActivationCodeState, "start", "judge", "activate")
    | _names(ForgottenState, "start", "submit")
)
_NOTICES = _names(Notice, "show", "dismiss")
_PAGE_LOAD = _names(OnLoadInternalState, "on_load_internal")
_PAGE_LOADED = _names(State, "set_is_hydrated") | _names(OnLoadInternalState, "set_is_hydrated")

# Every handler that runs without a session. Anything else belongs to a MemberState or an AdviserState, or is refused.
PUBLIC_EVENTS = frozenset(
    _HYDRATION
    | _PAGE_LOAD
    | _PAGE_LOADED
    | _names(FrontendEventExceptionState, "handle_frontend_exception")
    | _NOTICES
    | _names(MailboxState, "load")  # shows nothing outside a demonstration
    | _LINKS
    | _VISITORS
)

# What a handler of ours chains without anybody's data: a notice must be said when the database is what fails, and the
# end of a page's load, one event in three of it, asks the database nothing.
_UNASKED = _NOTICES | _PAGE_LOADED


class SessionGuard(Middleware):
    """Binds every event to the `HttpOnly` session; refuses what nobody may call."""

    async def preprocess(self, app: rx.App, state: BaseState, event: Event) -> StateUpdate | None:
        """Return nothing to let the event through, or the whole answer when it is refused."""
        root = state._get_root_state()
        if event.name in _UNASKED and not _sent_by_browser():
            return None
        if login := await _missing_session(root, event):
            return await _answer(root, rx.redirect(login))
        handler = _handler(event)
        try:
            if not _open(handler, event):
                raise payloads.Refused
            if _sent_by_browser():
                payloads.check(handler, event.payload)
        except payloads.Refused:
            log.warning("event refused", extra={"handler": event.name})
            (await root.get_state(Notice)).sentence = REFUSED
            return await _answer(root)
        return None


async def _missing_session(root: BaseState, event: Event) -> str:
    """Bind the states of members and of advisers to their sessions; return the login an event must go by, if any.

    An act prolongs the session of the side it is done on, and not the other's.
    """
    headers, is_advisers = root.router.headers.raw_headers, _is_advisers(root, event)
    member_hash, adviser_hash = headers.get("authorization", ""), headers.get(ADVISER_HEADER, "")
    who = await identify(member_hash, is_act=_is_act(event) and not is_advisers)
    adviser = await identify_adviser(adviser_hash, is_act=_is_act(event) and is_advisers)
    if member_hash or _is_loaded(root, MemberState):
        await _bind(root, MemberState, who)
    if adviser_hash or _is_loaded(root, AdviserState):
        await _bind(root, AdviserState, adviser)
    if not _needs_session(root, event) or (adviser if is_advisers else who):
        return ""
    login = adviser_login_address if is_advisers else login_address
    return login(_address(root.router.url))


def _is_loaded(root: BaseState, side: type[State]) -> bool:
    """Whether a side's states came with the event's own; if not, a shared store would have to be asked for them.

    For a browser without a cookie of that side there is nothing to ask for: a page's state is kept under a name made
    of both cookies (`espace.web.sockets`), so under this one nobody of that side was ever known.
    """
    return side.get_name() in root.substates


async def _bind(root: BaseState, side: type[MemberState | AdviserState], who: Who | AdviserWho | None) -> None:
    """Fill a side's state with who is there now, and leave nothing there of anybody before."""
    state: Any = await root.get_state(side)  # who is of the side, which no type says
    if state._session_hash != (who.id_hash if who else ""):
        await forget(root, side)
        state._fill(who)


def _handler(event: Event) -> EventHandler:
    return RegistrationContext.get().event_handlers[event.name].handler


def _owner(event: Event) -> type[BaseState]:
    return RegistrationContext.get().event_handlers[event.name].states[0]


def _open(handler: EventHandler, event: Event) -> bool:
    """Whether anyone at all may call it: a var's generic setter is nobody's."""
    if isinstance(handler, EventHandlerSetVar):
        return False
    return event.name in PUBLIC_EVENTS or issubclass(_owner(event), MemberState | AdviserState)


def _needs_session(root: BaseState, event: Event) -> bool:
    if event.name in _PAGE_LOAD:  # a page opened by a link inside the portal never asks the server for its HTML
        return _path(root) in routes.MEMBER_PATHS + routes.ADVISER_PATHS
    return issubclass(_owner(event), MemberState | AdviserState)


def _is_advisers(root: BaseState, event: Event) -> bool:
    """Whether the event is of the advisers' side: by its state, or by the page it loads when that is nobody's."""
    owner = _owner(event)
    return issubclass(owner, AdviserState) or (
        not issubclass(owner, MemberState) and _path(root) in routes.ADVISER_PATHS
    )


def _path(root: BaseState) -> str:
    return root.router.url.path.rstrip("/")


def _is_act(event: Event) -> bool:
    """Whether the event tells that somebody is there: not a socket that reconnects by itself, nor what follows."""
    return event.name not in _HYDRATION and _sent_by_browser()


def _sent_by_browser() -> bool:
    """Whether the event came through the socket, rather than from a handler of ours that chained it."""
    return EventContext.get().parent_txid is None


def _address(url: ReflexURL) -> str:
    return f"{url.path}?{url.query}" if url.query else url.path


async def _answer(root: BaseState, *events: EventSpec) -> StateUpdate:
    cleaned: Any = root  # Reflex leaves `_clean` untyped
    delta = await root._get_resolved_delta()
    cleaned._clean()
    return StateUpdate(delta=delta, events=Event.from_event_type(list(events)))
