"""Who may see what. What somebody may not see is not there: 404, never a refusal that tells it exists.

Roles are groups: `administrator` (accounts, brand kits, knowledge bases), `partner` (every brand; approves),
`consultant` (the brands they are on), `author` (the knowledge base, no brand).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from .delivery_models import DeliveredReport
from .models import Brand, Person, Round

F = TypeVar("F", bound=Callable[..., Any])

ROLES = ("administrator", "partner", "consultant", "author")


def open_to_all(view: F) -> F:
    """Mark a view that asks nobody who they are."""
    marked: F = login_not_required(view)
    return marked


def roles_of(person: Person) -> frozenset[str]:
    """The roles of a person."""
    return person.roles


def administers(person: Person) -> bool:
    """Whether a person is an administrator."""
    return "administrator" in roles_of(person)


def administrator_only(view: F) -> F:
    """A view that is there for administrators alone."""

    @wraps(view)
    def there(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not administers(request.user):
            raise Http404
        return view(request, *args, **kwargs)

    return there  # type: ignore[return-value]


def brands_of(person: Person) -> QuerySet[Brand]:
    """The brands a person may work on."""
    roles = roles_of(person)
    if "partner" in roles:
        return Brand.objects.all()
    return person.brands.all() if "consultant" in roles else Brand.objects.none()


def brand_for(request: HttpRequest, id: int) -> Brand:
    """A brand that whoever asks may work on; Http404 for any other."""
    return _there(brands_of(request.user).filter(pk=id).first())


def kept_brand_for(request: HttpRequest, id: int) -> Brand:
    """A brand to hand over, to erase or to give a brand kit: one's own, for an administrator any; else Http404."""
    mine = Brand.objects.all() if administers(request.user) else brands_of(request.user)
    return _there(mine.filter(pk=id).first())


def round_for(request: HttpRequest, id: int) -> Round:
    """A round of such a brand; Http404 for any other."""
    brands = brands_of(request.user)
    return _there(Round.objects.select_related("brand").filter(pk=id, brand__in=brands).first())


def delivery_for(request: HttpRequest, id: int) -> DeliveredReport:
    """A delivery to such a brand; Http404 for any other."""
    brands = brands_of(request.user)
    return _there(DeliveredReport.objects.select_related("round__brand").filter(pk=id, round__brand__in=brands).first())


def may_begin(person: Person) -> bool:
    """Whether a person may bring new brands."""
    return bool(roles_of(person) & {"partner", "consultant"})


T = TypeVar("T")


def _there(found: T | None) -> T:
    if found is None:
        raise Http404
    return found
