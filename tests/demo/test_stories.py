"""What a demonstration must be able to show: each kind of event happens to someone, and Camille's screens are those
of the mockups."""

from collections import defaultdict
from collections.abc import Callable
from datetime import date

import pytest

from espace.demo.people import households
from espace.domain.money import parse_amount

Row = dict[str, str]
Read = Callable[..., list[Row]]
Event = Callable[[Row], bool]


def _cents(row: Row, name: str) -> int:
    return parse_amount(row[name])


def _care(label: str = "", **facts: str) -> Event:
    return lambda row: (
        row["kind"] == "care" and label in row["act_label"] and all(row[name] == fact for name, fact in facts.items())
    )


def _left(label: str, cents: int) -> Event:
    return lambda row: label in row["act_label"] and row["kind"] == "care" and _cents(row, "out_of_pocket") == cents


EVENTS: dict[str, Event] = {
    "general practitioner, sector 1": _care("généraliste", base="30.00", charged="30.00"),
    "general practitioner, sector 2": _care("généraliste", base="23.00", charged="45.00"),
    "specialist in the OPTAM": _care("dermatologue", base="31.50", charged="55.00"),
    "specialist outside the OPTAM": _care("ophtalmologue", base="23.00", charged="70.00"),
    "medicine at 65 %": _care("Médicaments", rate="65"),
    "medicine at 30 %": _care("Médicaments", rate="30"),
    "medicine at 15 %": _care("Médicaments", rate="15"),
    "franchise withheld at once": _care("Médicaments", deduction_kind="franchise", deduction="2.00"),
    "scaling": _care("Détartrage"),
    "filling": _care("carie"),
    "crown of the 100 % Santé basket": _left("Couronne 100", 0),
    "crown at a free price": _left("Couronne céramique", 140_00),
    "orthodontics of a child": _care("Orthodontie", base="193.50", rate="100"),
    "implant": _care("Implant", base="0.00"),
    "glasses of the 100 % Santé basket": _left("Lunettes 100", 0),
    "glasses at a free price": _left("Lunettes :".replace(" ", "\u00a0"), 38_91),
    "a frame above the cap": _care("Lunettes", charged="342.00", mutual="309.91"),
    "contact lenses": _care("Lentilles"),
    "hearing aid of the 100 % Santé basket": _left("Aide auditive 100", 0),
    "hearing aid at a free price": _care("Aide auditive, oreille", charged="1690.00", mutual="1450.00"),
    "hospital stay": _care("Séjour", rate="80"),
    "hospital stay for a heavy act": _care("Séjour", rate="100"),
    "participation for a heavy act": _care("acte lourd", mutual="24.00"),
    "daily hospital charge": _care("Forfait journalier"),
    "private room": _care("Chambre particulière, 3 nuits", mutual="180.00"),
    "surgeon": _care("chirurgien"),
    "physiotherapy": _care(care_kind="physiotherapy"),
    "speech therapy": _care(care_kind="speech_therapy"),
    "nursing": _care(care_kind="nursing"),
    "osteopathy at a flat rate": _care("ostéopathie", base="0.00", charged="60.00", mutual="35.00"),
    "transport": _care(care_kind="transport"),
    "analyses in tiers payant": _care(care_kind="laboratory", recipient="third_party"),
    "imaging in tiers payant": _care(care_kind="imaging", recipient="third_party"),
    "recovered franchise": lambda row: row["kind"] == "recovered_deduction" and row["deduction_kind"] == "franchise",
    "recovered participation": lambda r: r["kind"] == "recovered_deduction" and r["deduction_kind"] == "participation",
    "outside the care pathway": _care("généraliste", rate="30", standard_rate="70"),
    "another insurer": lambda row: _cents(row, "other_insurer") > 0,
    "unknown act code": _care("FOURNITURE NON CODIFIEE 0412/B", act_code="ZK7", care_kind="other"),
    "payment by cheque": _care(method="cheque"),
    "long-term illness at 100 %": _care("cardiologue", rate="100"),
    "local scheme of Alsace-Moselle": _care("généraliste", rate="90"),
    "vaccine": _care("Vaccin"),
}


@pytest.mark.parametrize("event", EVENTS)
def test_the_event_happens_to_someone(read: Read, event: str) -> None:
    assert any(EVENTS[event](row) for row in read("payments"))


def test_corrections_take_a_line_back_whole_and_pay_it_again_at_another_amount(read: Read) -> None:
    rows = {f"{row['payment_number']}/{row['line_number']}": row for row in read("payments")}
    corrections = [row for row in rows.values() if row["kind"] == "correction"]

    assert len(corrections) == 2
    for row in corrections:
        wrong = rows[row["corrects"]]
        mirrored = ("charged", "base", "deduction", "social_security", "mutual", "out_of_pocket")
        assert [_cents(row, name) for name in mirrored] == [-_cents(wrong, name) for name in mirrored]
        again = [
            right
            for right in rows.values()
            if right["payment_number"] == row["payment_number"]
            and (right["kind"], right["care_date"], right["act_code"]) == ("care", row["care_date"], row["act_code"])
        ]
        assert [_cents(right, "mutual") > _cents(wrong, "mutual") for right in again] == [True]


