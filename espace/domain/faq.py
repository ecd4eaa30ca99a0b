"""Frequent questions as an editor writes them: one file a theme, in plain marks.

    # Theme

    ## Question ? {anchor}

    A paragraph.

    [What it opens](/address)

An anchor is what an address ends with (`/suivi#delai`): it stays when the question is worded anew.
"""

import re
from dataclasses import dataclass

_QUESTION = re.compile(r"## (?P<words>.+) \{(?P<anchor>[a-z0-9-]+)\}")
_LINK = re.compile(r"\[(?P<label>.+)\]\((?P<href>/[^\s)]*)\)")


@dataclass(frozen=True, slots=True)
class Link:
    """Where an answer leads, within the portal."""

    label: str
    href: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question, with its answer in paragraphs."""

    anchor: str
    words: str
    paragraphs: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """The questions of one subject."""

    title: str
    questions: tuple[Question, ...]


def parse(text: str) -> Theme:
    """Read one file.

    Raises:
        ValueError: with what is wrong and where, for the editor.
    """
    head, *blocks = re.split(r"\n(?=## )", text.strip())
    if not head.startswith("# ") or "\n" in head.strip():
        raise ValueError("a theme begins with its title, `# Remboursements`, then its questions")
    return Theme(head.removeprefix("# ").strip(), tuple(map(_question, blocks)))


def _question(block: str) -> Question:
    title, *rest = re.split(r"\n\s*\n", block.strip())
    found = _QUESTION.fullmatch(title.strip())
    if found is None:
        raise ValueError(f"« {title} » should be `## Question ? {{anchor}}`")
    links = [_LINK.fullmatch(part.strip()) for part in rest]
    answer = tuple(" ".join(part.split("\n")) for part, link in zip(rest, links, strict=True) if link is None)
    if not answer:
        raise ValueError(f"« {title} » has no answer")
    return Question(
        anchor=found["anchor"],
        words=found["words"],
        paragraphs=answer,
        links=tuple(Link(link["label"], link["href"]) for link in links if link),
    )
