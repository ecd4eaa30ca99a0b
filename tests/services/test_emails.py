import re
from collections.abc import Callable
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from sqlmodel import Session, select

from espace.domain.errors import PortalError
from espace.domain.labels import RequestKind, RequestStatus
from espace.models import OutboxEmail
from espace.services import email_texts, emails
from espace.settings import settings

TO = "alice.martin@exemple.fr"
EXPIRES = datetime(2026, 11, 25, 9, 42, tzinfo=UTC)
NAME = "Alice"
NUMBER = "D-26-K7F4Q2"
SENDERS: dict[str, Callable[..., None]] = {
    "activation": lambda s, now, who=NAME: emails.activation(
        s, TO, first_name=who, link="/activer?jeton=abc", expires_at=EXPIRES, now=now
    ),
    "already_member": lambda s, now, who=NAME: emails.already_member(
        s, TO, login_link="/connexion", forgotten_link="/mot-de-passe-oublie", now=now
    ),
    "no_match": lambda s, now, who=NAME: emails.no_match(s, TO, now=now),
    "letter_on_its_way": lambda s, now, who=NAME: emails.letter_on_its_way(s, TO, first_name=who, now=now),
    "account_activated": lambda s, now, who=NAME: emails.account_activated(s, TO, first_name=who, now=now),
    "password_reset": lambda s, now, who=NAME: emails.password_reset(
        s, TO, first_name=who, link="/mot-de-passe?jeton=abc", expires_at=EXPIRES, now=now
    ),
    "password_changed": lambda s, now, who=NAME: emails.password_changed(s, TO, first_name=who, now=now),
    "contact_details_changed": lambda s, now, who=NAME: emails.contact_details_changed(
        s, TO, first_name=who, what="téléphone mobile", now=now
    ),
    "confirm_email_change": lambda s, now, who=NAME: emails.confirm_email_change(
        s, TO, first_name=who, link="/confirmer?jeton=abc", expires_at=EXPIRES, now=now
    ),
    "email_changed": lambda s, now, who=NAME: emails.email_changed(s, TO, first_name=who, now=now),
    "bank_change_asked": lambda s, now, who=NAME: emails.bank_change_asked(
        s, [TO], first_name=who, link="/rib/annuler?lien=abc", effective_at=EXPIRES, now=now
    ),
    "bank_change_cancelled": lambda s, now, who=NAME: emails.bank_change_cancelled(s, [TO], first_name=who, now=now),
    "bank_change_applied": lambda s, now, who=NAME: emails.bank_change_applied(
        s, [TO], first_name=who, effective_at=EXPIRES, now=now
    ),
    "request_received": lambda s, now, who=NAME: emails.request_received(
        s,
        TO,
        first_name=who,
        number=NUMBER,
        kind=RequestKind.BIRTH,
        is_done=False,
        link="/suivi/demande?id=abc",
        now=now,
    ),
    "request_moved": lambda s, now, who=NAME: emails.request_moved(
        s, TO, first_name=who, number=NUMBER, status=RequestStatus.WAITING, link="/suivi/demande?id=abc", now=now
    ),
    "request_answered": lambda s, now, who=NAME: emails.request_answered(
        s, TO, first_name=who, number=NUMBER, answer="Bonjour.\nOui.", link="/suivi/demande?id=abc", now=now
    ),
}
SENDERS |= {
    "new_reimbursements": lambda s, now, who=NAME: emails.new_reimbursements(
        s, [(TO, who)], link="/remboursements", choices_link="/compte", now=now
    ),
    "statement_ready": lambda s, now, who=NAME: emails.statement_ready(
        s, [(TO, who)], month="de septembre", year=2026, link="/remboursements", choices_link="/compte", now=now
    ),
}
EVERY = pytest.mark.parametrize("name", SENDERS)
NAMED = pytest.mark.parametrize("name", sorted(SENDERS.keys() - {"already_member", "no_match"}))


