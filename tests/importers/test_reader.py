"""Headers and lines that cannot be read: the rest of the file still is."""

import pytest

from espace.models import Beneficiary

HEADER = "contract_number,rank,relationship,first_name,last_name,birth_date,nir,starts_on,ends_on,care_shared_on\n"
ROW = "C1,0,self,Hélène,Vidal,1955-08-14,,2022-01-01,,\n"


@pytest.mark.parametrize("separator", [",", ";"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_mark_separator_and_line_ends_are_detected(beneficiaries, rows, separator, bom, end):
    content = bom + (HEADER + "\n" + ROW).replace(",", separator).replace("\n", end)
    report = beneficiaries(content)
    assert report.ok, report.complaints()
    assert [row["first_name"] for row in rows(Beneficiary)] == ["Hélène"]


@pytest.mark.parametrize("content", ["", "\ufeff", "\n\n  \n"])
def test_empty_file_is_refused(beneficiaries, content, only):
    assert "vide" in only(beneficiaries(content)).reason


def test_file_with_its_header_only_holds_nothing(beneficiaries):
    report = beneficiaries(HEADER)
    assert report.ok
    assert report.counts["beneficiary"].added == 0


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        (HEADER.replace(",nir", ""), "Colonne manquante : « nir »."),
        (HEADER.replace("nir", "insee"), "Colonne inconnue : « insee ». Colonne manquante : « nir »."),
        (HEADER.replace("nir", "nir,rank"), "Colonne en double : « rank »."),
        (HEADER.replace("nir", "nir,"), "Colonne inconnue : « sans nom »."),
        (HEADER.replace("nir", '"nir'), "Un guillemet ouvert sur cette ligne n’y est pas refermé."),
        (HEADER.replace(",", "\t"), "Cette ligne n’est pas l’en-tête attendu"),
    ],
)
def test_wrong_header_is_explained_by_column(beneficiaries, header, reason, only):
    error = only(beneficiaries(header + ROW))
    assert error.line == 1
    assert error.reason.startswith(reason)


@pytest.mark.parametrize(
    "first", ["C1,0,self,Ada,Vidal,1955-08-14,255081416802538,2022-01-01,,\n", "rank,255081416802538\n"]
)
def test_missing_header_never_prints_the_data_in_its_place(beneficiaries, first):
    report = beneficiaries(first)
    assert not report.ok
    assert "255081416802538" not in "\n".join(report.complaints())


def test_columns_may_stand_in_any_order(beneficiaries):
    assert beneficiaries(
        "care_shared_on,ends_on,starts_on,nir,birth_date,last_name,first_name,relationship,rank,contract_number\n"
        ",,2022-01-01,,1955-08-14,Vidal,Hélène,self,0,C1\n"
    ).ok


def test_quote_never_closed_is_an_error_of_its_line_and_the_rest_is_still_read(beneficiaries):
    report = beneficiaries(
        HEADER
        + ROW
        + 'C1,1,child,"Jules,Vidal,2012-01-01,,2022-01-01,,\n'
        + "C1,2,child,Ana,Vidal,31/02/2012,,2022-01-01,,\n"
    )
    assert [(error.line, error.column) for error in report.errors] == [(3, ""), (4, "birth_date")]
    assert "guillemet ouvert sur cette ligne" in report.errors[0].reason


def test_quotes_may_hold_separators_and_doubled_quotes(beneficiaries, rows):
    assert beneficiaries(HEADER + 'C1,0,self,"Anne, dite ""Nana""",Vidal,1955-08-14,,2022-01-01,,\n').ok
    assert rows(Beneficiary)[0]["first_name"] == 'Anne, dite "Nana"'


def test_text_after_a_closing_quote_is_an_error(beneficiaries, only):
    assert (
        "guillemet fermant" in only(beneficiaries(HEADER + 'C1,0,self,"Anne"x,Vidal,1955-08-14,,2022-01-01,,\n')).reason
    )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("C1,0,self,Hélène,Vidal\n", "5 cellules au lieu de 10"),
        (
            "C1,0,self,Hélène,Vidal,1955-08-14,,2022-01-01,,,\n",
            "11 cellules au lieu de 10. Une cellule qui contient « , »",
        ),
    ],
)
def test_row_with_too_few_or_too_many_cells_is_an_error(beneficiaries, line, words, only):
    error = only(beneficiaries(HEADER + "\n" + line))
    assert error.line == 3
    assert words in error.reason


def test_rows_of_separators_only_are_skipped(beneficiaries):
    assert beneficiaries(HEADER + ROW + ",,,,,,,,\n  \n,,,\n").ok


def test_names_are_kept_in_composed_form(beneficiaries, rows):
    assert beneficiaries(HEADER + ROW.replace("é", "e\u0301")).ok
    assert rows(Beneficiary)[0]["first_name"] == "Hélène"


def test_cell_beyond_any_measure_is_an_error_of_its_line(beneficiaries, only):
    error = only(beneficiaries(HEADER + ROW.replace("Hélène", '"' + "x" * 200_000 + '"')))
    assert error.line == 2
    assert "ne peut pas être découpée" in error.reason
