"""One JSON Schema for each kind of file in a knowledge base, made from the knowledge base itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..model import EFFORTS, PHASES, SEVERITIES, KnowledgeBase
from ..reading.advice import BELONGS_TO, KINDS
from ..reading.cases import ADVICE_LISTS
from ..reading.conclusions import STATUSES
from ..reading.entry import CLAIM, KEBAB, SNAKE, SOURCE
from ..reading.examples import OUTCOMES, VALUES
from ..reading.questionnaire import TYPES
from ..reading.sources import WEIGHTS
from .comparisons import answers, conditions
from .shapes import LINE, YES_NO, Schema, described, ids, keys, listing, reference, text, words

DRAFT = "http://json-schema.org/draft-07/schema#"
PHASE_MEANINGS: Mapping[str, str] = {
    "stop": "does damage now",
    "repair": "what is broken",
    "serve": "what customers need",
    "organise": "people and means",
    "grow": "once all is well",
}


def schemas(kb: KnowledgeBase, language: str = "en") -> dict[str, dict[str, Any]]:
    """Schemas by kind of file: knowledge-base, sources, checks, questionnaire, conclusions, advice, case.

    `language` chooses the language of the questions shown on hover, the first one of the knowledge base
    if it has no such texts. Load with `drafts=True` so that drafts are completed as well.
    """
    spoken = language if language in kb.languages else kb.languages[0]
    return {kind: _file(kind, make(_Parts(kb, spoken))) for kind, make in _FILES.items()}


def _file(kind: str, schema: Schema) -> Schema:
    return {"$schema": DRAFT, "title": f"{kind} file", **schema}


class _Parts:
    """The shapes that several kinds of file share, for one knowledge base and language."""

    def __init__(self, kb: KnowledgeBase, language: str) -> None:
        self.kb = kb
        self.language = language
        self.text = reference("text")
        self.condition = reference("condition")

    def titles(self, entries: Mapping[str, Any]) -> dict[str, str]:
        return {id: getattr(entry, "title", {}).get(self.language, "") for id, entry in entries.items()}

    def advice(self) -> Schema:
        every = {**self.kb.advice, **{id: one for id, one in self.kb.inactive.items() if hasattr(one, "kind")}}
        return ids(self.titles(every))

    def rules(self) -> Schema:
        inactive = [id for id, one in self.kb.inactive.items() if hasattr(one, "conclude")]
        return ids(dict.fromkeys([*self.kb.rules, *inactive], ""))

    def questions(self) -> Schema:
        return ids({id: question.ask.get(self.language, "") for id, question in self.kb.questions.items()})

    def claims(self) -> Schema:
        claims = ids({id: claim.says.get(self.language, "") for id, claim in self.kb.claims.items()})
        return described(listing(claims, once=True), "The claims of the sources this rests on.")

    def definitions(self, *, with_conditions: bool = True, with_answers: bool = True) -> Schema:
        found: Schema = {"text": described(text(self.kb.languages), "The text in every language, in quotes.")}
        if with_conditions:
            found.update(conditions(self.kb, self.language))
        if with_answers:
            found.update(answers(self.kb, self.language))
        return {"definitions": found}

    def aliases(self, shape: str) -> Schema:
        return described(listing({"type": "string", "pattern": f"^{shape}$"}, once=True), "Former ids; never removed.")

    def example(self, expectation: Schema) -> Schema:
        properties = {
            "name": described(LINE, "A name for the example, unique in its entry."),
            **expectation,
            "answers": reference("answers"),
        }
        return listing(keys(properties, ["name", "answers"]))

    def provisos(self, *, says: bool) -> Schema:
        group = keys({"when": self.condition, "says": self.text}, ["when", "says"] if says else ["when"])
        return listing(group if says else {"anyOf": [self.condition, group]})


def _id(shape: str, words_: str) -> Schema:
    return described({"type": "string", "pattern": f"^{shape}$"}, words_)


def _advice(parts: _Parts) -> Schema:
    observed = "What was seen at this brand. May print {{ brand }} and {{ answer('question') }}."
    spoken: Schema = {
        "observed": described(parts.text, observed),
        "consequence": described(parts.text, "Why it matters."),
        "recommendation": described(parts.text, "What to do."),
        "steps": described(listing(parts.text), "Two to five concrete steps."),
        "nuance": described(parts.text, "Where sources disagree or context matters."),
    }
    addition = keys({"when": parts.condition, **spoken, "claims": parts.claims()}, ["when"])
    properties: Schema = {
        "id": _id(KEBAB.pattern, "Permanent id, in kebab-case."),
        "status": described(words(STATUSES), "stable unless said otherwise; drafts run in the rules commands only."),
        "replaced_by": described(parts.advice(), "What has taken the place of a deprecated advice."),
        "kind": described(words(KINDS), "What sort of advice this is."),
        "theme": described(ids(parts.titles(parts.kb.themes)), "The chapter of the report."),
        "severity": described(words(SEVERITIES), "How grave it is; not for opportunity, strength and ask."),
        "phase": described(words(PHASES, PHASE_MEANINGS), "When it is due; not for strength and ask."),
        "rank": described(
            {"type": "integer", "minimum": 0, "maximum": 10_000}, "Order within severity and phase, lowest first."
        ),
        "effort": described(words(EFFORTS), "How much work it is; not for strength and ask."),
        "when": parts.condition,
        "unless": described(parts.provisos(says=False), "Exceptions; any one of them that is known to hold suffices."),
        "postpone_while": described(parts.provisos(says=True), "While one of these holds the advice waits."),
        "subsumes": described(
            listing(parts.advice(), once=True), "Advice that becomes a sub-point of this one when both fire."
        ),
        "conflicts_with": described(
            listing(parts.advice(), once=True), "Advice that must never fire together with it."
        ),
        "title": described(parts.text, "The conclusion as a title; prints no answers."),
        **spoken,
        "add": described(listing(addition), "Text and claims that depend on the case."),
        "claims": parts.claims(),
        "aliases": parts.aliases(KEBAB.pattern),
        "examples": described(
            parts.example({"fires": YES_NO, "outcome": words(OUTCOMES)}), "Answers, and what must come of them."
        ),
    }
    entry = keys(properties, ["id", "kind", "theme", "when", "title", "observed"])
    entry["allOf"] = [
        {"if": {"properties": {"kind": {"enum": list(kinds)}}}, "then": {"required": [key]},
         "else": {"properties": {key: False}}}
        for key, kinds in BELONGS_TO.items() if key != "rank"
    ]  # fmt: skip
    return {**keys({"advice": listing(entry, at_least=1)}, ["advice"]), **parts.definitions()}


def _conclusions(parts: _Parts) -> Schema:
    conclusion_ids = listing(ids(parts.titles(parts.kb.conclusions)), once=True)
    conclusion = keys(
        {
            "id": _id(SNAKE.pattern, "Permanent id, in snake_case; questions share the namespace."),
            "title": described(parts.text, "The proposition as a sentence."),
            "meaning": described(parts.text, "What it means for the brand."),
            "shown": described(YES_NO, "yes: belongs in the report's diagnosis even if no rule reads it."),
            "excludes": described(conclusion_ids, "Conclusions that can never hold together with this one."),
            "aliases": parts.aliases(SNAKE.pattern),
        },
        ["id", "title", "meaning"],
    )
    rule = keys(
        {
            "id": _id(KEBAB.pattern, "Permanent id, in kebab-case."),
            "status": described(words(STATUSES), "stable unless said otherwise."),
            "replaced_by": described(parts.rules(), "What has taken the place of a deprecated rule."),
            "when": parts.condition,
            "unless": described(parts.provisos(says=False), "Exceptions; an unknown one does not silence the rule."),
            "conclude": described({**conclusion_ids, "minItems": 1}, "What follows."),
            "claims": parts.claims(),
            "aliases": parts.aliases(KEBAB.pattern),
            "examples": described(
                parts.example({"concludes": words(VALUES)}), "Answers, and what the rule says of them."
            ),
        },
        ["id", "when", "conclude"],
    )
    return {**keys({"conclusions": listing(conclusion), "rules": listing(rule)}), **parts.definitions()}


def _questionnaire(parts: _Parts) -> Schema:
    option = keys(
        {
            "id": _id(SNAKE.pattern, "Permanent id, in snake_case."),
            "label": described(parts.text, "How the option reads in interview and report."),
            "alone": described(YES_NO, "yes: excludes the other options, as “none of these” does."),
            "aliases": parts.aliases(SNAKE.pattern),
        },
        ["id", "label"],
    )
    whole: Schema = {"type": "integer"}
    question = keys(
        {
            "id": _id(SNAKE.pattern, "Permanent id, in snake_case; conclusions share the namespace."),
            "ask": described(parts.text, "The question: what was seen, never a verdict."),
            "help": described(parts.text, "How to find the answer."),
            "because": described(parts.text, "Why it is asked."),
            "type": described(words(TYPES), "choice: one option. choices: several. Numbers need min and max."),
            "options": described(listing(option, at_least=2), "The possible answers; a checklist has one for none."),
            "min": described(whole, "The smallest number that can be answered."),
            "max": described(whole, "The largest number that can be answered."),
            "unit": described(parts.text, "What is counted."),
            "relevant_when": described(
                parts.condition, "Asked only if this holds; reads earlier questions and no conclusion."
            ),
            "aliases": parts.aliases(SNAKE.pattern),
            "claims": parts.claims(),
        },
        ["id", "ask", "type"],
    )
    sections = ids({section.id: section.title.get(parts.language, "") for section in parts.kb.sections})
    properties = {
        "section": described(sections, "Its id in knowledge-base.yaml."),
        "title": described(parts.text, "The chapter of the interview."),
        "questions": listing(question, at_least=1),
    }
    return {**keys(properties, properties), **parts.definitions(with_answers=False)}


def _checks(parts: _Parts) -> Schema:
    check = {
        "id": _id(KEBAB.pattern, "Permanent id, in kebab-case."),
        "when": described(parts.condition, "Answers that contradict each other."),
        "says": described(parts.text, "What does not go together."),
        "ask_again": described(listing(parts.questions(), at_least=1, once=True), "The questions to go back to."),
    }
    entries = listing(keys(check, check), at_least=1)
    return {**keys({"checks": entries}, ["checks"]), **parts.definitions(with_answers=False)}


def _sources(parts: _Parts) -> Schema:
    source = {
        "id": _id(SOURCE.pattern, "Permanent id, such as S2."),
        "author": LINE,
        "title": LINE,
        "publication": LINE,
        "year": {"type": "integer"},
        "language": described(LINE, "The language of the source."),
    }
    claim = {
        "id": _id(CLAIM.pattern, "The source's id, a hyphen and a number."),
        "at": described({"anyOf": [LINE, parts.text]}, "Where it stands in the source, in one or in every language."),
        "weight": described(words(WEIGHTS), "How much the source insists on it."),
        "says": described(parts.text, "The claim in our words."),
        "shown_by": described(listing(LINE, once=True), "ENTRY/EXAMPLE, or the id of a case, that shows it at work."),
        "not_used": described(LINE, "Why nothing carries it."),
    }
    properties = {
        "sources": listing(keys(source, [key for key in source if key not in ("publication", "year")])),
        "claims": listing(keys(claim, ["id", "at", "weight", "says"])),
    }
    return {**keys(properties), **parts.definitions(with_conditions=False, with_answers=False)}


def _frame(parts: _Parts) -> Schema:
    theme = {"id": _id(KEBAB.pattern, "Permanent id, in kebab-case."), "title": parts.text}
    switch = {
        "code": described(LINE, "The code of a warning, or of a finding of the analysis."),
        "at": described(LINE, "The id of the entry it is about."),
        "reason": described(LINE, "Why it is meant that way."),
    }
    properties = {
        "id": _id(KEBAB.pattern, "The id of the knowledge base."),
        "version": described(LINE, "Raised with every release."),
        "languages": described(
            listing({"type": "string", "pattern": "^[a-z]{2}$"}, at_least=1, once=True), "First the default."
        ),
        "title": parts.text,
        "sections": described(listing(LINE, once=True), "The chapters of the interview, in order."),
        "themes": described(listing(keys(theme, theme), at_least=1), "The chapters of the report."),
        "summary": described(
            listing(ids(parts.titles(parts.kb.conclusions)), once=True),
            "Conclusions in the order of the report's one-page summary; others that are shown come after.",
        ),
        "switched_off": described(listing(keys(switch, switch)), "Warnings that are meant, with the reason."),
    }
    required = [key for key in properties if key not in ("summary", "switched_off")]
    return {**keys(properties, required), **parts.definitions(with_conditions=False, with_answers=False)}


def _case(parts: _Parts) -> Schema:
    expect: Schema = {key: listing(parts.advice(), once=True) for key in ADVICE_LISTS}
    expect["conclusions"] = keys({id: words(VALUES) for id in parts.kb.conclusions})
    note = keys({"text": LINE, "visible_to": words(["client", "internal"])}, ["text"])
    properties = {
        "brand": described(LINE, "The brand's name as it is printed."),
        "date": described({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}, "The report's date."),
        "consultant": LINE,
        "language": described(words(parts.kb.languages), "Default language of the report."),
        "knowledge_base": keys({"id": LINE, "version": LINE}, ["id"]),
        "based_on": described(ids(dict.fromkeys(parts.kb.cases, "")), "The answers below override those of that case."),
        "answers": reference("answers"),
        "notes": described(keys(dict.fromkeys(parts.kb.questions, note)), "Notes by question."),
        "flags": described(listing(parts.questions(), once=True), "Questions to come back to."),
        "expect": described(keys(expect), "In example cases: what must come of the answers."),
    }
    return {**keys(properties), **parts.definitions(with_conditions=False)}


_FILES: Mapping[str, Callable[[_Parts], Schema]] = {
    "knowledge-base": _frame,
    "sources": _sources,
    "checks": _checks,
    "questionnaire": _questionnaire,
    "conclusions": _conclusions,
    "advice": _advice,
    "case": _case,
}
