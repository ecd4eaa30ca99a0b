"""One wrong cell: the report says file, line, column and reason, and nothing is imported."""

import pytest

from espace.adapters import crypto
from espace.importers import FEEDS
from espace.models import Contract, Member, PaymentLine

LONG = "x" * 10_000

WRONG = [
    ("plans", "plan_code", "", "ne peut pas rester vide"),
    ("plans", "plan_code", "X" * 21, "20 au plus"),
    ("plans", "responsible", "oui", "yes (oui) ou no (non)"),
    ("plans", "position", "0", "de 1 à 9999"),
    ("plans", "position", "1.5", "nombre entier"),
    ("plans", "position", "²", "nombre entier"),
    ("plans", "heading", "Dentaire", "hospital, routine, dental"),
    ("plans", "unit", "%", "percent_base, copayment"),
    ("plans", "level", "", "demande un niveau"),
    ("plans", "level", "-1", "niveau en euros ou en pourcentage"),
    ("plans", "level", "200 %", "niveau en euros ou en pourcentage"),
    ("plans", "social_security_part", "yes", "included, on_top, none"),
    ("plans", "conditions", LONG, "500 au plus"),
    ("members", "first_name", "Hé\x00lène", "invisible"),
    ("members", "first_name", "Hé\x1blène", "invisible"),
    ("members", "last_name", "Vidal\u202e", "invisible"),
    ("members", "last_name", LONG, "100 au plus"),
    ("members", "birth_date", "2026-02-31", "n’existe pas dans le calendrier"),
    ("members", "birth_date", "31/02/2026", "AAAA-MM-JJ"),
    ("members", "birth_date", "20261118", "AAAA-MM-JJ"),
    ("members", "birth_date", "2026-W01-1", "AAAA-MM-JJ"),
    ("members", "birth_date", "٢٠٢٦-01-01", "AAAA-MM-JJ"),
    ("members", "birth_date", "0026-01-01", "de 1900 à 2100"),
    ("members", "birth_date", "2026-11-24", "dans le futur"),
    ("members", "nir", "255081416802539", "clé"),
    ("members", "nir", "12", "13 caractères"),
    ("members", "nir", "", "ne peut pas rester vide"),
    ("members", "email", "helene", "nom@domaine.fr"),
    ("members", "email", "a@b@c.fr", "nom@domaine.fr"),
    ("members", "email", f"{LONG}@example.org", "nom@domaine.fr"),
    ("members", "phone", "zéro six", "numéro de téléphone"),
    ("members", "mobile", "0" * 30, "numéro de téléphone"),
    ("members", "iban", "FR7630006000011234567890198", "clé de cet IBAN"),
    ("members", "iban", "FR76", "commence par deux lettres"),
    ("members", "bic", "AGRI", "8 ou 11 caractères"),
    ("members", "deceased_on", "9999-12-31", "laissez la cellule vide"),
    ("members", "deceased_on", "1950-01-01", "précède la naissance"),
    ("contracts", "member_number", "A2", "ni dans les fichiers ni dans la base"),
    ("contracts", "plan_code", "H9", "ni dans les fichiers ni dans la base"),
    ("contracts", "kind", "collectif", "individual, group"),
    ("contracts", "ends_on", "2021-12-31", "La fin précède le début"),
    ("contracts", "health_fund_code", "13", "9 chiffres"),
    ("contracts", "premium", "-1", "négatif"),
    ("contracts", "premium", "12.345", "deux décimales"),
    ("beneficiaries", "contract_number", "C2", "ni dans les fichiers ni dans la base"),
    ("beneficiaries", "rank", "-1", "de 0 à 99"),
    ("beneficiaries", "relationship", "child", "rang 0"),
    ("beneficiaries", "birth_date", "2026-11-24", "dans le futur"),
    ("beneficiaries", "nir", "2550814168025aa", "que des chiffres"),
    ("beneficiaries", "ends_on", "2021-12-31", "La fin précède le début"),
    ("payments", "payment_number", "", "ne peut pas rester vide"),
    ("payments", "contract_number", "C2", "ni dans les fichiers ni dans la base"),
    ("payments", "paid_on", "2026-13-01", "n’existe pas"),
    ("payments", "recipient", "assuré", "member, third_party"),
    ("payments", "payee", "Pharmacie du Port", "Nommez le professionnel"),
    ("payments", "method", "wire", "transfer, cheque"),
    ("payments", "account_ending", "89", "trois derniers caractères"),
    ("payments", "line_number", "0", "de 1 à 9999"),
    ("payments", "beneficiary_rank", "7", "pas de bénéficiaire de ce rang"),
    ("payments", "beneficiary_rank", "100", "de 0 à 99"),
    ("payments", "care_date", "2026-11-19", "postérieurs au paiement"),
    ("payments", "kind", "soin", "care, correction, recovered_deduction"),
    ("payments", "care_kind", "", "ne peut pas rester vide"),
    ("payments", "act_label", "", "ne peut pas rester vide"),
    ("payments", "charged", "trente", "montant en euros"),
    ("payments", "charged", "1e3", "montant en euros"),
    ("payments", "charged", "1 000.00", "montant en euros"),
    ("payments", "charged", "1000000", "trop grand"),
    ("payments", "charged", "99999999999999999999", "montant en euros"),
    ("payments", "charged", "30.01", "30,01"),
    ("payments", "rate", "100.01", "100 au plus"),
    ("payments", "rate", "70 %", "sans signe"),
    ("payments", "rate", "-70", "sans signe"),
    ("payments", "deduction_kind", "none", "participation forfaitaire ou une franchise"),
    ("payments", "mutual", "9.001", "deux décimales"),
    ("payments", "corrects", "P0/1", "n’en corrige pas une autre"),
    ("payments", "corrects", "P0", "numéro de paiement/numéro de ligne"),
    ("payments", "corrects", "/1", "numéro de paiement/numéro de ligne"),
    ("payments", "corrects", "P0/x", "numéro de paiement/numéro de ligne"),
    ("payments", "corrects", "P0/0", "de 1 à 9999"),
]  # fmt: skip


