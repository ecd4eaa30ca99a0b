"""Error pages that need no front end: plain French HTML with the portal's style sheet."""

from html import escape
from pathlib import Path
from urllib.parse import quote

from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response

from espace.content.mutual import MUTUAL
from espace.web.failures import unforeseen
from espace.web.site import Site

_PAGE = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} – Espace Adhérent – {name}</title><link rel="stylesheet" href="/espace.css"></head>
<body><main class="main" id="contenu"><div class="wrap stack"><h1>{title}</h1><p>{sentence}</p>
<p><a class="btn" href="{href}">{way_on}</a></p></div></main></body></html>
"""
_HOME = ("Revenir à l’accueil", "/")
_BY_STATUS = {
    421: ("Adresse non reconnue", "Vérifiez l’adresse du site dans la barre de votre navigateur."),
    403: (
        "Demande refusée",
        "Cette demande ne vient pas d’une page de l’espace adhérent. Revenez à l’accueil, puis recommencez.",
    ),
    405: (  # what a form of ours gets from a browser in which no script runs
        "Rien n’a été envoyé",
        "Cette page a besoin de JavaScript. Activez-le dans votre navigateur et revenez en arrière, ou appelez-nous au "
        f"{MUTUAL.telephone.shown}.",
    ),
}
_OTHERWISE = ("Demande non aboutie", "Revenez à l’accueil, puis réessayez.")


def error_page(status: int) -> Response:
    """Return the French page of an error that is nobody's fault but the request's."""
    title, sentence = _BY_STATUS.get(status, _OTHERWISE)
    return message(title, sentence, status)


def failure_page(reference: str) -> Response:
    """Return the page of a failure of ours, which only its reference describes."""
    return message("Une erreur est survenue", unforeseen(reference), 500)


def not_found(site: Site) -> Response:
    """Return the portal's 404: the same for what does not exist and for what is somebody else's."""
    return HTMLResponse(site.not_found.html, 404)


def kept_file(path: Path, name: str, media_type: str) -> Response:
    """Return a file from the disk, offered under its name."""
    return FileResponse(path, media_type=media_type, headers=_offered(name))


def kept_document(content: bytes, name: str, media_type: str) -> Response:
    """Return what was read of a file that lies on the disk in another form, offered under its name."""
    return Response(content, media_type=media_type, headers=_offered(name))


def _offered(name: str) -> dict[str, str]:
    """Offer a file under its name in both ways of RFC 6266: plain characters, then all."""
    plain = "".join(letter if letter.isascii() and (letter.isalnum() or letter in "._- ") else "_" for letter in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return {"Content-Disposition": disposition, "Cache-Control": "private, no-store"}


def see_other(address: str) -> Response:
    """Send the browser from a post to the page that shows what came of it."""
    return RedirectResponse(address, 303, headers={"Cache-Control": "no-store"})


def message(title: str, sentence: str, status: int, *, way_on: tuple[str, str] = _HOME) -> Response:
    """Return a page that says one thing, with a link (its words, its address) that leads on."""
    words, href = way_on
    page = _PAGE.format(
        title=escape(title),
        sentence=escape(sentence),
        way_on=escape(words),
        href=escape(href),
        name=escape(MUTUAL.name),
    )
    return HTMLResponse(page, status)
