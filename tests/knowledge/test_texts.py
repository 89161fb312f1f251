"""Texts print a name and answers, in good French, and nothing else; what they name is certain to be there."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from advisor.knowledge.certainty import Certainty
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    Quantified,
)
from advisor.knowledge.french import Enumeration, a, de, lorsque, que
from advisor.knowledge.model import ConclusionRule
from advisor.knowledge.texts import Printable, answers_named, environment, read_text

NAMES = [
    ("Ferrovane", "de Ferrovane", "à Ferrovane", "que Ferrovane"),
    ("Alizé", "d’Alizé", "à Alizé", "qu’Alizé"),
    ("Étam", "d’Étam", "à Étam", "qu’Étam"),
    ("Œnobiol", "d’Œnobiol", "à Œnobiol", "qu’Œnobiol"),
    ("IKEA", "d’IKEA", "à IKEA", "qu’IKEA"),
    ("Hermès", "d’Hermès", "à Hermès", "qu’Hermès"),
    ("Hôtel Bleu", "d’Hôtel Bleu", "à Hôtel Bleu", "qu’Hôtel Bleu"),
    ("Honda", "de Honda", "à Honda", "que Honda"),
    ("Heineken", "de Heineken", "à Heineken", "que Heineken"),
    ("Yves Rocher", "d’Yves Rocher", "à Yves Rocher", "qu’Yves Rocher"),
    ("Yoplait", "de Yoplait", "à Yoplait", "que Yoplait"),
    ("Onze", "de Onze", "à Onze", "que Onze"),
    ("1664", "de 1664", "à 1664", "que 1664"),
    ("Le Slip Français", "du Slip Français", "au Slip Français", "que Le Slip Français"),
    ("Les Trois Sœurs", "des Trois Sœurs", "aux Trois Sœurs", "que Les Trois Sœurs"),
    ("La Redoute", "de La Redoute", "à La Redoute", "que La Redoute"),
    ("Lego", "de Lego", "à Lego", "que Lego"),
    ("<b>", "de <b>", "à <b>", "que <b>"),
]


@pytest.mark.parametrize(("name", "of", "to", "that"), NAMES, ids=[names[0] for names in NAMES])
def test_french_elides_and_contracts_before_names(name: str, of: str, to: str, that: str) -> None:
    assert (de(name), a(name), que(name)) == (of, to, that)
    assert lorsque(name) == that.replace("que ", "lorsque ", 1).replace("qu’", "lorsqu’", 1)


def test_a_name_is_printed_as_it_is_and_never_run() -> None:
    brand = "<script>alert(1)</script> {{ 7*7 }}"
    assert environment().from_string("Chez {{ brand }}.").render(brand=brand) == f"Chez {brand}."


@pytest.mark.parametrize("template", ["{{ unknown }}", "{{ answer('x') }}", "{{ range(3) }}", "{{ lipsum() }}"])
def test_nothing_else_is_defined(template: str) -> None:
    with pytest.raises(UndefinedError):
        environment().from_string(template).render(brand="x")


@pytest.mark.parametrize(
    "template",
    [
        "{% if brand %}a{% endif %}", "{% for x in brand %}{% endfor %}", "{% set x = 1 %}", "{% include 'x' %}",
        "{{ brand.__class__ }}", "{{ brand[0] }}", "{{ 7 * 7 }}", "{{ answer(brand) }}", "{{ answer }}",
        "{{ answer('a', 'b') }}", "{{ answer(*brand) }}", "{{ brand() }}", "{{ brand | upper }}", "{{ brand | de(1) }}",
        "{{ brnd }}", "{{ brand", "{% raw %}", "{{ 'x' }}", "{{ answer('x').y }}", "{{ [1] }}", "{{ brand if 1 }}",
        "{{ " + "(" * 3000 + "brand" + ")" * 3000 + " }}", "{{ brand" + " | de" * 5000 + " }}x{{",
    ],
)  # fmt: skip
def test_whatever_is_more_than_printing_is_a_fault_with_a_sentence(template: str) -> None:
    faults = read_text(template).faults
    assert faults
    assert all(fault.message.endswith(".") and len(fault.message) < 300 for fault in faults)


def test_answers_named_are_found_behind_filters() -> None:
    template = "{{ answer('team_size') | de }} et {{ answer(\"presence\") }} chez {{ brand | que }}"
    assert answers_named(template) == {"team_size", "presence"}
    assert read_text(template).faults == ()
    assert read_text(template).filters == {"de", "que"}


@given(st.text(alphabet="{}%#|() '\"abrndeswer.*1", max_size=60))
def test_a_text_without_faults_renders(template: str) -> None:
    read = read_text(template)
    if not read.faults:
        rendered = environment().from_string(template).render(brand="Alizé", answer=lambda question: "ok")
        assert isinstance(rendered, str)


IS = AnswerTest("a", "is", ("x",))
B = AnswerTest("b", "is", ("y",))
BOTH = AllOf((IS, B))
IS_HERE = AnswerTest("of_a_space", "is", ("x",))
TORN = ConclusionTest("torn", True)
CERTAIN: list[tuple[Condition, set[str]]] = [
    (IS, {"a"}),
    (AnswerTest("a", "includes", ("x",)), {"a"}),
    (AnswerTest("a", "at_most", 3), {"a"}),
    (AnswerTest("a", "none_of", ("x",)), set()),
    (AnswerTest("a", "answered", ("yes",)), {"a"}),
    (AnswerTest("a", "answered", ("no",)), set()),
    (AllOf((IS, AnswerTest("b", "is", ("y",)))), {"a", "b"}),
    (AnyOf((AllOf((IS, AnswerTest("b", "is", ("y",)))), IS)), {"a"}),
    (Not(IS), set()),
    (ConclusionTest("c", True), {"a"}),
    (ConclusionTest("c", False), set()),
    (ConclusionTest("d", True), {"a", "b"}),
    (ConclusionTest("loop", True), set()),
    (ConclusionTest("nowhere", True), set()),
    (AnswerTest("a", "due_within", 14), {"a"}),
    (CountOf((IS, B), least=2), {"a", "b"}),
    (CountOf((IS, B, BOTH), least=2), {"a", "b"}),
    (CountOf((IS, B), least=1), set()),
    (CountOf((IS, IS), most=1), set()),
    (Quantified("for_some", "space", where=IS_HERE, holds=IS), {"a"}),
    (Quantified("count_of", "space", holds=IS, least=1), {"a"}),
    (Quantified("count_of", "space", holds=IS, most=2), set()),
    (Quantified("for_every", "space", holds=IS), set()),
]
RULES = [
    ConclusionRule("c1", AllOf((IS, AnswerTest("b", "is", ("y",)))), ("c",)),
    ConclusionRule("c2", IS, ("c",)),
    ConclusionRule("d1", AllOf((ConclusionTest("c", True), AnswerTest("b", "is", ("y",)))), ("d",)),
    ConclusionRule("t1", Quantified("for_some", "space", holds=TORN), ("torn_somewhere",)),
    ConclusionRule("t2", IS_HERE, ("torn",), for_each="space"),
    ConclusionRule("l1", AllOf((ConclusionTest("loop", True), IS)), ("loop",)),
]


@pytest.mark.parametrize(("condition", "certain"), CERTAIN, ids=[str(number) for number in range(len(CERTAIN))])
def test_certainty_is_told_from_how_the_condition_is_written(condition: Condition, certain: set[str]) -> None:
    assert Certainty(RULES, OF_SPACES).under(condition) == certain


@pytest.mark.parametrize(
    ("condition", "somewhere"),
    [
        (Quantified("for_some", "space", holds=TORN), {"torn"}),
        (Quantified("for_some", "space", where=TORN, holds=IS_HERE), {"torn"}),
        (Quantified("for_some", "space", holds=AnyOf((TORN, IS_HERE))), set()),
        (Quantified("for_some", "space", holds=ConclusionTest("torn", False)), set()),
        (Quantified("count_of", "space", holds=TORN, least=2), {"torn"}),
        (Quantified("count_of", "space", holds=TORN, most=2), set()),
        (Quantified("for_every", "space", holds=TORN), set()),
        (Not(Quantified("for_some", "space", holds=TORN)), set()),
        (AllOf((IS, Quantified("for_some", "space", holds=TORN))), {"torn"}),
        (AnyOf((IS, Quantified("for_some", "space", holds=TORN))), set()),
        (ConclusionTest("torn_somewhere", True), {"torn"}),
    ],
    ids=str,
)
def test_that_a_conclusion_holds_somewhere_is_certain_only_where_the_condition_says_so(
    condition: Condition, somewhere: set[str]
) -> None:
    assert Certainty(RULES, OF_SPACES).somewhere(condition) == somewhere


OF_SPACES = frozenset(("of_a_space", "torn"))
PRINTABLE = Printable(words=("people",), lists=("spaces",))


def test_a_text_prints_the_words_and_the_lists_of_its_knowledge_base() -> None:
    read = read_text(
        "Les {{ people }} {{ spaces | de }}, {{ spaces_with('torn') | a }} : {{ answer('x') }}.", PRINTABLE
    )
    assert (read.faults, read.lists, read.holding, read.answers) == ((), {"spaces"}, {"torn"}, {"x"})
    assert {fault.name for fault in read_text("The {{ people }} on {{ spaces }}").faults} == {"name"}


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("The {{ peple }}", 'Did you mean "people"?'),
        ("On {{ space }}", 'Did you mean "spaces"?'),
        ("On {{ spaces_wth('torn') }}", 'Did you mean "spaces_with"?'),
        ("On {{ spaces_with }}", "It may print {{ brand }}, {{ answer('question') }}, {{ people }}"),
        ("On {{ spaces_with(brand) }}", "spaces_with takes the id of one conclusion, in quotes"),
        ("On {{ spaces('torn') }}", "answer('question') or spaces_with('conclusion')"),
    ],
)
def test_what_a_text_may_not_print_is_told_with_what_it_may(template: str, said: str) -> None:
    (fault,) = read_text(template, PRINTABLE).faults
    assert said in fault.message


@pytest.mark.parametrize("before", ["", "Well done. ", "Seen: ", "« Trop ! » ", "So it is… "])
def test_a_list_of_names_is_never_the_subject_of_a_sentence(before: str) -> None:
    (fault,) = read_text(f"{before}{{{{ spaces }}}} are quiet", PRINTABLE).faults
    assert "cannot begin a sentence" in fault.message
    assert read_text(f"{before}On {{{{ spaces }}}}, all is quiet", PRINTABLE).faults == ()


def test_french_repeats_the_preposition_before_each_of_several_names() -> None:
    spaces = Enumeration(
        ("Instagram", "Le Forum", "Mastodon"), lambda names: ", ".join(names[:-1]) + " et " + names[-1]
    )
    text = environment().from_string("{{ spaces }} ; {{ spaces | de }} ; {{ spaces | a }}")
    assert text.render(spaces=spaces) == (
        "Instagram, Le Forum et Mastodon ; d’Instagram, du Forum et de Mastodon ; à Instagram, au Forum et à Mastodon"
    )


def test_a_word_at_the_beginning_of_a_sentence_takes_a_capital() -> None:
    assert environment().from_string("{{ people | capital }} know.").render(people="residents") == "Residents know."
    assert environment().from_string("Peu {{ people | de }}").render(people="habitants") == "Peu d’habitants"
