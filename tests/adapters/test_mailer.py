from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from espace.adapters import mailer
from espace.adapters.mailer import Mail, NotTaken
from espace.settings import settings
from tests.smtp import PASSWORD, USER, Postbox, self_signed, smtp_server

ADDRESS = "alice.martin@exemple.fr"


@pytest.fixture
def mail(now: datetime) -> Mail:
    return Mail("kT3-x_9", ADDRESS, "Activez votre espace\u00a0!", "Bonjour Zoé,\n\n…\n", "<p>Bonjour Zoé,</p>", now)


@pytest.fixture
def configured(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Set the SMTP settings of the test: `configured(server, smtp_security="tls")`."""

    def configure(server: Postbox, **values: object) -> None:
        chosen = {"smtp_host": "127.0.0.1", "smtp_port": server.port, "smtp_security": "none", **values}
        for name, value in chosen.items():
            monkeypatch.setattr(settings(), name, value)

    return configure


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return self_signed(tmp_path_factory.mktemp("tls"))


async def test_what_arrives_is_text_and_html_with_decent_headers(mail: Mail, configured: Any) -> None:
    async with smtp_server(Postbox()) as server:
        configured(server)
        await mailer.send(mail)
    (message,) = server.messages
    assert server.recipients == [[ADDRESS]]
    assert message["Subject"] == "Activez votre espace\u00a0!"
    assert message["To"] == ADDRESS
    assert message["From"] == "Mutuelle du Vieux-Port <bonjour@vieux-port.example>"
    assert message["Message-ID"] == "<kT3-x_9@vieux-port.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"].datetime == mail.written_at
    assert message.get_content_type() == "multipart/alternative"
    text, html = message.iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert text.get_content().replace("\r\n", "\n") == mail.text
    assert html.get_content().strip() == mail.html
    assert {part.get_content_charset() for part in (text, html)} == {"utf-8"}


def test_every_try_of_an_email_is_the_same_message(mail: Mail) -> None:
    first, second = mailer.message(mail), mailer.message(mail)
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]


def test_no_line_of_the_message_is_longer_than_mail_allows(mail: Mail) -> None:
    long = Mail("x", ADDRESS, "é" * 200, "é" * 5_000, "<p>" + "é" * 5_000, mail.written_at)
    assert max(map(len, mailer.message(long).as_bytes().split(b"\r\n"))) <= 998


async def test_starttls_and_a_password_are_used_before_anything_is_said(
    mail: Mail, configured: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with smtp_server(Postbox(), certificate=certificate) as server:
        configured(server, smtp_security="starttls", smtp_user=USER, smtp_password=SecretStr(PASSWORD))
        await mailer.send(mail)
    assert (server.users, server.encrypted, len(server.messages)) == ([USER.encode()], [True], 1)


async def test_a_server_may_be_encrypted_from_the_first_byte(
    mail: Mail, configured: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with smtp_server(Postbox(), certificate=certificate, implicit_tls=True) as server:
        configured(server, smtp_security="tls")
        await mailer.send(mail)
    assert len(server.messages) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_certificate_nobody_vouches_for_is_refused(
    mail: Mail, configured: Any, certificate: Path, security: str
) -> None:
    async with smtp_server(Postbox(), certificate=certificate, implicit_tls=security == "tls") as server:
        configured(server, smtp_security=security, smtp_user=USER, smtp_password=SecretStr(PASSWORD))
        with pytest.raises(NotTaken) as refused:
            await mailer.send(mail)
    assert (server.messages, server.users, refused.value.permanent) == ([], [], False)
    assert refused.value.fault.endswith(": CERTIFICATE_VERIFY_FAILED")


async def test_a_server_without_starttls_gets_nothing(mail: Mail, configured: Any) -> None:
    async with smtp_server(Postbox()) as server:
        configured(server, smtp_security="starttls")
        with pytest.raises(NotTaken) as refused:
            await mailer.send(mail)
    assert (server.messages, refused.value.permanent) == ([], False)


async def test_a_wrong_password_may_be_mended_and_is_not_told(
    mail: Mail, configured: Any, certificate: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    async with smtp_server(Postbox(), certificate=certificate) as server:
        configured(server, smtp_security="starttls", smtp_user=USER, smtp_password=SecretStr("autre secret"))
        with pytest.raises(NotTaken) as refused:
            await mailer.send(mail)
    assert (refused.value.fault, refused.value.permanent) == ("SMTPAuthenticationError 535", False)


@pytest.mark.parametrize(
    ("answer", "permanent"), [("450 mailbox of alice.martin@exemple.fr busy", False), ("550 no such user alice", True)]
)
async def test_a_refused_recipient_is_for_now_or_for_ever(
    mail: Mail, configured: Any, answer: str, permanent: bool
) -> None:
    async with smtp_server(Postbox(refuse_recipient={ADDRESS: answer})) as server:
        configured(server)
        with pytest.raises(NotTaken) as refused:
            await mailer.send(mail)
    assert refused.value.permanent is permanent
    assert refused.value.fault == f"SMTPRecipientsRefused {answer[:3]}"
    assert "alice" not in repr(refused.value)


@pytest.mark.parametrize(("answer", "permanent"), [("451 try later", False), ("554 looks like spam", True)])
async def test_a_refused_text_is_for_now_or_for_ever(mail: Mail, configured: Any, answer: str, permanent: bool) -> None:
    async with smtp_server(Postbox(refuse_text=answer)) as server:
        configured(server)
        with pytest.raises(NotTaken) as refused:
            await mailer.send(mail)
    assert (refused.value.fault, refused.value.permanent) == (f"SMTPDataError {answer[:3]}", permanent)


async def test_a_server_that_is_down_is_worth_another_try(mail: Mail, configured: Any) -> None:
    async with smtp_server(Postbox()) as server:
        configured(server)
    with pytest.raises(NotTaken) as refused:
        await mailer.send(mail)
    assert (refused.value.fault, refused.value.permanent) == ("SMTPConnectError: Connection refused", False)


async def test_an_accented_domain_travels_in_its_ascii_form(mail: Mail, configured: Any) -> None:
    accented = Mail(mail.id, "zoe@mutuelle-été.fr", mail.subject, mail.text, mail.html, mail.written_at)
    async with smtp_server(Postbox()) as server:
        configured(server)
        await mailer.send(accented)
    assert server.recipients == [["zoe@xn--mutuelle-t-j7ab.fr"]]


@pytest.mark.parametrize("line", ["x\r\nBcc: all@exemple.fr", "x\nBcc: all@exemple.fr", "x\rBcc: all@exemple.fr"])
async def test_a_line_break_never_becomes_a_header(mail: Mail, configured: Any, line: str) -> None:
    forged = [
        Mail(mail.id, mail.recipient, line, mail.text, mail.html, mail.written_at),
        Mail(mail.id, line, mail.subject, mail.text, mail.html, mail.written_at),
        Mail(line, mail.recipient, mail.subject, mail.text, mail.html, mail.written_at),
    ]
    async with smtp_server(Postbox()) as server:
        configured(server)
        for one in forged:
            with pytest.raises(NotTaken):
                await mailer.send(one)
    assert server.messages == []
