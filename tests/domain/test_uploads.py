import pytest
from hypothesis import given
from hypothesis import strategies as st

from espace.domain import uploads
from espace.domain.uploads import EXTENSIONS, WrongKind

NBSP = "\u00a0"


@pytest.mark.parametrize("name", ["a.pdf", "A.PDF", "photo.jpg", "photo.JPEG", "../é.png", ".pdf"])
def test_a_name_of_a_kind_that_is_taken_is_accepted(name: str) -> None:
    uploads.check_name(name)


@pytest.mark.parametrize("name", ["", "a", "pdf", "a.pdf.exe", "a.svg", "a.html", "a.heic", "a.pdf ", "a.pdf\x00"])
def test_a_name_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(WrongKind):
        uploads.check_name(name)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("devis.pdf", "devis.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Documents\\devis.pdf", "devis.pdf"),
        ('Devis d’Inès « 2 » "fin".PDF', 'Devis d’Inès « 2 » "fin".pdf'),
        ("a\r\nX-Evil: 1.pdf", "a X-Evil: 1.pdf"),
        ("e\u0301te\u0301.pdf", "été.pdf"),
        ("\u202egpj.pdf", "gpj.pdf"),
        (".pdf", "document.pdf"),
        ("...pdf", "document.pdf"),
        ("photo.jpg", "photo.pdf"),
        ("x" * 300 + ".pdf", "x" * 96 + ".pdf"),
    ],
)
def test_a_name_is_shown_without_folders_or_controls(typed: str, shown: str) -> None:
    assert uploads.shown_name(typed, "application/pdf") == shown


def test_a_photo_keeps_the_end_it_has_if_it_is_one_of_its_kind() -> None:
    assert uploads.shown_name("IMG_1.JPEG", "image/jpeg") == "IMG_1.jpeg"
    assert uploads.shown_name("IMG_1.png", "image/jpeg") == "IMG_1.jpg"


@given(st.text(max_size=300), st.sampled_from(sorted(EXTENSIONS)))
def test_any_name_is_short_printable_and_of_its_kind(typed: str, media_type: str) -> None:
    shown = uploads.shown_name(typed, media_type)
    assert shown.isprintable()
    assert len(shown) <= uploads.MAX_NAME
    assert shown.endswith(EXTENSIONS[media_type])
    assert not set(shown) & {"/", "\\"}


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, f"1{NBSP}Ko"), (184_400, f"184{NBSP}Ko"), (999_999, f"1000{NBSP}Ko"), (1_240_000, f"1,2{NBSP}Mo")],
)
def test_a_size_is_written_as_people_do(size: int, words: str) -> None:
    assert uploads.size_words(size) == words
