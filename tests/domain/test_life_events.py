from dataclasses import replace
from datetime import date, timedelta

import pytest

from espace.domain.errors import InvalidFields
from espace.domain.formats import NBSP
from espace.domain.labels import Relationship, RequestKind
from espace.domain.life_events import BY_KEY, BY_KIND, EVENTS, Answers, LifeEvent, Situation, Step
from espace.domain.life_events.rules import end_of_month, first_of_next_month, since
from espace.domain.termination import Terms
from tests.events import CHILD, FAMILY, SPOUSE, TYPED, typed

PEOPLE = {"deces": {"personne": "ines"}, "radiation": {"personne": "ines"}}
TODAY = FAMILY.today
ALONE = replace(FAMILY, people=FAMILY.people[:1])


def _typed(event: LifeEvent, **answers: str) -> dict[str, str]:
    return typed(event, **(PEOPLE.get(event.key, {}) | answers))


def _faults(event: LifeEvent, situation: Situation = FAMILY, **answers: str) -> dict[str, str]:
    with pytest.raises(InvalidFields) as refusal:
        event.read(_typed(event, **answers), situation)
    return refusal.value.sentences


def _facts(event: LifeEvent, situation: Situation = FAMILY, **answers: str) -> dict[str, str]:
    read = event.read(_typed(event, **answers), situation)
    return {label: value.replace(NBSP, " ") for label, value in event.summary(read, situation)}


def _starts(event: LifeEvent, **answers: str) -> date:
    return event.starts(event.read(_typed(event, **answers), FAMILY), FAMILY)


def test_every_change_of_the_list_has_its_event() -> None:
    assert set(BY_KIND) == set(RequestKind) - {RequestKind.QUESTION}
    assert len(BY_KEY) == len(EVENTS) == len(TYPED)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.key)
def test_an_event_is_told_read_over_and_read_again_the_same(event: LifeEvent) -> None:
    answers = event.read(_typed(event, member_id="2", status="applied"), FAMILY)
    assert set(answers) <= set(event.labels)
    assert event.read(_typed(event), FAMILY) == answers
    assert all(label and value for label, value in event.summary(answers, FAMILY))
    assert event.starts(answers, FAMILY) >= date(2026, 11, 1)
    assert next(step for step, _ in event.steps) is Step.ANSWERS
    assert (Step.DOCUMENTS in dict(event.steps)) == bool(event.documents)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.key)
def test_nothing_typed_asks_for_what_is_missing_and_for_nothing_else(event: LifeEvent) -> None:
    with pytest.raises(InvalidFields) as refusal:
        event.read({}, FAMILY)
    wanted = {one.name: one.missing for one in event.questions if one.missing and one.when is None}
    assert refusal.value.sentences == wanted


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.key)
def test_nonsense_in_every_answer_is_a_sentence_beside_it(event: LifeEvent) -> None:
    nonsense = {one.name: "<script>\n" for one in event.questions}
    with pytest.raises(InvalidFields) as refusal:
        event.read(nonsense, FAMILY)
    assert refusal.value.sentences
    assert all(sentence.endswith(".") or "exemple" in sentence for sentence in refusal.value.sentences.values())


