"""The kinds of professionals of the demonstration's directory, and how often each comes."""

from typing import Final

from espace.demo.directory.extract import Trade

_DOCTOR: Final = ("10", "Médecin")
GENERAL_PRACTITIONER: Final = Trade(*_DOCTOR, "SM54", "Médecine générale (SM)")
COMPETENCE: Final = Trade(*_DOCTOR, "C40", "Allergologie", "C")
CARDIOLOGIST: Final = Trade(*_DOCTOR, "SM04", "Cardiologie et maladies vasculaires")
DERMATOLOGIST: Final = Trade(*_DOCTOR, "SM15", "Dermatologie et vénéréologie")
GYNAECOLOGIST: Final = Trade(*_DOCTOR, "SM20", "Gynécologie-obstétrique")
OPHTHALMOLOGIST: Final = Trade(*_DOCTOR, "SM38", "Ophtalmologie")
ENT: Final = Trade(*_DOCTOR, "SM39", "Oto-rhino-laryngologie et chirurgie cervico-faciale")
RADIOLOGIST: Final = Trade(*_DOCTOR, "SM44", "Radio-diagnostic")
ORTHOPAEDIST: Final = Trade(*_DOCTOR, "SM09", "Chirurgie orthopédique et traumatologie")
DENTIST: Final = Trade("40", "Chirurgien-Dentiste")
ORTHODONTIST: Final = Trade("40", "Chirurgien-Dentiste", "SCD01", "Orthopédie dento-faciale")
PHYSIOTHERAPIST: Final = Trade("70", "Masseur-Kinésithérapeute")
NURSE: Final = Trade("60", "Infirmier")
PHARMACIST: Final = Trade("21", "Pharmacien")
OPTICIAN: Final = Trade("28", "Opticien-Lunetier")
HEARING_AIDS: Final = Trade("26", "Audioprothésiste")
SPEECH_THERAPIST: Final = Trade("91", "Orthophoniste")
OSTEOPATH: Final = Trade("71", "Ostéopathe")
DIETITIAN: Final = Trade("95", "Diététicien")
TECHNICIAN: Final = Trade("98", "Manipulateur ERM")  # nobody looks for one
SHOPS: Final = frozenset((PHARMACIST, OPTICIAN, HEARING_AIDS))

WEIGHTS: Final[dict[Trade, int]] = {
    GENERAL_PRACTITIONER: 260,
    Trade(*_DOCTOR): 12,
    DENTIST: 110,
    OPHTHALMOLOGIST: 32,
    PHYSIOTHERAPIST: 150,
    NURSE: 150,
    PHARMACIST: 80,
    OPTICIAN: 50,
    HEARING_AIDS: 22,
    Trade(*_DOCTOR, "SM57", "Allergologie"): 7,
    CARDIOLOGIST: 18,
    DERMATOLOGIST: 16,
    Trade(*_DOCTOR, "SM16", "Endocrinologie et métabolisme"): 8,
    Trade(*_DOCTOR, "SM24", "Gastro-entérologie et hépatologie"): 11,
    Trade(*_DOCTOR, "SM18", "Gériatrie"): 6,
    GYNAECOLOGIST: 24,
    Trade(*_DOCTOR, "SM30", "Néphrologie"): 4,
    Trade(*_DOCTOR, "SM32", "Neurologie"): 8,
    ENT: 12,
    Trade(*_DOCTOR, "SM40", "Pédiatrie"): 16,
    Trade(*_DOCTOR, "SM41", "Pneumologie"): 8,
    Trade(*_DOCTOR, "SM42", "Psychiatrie"): 28,
    RADIOLOGIST: 14,
    Trade(*_DOCTOR, "SM48", "Rhumatologie"): 9,
    Trade(*_DOCTOR, "SM29", "Médecine physique et réadaptation"): 6,
    Trade(*_DOCTOR, "SM12", "Chirurgie urologique"): 6,
    ORTHOPAEDIST: 10,
    Trade(*_DOCTOR, "SM02", "Anesthésie-réanimation"): 10,
    ORTHODONTIST: 14,
    Trade("50", "Sage-Femme"): 24,
    SPEECH_THERAPIST: 40,
    Trade("92", "Orthoptiste"): 12,
    Trade("80", "Pédicure-Podologue"): 32,
    Trade("93", "Psychologue"): 60,
    OSTEOPATH: 40,
    DIETITIAN: 16,
    Trade("94", "Ergothérapeute"): 8,
    Trade("96", "Psychomotricien"): 10,
}
