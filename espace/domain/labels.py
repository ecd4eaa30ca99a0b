"""The field's closed lists, each value with the French words a person reads."""

from enum import StrEnum


class Labelled(StrEnum):
    """An enumeration stored by its English value and shown by its French `label`."""

    label: str

    def __new__(cls, value: str, label: str) -> "Labelled":
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member


class ContractKind(Labelled):
    """How the contract was taken out; a group contract is changed through the employer."""

    INDIVIDUAL = "individual", "Individuel"
    GROUP = "group", "Collectif"


class Relationship(Labelled):
    """What a beneficiary is to the member (adhérent)."""

    SELF = "self", "Adhérent"
    SPOUSE = "spouse", "Conjoint"
    CHILD = "child", "Enfant"
    OTHER = "other", "Autre ayant droit"


class Heading(Labelled):
    """Headings of the coverage table: the five harmonised ones, then the mutual's own.

    The five come from the harmonised presentation agreed by UNOCAM's federations in 2019.
    """

    HOSPITAL = "hospital", "Hospitalisation"
    ROUTINE = "routine", "Soins courants"
    DENTAL = "dental", "Dentaire"
    OPTICAL = "optical", "Optique"
    HEARING = "hearing", "Aides auditives"
    PREVENTION = "prevention", "Prévention"
    ALTERNATIVE = "alternative", "Médecines douces"
    ASSISTANCE = "assistance", "Assistance"


class CoverageUnit(Labelled):
    """The unit of a coverage level; percentages are in basis points, money in cents."""

    PERCENT_BASE = "percent_base", "% BR"
    COPAYMENT = "copayment", "Ticket modérateur"
    ACTUAL_COST = "actual_cost", "Frais réels"
    EURO = "euro", "€"
    EURO_PER_YEAR = "euro_per_year", "€ par an"
    EURO_PER_NIGHT = "euro_per_night", "€ par nuit"
    PERCENT_PMSS = "percent_pmss", "% PMSS"


class SocialSecurityPart(Labelled):
    """Whether a coverage level counts the Assurance Maladie share in or comes on top of it."""

    INCLUDED = "included", "y compris l’Assurance Maladie"
    ON_TOP = "on_top", "en plus de l’Assurance Maladie"
    NONE = "none", "sans intervention de l’Assurance Maladie"


class CareKind(Labelled):
    """The kind of care of a line, for filters and for the words of a payment's title."""

    CONSULTATION = "consultation", "Consultation"
    PHARMACY = "pharmacy", "Pharmacie"
    LABORATORY = "laboratory", "Analyses"
    IMAGING = "imaging", "Imagerie"
    DENTAL = "dental", "Dentaire"
    OPTICAL = "optical", "Optique"
    HEARING = "hearing", "Aides auditives"
    HOSPITAL = "hospital", "Hôpital"
    PHYSIOTHERAPY = "physiotherapy", "Kinésithérapie"
    SPEECH_THERAPY = "speech_therapy", "Orthophonie"
    NURSING = "nursing", "Soins infirmiers"
    ALTERNATIVE = "alternative", "Médecines douces"
    TRANSPORT = "transport", "Transport"
    OTHER = "other", "Autres soins"


class Recipient(Labelled):
    """To whom a payment went: the member, or a health professional (tiers payant)."""

    MEMBER = "member", "Assuré"
    THIRD_PARTY = "third_party", "Professionnel de santé"


class PaymentMethod(Labelled):
    """How the money travelled."""

    TRANSFER = "transfer", "Virement"
    CHEQUE = "cheque", "Chèque"


class LineKind(Labelled):
    """What a payment line is: care, the correction of an earlier line, or a recovered deduction."""

    CARE = "care", "Soins"
    CORRECTION = "correction", "Régularisation"
    RECOVERED_DEDUCTION = "recovered_deduction", "Retenue récupérée"


class DeductionKind(Labelled):
    """The flat amount the law leaves to the patient (Code de la sécurité sociale, L160-13)."""

    NONE = "none", "Aucune retenue"
    PARTICIPATION = "participation", "Participation forfaitaire"
    FRANCHISE = "franchise", "Franchise médicale"


class TokenPurpose(Labelled):
    """What a link sent by e-mail may do, once."""

    ACTIVATION = "activation", "Activation de l’espace"
    PASSWORD_RESET = "password_reset", "Nouveau mot de passe"
    EMAIL_CHANGE = "email_change", "Changement d’adresse e-mail"
    BANK_CHANGE_CANCEL = "bank_change_cancel", "Annulation d’un changement de RIB"


class ContactDetail(Labelled):
    """A contact detail (coordonnée) that a member changes as a whole."""

    ADDRESS = "address", "Adresse postale"
    MOBILE = "mobile", "Téléphone mobile"
    LANDLINE = "landline", "Téléphone fixe"
    EMAIL = "email", "Adresse e-mail"


class LetterKind(Labelled):
    """A letter that the back office prints and posts."""

    ACTIVATION_CODE = "activation_code", "Code d’activation"


class RequestKind(Labelled):
    """What a member asks for: a question, or one of the events of a life that change a contract (D1)."""

    QUESTION = "question", "Question"
    MOVE = "move", "Déménagement"
    UNION = "union", "Mariage, PACS ou concubinage"
    BIRTH = "birth", "Naissance ou adoption"
    SEPARATION = "separation", "Séparation"
    DEATH = "death", "Décès d’un bénéficiaire"
    ADDITION = "addition", "Ajout d’un bénéficiaire"
    REMOVAL = "removal", "Radiation d’un bénéficiaire"
    HEALTH_FUND = "health_fund", "Changement de caisse"
    PLAN_CHANGE = "plan_change", "Changement de formule"
    EMPLOYER_CHANGE = "employer_change", "Changement d’employeur"
    TERMINATION = "termination", "Résiliation"


class QuestionSubject(Labelled):
    """What a question is about, for the adviser who will read it."""

    REIMBURSEMENT = "reimbursement", "Un remboursement"
    QUOTE = "quote", "Un devis"
    CONTRACT = "contract", "Mon contrat ou mes cotisations"
    CARD = "card", "Ma carte mutualiste"
    HOSPITAL = "hospital", "Une hospitalisation"
    COMPLAINT = "complaint", "Une réclamation"
    PERSONAL_DATA = "personal_data", "Mes données personnelles"
    OTHER = "other", "Autre chose"


class RequestStatus(Labelled):
    """Where a request stands; the last three end it."""

    RECEIVED = "received", "Reçue"
    IN_PROGRESS = "in_progress", "En cours"
    WAITING = "waiting", "En attente de votre réponse"
    ANSWERED = "answered", "Réponse envoyée"
    APPLIED = "applied", "Acceptée"
    REFUSED = "refused", "Refusée"


class AccountStatus(Labelled):
    """Whether an account may log in; a deceased member's account is frozen."""

    ACTIVE = "active", "Actif"
    FROZEN = "frozen", "Gelé"


class Precision(Labelled):
    """How exactly a position is known: the last two are the centre of a commune, or of one close by."""

    ADDRESS = "address", "À l’adresse"
    STREET = "street", "À la rue"
    COMMUNE = "commune", "Au centre de la commune"
    NEARBY = "nearby", "Au centre d’une commune voisine"

    @property
    def is_exact(self) -> bool:
        """Whether a distance of a few hundred metres means something."""
        return self in (Precision.ADDRESS, Precision.STREET)