@pytest.mark.parametrize(
    ("key", "answers", "field", "said"),
    [
        ("union", {"le": "24/11/2026"}, "le", "dans l’avenir"),
        ("union", {"le": "23/11/2022"}, "le", "trop ancienne"),
        ("union", {"couvrir": "oui"}, "prenom", "Écrivez ce prénom"),
        ("separation", {"le": "24/11/2026"}, "le", "dans l’avenir"),
        ("separation", {"conjoint": "ines"}, "conjoint", "une personne de votre contrat"),
        ("naissance", {"naissance": "24/11/2026"}, "naissance", "dans l’avenir"),
        ("naissance", {"naissance": "14/06/1984"}, "naissance", "majeur"),
        ("naissance", {"arrivee": "adoption"}, "accueil", "Indiquez cette date"),
        ("naissance", {"arrivee": "adoption", "accueil": "01/11/2026"}, "accueil", "avant d’être né"),
        ("naissance", {"prenom2": "alba"}, "prenom2", "jumeaux"),
        ("naissance", {"prenom": "INES", "naissance": "27/08/2013"}, "prenom", "déjà sur votre contrat"),
        ("naissance", {"prenom2": "Ines", "naissance": "27/08/2013"}, "prenom2", "déjà sur votre contrat"),
        ("naissance", {"arrivee": "autre"}, "arrivee", "réponses proposées"),
        ("deces", {"personne": "somebody-else"}, "personne", "une personne de votre contrat"),
        ("deces", {"personne": "julien", "le": "24/11/2026"}, "le", "dans l’avenir"),
        ("ajout", {"lien": "child", "naissance": "14/06/1984"}, "naissance", "précède votre propre naissance"),
        ("ajout", {"lien": "spouse"}, "prenom", "Julien est déjà votre conjoint"),
        ("ajout", {"nir": ""}, "nir", "personne majeure"),
        ("ajout", {"nir": "255081416802539"}, "nir", "clé"),
        ("ajout", {"le": "22/11/2026"}, "le", "déjà passée"),
        ("ajout", {"le": "24/11/2027"}, "le", "plus d’un an"),
        ("radiation", {"personne": "alice"}, "personne", "une personne de votre contrat"),
        ("radiation", {"le": "22/11/2026"}, "le", "déjà passée"),
        ("radiation", {"raison": "x" * 101}, "raison", "100 caractères"),
        ("demenagement", {"code_postal": "99"}, "code_postal", "5 chiffres"),
        ("demenagement", {"le": "31/02/2026"}, "le", "n’existe pas"),
        ("demenagement", {"le": "22/11/2023"}, "le", "trop ancienne"),
        ("demenagement", {"le": "24/11/2027"}, "le", "plus d’un an"),
        ("caisse", {"code": "12345678"}, "code", "9 chiffres"),
        ("formule", {"formule": "HORIZON-3"}, "formule", "formules proposées"),
        ("emploi", {"cas": "employeur"}, "employeur", "nom de votre employeur"),
        ("resiliation", {"motif": "new_situation"}, "le", "Indiquez cette date"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_with_what_to_do(key: str, answers: dict[str, str], field: str, said: str) -> None:
    assert said in _faults(BY_KEY[key], **answers)[field].replace(NBSP, " ")


def test_a_spouse_is_added_by_a_union_when_there_is_none_yet() -> None:
    spouse = {"couvrir": "oui", "prenom": "Paul", "nom": "Roy", "naissance": "01/02/1980", "nir": "180052A00400531"}
    assert "déjà votre conjoint" in _faults(BY_KEY["union"], **spouse)["prenom"]
    assert (
        "suit celle de votre union"
        in _faults(BY_KEY["union"], ALONE, **spouse | {"naissance": "15/11/2026"})["naissance"]
    )
    facts = _facts(BY_KEY["union"], ALONE, **spouse)
    assert facts["Son numéro de Sécurité sociale"] == "1 80 05 •• ••• ••• ••"
    assert facts["Prise en compte"] == "à partir du 14 novembre 2026"


def test_what_is_not_asked_is_not_kept() -> None:
    answers = BY_KEY["union"].read(_typed(BY_KEY["union"], prenom="Paul", nir="180052A00400531"), FAMILY)
    assert answers == {"forme": "mariage", "le": "2026-11-14", "couvrir": "non"}


def test_twins_share_a_birth_date_and_differ_by_their_first_names() -> None:
    facts = _facts(BY_KEY["naissance"], prenom2="Zoé")
    assert (facts["Prénom de l’enfant"], facts["Prénom du second enfant"]) == ("Alba", "Zoé")


@pytest.mark.parametrize(
    ("key", "answers", "day"),
    [
        ("naissance", {}, date(2026, 11, 2)),
        ("naissance", {"naissance": "22/08/2026"}, TODAY),  # told after three months
        ("naissance", {"naissance": "23/08/2026"}, date(2026, 8, 23)),
        ("naissance", {"naissance": "01/03/2020", "arrivee": "adoption", "accueil": "10/11/2026"}, date(2026, 11, 10)),
        ("separation", {"conjoint": "julien"}, date(2026, 11, 30)),
        ("deces", {}, date(2026, 11, 19)),
        ("radiation", {}, date(2026, 12, 31)),
        ("formule", {}, date(2026, 12, 1)),
        ("resiliation", {}, date(2026, 12, 23)),
    ],
)
def test_each_event_counts_from_its_own_day(key: str, answers: dict[str, str], day: date) -> None:
    assert _starts(BY_KEY[key], **answers) == day


def test_a_separation_says_until_when_the_other_is_covered() -> None:
    assert _facts(BY_KEY["separation"], conjoint=SPOUSE.id)["Fin de sa couverture"] == "le 30 novembre 2026 au soir"
    assert "Fin de sa couverture" not in _facts(BY_KEY["separation"])
    assert _facts(BY_KEY["separation"], conjoint=SPOUSE.id)["Quitte votre contrat"] == "Julien Martin"


def test_a_death_may_not_precede_a_birth() -> None:
    newborn = replace(FAMILY, people=(replace(CHILD, birth_date=date(2026, 11, 20)),))
    assert "précède la naissance" in _faults(BY_KEY["deces"], newborn)["le"]


def test_a_minor_is_added_without_a_number_of_their_own() -> None:
    assert "nir" not in BY_KEY["ajout"].read(
        _typed(BY_KEY["ajout"], lien=Relationship.CHILD.value, naissance="05/05/2020", nir=""), FAMILY
    )


def test_a_resiliation_says_its_day_its_source_and_the_refund() -> None:
    facts = _facts(BY_KEY["resiliation"], motif="employer_plan", le="02/11/2026")
    assert facts["Votre contrat prend fin"] == "le 23 décembre 2026 au soir"
    assert facts["Contrat à résilier"] == "n° C-0472318"
    assert facts["Texte de loi"] == "Code de la mutualité, L221-17"
    assert facts["Cotisation payée en trop"] == "rendue au plus tard le 22 janvier 2027"
    late = _facts(BY_KEY["resiliation"], motif="late_reminder", avis="10/11/2026")
    assert late["Votre contrat prend fin"] == "le 31 décembre 2026 au soir"
    assert BY_KEY["resiliation"].confirm == "Confirmer ma demande de résiliation"


def test_a_resiliation_before_one_year_says_when_it_will_be_possible() -> None:
    young = replace(FAMILY, terms=Terms(FAMILY.terms.kind, date(2026, 6, 1)))
    assert "1er juin 2027" in _faults(BY_KEY["resiliation"], young)["motif"].replace(NBSP, " ")
    answers = Answers(motif="after_a_year")
    assert BY_KEY["resiliation"].starts(answers, young) == TODAY
    assert "Cotisation payée en trop" not in dict(BY_KEY["resiliation"].summary(answers, young))


def test_words_of_somebody_or_of_a_plan_that_is_gone_are_empty() -> None:
    shown = {
        one.look: one.show("gone", FAMILY)
        for event in EVENTS
        for one in event.questions
        if one.look in ("person", "plan")
    }
    assert shown == {"person": "", "plan": ""}


def test_months_begin_and_end_where_the_calendar_says() -> None:
    assert first_of_next_month(date(2026, 12, 31)) == date(2027, 1, 1)
    assert end_of_month(date(2028, 2, 1)) == date(2028, 2, 29)
    assert since(TODAY - timedelta(days=92), FAMILY) == date(2026, 8, 23)


def test_nothing_counts_before_the_contract_itself() -> None:
    young = replace(FAMILY, terms=Terms(FAMILY.terms.kind, date(2026, 11, 16)))
    answers = BY_KEY["naissance"].read(_typed(BY_KEY["naissance"]), young)
    assert BY_KEY["naissance"].starts(answers, young) == date(2026, 11, 16)
