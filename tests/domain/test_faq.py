import re
from pathlib import Path

import pytest

from espace import content, routes
from espace.domain.faq import Link, Question, Theme, parse

FILES = sorted((Path(content.__file__).parent / "faq").glob("*.txt"))
THEMES = [parse(path.read_text(encoding="utf-8")) for path in FILES]
QUESTIONS = [question for theme in THEMES for question in theme.questions]


def test_a_file_is_read_as_its_editor_meant_it() -> None:
    text = "# Carte\n\n## Perdue ? {perdue}\n\nUne ligne\nsuite.\n\nEncore.\n\n[Nous écrire](/contact)\n"
    question = Question("perdue", "Perdue ?", ("Une ligne suite.", "Encore."), (Link("Nous écrire", "/contact"),))
    assert parse(text) == Theme("Carte", (question,))


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "begins with its title"),
        ("Carte\n\n## Perdue ? {perdue}\n\nOui.", "begins with its title"),
        ("# Carte\nUne introduction\n\n## Perdue ? {perdue}\n\nOui.", "begins with its title"),
        ("# Carte\n\n## Perdue ?\n\nOui.", "Perdue ?"),
        ("# Carte\n\n## Perdue ? {Perdue !}\n\nOui.", "Perdue"),
        ("# Carte\n\n## Perdue ? {perdue}\n\n[Nous écrire](/contact)", "no answer"),
        ("# Carte\n\n## Perdue ? {perdue}", "no answer"),
    ],
)
def test_a_mistake_is_told_to_the_editor(text: str, wrong: str) -> None:
    with pytest.raises(ValueError, match=re.escape(wrong)):
        parse(text)


def test_there_are_at_least_forty_questions_each_once() -> None:
    assert len(QUESTIONS) >= 40
    for names in ([question.anchor for question in QUESTIONS], [question.words for question in QUESTIONS]):
        assert len(set(names)) == len(names)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.anchor)
def test_an_answer_is_two_to_five_sentences_under_a_question(question: Question) -> None:
    assert question.words.endswith("\u00a0?")
    assert 2 <= len(re.findall(r"[.!?](?=\s|$)", " ".join(question.paragraphs))) <= 5


def test_answers_lead_to_pages_of_ours_only() -> None:
    links = {link.href for question in QUESTIONS for link in question.links}
    assert links <= routes.BY_PATH.keys()
