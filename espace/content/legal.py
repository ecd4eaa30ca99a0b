"""The legal pages: who publishes the site, what is done with personal data, how accessible it is."""

from dataclasses import dataclass

from espace.content.mutual import MUTUAL


@dataclass(frozen=True, slots=True)
class Passage:
    """A titled passage: paragraphs, then bullets and what follows them, if any."""

    title: str
    paragraphs: tuple[str, ...]
    bullets: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


LEGAL: tuple[Passage, ...] = (
    Passage(
        "Éditeur du site",
        (
            f"{MUTUAL.name}, {', '.join(MUTUAL.address)}. {MUTUAL.legal} SIREN {MUTUAL.siren}.",
            f"Téléphone : {MUTUAL.telephone.shown}, {MUTUAL.hours}.",
        ),
    ),
    Passage(
        "Contrôle et médiation",
        (
            "Les mutuelles sont contrôlées par l’Autorité de contrôle prudentiel et de résolution (ACPR), "
            "4 place de Budapest, CS 92459, 75436 Paris Cedex 09.",
            "Une réclamation reçoit un accusé de réception sous dix jours ouvrés. Après un refus, ou deux mois sans "
            "réponse, vous pouvez saisir le médiateur de la Mutualité française, sur www.mediateur-mutualite.fr ou par "
            "courrier : Monsieur le médiateur de la Mutualité française, FNMF, 255 rue de Vaugirard, 75719 Paris "
            "Cedex 15.",
        ),
    ),
    Passage(
        "Données ouvertes",
        ("« Mes outils » s’appuie sur des données publiques :",),
        (
            "professionnels de santé : Annuaire Santé de l’Agence du Numérique en Santé, Licence Ouverte 2.0",
            "communes et codes postaux : INSEE et La Poste, par Etalab, Licence Ouverte 2.0",
            "positions des communes : GeoNames (geonames.org), licence CC BY 4.0",
        ),
    ),
    Passage("Démonstration", ("Les personnes, les contrats et les montants présentés ici sont fictifs.",)),
)

PRIVACY: tuple[Passage, ...] = (
    Passage(
        "Pourquoi nous utilisons vos données",
        (
            "Nous utilisons vos données pour exécuter votre contrat : rembourser vos soins, vous envoyer vos relevés, "
            "répondre à vos demandes. Nous ne les vendons pas et cet espace ne contient aucun traceur publicitaire.",
        ),
    ),
    Passage(
        "Comment nous les protégeons",
        (
            "Votre numéro de sécurité sociale et votre compte bancaire sont chiffrés.",
            "Trois cookies seulement sont déposés, tous nécessaires. Aucun ne vous suit d’un site à l’autre.",
        ),
        (
            "la session : déposée à la connexion, elle vous reconnaît jusqu’à votre déconnexion",
            "l’identifiant saisi : gardé deux minutes au plus après un essai refusé, pour ne pas le ressaisir",
            "l’appareil connu : gardé un an, il vous laisse entrer même si quelqu’un d’autre essaie vos identifiants",
        ),
    ),
    Passage(
        "Les soins des autres adultes de votre contrat",
        (
            "Vous voyez tous les soins de vos enfants mineurs. D’un autre adulte, vous voyez les montants et les "
            "paiements, mais ni l’acte ni le professionnel de santé : c’est le secret médical.",
            "Cette personne peut choisir de vous laisser lire ses soins. Il lui suffit de nous l’écrire, en joignant "
            f"la copie d’une pièce d’identité : {', '.join(MUTUAL.address)}. Elle peut changer d’avis à tout moment.",
        ),
    ),
    Passage(
        "Vos droits",
        ("Vous avez le droit de :",),
        (
            "lire les données que nous avons sur vous, et en recevoir une copie",
            "faire corriger ce qui est inexact",
            "faire effacer ce que la loi ne nous oblige pas à garder",
            "vous opposer à un usage, ou le limiter",
        ),
        (
            f"Pour exercer ces droits, appelez-nous au {MUTUAL.telephone.shown} ou écrivez-nous : "
            f"{', '.join(MUTUAL.address)}. Si notre réponse ne vous convient pas, vous pouvez saisir la CNIL.",
        ),
    ),
)

ACCESSIBILITY: tuple[Passage, ...] = (
    Passage(
        "État de conformité",
        (
            "Cet espace n’a pas encore été audité : tant qu’il ne l’est pas, la règle est de le déclarer non conforme "
            "au référentiel général d’amélioration de l’accessibilité (RGAA 4.1).",
            "Il est pourtant vérifié à chaque version par des contrôles automatiques et au clavier.",
        ),
    ),
    Passage(
        "Ce qui fonctionne",
        ("Chaque page est pensée pour être lue et utilisée :",),
        (
            "au clavier seul, avec un repère visible",
            "avec un lecteur d’écran",
            "agrandie à 200 %, en clair ou en sombre",
            "sur un téléphone comme sur un ordinateur",
        ),
    ),
    Passage(
        "Ce qui reste à faire",
        ("Les relevés en PDF ne sont pas encore balisés : leur contenu se lit en entier sur la page du paiement.",),
    ),
    Passage(
        "Nous signaler une difficulté",
        (
            f"Appelez-nous au {MUTUAL.telephone.shown}, {MUTUAL.hours}. Si nous ne vous répondons pas, vous "
            "pouvez saisir le Défenseur des droits, gratuitement, par son site ou par courrier.",
        ),
    ),
)
