from pathlib import Path

import pytest

from espace.demo.directory.extract import HEADER
from espace.importers.directory import lines
from espace.importers.files import Unreadable

# A line of the register as it was once published, in the layout of its time.
OLD_HEADER = "|".join(HEADER.split("|")[:52]) + "|"
OLD_LINE = (
    "0|012600631|0012600631|||M|Monsieur|PETITGUYOT|ALEXANDRE|26|Audioprothésiste|C|Civil|||||S|Salarié|"
    "49940088500020||||C49940088500020|DOUBS OPTIC||DOUBS OPTIC||9||RTE|Route|DE BESANCON||25300 DOUBS|25300|||||||||||"
    "349940088500020|ARS/Variable/Variable|SA42|Appareillage médical|||"
)


def _activities(path: Path) -> list[lines.Activity]:
    return [one for batch in lines.batches(path, lines.layout(path)) for one in batch.activities]


def test_a_real_line_is_read_by_the_names_of_its_columns(register) -> None:
    (one,) = _activities(register.extract(OLD_LINE, header=OLD_HEADER))
    assert (one.person, one.last_name, one.profession, one.mode) == ("0012600631", "PETITGUYOT", "26", "S")
    assert (one.number, one.street_kind, one.street, one.cedex, one.postcode) == (
        "9", "Route", "DE BESANCON", "25300 DOUBS", "25300",
    )  # fmt: skip
    assert (one.structure, one.company, one.commune) == ("C49940088500020", "DOUBS OPTIC", "")


@pytest.mark.parametrize(
    "header",
    [
        HEADER,
        HEADER.removesuffix("|"),
        HEADER.upper(),
        HEADER.replace("'", "’"),
        HEADER.replace("é", "e").replace("(coord. structure)", "(COORD. STRUCTURE)"),
    ],
)
def test_columns_are_known_whatever_their_case_accents_and_apostrophes(register, header: str) -> None:
    (one,) = _activities(register.extract(register.line(), header=header))
    assert (one.last_name, one.postcode) == ("CASTAING", "13006")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_of_windows_and_a_byte_order_mark_do_not_matter(register, end: str, mark: str) -> None:
    path = register.extract(register.line(), header=mark + HEADER, end=end)
    assert [one.phone for one in _activities(path)] == ["0465712014"]


def test_columns_may_stand_in_any_order(register) -> None:
    names = HEADER.split("|")[:-1]
    cells = register.line().split("|")[:-1]
    path = register.extract("|".join(reversed(cells)) + "|", header="|".join(reversed(names)) + "|")
    assert _activities(path)[0].first_name == "Hélène"


def test_a_missing_column_is_named(register) -> None:
    path = register.extract(header=HEADER.replace("Code mode exercice|", ""))
    with pytest.raises(Unreadable, match=r"Colonne manquante.*Code mode exercice.*Téléchargez"):
        lines.layout(path)


def test_only_the_first_of_many_missing_columns_are_named(register) -> None:
    path = register.extract(header="|".join(HEADER.split("|")[:34]))
    with pytest.raises(Unreadable, match="et 3 autres"):
        lines.layout(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip", b"nom;adresse\n", b"x" * 200_000])
def test_another_file_is_not_taken_for_the_extract(register, content: bytes) -> None:
    with pytest.raises(Unreadable, match="n’est pas l’en-tête"):
        lines.layout(register.raw(content))


def test_lines_with_too_few_or_too_many_cells_are_told_by_their_number(register) -> None:
    path = register.extract(register.line(), "a|b|c", "", register.line() + "more|", register.line())
    (batch,) = lines.batches(path, lines.layout(path))
    assert (len(batch.activities), batch.malformed, batch.line) == (2, [3, 5], 6)


def test_a_line_of_megabytes_is_one_malformed_line(register) -> None:
    path = register.extract(register.line(), "x|" * 5_000_000, register.line(), "malformed")
    (batch,) = lines.batches(path, lines.layout(path))
    assert (len(batch.activities), batch.malformed) == (2, [3, 5])
    assert batch.offset == path.stat().st_size


def test_a_long_line_whose_beginning_looks_whole_is_malformed(register) -> None:
    cells = register.line().removesuffix("|")
    path = register.extract(cells + "x" * ((1 << 16) - len(cells.encode())) + "|more", register.line())
    (batch,) = lines.batches(path, lines.layout(path))
    assert (len(batch.activities), batch.malformed) == (1, [2])


@pytest.mark.parametrize("unseen", ["\0", "\r", "\t", "\x85", "\u202e"])
def test_characters_that_nobody_sees_only_part_words(register, unseen: str) -> None:
    (one,) = _activities(register.extract(register.line(company=f"MAISON{unseen}DE SANTÉ")))
    assert one.company == "MAISON DE SANTÉ"


def test_a_line_cut_by_the_end_of_the_file_is_malformed(register) -> None:
    path = register.raw(f"{HEADER}\n{register.line()}\n{register.line()[:40]}".encode())
    (batch,) = lines.batches(path, lines.layout(path))
    assert (len(batch.activities), batch.malformed) == (1, [3])


def test_a_batch_ends_between_two_people(register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BATCH_LINES", 3)
    people = ["1", "1", "2", "2", "2", "3"]
    path = register.extract(*(register.line(person=person) for person in people))
    batches = list(lines.batches(path, lines.layout(path)))
    assert [[one.person for one in batch.activities] for batch in batches] == [["1", "1", "2", "2", "2"], ["3"]]


def test_a_batch_ends_even_if_one_person_never_does(register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BATCH_LINES", 3)
    path = register.extract(*([register.line()] * 20))
    assert [batch.read for batch in lines.batches(path, lines.layout(path))] == [6, 6, 6, 2]


def test_reading_goes_on_from_where_a_batch_ended(register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "BATCH_LINES", 2)
    path = register.extract(*register.crowd(5))
    layout = lines.layout(path)
    first, *others = lines.batches(path, layout)
    again = list(lines.batches(path, layout, first.offset, first.line))
    assert again == others
    assert again[-1].offset == path.stat().st_size


def test_accents_are_composed(register) -> None:
    path = register.extract(register.line(first_name="He\u0301le\u0300ne"))
    assert _activities(path)[0].first_name == "Hélène"


def test_files_are_told_apart_by_their_bytes(register) -> None:
    one, same, other = (
        register.extract(register.line(number=number), name=f"{name}.txt")
        for name, number in (("one", "1"), ("same", "1"), ("other", "2"))
    )
    assert lines.fingerprint(one) == lines.fingerprint(same) != lines.fingerprint(other)
