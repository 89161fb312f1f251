"""Grounding turns a knowledge base and lists of instances into one knowledge base that knows no contexts."""

from __future__ import annotations

import gc
import weakref
from dataclasses import replace
from typing import Any

from advisor.answers.answer import Instance, InstanceList
from advisor.inference.grounding import ground
from advisor.knowledge.condition import (
    AllOf,
    AnswerTest,
    AnyOf,
    ConclusionTest,
    Condition,
    CountOf,
    Not,
    OpenList,
    Quantified,
)
from advisor.knowledge.model import (
    Addition,
    Context,
    KnowledgeBase,
    Section,
    Step,
    Table,
    Variant,
    Word,
)

from .built import advice, check, concluded, is_yes, knowledge_base, question, rule


def listed(*ids: str, complete: bool = True) -> dict[str, InstanceList]:
    return {"space": InstanceList(tuple(Instance(id, id.title()) for id in ids), complete)}


def for_some(holds: Condition, where: Condition | None = None) -> Quantified:
    return Quantified("for_some", "space", where, holds)


def with_spaces(**parts: Any) -> KnowledgeBase:
    """A base with a brand question `b`, a space's `s` and `t`, a space's conclusion `c`, and what else is given."""
    asked = [replace(question(id), section="spaces", for_each="space") for id in ("s", "t")]
    kb = knowledge_base([question("b")], conclusions=["c"])
    kb = replace(
        kb,
        contexts={"space": Context("space", "spaces", {"en": "Space"}, {"en": "Which?"})},
        sections=(*kb.sections, Section("spaces", {"en": "spaces"}, tuple(asked), "space")),
        questions={**kb.questions, **{one.id: one for one in asked}},
        conclusions={"c": replace(kb.conclusions["c"], for_each="space")},
        rules={"r": replace(rule("r", AllOf((is_yes("s"), is_yes("b"))), "c"), for_each="space")},
    )
    return replace(kb, **parts)


def test_each_entry_of_a_context_appears_once_an_instance_and_the_others_stay_as_they_were() -> None:
    kb = with_spaces(
        advice={
            "a": replace(advice("a", concluded("c"), [is_yes("t")], [is_yes("b")]), for_each="space"),
            "z": advice("z", is_yes("b")),
        },
        checks={"k": replace(check("k", is_yes("s")), ask_again=("s", "b"), for_each="space")},
    )
    made = ground(kb, listed("one", "two"))
    assert made.contexts == {}
    assert list(made.questions) == ["b", "s@one", "t@one", "s@two", "t@two"]
    assert [one.id for one in made.sections[1].questions] == ["s@one", "t@one", "s@two", "t@two"]
    assert made.sections[1].for_each == made.questions["s@one"].for_each == "space"
    assert list(made.conclusions) == ["c@one", "c@two"]
    assert made.rules["r@two"].conclude == ("c@two",)
    assert made.rules["r@two"].when == AllOf((is_yes("s@two"), is_yes("b")))
    assert made.advice["a@one"].when == concluded("c@one")
    assert made.advice["a@one"].unless[0].when == is_yes("t@one")
    assert made.advice["a@one"].postpone_while[0].when == is_yes("b")
    assert made.advice["z"] == kb.advice["z"]
    assert made.checks["k@two"].ask_again == ("s@two", "b")


def test_without_instances_the_entries_of_a_context_vanish() -> None:
    made = ground(with_spaces(), listed())
    assert list(made.questions) == ["b"]
    assert made.conclusions == made.rules == {}
    assert made.sections[1].questions == ()


def quantified(condition: Condition, *ids: str, complete: bool = True) -> Condition:
    kb = with_spaces(advice={"a": advice("a", condition)})
    return ground(kb, listed(*ids, complete=complete)).advice["a"].when


def test_quantifiers_become_any_all_and_count_over_the_instances() -> None:
    s, t, where = is_yes("s"), is_yes("t"), is_yes("t")
    assert quantified(for_some(s), "one", "two") == AnyOf((is_yes("s@one"), is_yes("s@two")))
    assert quantified(for_some(s, where), "one") == AnyOf((AllOf((is_yes("t@one"), is_yes("s@one"))),))
    assert quantified(Quantified("for_some", "space", where), "one") == AnyOf((is_yes("t@one"),))
    assert quantified(Quantified("for_every", "space", where, s), "one") == AllOf(
        (AnyOf((Not(is_yes("t@one")), is_yes("s@one"))),)
    )
    assert quantified(Quantified("count_of", "space", None, t, least=2, most=3), "one", "two") == CountOf(
        (is_yes("t@one"), is_yes("t@two")), 2, 3
    )


def test_an_incomplete_list_adds_a_part_of_its_own_to_each_quantified_condition() -> None:
    both = AllOf((for_some(is_yes("s")), Quantified("for_every", "space", None, is_yes("s"))))
    made = quantified(both, "one", complete=False)
    assert made == AllOf(
        (AnyOf((is_yes("s@one"), OpenList("spaces", 0))), AllOf((is_yes("s@one"), OpenList("spaces", 1))))
    )
    assert quantified(for_some(is_yes("s")), complete=True) == AnyOf(())
    unknown = ground(with_spaces(advice={"a": advice("a", for_some(is_yes("s")))}), {})
    assert unknown.advice["a"].when == AnyOf((OpenList("spaces", 0),))


def test_of_an_incomplete_list_any_number_may_be_missing_from_a_count() -> None:
    least = Quantified("count_of", "space", None, is_yes("s"), least=3)
    most = Quantified("count_of", "space", None, is_yes("s"), most=3)
    counted = (is_yes("s@one"),)
    assert quantified(least, "one", complete=False) == AnyOf((CountOf(counted, 3), OpenList("spaces", 0)))
    assert quantified(most, "one", complete=False) == AllOf((CountOf(counted, None, 3), OpenList("spaces", 0)))


