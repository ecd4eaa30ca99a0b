"""The documents of the form that is open: shared by every page that takes some."""

import asyncio
from dataclasses import dataclass

import reflex as rx

from espace import db
from espace.adapters import attachments as folder
from espace.adapters import clock
from espace.domain.uploads import size_words
from espace.services import attachments, requests
from espace.services.request_views import Document
from espace.state.member import MemberState


@dataclass(frozen=True)
class FileRow:
    """One document, ready to show; `id` is the public one."""

    id: str
    name: str
    size: str


class AttachmentsState(MemberState):
    """The open form: its key, which makes it count once, and its documents. One form is open at a time."""

    form_key: str = ""
    files: list[FileRow] = []  # noqa: RUF012  # a state var: Reflex copies the default
    _purpose: str = ""

    @rx.event
    async def refresh(self) -> None:
        """Show what has arrived."""
        await self._show()

    @rx.event
    async def remove(self, public_id: str) -> None:
        """Take a document out of the form."""
        taken = (self._member_id, self._account_id, self.form_key, public_id)
        stored_name = await db.write(attachments.remove, *taken, clock.now())
        if stored_name:
            await asyncio.to_thread(folder.forget, stored_name)
        await self._show()

    async def _open(self, purpose: str) -> None:
        """Open a form for a purpose, or find it again as it was: a page that reconnects keeps its documents."""
        if self._purpose != purpose or not self.form_key:
            self._purpose, self.form_key = purpose, requests.new_form_key()
        await self._show()

    async def _show(self) -> None:
        found = await db.read(attachments.of_form, self._member_id, self.form_key)
        self.files = [file_row(one) for one in found]

    def _close(self) -> None:
        """Forget the form that was sent: the next one to open is another."""
        self._purpose, self.form_key, self.files = "", "", []


def file_row(one: Document) -> FileRow:
    """Return a document as a page shows it."""
    return FileRow(one.public_id, one.name, size_words(one.size))
