"""A round of a brand: what is to do in each section, and a look for words in the questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from advisor.answers import is_asked
from advisor.answers.answer import InstanceList
from advisor.interview import Speech
from advisor.interview.destinations import Destinations
from advisor.interview.following_up import is_to_confirm, to_confirm
from advisor.interview.route import is_open, is_relevant, progress
from advisor.knowledge.ground_id import instance_of
from advisor.knowledge.model import Question, Section

from .access import round_for
from .base import speech_in
from .presence import also_here
from .rendering import page
from .round_rules import is_of_other_rules, version_of
from .round_session import Sitting, sitting
from .steps import LIST


@dataclass(frozen=True)
class Task:
    """A section, or a section for one instance: `state` is done, begun, to_do or not_needed, `step` where to go."""

    title: str
    state: str
    done: int
    relevant: int
    step: str


@dataclass(frozen=True)
class TaskGroup:
    """Sections under one heading: those of the brand, or of one instance; `edit` is the step of its list."""

    title: str
    tasks: tuple[Task, ...]
    edit: str = ""


@require_safe
def round(request: HttpRequest, round_id: int) -> HttpResponse:
    """The sections of a round with how far each is."""
    held = sitting(round_for(request, round_id))
    speech = speech_in(request.language)
    speech.over(held.session.kb)
    return page(
        request,
        "round.html",
        round=held.round,
        groups=tuple(_groups(held, speech)),
        came=progress(held.session.kb, held.session.readable),
        carried=len(to_confirm(held.session)),
        other_rules=version_of(held.round) if is_of_other_rules(held.round) else "",
        others=also_here(request, held.round),
        say=speech.say,
    )


@require_safe
def find(request: HttpRequest, round_id: int) -> HttpResponse:
    """Questions in which words occur (`?q=`)."""
    held = sitting(round_for(request, round_id))
    speech = speech_in(request.language)
    speech.over(held.session.kb)
    sought = request.GET.get("q", "").strip()
    session = held.session
    matches = [
        (
            match.question.id,
            speech.text(match.question.ask, session.answers),
            speech.option(match.question, match.option) if match.option is not None else "",
            session.name_of(instance_of(match.question.id)) or "",
        )
        for match in (Destinations(session).found(sought) if sought else ())
    ]
    return page(request, "find.html", round=held.round, sought=sought, matches=matches)


def _groups(held: Sitting, speech: Speech) -> Iterator[TaskGroup]:
    session = held.session
    levels = {section.id: section.for_each for section in session.declared.sections}
    of_brand = [one for one in session.kb.sections if levels[one.id] is None]
    yield TaskGroup("", tuple(_task(one, one.questions, held, speech) for one in of_brand))
    for context in session.declared.contexts.values():
        edit = LIST + context.key
        listed = session.answers.instances.get(context.id, InstanceList())
        sections = [one for one in session.kb.sections if levels[one.id] == context.id]
        if not listed.instances:
            yield TaskGroup(speech.text(context.ask, session.answers), (), edit)
        for instance in listed.instances:
            tasks = tuple(
                _task(one, [q for q in one.questions if instance_of(q.id) == instance.id], held, speech)
                for one in sections
            )
            yield TaskGroup(instance.name, tasks, edit)


def _task(section: Section, questions: tuple[Question, ...] | list[Question], held: Sitting, speech: Speech) -> Task:
    readable = held.session.readable
    counted = [
        one
        for one in questions
        if is_relevant(readable[one.id]) and (not is_open(readable[one.id]) or is_asked(one, readable))
    ]
    waiting = [one for one in counted if is_open(readable[one.id]) or is_to_confirm(one, held.session)]
    done = len(counted) - len(waiting)
    state = "not_needed" if not counted else "done" if not waiting else "begun" if done else "to_do"
    target = next(iter((*waiting, *counted, *questions)), None)
    title = speech.text(section.title, held.session.answers)
    return Task(title, state, done, len(counted), target.id if target is not None else "")