class _Page(HTMLParser):
    """The words, tags and addresses of an HTML text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.addresses = "", set[str](), set[str]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.addresses |= {value or "" for key, value in attrs if key in {"href", "src", "background", "action"}}

    def handle_data(self, data: str) -> None:
        self.words += data


def _sent(session: Session, name: str, now: datetime, **values: str) -> OutboxEmail:
    SENDERS[name](session, now, **values)
    return session.exec(select(OutboxEmail)).one()


def test_every_text_has_its_function_and_every_function_its_text() -> None:
    assert {path.stem for path in email_texts.FOLDER.glob("*.txt")} == SENDERS.keys()


@EVERY
def test_an_email_says_the_same_in_both_versions_with_a_short_subject(
    session: Session, now: datetime, name: str
) -> None:
    mail = _sent(session, name, now)
    assert (mail.recipient, len(mail.subject) <= 50) == (TO, True)
    page = _Page(mail.html)
    said = " ".join(page.words.split())
    for paragraph in mail.text.split("\n\n")[:-2]:
        words = paragraph.partition("\n")[0].removesuffix("\u00a0:")
        assert " ".join(words.split()) in said
    assert "04\u00a065\u00a071\u00a000\u00a012" in mail.text
    assert "{{" not in mail.text + mail.html


@EVERY
def test_an_email_fetches_nothing_and_links_only_to_us(session: Session, now: datetime, name: str) -> None:
    page = _Page(_sent(session, name, now).html)
    assert not page.tags & {"img", "script", "link", "iframe", "form", "input"}
    home = settings().public_url
    assert all(address.startswith((home, "tel:+33")) for address in page.addresses)


@EVERY
def test_a_subject_says_nothing_personal(session: Session, now: datetime, name: str) -> None:
    assert NAME not in _sent(session, name, now).subject


@NAMED
def test_markup_in_a_name_is_read_as_it_was_typed(session: Session, now: datetime, name: str) -> None:
    typed = '<b>Zoé</b> <img src="https://pirate.example/x"> **gras** [lien](https://pirate.example) {{ 7 * 7 }}'
    mail = _sent(session, name, now, who=typed)
    page = _Page(mail.html)
    assert typed in mail.text
    assert typed in page.words
    assert not page.tags & {"b", "img"}
    assert not [address for address in page.addresses if "pirate" in address]


@NAMED
@pytest.mark.parametrize("typed", ["Zoé\r\nBcc: tous@exemple.fr", "Zoé\n\n[Payer] https://pirate.example", "Zoé\x00"])
def test_a_line_break_in_a_name_is_refused(session: Session, now: datetime, name: str, typed: str) -> None:
    with pytest.raises(PortalError):
        SENDERS[name](session, now, who=typed)
    assert session.exec(select(OutboxEmail)).all() == []


@pytest.mark.parametrize("name", ["activation", "password_reset", "confirm_email_change"])
def test_a_link_stands_in_both_versions_with_its_expiry_in_paris_time(
    session: Session, now: datetime, name: str
) -> None:
    mail = _sent(session, name, now)
    (address,) = re.findall(r"^http\S+$", mail.text, re.MULTILINE)
    assert address.startswith(f"{settings().public_url}/")
    assert address.endswith("?jeton=abc")
    assert address in _Page(mail.html).addresses
    expiry = "mercredi 25\u00a0novembre\u00a02026 à\u00a010\u00a0h\u00a042"
    assert expiry in mail.text
    assert expiry in mail.html


def test_links_use_the_public_address_of_the_settings(
    session: Session, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings(), "public_url", "https://espace.exemple.fr/")
    mail = _sent(session, "activation", now)
    assert "https://espace.exemple.fr/activer?jeton=abc" in mail.text
    assert "localhost" not in mail.text + mail.html


@pytest.mark.parametrize(
    "link",
    [
        "https://pirate.example/activer",
        "//pirate.example/activer",
        "http://localhost:8000.pirate.example/activer",
        "javascript:alert(1)",
        "activer",
        "",
    ],
)
def test_a_link_elsewhere_is_a_bug_of_ours(session: Session, now: datetime, link: str) -> None:
    with pytest.raises(ValueError, match="public address"):
        emails.activation(session, TO, first_name=NAME, link=link, expires_at=EXPIRES, now=now)


def test_an_absolute_link_of_ours_is_taken_as_it_is(session: Session, now: datetime) -> None:
    link = f"{settings().public_url}/activer?jeton=abc&suite=1"
    emails.activation(session, TO, first_name=NAME, link=link, expires_at=EXPIRES, now=now)
    mail = session.exec(select(OutboxEmail)).one()
    assert link in mail.text
    assert link in _Page(mail.html).addresses


def test_an_email_without_an_address_is_refused(session: Session, now: datetime) -> None:
    with pytest.raises(PortalError):
        emails.no_match(session, "a@exemple.fr\r\nBcc: b@exemple.fr", now=now)


@pytest.mark.parametrize(
    ("on_file", "known"),
    [
        ("", [TO]),
        (" Alice.Martin@Exemple.fr ", [TO]),
        ("alice@travail.example", [TO, "alice@travail.example"]),
        ("a, b@travail.example", [TO]),
        ("a@b.fr\r\nBcc: x@y.fr", [TO]),
    ],
)
def test_a_member_is_told_at_every_address_that_is_one(on_file: str, known: list[str]) -> None:
    assert list(emails.known_addresses(TO, on_file)) == known


def test_the_lines_of_an_answer_are_paragraphs_and_its_marks_stay_as_they_were_typed(
    session: Session, now: datetime
) -> None:
    typed = "Bonjour,\r\n\r\n**gras** <b>gras</b> [lien] https://pirate.example {{ 7 * 7 }}"
    values = {"first_name": NAME, "number": NUMBER, "link": "/suivi/demande?id=abc"}
    emails.request_answered(session, TO, answer=typed, now=now, **values)
    mail = session.exec(select(OutboxEmail)).one()
    page = _Page(mail.html)
    assert "Bonjour,\n\n**gras** <b>gras</b> [lien] https://pirate.example {{ 7 * 7 }}\n\n" in mail.text
    assert "**gras** <b>gras</b> [lien] https://pirate.example {{ 7 * 7 }}" in page.words
    assert not [address for address in page.addresses if "pirate" in address]


def test_an_answer_with_a_control_character_is_refused(session: Session, now: datetime) -> None:
    values = {"first_name": NAME, "number": NUMBER, "link": "/suivi/demande?id=abc"}
    with pytest.raises(PortalError):
        emails.request_answered(session, TO, answer="Bonjour\x00", now=now, **values)
