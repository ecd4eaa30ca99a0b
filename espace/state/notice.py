"""The sentence a page speaks when an event was refused or failed; shown in a `role="status"` region."""

import reflex as rx

MAX_LENGTH = 300


class Notice(rx.State):
    """One French sentence at a time, empty when there is nothing to say."""

    sentence: str = ""

    @rx.event
    async def show(self, sentence: str) -> None:
        self.sentence = sentence[:MAX_LENGTH]

    @rx.event
    async def dismiss(self) -> None:
        self.sentence = ""
