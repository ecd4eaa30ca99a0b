"""Which files are read, and files that are not UTF-8: each is named, with what to do."""

import pytest

HEADER = "contract_number,rank,relationship,first_name,last_name,birth_date,nir,starts_on,ends_on,care_shared_on\n"
ROW = "C1,0,self,Hélène,Vidal,1955-08-14,,2022-01-01,,\n"


def test_windows_1252_is_named_with_its_line_and_how_to_convert(beneficiaries, only):
    error = only(beneficiaries((HEADER + "C1,0,self,Paul,Vidal,1955-08-14,,2022-01-01,,\n" + ROW).encode("cp1252")))
    assert error.line == 3
    assert "Windows-1252, pas en UTF-8" in error.reason
    assert "iconv -f WINDOWS-1252 -t UTF-8" in error.reason


def test_windows_1252_is_named_when_the_last_byte_is_the_wrong_one(beneficiaries, only):
    error = only(beneficiaries((HEADER + ROW.replace("Hélène", "Paul").rstrip("\n") + "é").encode("cp1252")))
    assert "Windows-1252" in error.reason


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le"])
def test_utf_16_is_named_with_or_without_its_mark(beneficiaries, encoding, only):
    assert "Ce fichier est en UTF-16" in only(beneficiaries((HEADER + ROW).encode(encoding))).reason


def test_damaged_utf_8_is_told_apart_from_another_encoding(beneficiaries, only):
    error = only(beneficiaries((HEADER + ROW).encode() + b"C1,1,child,\xff,Vidal,2012-01-01,,2022-01-01,,\n"))
    assert error.line == 3
    assert "abîmé" in error.reason


def test_character_cut_between_two_chunks_is_no_error(beneficiaries, monkeypatch):
    monkeypatch.setattr("espace.importers.files._CHUNK", 7)
    assert beneficiaries(HEADER + ROW).ok


def test_unknown_subject_is_named(desk, load, only):
    error = only(load(desk.text("paiements.csv", "a\n")))
    assert error.file.endswith("paiements.csv")
    assert "plans, members, contracts, beneficiaries, payments" in error.reason


@pytest.mark.parametrize("name", ["payments.csv", "payments-2026-11.csv", "payments.2026.csv", "Payments-x.CSV"])
def test_subject_is_the_name_up_to_a_dash_or_a_dot(desk, load, name):
    desk.standing()
    desk.feed("payments", {}, name=name)
    report = load(desk.folder)
    assert report.ok, report.complaints()
    assert report.counts["payment_line"].added == 1


def test_missing_file_and_folder_without_feeds_are_named(desk, load):
    (desk.folder / "empty").mkdir()
    desk.text("empty/.payments.csv", "hidden")
    report = load(desk.folder / "nowhere.csv", desk.folder / "empty")
    assert [error.reason.split(".")[0] for error in report.errors] == [
        "Ce fichier n’existe pas",
        "Ce dossier ne contient aucun fichier ",
    ]


def test_file_the_system_refuses_is_named(beneficiaries, monkeypatch):
    def refuse(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("espace.importers.files.survey", refuse)
    assert "ne peut pas être lu" in beneficiaries(HEADER + ROW).errors[0].reason


def test_file_given_twice_is_read_once(desk, load):
    report = load(desk.standing(), desk.folder)
    assert report.ok, report.complaints()


def test_file_that_cannot_be_read_makes_no_errors_elsewhere(desk, load):
    desk.standing()
    desk.feed("payments", {})
    desk.text("contracts.csv", "")
    assert [error.file.endswith("contracts.csv") for error in load(desk.folder).errors] == [True]
