"""What every elementary comparison means, written out by hand.

All engines share these comparisons, so no comparison of engines can find a fault in them: this table can.
T is true, F false, u undetermined. `na` was said not to apply; `gone` has an answer on file but is irrelevant
by an earlier answer; `maybe` is answered, its relevance undetermined.
"""

from __future__ import annotations

import re
from itertools import product
from typing import get_args

import pytest

from advisor.answers import (
    Answer,
    AnswerState,
    Choices,
    EffectiveAnswer,
    Truth,
    conjunction,
    disjunction,
    negation,
    truth,
)
from advisor.knowledge.condition import AnswerTest, Operator

VALUES = {"T": Truth.TRUE, "F": Truth.FALSE, "u": Truth.UNDETERMINED}
STATES = {
    "unknown": Answer(AnswerState.UNKNOWN),
    "unasked": Answer(AnswerState.NOT_ASKED),
    "na": Answer(AnswerState.NOT_APPLICABLE, because="no forum"),
}


def answered(value: object) -> Answer:
    """An answer; "+a-b" says that a is chosen and b is not, and leaves anything else open."""
    assert isinstance(value, (str, int))
    if isinstance(value, str) and value[0] in "+-":
        signs = re.findall(r"[+-]\w", value)
        yes, no = (frozenset(sign[1] for sign in signs if sign[0] == which) for which in "+-")
        return Answer(AnswerState.ANSWERED, Choices(yes, no), partly_known=len(signs) < 3)
    return Answer(AnswerState.ANSWERED, value)


# The columns are answers, the rows tests; `choices` are a, b and c.
CHOICE = """
                    a  b  c  unknown unasked na gone maybe:b
is a                T  F  F  u       u       F  F    F
is b                F  T  F  u       u       F  F    T
any_of a            T  F  F  u       u       F  F    F
any_of a b          T  T  F  u       u       F  F    T
any_of a b c        T  T  T  u       u       F  F    T
none_of a           F  T  T  u       u       F  F    T
none_of a b         F  F  T  u       u       F  F    F
none_of a b c       F  F  F  u       u       F  F    F
answered yes        T  T  T  F       F       F  F    T
answered no         F  F  F  T       T       F  F    F
"""
YES_NO = """
                    yes no unknown unasked na gone maybe:no
is yes              T   F  u       u       F  F    F
is no               F   T  u       u       F  F    T
answered yes        T   T  F       F       F  F    T
answered no         F   F  T       T       F  F    F
"""
NUMBER = """
                    0  2  3  4  unknown unasked na gone maybe:3
is 3                F  F  T  F  u       u       F  F    T
is 0                T  F  F  F  u       u       F  F    F
at_least 3          F  F  T  T  u       u       F  F    T
at_most 3           T  T  T  F  u       u       F  F    T
more_than 3         F  F  F  T  u       u       F  F    F
less_than 3         T  T  F  F  u       u       F  F    F
at_least 0          T  T  T  T  u       u       F  F    T
less_than 0         F  F  F  F  u       u       F  F    F
answered yes        T  T  T  T  F       F       F  F    T
answered no         F  F  F  F  T       T       F  F    F
"""
TEXT = """
                    words unknown unasked na gone maybe:words
answered yes        T     F       F       F  F    T
answered no         F     T       T       F  F    F
"""
# Fully known: +a-b-c and so on. Partly known: what is not named is open.
CHOICES = """
                    +a-b-c +a+b-c -a-b-c +a+b+c unknown unasked na gone maybe:+a-b-c
includes a          T      T      F      T      u       u       F  F    T
includes b          F      T      F      T      u       u       F  F    F
any_of a            T      T      F      T      u       u       F  F    T
any_of b c          F      T      F      T      u       u       F  F    F
any_of a b c        T      T      F      T      u       u       F  F    T
all_of a            T      T      F      T      u       u       F  F    T
all_of a b          F      T      F      T      u       u       F  F    F
all_of a b c        F      F      F      T      u       u       F  F    F
none_of a           F      F      T      F      u       u       F  F    F
none_of c           T      T      T      F      u       u       F  F    T
none_of b c         T      F      T      F      u       u       F  F    T
none_of a b c       F      F      T      F      u       u       F  F    F
answered yes        T      T      T      T      F       F       F  F    T
answered no         F      F      F      F      T       T       F  F    F
"""
PARTLY = """
                    +a  -a  +a-b  -a-b  +a+b
includes a          T   F   T     F     T
includes b          u   u   F     F     T
includes c          u   u   u     u     u
any_of a b          T   u   T     F     T
any_of b c          u   u   u     u     T
any_of a b c        T   u   T     u     T
all_of a b          u   F   F     F     T
all_of b c          u   u   F     F     u
all_of a b c        u   F   F     F     u
none_of a           F   T   F     T     F
none_of a b         F   u   F     T     F
none_of b c         u   u   u     u     F
none_of a b c       F   u   F     u     F
answered yes        T   T   T     T     T
answered no         F   F   F     F     F
"""
TABLES = {"choice": CHOICE, "yes_no": YES_NO, "number": NUMBER, "text": TEXT, "choices": CHOICES, "partly": PARTLY}


