"""One finding under review, and advice of the consultant's own: a form each."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from advisor.interview.refusal import Refused
from advisor.interview.reply import read_date
from advisor.knowledge.model import SEVERITIES
from advisor.knowledge.sheet.review_faults import REWORDED
from advisor.language import N_
from advisor.report.labels import SEVERITIES as SEVERITY_WORDS

from .access import round_for
from .base import knowledge_base, speech_in
from .form_reply import Unread, short
from .models import LogEntry, Round
from .rendering import page, words
from .report_pages import spoken_language, unavailable
from .review_pages import NOT_MADE, told_of
from .round_review import DECIDED, OWN, FindingUnderReview, RoundReview, decide, own_place, place_of
from .round_session import Sitting, editing, sitting

MOVED = N_("{who} decided something else while this page was open, on {when}. Yours is not kept yet: look at both.")
NO_TITLE = N_("Please give it a title.")
NO_RECOMMENDATION = N_("Please say what to do.")
NO_CHOICE = N_("Please choose from the list.")
NO_REASON = N_("Please say why it is left out; the client does not read it.")
KEPT = N_("Recorded for “{title}”.")
UNTOUCHED = N_("Nothing is decided of “{title}” any more: it stands as the rules have it.")
ADDED = N_("Your own advice is recorded: “{title}”.")
REMOVED = N_("Your own advice was taken away: “{title}”.")
OF_OWN = ("title", "recommendation", "owner", "due")


@require_http_methods(["GET", "HEAD", "POST"])
def finding(request: HttpRequest, round_id: int, finding_id: str) -> HttpResponseBase:
    """What is decided of one finding: left out, reworded, owner, date, note."""
    round = round_for(request, round_id)
    try:
        reviewed = RoundReview(round, spoken_language(request, round))
        found = reviewed.finding(finding_id)
    except NOT_MADE as error:
        return unavailable(request, round, error)
    if found is None:
        raise Http404
    filled = dict(found.words)
    faults: list[Unread] = []
    if request.method == "POST":
        filled = {key: request.POST.get(key, "") for key in DECIDED}
        said = _read(request, filled, faults)
        if "leave_out" in request.POST and not said.get("left_out") and not faults:
            faults.append(Unread("left_out", words(request, NO_REASON)))
        elif "leave_out" not in request.POST:
            said.pop("left_out", None)
        if not faults:
            return _decided(request, reviewed, found, said)
    return _finding_page(request, reviewed, found, filled, faults)


def _finding_page(
    request: HttpRequest, reviewed: RoundReview, found: FindingUnderReview, filled: Mapping[str, str],
    faults: list[Unread],
) -> HttpResponse:  # fmt: skip
    held = sitting(reviewed.round)
    return page(
        request,
        "finding.html",
        status=422 if faults else 200,
        round=reviewed.round,
        found=found,
        filled=filled,
        left_out="leave_out" in request.POST if request.method == "POST" else bool(found.said.left_out),
        texts={key: " ".join((getattr(found.view, key),) if key == "title" else getattr(found.view, key))
               for key in REWORDED},
        seen=held.last_at(place_of(found.key)),
        spoken=reviewed.language,
        faults=faults,
    )  # fmt: skip


def _decided(
    request: HttpRequest, reviewed: RoundReview, found: FindingUnderReview, said: dict[str, str]
) -> HttpResponseBase:
    """Keep what was decided, unless somebody else decided something since the page was made."""
    with editing(reviewed.round, request.user) as held:
        moved = _moved(request, held, place_of(found.key))
        if moved is None:
            decide(held, found.key, said, reviewed.under.mark(found.key))
    if moved is not None:
        fresh = RoundReview(round_for(request, reviewed.round.pk), reviewed.language)
        theirs = fresh.finding(found.view.id) or found
        return _finding_page(request, fresh, theirs, {key: request.POST.get(key, "") for key in DECIDED}, [moved])
    title = said.get("title") or found.view.title
    told_of(request, held, words(request, KEPT if said else UNTOUCHED, title=title))
    return redirect("review", reviewed.round.pk)


def _moved(request: HttpRequest, held: Sitting, place: tuple[str, ...]) -> Unread | None:
    """What somebody else did at a place since the page was made."""
    last = held.last_at(place)
    if request.POST.get("seen", "") == str(last) or not last:
        return None
    entry = LogEntry.objects.get(round=held.round, number=last)
    if entry.author_id == request.user.pk:
        return None
    when = f"{speech_in(request.language).day(entry.at.date().isoformat())}, {entry.at:%H:%M} UTC"
    return Unread("owner", words(request, MOVED, who=entry.author_name, when=when))


def _read(request: HttpRequest, filled: Mapping[str, str], faults: list[Unread]) -> dict[str, str]:
    """What was filled in, without what was left empty; dates as YYYY-MM-DD."""
    speech = speech_in(request.language)
    said: dict[str, str] = {}
    for key, typed in filled.items():
        try:
            read = short(typed, key, speech)
            said |= {key: read_date(read, speech.interface) if key == "due" else read} if read else {}
        except Unread as unread:
            faults.append(unread)
        except Refused as refused:
            faults.append(Unread(key, speech.say(refused.key, **refused.values)))
    return said


@require_http_methods(["GET", "HEAD", "POST"])
def own_advice(request: HttpRequest, round_id: int, own_id: str = "") -> HttpResponseBase:
    """Advice of the consultant's own: new, changed, or taken away."""
    round = round_for(request, round_id)
    try:
        reviewed = RoundReview(round, spoken_language(request, round))
    except NOT_MADE as error:
        return unavailable(request, round, error)
    present = reviewed.own_advice(own_id) if own_id else None
    if own_id and present is None:
        raise Http404
    kept = {key: getattr(present, key) or "" for key in (*OF_OWN, "severity", "phase")} if present else {}
    filled = {**dict.fromkeys((*OF_OWN, "severity", "phase"), ""), **kept}
    filled["steps"] = "\n".join(present.steps) if present else ""
    faults: list[Unread] = []
    if request.method == "POST" and "remove" in request.POST and present is not None:
        return _removed(request, round, reviewed, present.id, present.title)
    if request.method == "POST":
        filled = {key: request.POST.get(key, "").strip() for key in filled}
        said, steps = _own_read(request, filled, faults)
        if not faults:
            return _own_kept(request, round, own_id, {**said, **({"steps": steps} if steps else {})})
    phases = {id: speech_in(reviewed.language).text(one.title) for id, one in knowledge_base().phases.items()}
    return page(
        request,
        "own_advice.html",
        status=422 if faults else 200,
        round=round,
        own_id=own_id,
        filled=filled,
        severities={id: words(request, SEVERITY_WORDS[id]) for id in SEVERITIES},
        phases=phases,
        faults=faults,
        spoken=reviewed.language,
    )