@pytest.mark.parametrize(("subject", "column", "cell", "words"), WRONG)
def test_wrong_cell_is_reported_and_nothing_is_imported(desk, load, sizes, subject, column, cell, words):
    for other in FEEDS:
        desk.feed(other, {column: cell} if other == subject else {})
    (error,) = (error for error in load(desk.folder).errors if error.file.endswith(f"{subject}.csv"))
    assert (error.line, error.column) == (2, column)
    assert words in error.reason
    assert not any(sizes().values())


def test_row_refused_makes_no_second_error_where_others_refer_to_it(desk, load):
    wrong = {
        "plans": {"label": ""},
        "members": {"nir": "1"},
        "contracts": {"kind": ""},
        "beneficiaries": {"birth_date": ""},
        "payments": {"rate": ""},
    }
    for subject, cells in wrong.items():
        desk.feed(subject, cells)
    desk.feed("payments", desk.correction(payment_number="P2", corrects="P1/1"), name="payments-2.csv")
    assert [(error.line, error.column) for error in load(desk.folder).errors] == [
        (2, column) for cells in wrong.values() for column in cells
    ]


def test_every_wrong_cell_of_a_row_is_reported(desk, load):
    desk.standing()
    desk.feed("payments", {"paid_on": "hier", "charged": "x", "rate": "x", "line_number": ""})
    assert [error.column for error in load(desk.folder).errors] == ["paid_on", "line_number", "charged", "rate"]


def test_identifiers_in_the_wrong_column_are_never_repeated(desk, load):
    for identifier in ("255081416802538", "2 55 08 14 168 025 38", "FR7630006000011234567890189"):
        for subject, feed in FEEDS.items():
            desk.feed(subject, {column.name: identifier for column in feed.columns})
        said = "\n".join(load(desk.folder).complaints())
        assert identifier not in said
        assert "erreurs" in said


@pytest.mark.parametrize("written", ["1234.5", "1234,50", "1234.50", " 1234.50 "])
def test_amounts_take_a_point_or_a_comma(desk, load, rows, written):
    desk.standing()
    desk.feed("contracts", {"premium": written})
    assert load(desk.folder).ok
    assert rows(Contract)[0]["premium"] == 123_450


def test_negative_amount_may_carry_a_true_minus_sign(desk, load, rows):
    desk.standing()
    desk.feed("payments", desk.correction(charged="−2.00"))
    report = load(desk.folder)
    assert report.ok, report.complaints()
    assert rows(PaymentLine)[0]["charged"] == -200


def test_separators_inside_nir_iban_and_bic_are_dropped(desk, load, rows):
    desk.standing()
    desk.feed(
        "members", {"nir": "2 55 08 14 168 025", "iban": "fr76 3000 6000 0112 3456 7890 189", "bic": "agri frpp 882"}
    )
    assert load(desk.folder).ok
    (member,) = rows(Member)
    assert crypto.decrypt(member["nir_encrypted"], "nir") == "255081416802538"
    assert crypto.decrypt(member["iban_encrypted"], "iban") == "FR7630006000011234567890189"
    assert member["bic"] == "AGRIFRPP882"


def test_columns_are_read_the_same_after_many_different_cells(desk, load, monkeypatch, rows):
    monkeypatch.setattr("espace.importers.cells._MEMO_SIZE", 2)
    desk.standing()
    days = [f"2026-10-{day:02d}" for day in range(1, 29)]
    desk.feed("payments", *({"payment_number": f"P{day}", "care_date": day} for day in days))
    assert load(desk.folder).ok
    assert [str(line["care_date"]) for line in rows(PaymentLine)] == days