def rows(name: str) -> list[tuple[str, str, str, str]]:
    header, *body = TABLES[name].strip("\n").splitlines()
    columns = header.split()
    return [
        (name, line[:20].strip(), column, value)
        for line in body
        for column, value in zip(columns, line[20:].split(), strict=True)
    ]


def effective_answer(table: str, column: str) -> EffectiveAnswer:
    """The answer a column stands for."""
    values = {"choice": "a", "yes_no": "yes", "number": 3, "text": "words", "choices": "+a-b-c"}
    if column in STATES:
        return EffectiveAnswer(STATES[column], Truth.TRUE, ("q",))
    if column == "gone":
        return EffectiveAnswer(answered(values[table]), Truth.FALSE, ("earlier",))
    relevance = Truth.UNDETERMINED if column.startswith("maybe:") else Truth.TRUE
    typed = column.removeprefix("maybe:")
    return EffectiveAnswer(answered(int(typed) if table == "number" else typed), relevance, ("q",))


def elementary(table: str, words: str) -> AnswerTest:
    operator, *values = words.split()
    number = table == "number" and operator != "answered"
    return AnswerTest("q", operator, int(values[0]) if number else tuple(values))  # type: ignore[arg-type]


@pytest.mark.parametrize(("table", "test", "answer", "value"), [row for name in TABLES for row in rows(name)])
def test_elementary_comparison(table: str, test: str, answer: str, value: str) -> None:
    assert truth(elementary(table, test), effective_answer(table, answer)) is VALUES[value]


@pytest.mark.parametrize(
    ("table", "operators"),
    [
        ("choice", {"is", "any_of", "none_of", "answered"}),
        ("yes_no", {"is", "answered"}),
        ("number", {"is", "at_least", "at_most", "more_than", "less_than", "answered"}),
        ("text", {"answered"}),
        ("choices", {"includes", "any_of", "all_of", "none_of", "answered"}),
        ("partly", {"includes", "any_of", "all_of", "none_of", "answered"}),
    ],
)
def test_tables_hold_every_operator_of_every_type(table: str, operators: set[str]) -> None:
    assert {test.split()[0] for _, test, _, _ in rows(table)} == operators
    assert operators <= set(get_args(Operator))


@pytest.mark.parametrize("table", ["choice", "yes_no", "number", "text", "choices"])
def test_tables_hold_every_state_of_an_answer(table: str) -> None:
    columns = {column.split(":")[0] for _, _, column, _ in rows(table)}
    assert columns >= {"unknown", "unasked", "na", "gone", "maybe"}


def test_less_than_is_not_the_negation_of_at_least_where_a_question_does_not_apply() -> None:
    nothing = effective_answer("number", "na")
    assert truth(elementary("number", "less_than 3"), nothing) is Truth.FALSE
    assert negation(truth(elementary("number", "at_least 3"), nothing)) is Truth.TRUE


CONJUNCTION = {"TT": "T", "TF": "F", "Tu": "u", "FT": "F", "FF": "F", "Fu": "F", "uT": "u", "uF": "F", "uu": "u"}
DISJUNCTION = {"TT": "T", "TF": "T", "Tu": "T", "FT": "T", "FF": "F", "Fu": "u", "uT": "T", "uF": "u", "uu": "u"}


@pytest.mark.parametrize(("first", "second"), list(product("TFu", repeat=2)))
def test_connectives_of_two(first: str, second: str) -> None:
    values = [VALUES[first], VALUES[second]]
    assert conjunction(values) is VALUES[CONJUNCTION[first + second]]
    assert disjunction(values) is VALUES[DISJUNCTION[first + second]]


@pytest.mark.parametrize(("parts", "both", "either"), [("", "T", "F"), ("uuF", "F", "u"), ("uTu", "u", "T")])
def test_connectives_of_none_and_of_several(parts: str, both: str, either: str) -> None:
    values = [VALUES[part] for part in parts]
    assert conjunction(iter(values)) is VALUES[both]
    assert disjunction(iter(values)) is VALUES[either]


@pytest.mark.parametrize(("value", "turned"), [("T", "F"), ("F", "T"), ("u", "u")])
def test_negation(value: str, turned: str) -> None:
    assert negation(VALUES[value]) is VALUES[turned]


@pytest.mark.parametrize(
    ("test", "answer"),
    [
        (AnswerTest("q", "at_least", 3), answered("a")),
        (AnswerTest("q", "all_of", ("a",)), answered("a")),
        (AnswerTest("q", "is", ("a",)), answered(3)),
        (AnswerTest("q", "is", ("a",)), answered("+a-b-c")),
        (AnswerTest("q", "more_than", 2), answered("+a-b-c")),
        (AnswerTest("q", "any_of", 2), answered(2)),
    ],
)
def test_an_operator_that_does_not_fit_is_refused_rather_than_judged(test: AnswerTest, answer: Answer) -> None:
    with pytest.raises(TypeError):
        truth(test, EffectiveAnswer(answer, Truth.TRUE, ("q",)))