def _own_read(
    request: HttpRequest, filled: Mapping[str, str], faults: list[Unread]
) -> tuple[dict[str, str], list[str]]:
    speech = speech_in(request.language)
    said = _read(request, {key: filled[key] for key in OF_OWN}, faults)
    for key, missing in (("title", NO_TITLE), ("recommendation", NO_RECOMMENDATION)):
        if not filled[key]:
            faults.append(Unread(key, words(request, missing)))
    for key, known in (("severity", SEVERITIES), ("phase", tuple(knowledge_base().phases))):
        if filled[key] in known:
            said[key] = filled[key]
        elif filled[key]:
            faults.append(Unread(key, words(request, NO_CHOICE)))
    steps: list[str] = []
    try:
        short(filled["steps"], "steps", speech)
        steps = [step for line in filled["steps"].splitlines() if (step := short(line, "steps", speech))]
    except Unread as unread:
        faults.append(unread)
    return said, steps


def _own_kept(request: HttpRequest, round: Round, id: str, said: Mapping[str, object]) -> HttpResponseBase:
    with editing(round, request.user) as held:
        # Numbered past everything that was ever kept under such an id, so that none means two things in the log.
        used = held.round.log.filter(path__startswith=f"review/{OWN}/").values_list("path", flat=True)
        taken = {path.rpartition("/")[2] for path in used} | {
            str(one["id"]) for one in held.store.document.get("review", {}).get(OWN, ())
        }
        id = id or next(f"own-{number}" for number in range(1, len(taken) + 2) if f"own-{number}" not in taken)
        held.put(own_place(id), {"id": id, **said})
        held.session.refresh()
    told_of(request, held, words(request, ADDED, title=said["title"]))
    return redirect("review", round.pk)


def _removed(request: HttpRequest, round: Round, reviewed: RoundReview, id: str, title: str) -> HttpResponseBase:
    with editing(round, request.user) as held:
        held.put(own_place(id), None)
        if id in reviewed.first:
            held.put(("review", "order"), [one for one in reviewed.first if one != id] or None)
        held.session.refresh()
    told_of(request, held, words(request, REMOVED, title=title))
    return redirect("review", round.pk)
