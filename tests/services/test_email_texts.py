from pathlib import Path

import pytest
from jinja2 import UndefinedError

from espace.services import email_texts


def test_a_missing_value_is_an_error_never_a_hole() -> None:
    with pytest.raises(UndefinedError):
        email_texts.render("activation", {"first_name": "Alice"})


def test_a_text_without_its_first_lines_says_what_it_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_texts, "FOLDER", tmp_path)
    (tmp_path / "draft.txt").write_text("Bonjour,\n\nà bientôt.", encoding="utf-8")
    with pytest.raises(ValueError, match=r"draft\.txt must begin with Objet"):
        email_texts.render("draft", {})


def test_marks_become_buttons_notes_and_strong_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(email_texts, "FOLDER", tmp_path)
    (tmp_path / "marks.txt").write_text(
        "Objet : a\nAperçu : b\nTitre : c\n\nUn **mot** & <un> autre.\n\n[Ouvrir] {{ link }}\n\n> À noter.", "utf-8"
    )
    mail = email_texts.render("marks", {"link": "https://exemple.fr/?a=1&b=2"})
    assert mail.text.startswith(
        "Un mot & <un> autre.\n\nOuvrir\u00a0:\nhttps://exemple.fr/?a=1&b=2\n\nÀ noter.\n\n-- \n"
    )
    assert "Un <strong>mot</strong> &amp; &lt;un&gt; autre." in mail.html
    assert 'href="https://exemple.fr/?a=1&amp;b=2"' in mail.html
    assert 'class="note' in mail.html
