"""Turns a text of `espace/content/emails/` into an e-mail: its subject, its plain text and its HTML.

A text begins with three lines, `Objet`, `Aperçu` (what a mailbox shows beside the subject) and `Titre`. Paragraphs
follow, between empty lines; `[Label] link` is a button, `> …` a note, `**…**` is strong, and `{{ passage }}` alone
stands for the lines that somebody wrote. Values come in by `{{ name }}` after the text was taken apart: nothing a
person typed is ever read as markup.
"""

import html
import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from espace.content.mutual import MUTUAL
from espace.domain.formats import NBSP
from espace.settings import ROOT, settings

FOLDER = ROOT / "espace" / "content" / "emails"
_HEAD = re.compile(r"Objet\s*:\s*(?P<subject>.+)\nAperçu\s*:\s*(?P<preview>.+)\nTitre\s*:\s*(?P<title>.+)\n\n")
_BUTTON = re.compile(r"\[(.+)\] (.+)")
_STRONG = re.compile(r"\*\*(.+?)\*\*")
_PASSAGE = "{{ passage }}"
_PLAIN = Environment(undefined=StrictUndefined)  # noqa: S701 - plain text has nothing to escape
_HTML = Environment(undefined=StrictUndefined, autoescape=True, loader=FileSystemLoader(FOLDER), trim_blocks=True)


@dataclass(frozen=True, slots=True)
class Rendered:
    """An e-mail ready for the outbox."""

    subject: str
    text: str
    html: str


@dataclass(frozen=True, slots=True)
class _Block:
    """One block of a text; one that `is_passage` is written again for each line of it."""

    kind: Literal["paragraph", "note", "button"]
    plain: Template
    html: Template
    link: Template
    is_passage: bool


@dataclass(frozen=True, slots=True)
class _Text:
    subject: Template
    preview: Template
    title: Template
    blocks: tuple[_Block, ...]


@cache
def _text(name: str) -> _Text:
    source = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").strip()
    head = _HEAD.match(source)
    if head is None:
        raise ValueError(f"{name}.txt must begin with Objet, Aperçu and Titre, then an empty line")
    parts = {part: _PLAIN.from_string(text) for part, text in head.groupdict().items()}
    return _Text(**parts, blocks=tuple(map(_block, source[head.end() :].split("\n\n"))))


def _block(source: str) -> _Block:
    line = " ".join(source.split("\n"))
    kind: Literal["paragraph", "note", "button"] = "paragraph"
    link = ""
    if button := _BUTTON.fullmatch(line):
        kind, (line, link) = "button", button.groups()
    elif line.startswith("> "):
        kind, line = "note", line.removeprefix("> ")
    marked = _STRONG.sub(r"<strong>\1</strong>", html.escape(line, quote=False))
    plain = _STRONG.sub(r"\1", line)
    templates = _PLAIN.from_string(plain), _HTML.from_string(marked), _PLAIN.from_string(link)
    return _Block(kind, *templates, is_passage=line == _PASSAGE)


def render(name: str, values: dict[str, str], passage: str = "") -> Rendered:
    """Write the e-mail of that name with its values; a missing one is an error, never a hole.

    Each line of `passage` that is not empty becomes a paragraph where the text says so.
    """
    source = _text(name)
    known = {"telephone": MUTUAL.telephone.shown, "hours": MUTUAL.hours, **values}
    head = {part: getattr(source, part).render(known) for part in ("subject", "preview", "title")}
    lines = [line.strip() for line in passage.splitlines() if line.strip()]
    blocks = [
        _written(block, known | {"passage": line})
        for block in source.blocks
        for line in (lines if block.is_passage else [""])
    ]
    page = _HTML.get_template("layout.html").render(
        **head, blocks=blocks, mutual=MUTUAL, home=settings().public_url.rstrip("/")
    )
    return Rendered(head["subject"], _plain(blocks), page)


def _written(block: _Block, known: dict[str, str]) -> dict[str, str]:
    parts = {"plain": block.plain, "html": block.html, "link": block.link}
    return {"kind": block.kind} | {name: part.render(known) for name, part in parts.items()}


def _plain(blocks: list[dict[str, str]]) -> str:
    lines = [f"{block['plain']}{NBSP}:\n{block['link']}" if block["link"] else block["plain"] for block in blocks]
    signature = f"-- \n{MUTUAL.name}\n{', '.join(MUTUAL.address)}\n{MUTUAL.telephone.shown}, {MUTUAL.hours}"
    return "\n\n".join([*lines, signature, "E-mail automatique : ne répondez pas, appelez-nous."]) + "\n"
