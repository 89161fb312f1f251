"""Inspections: what entries that could be read say together, one function for each thing that may be wrong with it."""

from . import (
    carried_claims,
    contexts,
    cycles,
    dangling,
    habits,
    interview_order,
    printed_words,
    relations,
    typed_answers,
    ways,
)
from .subject import Inspection, Subject

ERRORS: tuple[Inspection, ...] = (
    cycles.conclusions_in_a_cycle,
    cycles.conclusions_without_rules,
    interview_order.relevance_looking_ahead,
    interview_order.sections_without_file,
    relations.advice_subsumed_in_a_cycle,
    relations.unfit_parents,
    relations.advice_before_itself,
    relations.unnumbered_advice_in_order,
    relations.contradictory_relations,
    relations.successors,
    printed_words.faulty_texts,
    printed_words.uncertain_answers,
    printed_words.instances_of_another_level,
    printed_words.french_filters_elsewhere,
    typed_answers.answers_of_examples,
    typed_answers.answers_of_cases,
)
WARNINGS: tuple[Inspection, ...] = (
    dangling.questions_never_read,
    dangling.conclusions_never_used,
    dangling.conclusions_never_derivable,
    dangling.options_nobody_distinguishes,
    dangling.themes_without_advice,
    dangling.deprecated_entries_referred_to,
    dangling.declared_for_nothing,
    carried_claims.unused_claims,
    carried_claims.claims_used_after_all,
    carried_claims.claims_shown_by_nothing,
    habits.titles_used_twice,
    habits.deprecated_without_successor,
    habits.too_few_examples,
    habits.negated_questions_that_may_not_apply,
    habits.opportunities_without_postponement,
    habits.equal_ranks,
    habits.missing_ranks,
    habits.same_conditions,
    contexts.gated_questions_of_every_instance,
    contexts.praise_of_no_instance,
    ways.one_text_for_several_ways,
    habits.changes_without_words,
)

__all__ = ["ERRORS", "WARNINGS", "Inspection", "Subject"]
