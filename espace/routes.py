"""Every page of the portal, one line each: its address, title, who may open it, its icon and section.

Menus, breadcrumbs, titles and the guard all read this table; adding a page starts here.
"""

from dataclasses import dataclass
from enum import StrEnum


class Access(StrEnum):
    """Who may open a page."""

    PUBLIC = "public"
    MEMBER = "member"
    ADVISER = "adviser"


class Section(StrEnum):
    """Which entry of the toolbar is marked as current."""

    NONE = ""
    CONTRACT = "contract"
    HEALTH = "health"
    FOLLOW_UP = "follow_up"
    QUEUE = "queue"
    LETTERS = "letters"


@dataclass(frozen=True, slots=True)
class Route:
    """One page: `title` is its `h1` and browser title, `parent` the step above it in the breadcrumb."""

    path: str
    title: str
    access: Access = Access.MEMBER
    icon: str = ""
    section: Section = Section.NONE
    parent: str = ""


PUBLIC_HOME = Route("/", "La mutuelle des gens d’ici", Access.PUBLIC)
CHOOSER = Route("/acces", "Accéder à votre espace", Access.PUBLIC)
LOGIN = Route("/connexion", "Me connecter", Access.PUBLIC)
# A refused login is posted, then redirected here: a prerendered page, readable without JavaScript.
LOGIN_REFUSED = Route("/connexion/erreur", "Erreur : Me connecter", Access.PUBLIC)
SIGN_UP = Route("/creer-mon-espace", "Créer mon espace personnel", Access.PUBLIC, parent="/connexion")
FORGOTTEN = Route("/mot-de-passe-oublie", "Mot de passe oublié", Access.PUBLIC, parent="/connexion")
CONFIRM_EMAIL = Route("/compte/confirmer-email", "Confirmer mon adresse e-mail", Access.PUBLIC, parent="/connexion")
ACTIVATION = Route("/activation", "Activer mon espace", Access.PUBLIC, parent="/connexion")
ACTIVATION_CODE = Route("/activation/code", "Saisir le code reçu par courrier", Access.PUBLIC, parent="/connexion")
NEW_PASSWORD = Route("/nouveau-mot-de-passe", "Choisir un nouveau mot de passe", Access.PUBLIC, parent="/connexion")
CANCEL_BANK_CHANGE = Route(
    "/rib/annuler", "Annuler un changement de compte bancaire", Access.PUBLIC, parent="/connexion"
)
LEGAL = Route("/mentions-legales", "Mentions légales", Access.PUBLIC)
PRIVACY = Route("/donnees-personnelles", "Données personnelles", Access.PUBLIC)
ACCESSIBILITY = Route("/accessibilite", "Accessibilité", Access.PUBLIC)
# The e-mails of a demonstration without an SMTP server: everywhere else it is not found.
MAILBOX = Route("/courrier", "Courrier de démonstration", Access.PUBLIC)
NOT_FOUND = Route("404", "Page introuvable", Access.PUBLIC)

HOME = Route("/accueil", "Accueil", icon="house")
ACCOUNT = Route("/compte", "Mon compte", icon="user-round", parent="/accueil")
OPEN_SESSIONS = Route("/compte/appareils", "Mes appareils connectés", parent="/compte")
LIFE_EVENTS = Route("/situation", "Ma situation change", icon="users-round", parent="/accueil")
LIFE_EVENT = Route("/situation/declarer", "Déclarer un changement", parent="/situation")
PAYMENTS = Route(
    "/remboursements", "Mes remboursements santé", icon="heart-pulse", section=Section.HEALTH, parent="/accueil"
)
PAYMENT = Route("/remboursements/paiement", "Paiement", section=Section.HEALTH, parent="/remboursements")
LINE = Route("/remboursements/prestation", "Prestation", section=Section.HEALTH, parent="/remboursements")
THIRD_PARTIES = Route(
    "/remboursements/tiers", "Remboursements aux tiers", section=Section.HEALTH, parent="/remboursements"
)
BANK_DETAILS = Route(
    "/remboursements/rib", "Mon RIB", icon="landmark", section=Section.HEALTH, parent="/remboursements"
)
SPENDING = Route("/remboursements/bilan", "Mes dépenses de santé", section=Section.HEALTH, parent="/remboursements")
CONTRACT = Route("/contrat", "Mon contrat", icon="file-text", section=Section.CONTRACT, parent="/accueil")
CONTACT = Route("/contact", "Contact", icon="mail", parent="/accueil")
TOOLS = Route("/outils", "Mes outils", icon="map-pin", parent="/accueil")
FOLLOW_UP = Route("/suivi", "Suivi", icon="message-circle-question-mark", section=Section.FOLLOW_UP, parent="/accueil")
REQUEST = Route("/suivi/demande", "Ma demande", section=Section.FOLLOW_UP, parent="/suivi")

# The advisers' side: an area of its own, with its own sessions.
ADVISER_LOGIN = Route("/gestion/connexion", "Espace de gestion", Access.PUBLIC)
ADVISER_LOGIN_REFUSED = Route("/gestion/connexion/erreur", "Erreur : Espace de gestion", Access.PUBLIC)
QUEUE = Route("/gestion", "Demandes à traiter", Access.ADVISER, icon="folder", section=Section.QUEUE)
CASE = Route("/gestion/demande", "Demande", Access.ADVISER, section=Section.QUEUE, parent="/gestion")
LETTERS = Route("/gestion/lettres", "Lettres à poster", Access.ADVISER, icon="mail", section=Section.LETTERS)

ROUTES: tuple[Route, ...] = tuple(value for value in list(globals().values()) if isinstance(value, Route))
BY_PATH = {route.path: route for route in ROUTES}
MEMBER_PATHS = tuple(route.path for route in ROUTES if route.access is Access.MEMBER)
ADVISER_PATHS = tuple(route.path for route in ROUTES if route.access is Access.ADVISER)

# Starlette routes: real requests, outside Reflex's events.
LOGIN_POST = "/session/ouvrir"
LOGOUT_POST = "/session/fermer"
SESSION_CLOCK = "/session/etat"
STATEMENT_PDF = "/documents/releve"
LINE_PDF = "/documents/prestation"
ALL_STATEMENTS = "/documents/releves"
COVERAGE_PDF = "/documents/garanties"
ATTACHMENT = "/documents/piece-jointe"
PAYMENTS_TABLE = "/documents/remboursements.csv"
DOCUMENTS = (STATEMENT_PDF, LINE_PDF, ALL_STATEMENTS, COVERAGE_PDF, ATTACHMENT, PAYMENTS_TABLE)
ADVISER_LOGIN_POST = "/gestion/session/ouvrir"
ADVISER_LOGOUT_POST = "/gestion/session/fermer"
ADVISER_SESSION_CLOCK = "/gestion/session/etat"
ADVISER_ATTACHMENT = "/gestion/documents/piece-jointe"
LETTER_PDF = "/gestion/documents/lettre"
HEALTH_CHECK = "/sante"