def test_a_quantifier_in_an_entry_of_a_space_ranges_over_all_its_own_included() -> None:
    entry = replace(advice("a", AllOf((is_yes("s"), for_some(is_yes("s"))))), for_each="space")
    made = ground(with_spaces(advice={"a": entry}), listed("one", "two"))
    every = AnyOf((is_yes("s@one"), is_yes("s@two")))
    assert made.advice["a@two"].when == AllOf((is_yes("s@two"), every))


def test_every_condition_of_an_entry_is_ground() -> None:
    some = for_some(is_yes("s"))
    text = {"en": "text"}
    entry = replace(
        advice("a", is_yes("b")),
        variants=(Variant(some, steps=(Step(text, some),)),),
        add=(Addition(some),),
        steps=(Step(text, some), Step(text)),
    )
    asked = replace(question("late"), relevant_when=some, ask_when=some)
    kb = with_spaces(advice={"a": entry}, words={"w": (Word(text, some), Word(text))})
    kb = replace(
        kb,
        sections=(*kb.sections, Section("last", text, (asked,))),
        questions={**kb.questions, "late": asked},
    )
    made = ground(kb, listed("one"))
    expected = AnyOf((is_yes("s@one"),))
    it = made.advice["a"]
    assert it.variants[0].when == it.variants[0].steps[0].when == it.add[0].when == it.steps[0].when == expected
    assert it.steps[1].when is None
    assert made.questions["late"].relevant_when == made.questions["late"].ask_when == expected
    assert [word.when for word in made.words["w"]] == [expected, None]


def test_relations_hold_within_a_space_and_between_the_brand_and_every_space() -> None:
    of_space = replace(advice("a", is_yes("s")), for_each="space", conflicts_with=("o", "z"), subsumes=("o", "z"))
    other = replace(advice("o", is_yes("s")), for_each="space")
    brand_s = replace(advice("z", is_yes("b")), conflicts_with=("a",), subsumes=("a",))
    kb = with_spaces(advice={"a": of_space, "o": other, "z": brand_s})
    kb = replace(kb, conclusions={"c": replace(kb.conclusions["c"], excludes=("c",))}, summary=("c",))
    made = ground(kb, listed("one", "two"))
    assert made.advice["a@two"].conflicts_with == ("o@two", "z")
    assert made.advice["a@two"].subsumes == ("o@two",), "advice of a space never subsumes the brand's"
    assert made.advice["z"].conflicts_with == made.advice["z"].subsumes == ("a@one", "a@two")
    assert made.conclusions["c@one"].excludes == ("c@one",)
    assert made.summary == ("c@one", "c@two")


def test_the_rows_of_a_table_are_those_of_the_space() -> None:
    row = replace(question("row"), section="spaces", for_each="space", table="tab")
    kb = with_spaces(tables={"tab": Table("tab", "spaces", {"en": "tab"}, row.options, ("row",))})
    kb = replace(
        kb,
        sections=(kb.sections[0], replace(kb.sections[1], questions=(row,))),
        questions={"b": kb.questions["b"], "row": row},
        rules={},
    )
    made = ground(kb, listed("one", "two"))
    assert {id: table.rows for id, table in made.tables.items()} == {"tab@one": ("row@one",), "tab@two": ("row@two",)}
    assert made.questions["row@two"].table == "tab@two"


def test_several_contexts_do_not_mix() -> None:
    plant = replace(question("p"), section="plants", for_each="plant")
    both = Quantified("for_some", "plant", is_yes("p"), for_some(AllOf((is_yes("s"), is_yes("p")))))
    kb = with_spaces(advice={"a": advice("a", both)})
    kb = replace(
        kb,
        contexts={**kb.contexts, "plant": Context("plant", "plants", {"en": "Plant"}, {"en": "Which?"})},
        sections=(*kb.sections, Section("plants", {"en": "plants"}, (plant,), "plant")),
        questions={**kb.questions, "p": plant},
    )
    made = ground(kb, {**listed("one"), "plant": InstanceList((Instance("ivy", "Ivy"),), True)})
    assert made.advice["a"].when == AnyOf(
        (AllOf((is_yes("p@ivy"), AnyOf((AllOf((is_yes("s@one"), is_yes("p@ivy"))),)))),)
    )


def test_a_base_without_contexts_is_the_same_object_and_so_is_what_was_ground_already() -> None:
    kb = knowledge_base([question("b")])
    assert ground(kb, listed("one")) is kb
    declared = with_spaces()
    made = ground(declared, listed("one"))
    assert ground(made, listed("one")) is made


def test_the_last_two_results_are_kept_and_names_do_not_matter() -> None:
    kb = with_spaces()
    first, second = ground(kb, listed("one")), ground(kb, listed("one", "two"))
    renamed = {"space": InstanceList((Instance("one", "Another name"),), True)}
    assert ground(kb, renamed) is first
    assert ground(kb, listed("one", "two")) is second
    assert ground(kb, listed("one", complete=False)) is not first
    gone = weakref.ref(first)
    del first
    ground(kb, listed("three"))
    gc.collect()
    assert gone() is None


def test_tests_read_the_space_at_hand_and_the_brand() -> None:
    made = ground(with_spaces(), listed("one")).rules["r@one"].when
    assert made == AllOf((AnswerTest("s@one", "is", ("yes",)), AnswerTest("b", "is", ("yes",))))
    assert not isinstance(made, ConclusionTest)
