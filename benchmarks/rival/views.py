"""The rival's pages: public home, login, and the search of payments."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any
from urllib.parse import urlencode

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from rival import searches, sessions
from rival.models import Account, AuditEntry, PaymentLine
from rival.searches import MAJORITY, Family

PAGE_SIZE = 20
CRITERIA = ("periode", "beneficiaire", "du", "au", "dates", "soins", "min", "max", "pro")
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
UNKNOWN = HASHER.hash("nobody")


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """Show the public home."""
    return render(request, "home.html")


@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """Show the login page, or open a session."""
    if request.method == "GET":
        return render(request, "login.html")
    name = request.POST.get("identifiant", "").strip()
    account = Account.objects.filter(Q(email=name.lower()) | Q(member__member_number=name), status="active").first()
    try:
        HASHER.verify(account.password_hash if account else UNKNOWN, request.POST.get("mot_de_passe", ""))
    except VerificationError:
        account = None
    if account is None:
        return render(request, "login.html", {"refused": True}, status=422)
    response = HttpResponseRedirect("/remboursements")
    response.set_cookie(sessions.COOKIE, sessions.open_for(account), httponly=True, samesite="Lax")
    return response


@require_GET
def payments(request: HttpRequest) -> HttpResponse:
    """Answer a search of payments with their lines: the whole page, or the results alone for htmx."""
    account, asked = request.account, request.GET
    family = Family.of(account.member_id)
    search = searches.read(asked, account.member_id, timezone.localdate(), family)
    summary = search.summary()
    pages = max(1, -(-summary["count"] // PAGE_SIZE))
    page = min(_page(asked.get("page", "")), pages)
    shown = search.payments.order_by("-paid_on", "-id").values(
        "id", "public_id", "payment_number", "paid_on", "method", "account_ending", "total"
    )[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    by_id = {payment["id"]: payment | {"lines": []} for payment in shown}
    for line in _lines_of(search.lines, by_id):
        by_id[line["payment_id"]]["lines"].append(line)
    if settings.AUDIT_SEARCHES:
        AuditEntry.objects.create(at=timezone.now(), account=account, action="search", detail=f"page {page}")
    context = {
        "member": account.member,
        "family": family.people,
        "asked": asked,
        "criteria": urlencode({name: asked[name] for name in CRITERIA if asked.get(name)}),
        "count": summary["count"],
        "total": summary["total"] or 0,
        "first": search.first,
        "last": search.last,
        "payments": by_id.values(),
        "page": page,
        "pages": range(1, pages + 1),
        "next": page + 1 if page < pages else None,
    }
    response = render(request, "_results.html" if request.htmx else "payments.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _lines_of(lines: QuerySet[PaymentLine], payment_ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    found = lines.filter(payment_id__in=payment_ids).order_by("payment_id", "line_number")
    for line in found.values(
        "payment_id",
        "care_date",
        "act_label",
        "practitioner",
        "charged",
        "mutual",
        who=F("beneficiary__first_name"),
        relationship=F("beneficiary__relationship"),
        born=F("beneficiary__birth_date"),
        shared=F("beneficiary__care_shared_on"),
        corrected=F("corrects_line__care_date"),
    ):
        is_other = line["relationship"] != "self" and line["shared"] is None
        if is_other and _age(line["born"], line["care_date"]) >= MAJORITY:
            line |= {"act_label": "Acte confidentiel", "practitioner": ""}
        yield line


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _page(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1