def test_one_settlement_is_paid_in_two_payments_and_no_other(read: Read) -> None:
    payments = defaultdict(set)
    for row in read("payments"):
        payments[row["settlement_number"]].add(row["payment_number"])

    assert [len(numbers) for numbers in payments.values() if len(numbers) > 1] == [2]


def test_osteopathy_is_paid_four_times_a_year(read: Read) -> None:
    sessions: dict[tuple[str, str, str], int] = defaultdict(int)
    for row in read("payments"):
        if row["care_kind"] == "alternative" and _cents(row, "mutual"):
            sessions[row["contract_number"], row["beneficiary_rank"], row["care_date"][:4]] += 1

    assert max(sessions.values()) == 4


def test_a_story_cannot_tell_care_that_no_contract_covers() -> None:
    barral = households(date(2026, 11, 23))[-1]

    assert barral.contract_on(date(2024, 12, 31)).plan == "H1"
    assert barral.contract_on(date(2025, 1, 1)).plan == "H2"
    with pytest.raises(LookupError, match="2022-05-31"):
        barral.contract_on(date(2022, 5, 31))


_SHOWN = ("care_date", "beneficiary_rank", "act_label", "practitioner", "charged", "base", "social_security", "mutual")


def _camille(read: Read, recipient: str) -> list[tuple[str, list[Row]]]:
    """Camille's payments of the last three months, newest first."""
    found: dict[str, list[Row]] = {}
    for row in read("payments"):
        mine = row["contract_number"] == "H3-0472318" and row["recipient"] == recipient
        if mine and row["paid_on"] >= "2026-08-23":
            found.setdefault(row["payment_number"], []).append(row)
    return sorted(found.items(), key=lambda payment: payment[1][0]["paid_on"], reverse=True)


def test_camilles_three_latest_payments_are_those_of_the_mockups(read: Read) -> None:
    payments = _camille(read, "member")[:3]

    assert payments[0][0] == "26-118-04471"
    assert [lines[0]["paid_on"] for _, lines in payments] == ["2026-11-18", "2026-11-03", "2026-10-14"]
    assert {line["account_ending"] for _, lines in payments for line in lines} == {"471"}
    assert [[tuple(line[name] for name in _SHOWN) for line in lines] for _, lines in payments] == [
        [
            ("2026-11-04", "0", "Consultation généraliste", "Dr Hélène Castaing", "30.00", "30.00", "19.00", "9.00"),
            ("2026-11-05", "0", "Consultation dermatologue", "Dr Karim Bensaïd", "55.00", "31.50", "20.05", "31.50"),
            ("2026-11-06", "3", "Séance d’orthophonie", "Léa Tallard", "26.26", "26.26", "15.76", "10.50"),
        ],
        [
            ("2026-10-22", "1", "Lunettes\u00a0: monture et 2 verres", "Optique du Ponant",
             "389.00", "0.15", "0.09", "350.00"),
        ],
        [
            ("2026-09-29", "2", "Consultation généraliste", "Dr Hélène Castaing", "30.00", "30.00", "21.00", "9.00"),
            ("2026-10-02", "1", "Détartrage", "Dr Paul Vasseur", "28.92", "28.92", "17.35", "11.57"),
        ],
    ]  # fmt: skip


def test_camilles_last_three_months_add_up_as_in_the_mockups(read: Read) -> None:
    payments = _camille(read, "member")

    assert len(payments) == 8
    assert sum(_cents(line, "mutual") for _, lines in payments for line in lines) == 684_12


def test_camilles_payments_to_others_are_those_of_the_mockups(read: Read) -> None:
    lines = [line for _, lines in _camille(read, "third_party") for line in lines]

    shown = [(row["paid_on"], row["payee"], row["act_label"], row["social_security"], row["mutual"]) for row in lines]
    assert shown == [
        ("2026-11-16", "Pharmacie du Ponant", "Médicaments", "9.96", "6.44"),
        ("2026-11-09", "Laboratoire des Embruns", "Analyses de sang", "22.68", "15.12"),
        ("2026-10-20", "Clinique Sainte-Estelle", "Chambre particulière, 3 nuits", "0.00", "180.00"),
        ("2026-10-07", "Imagerie du Large", "Radiographie du poignet", "25.27", "30.02"),
    ]
    assert {row["account_ending"] for row in lines} == {""}
