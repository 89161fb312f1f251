"""Who works on a brand: partners say it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from advisor.interview.terminal_text import folded
from advisor.language import N_

from .access import brand_for, roles_of
from .accounts import of_a_house
from .house_log import note_deed
from .models import Person
from .rendering import page, words

KEPT = N_("Kept.")


@require_http_methods(["GET", "HEAD", "POST"])
@of_a_house
def staff(request: HttpRequest, brand_id: int) -> HttpResponseBase:
    """The consultants who are on a brand, to tick and untick."""
    if "partner" not in roles_of(request.user):
        raise Http404
    brand = brand_for(request, brand_id)
    there = Person.objects.filter(is_active=True, groups__name="consultant").distinct()
    if request.method == "POST":
        chosen = {int(one) for one in request.POST.getlist("people") if one.isdecimal()}
        # Only consultants are put on or off; whoever else is on it, such as a partner who began it, stays.
        brand.people.remove(*(one for one in there if one.pk not in chosen))
        brand.people.add(*(one for one in there if one.pk in chosen))
        note_deed(request.user, "staff_changed", brand=brand)
        messages.success(request, words(request, KEPT))
        return redirect("brand", brand.pk)
    on_it = set(brand.people.values_list("pk", flat=True))
    return page(
        request, "staff.html", brand=brand, people=sorted(there, key=lambda one: folded(one.called)), on_it=on_it
    )
