from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from espace.domain.labels import TokenPurpose
from espace.models import KnownDevice
from espace.services import devices, open_sessions, resets, sessions, tokens
from espace.services.sessions import hash_token
from tests import factories

SECOND = timedelta(seconds=1)


def _remembered(session: Session, person: factories.Person, now: datetime) -> str:
    return hash_token(devices.remember(session, person.account_id, now))


def test_a_browser_is_known_after_its_login(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    device = _remembered(session, alice, now)
    assert devices.known(session, alice.account_id, ["0" * 64, device], now) == device


def test_the_table_never_holds_the_token(session: Session, now: datetime) -> None:
    token = devices.remember(session, factories.alice(session).account_id, now)
    assert token not in repr(session.exec(select(KnownDevice)).one())
    assert len(token) >= 43  # 256 bits


def test_it_is_known_to_that_account_only(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    device = _remembered(session, alice, now)
    assert devices.known(session, chloe.account_id, [device], now) == ""
    assert devices.known(session, 0, [device], now) == ""
    assert devices.known(session, alice.account_id, [], now) == ""


def test_every_browser_gets_a_token_of_its_own(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    assert devices.remember(session, alice.account_id, now) != devices.remember(session, alice.account_id, now)


def test_it_stays_known_for_a_year_after_its_last_login(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    device = _remembered(session, alice, now)
    end = now + devices.KEPT_FOR
    assert devices.known(session, alice.account_id, [device], end - SECOND) == device
    assert devices.known(session, alice.account_id, [device], end) == ""
    devices.see(session, device, end - SECOND)
    assert devices.known(session, alice.account_id, [device], end) == device


def test_the_longest_unused_gives_way(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    strangers = _remembered(session, chloe, now - timedelta(days=30))
    first, *others = [_remembered(session, alice, now + timedelta(days=n)) for n in range(devices.MOST)]
    devices.see(session, first, now + timedelta(days=20))
    _remembered(session, alice, now + timedelta(days=21))
    kept = session.exec(select(KnownDevice.id_hash).where(col(KnownDevice.account_id) == alice.account_id)).all()
    assert len(kept) == devices.MOST
    assert first in kept
    assert others[0] not in kept
    assert devices.known(session, chloe.account_id, [strangers], now) == strangers


def test_an_account_may_forget_all_of_its_own(session: Session, now: datetime) -> None:
    alice, chloe = factories.alice(session), factories.chloe(session)
    device, strangers = _remembered(session, alice, now), _remembered(session, chloe, now)
    devices.forget_all(session, alice.account_id)
    assert devices.known(session, alice.account_id, [device], now) == ""
    assert devices.known(session, chloe.account_id, [strangers], now) == strangers


def test_a_purge_takes_only_those_unused_for_a_year(session: Session, now: datetime) -> None:
    alice = factories.alice(session)
    _remembered(session, alice, now - devices.KEPT_FOR)
    kept = _remembered(session, alice, now - devices.KEPT_FOR + SECOND)
    assert devices.purge(session, now) == 1
    assert session.exec(select(KnownDevice.id_hash)).all() == [kept]
    assert session.exec(select(func.count()).select_from(KnownDevice)).one() == 1


def test_a_lost_password_and_disconnecting_everywhere_forget_the_known_devices(session: Session, now: datetime) -> None:
    for forget in (_reset, _disconnect):
        member = factories.person(session, "Denis", "Oublié", email=f"{forget.__name__}@exemple.fr")
        session.add(KnownDevice(id_hash=forget.__name__, account_id=member.account_id, last_seen_at=now))
        session.flush()

        forget(session, member, now)

        known = session.exec(select(KnownDevice).where(KnownDevice.account_id == member.account_id)).all()
        assert known == []


def _reset(session: Session, member: factories.Person, now: datetime) -> None:
    token = tokens.issue(session, TokenPurpose.PASSWORD_RESET, member.id, member.account.email, now)
    resets.reset(session, token, factories.password_hash(), now)


def _disconnect(session: Session, member: factories.Person, now: datetime) -> None:
    open_sessions.close_everywhere(
        session, sessions.hash_token(sessions.open_session(session, member.account_id, now)), now
    )
