"""The words of reimbursement, explained in plain French: shown under a payment that uses them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the field and what it means."""

    name: str
    meaning: str


BASE = Word(
    "La base",
    "Le tarif de référence fixé par l’Assurance Maladie pour chaque acte. Les remboursements se calculent à partir "
    "de ce tarif.",
)
COPAYMENT = Word(
    "Le ticket modérateur",
    "La part de la base que l’Assurance Maladie ne rembourse pas. Votre mutuelle la prend en charge, en tout ou en "
    "partie, selon votre formule.",
)
PARTICIPATION = Word(
    "La participation forfaitaire",
    "Une somme fixe, 2,00 € depuis 2024, retenue par l’Assurance Maladie à chaque consultation ou examen d’un adulte. "
    "La loi interdit aux mutuelles responsables de la rembourser. Les moins de 18 ans en sont dispensés.",
)
FRANCHISE = Word(
    "La franchise médicale",
    "Une petite somme retenue par l’Assurance Maladie sur chaque boîte de médicaments, chaque acte paramédical et "
    "chaque transport, dans la limite de 50,00 € par an. Votre mutuelle n’a pas le droit de la rembourser.",
)
EXCESS_FEE = Word(
    "Le dépassement d’honoraires",
    "La partie du prix qui dépasse la base. Votre formule en prend en charge une part, indiquée dans votre tableau des "
    "prestations.",
)
ABOVE_TARIFF = Word(
    "Au-delà du tarif",
    "Des lunettes, un appareil ou un transport peuvent coûter plus que leur tarif de référence, parfois de quelques "
    "centimes seulement. Votre formule couvre ce qui dépasse jusqu’au montant indiqué dans votre tableau des "
    "prestations.",
)
OFF_PATHWAY = Word(
    "Le parcours de soins",
    "Consulter d’abord son médecin traitant. Hors de ce parcours, l’Assurance Maladie rembourse moins, et la loi "
    "interdit aux mutuelles responsables de compenser la différence.",
)
NOT_COVERED = Word(
    "Les soins non remboursables",
    "Des soins pour lesquels l’Assurance Maladie ne verse rien. Votre mutuelle peut en prendre une partie en charge, "
    "dans la limite d’un forfait.",
)
ACTUAL_COST = Word(
    "Les frais réels",
    "Tout ce que le soin coûte, une fois déduit ce que paie l’Assurance Maladie. Il ne vous reste rien à payer.",
)
FULL_COVER = Word(
    "Le 100 % Santé",
    "Des lunettes, des prothèses dentaires et des aides auditives entièrement remboursées par l’Assurance Maladie et "
    "votre mutuelle. Le professionnel doit toujours vous les proposer dans son devis.",
)
OPTAM = Word(
    "L’OPTAM",
    "Un accord par lequel un médecin de secteur 2 limite ses dépassements d’honoraires. Vous êtes alors mieux "
    "remboursé. L’annuaire santé de l’Assurance Maladie dit quels médecins l’ont signé.",
)
CEILING = Word(
    "Le PMSS",
    "Le plafond mensuel de la Sécurité sociale, un montant fixé chaque année par l’État. Certaines garanties en "
    "sont un pourcentage.",
)
CORRECTION = Word(
    "La régularisation",
    "La correction d’un paiement précédent : une ligne l’annule, une autre le remplace s’il y a lieu. Les "
    "montants négatifs sont ceux que nous reprenons.",
)
RECOVERED = Word(
    "La retenue récupérée",
    "Avec le tiers payant, vous n’avancez rien : l’Assurance Maladie ne peut pas garder la participation forfaitaire "
    "ou la franchise. Elle la récupère plus tard, sur un autre remboursement.",
)
OTHER_INSURER = Word(
    "L’autre mutuelle",
    "Ce qu’une deuxième complémentaire santé a versé pour les mêmes soins. Le total des remboursements ne dépasse "
    "jamais votre dépense.",
)
OVERPAID = Word(
    "Le trop-perçu",
    "Une somme versée au-delà de ce qui était dû. Elle est reprise sur un prochain paiement ; si cela n’arrive pas, "
    "appelez-nous.",
)
