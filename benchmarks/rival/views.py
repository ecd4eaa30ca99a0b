"""The rival's pages: public home, login, and the search of the last twelve months' payments."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from django.conf import settings
from django.db.models import Count, F, Q, Sum
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from rival import sessions
from rival.models import Account, AuditEntry, Payment, PaymentLine

PAGE_SIZE = 20
MAJORITY = 18
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
    """List the last twelve months' payments with their lines: the whole page, or the results alone for htmx."""
    account = request.account
    last = timezone.localdate()
    first = _year_before(last)
    page = _page(request.GET.get("page", ""))
    found = Payment.objects.filter(
        member_id=account.member_id, recipient="member", paid_on__gte=first, paid_on__lte=last
    )
    summary = found.aggregate(count=Count("id"), total=Sum("total"))
    pages = max(1, -(-summary["count"] // PAGE_SIZE))
    page = min(page, pages)
    shown = list(
        found.order_by("-paid_on", "-id").values(
            "id", "public_id", "payment_number", "paid_on", "method", "account_ending", "total"
        )[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    )
    by_id = {payment["id"]: payment | {"lines": []} for payment in shown}
    for line in _lines_of(by_id):
        by_id[line["payment_id"]]["lines"].append(line)
    if settings.AUDIT_SEARCHES:
        AuditEntry.objects.create(at=timezone.now(), account=account, action="search", detail=f"{first}/{last} {page}")
    context = {
        "member": account.member,
        "count": summary["count"],
        "total": summary["total"] or 0,
        "first": first,
        "last": last,
        "payments": by_id.values(),
        "page": page,
        "pages": range(1, pages + 1),
        "next": page + 1 if page < pages else None,
    }
    response = render(request, "_results.html" if request.htmx else "payments.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _lines_of(payment_ids: Iterable[int]) -> Iterator[dict[str, Any]]:
    found = PaymentLine.objects.filter(payment_id__in=payment_ids).order_by("payment_id", "line_number")
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
        corrected=F("corrects_line__care_date"),
    ):
        if line["relationship"] != "self" and _age(line["born"], line["care_date"]) >= MAJORITY:
            line |= {"act_label": "Acte confidentiel", "practitioner": ""}
        yield line


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _page(text: str) -> int:
    return max(1, int(text)) if text.isdecimal() and len(text) < 6 else 1


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
