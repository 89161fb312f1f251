"""Every code a problem can carry, with what it means and what to do: the source of docs/codes.md."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A stable code. Errors (E…) keep a knowledge base from loading; the others can be switched off.

    Warnings (W…) are the matter of `advisor rules check`, findings (A…) of `advisor rules analyse`.
    """

    code: str
    title: str
    explanation: str

    @property
    def warning(self) -> bool:
        """Whether the code is a warning's."""
        return self.code.startswith("W")


CODES: tuple[Code, ...] = (
    Code("E001", "No such file", "The file does not exist. Check its name and the directory you are in."),
    Code("E002", "A directory where a file is expected", "Give the name of a YAML file."),
    Code("E003", "The file cannot be read", "Permissions or the disk prevent it, or it is no regular file."),
    Code("E004", "The file is too large", "A file may hold 1 MB, many times what an author writes. Split it."),
    Code("E005", "Not UTF-8", "Save the file with the encoding UTF-8; the position is that of the first foreign byte."),
    Code("E006", "A character that no text may hold", "Control characters cannot be printed in a report. Remove it."),
    Code(
        "E007",
        "Not YAML",
        "The file cannot be read any further. Most often a text with a colon, comma, question mark or apostrophe lacks "
        "its quotes, the indentation is off, or there is a tab.",
    ),
    Code("E008", "Anchor or alias", "`&name` and `*name` are not used here: what is written is what holds."),
    Code("E009", "Tag", "`!tag` is not used here. Put a text that begins with an exclamation mark in quotes."),
    Code("E010", "Merge key", "`<<` is not used here. Write the keys out."),
    Code("E011", "Key given twice", "The second value would silently replace the first. Keep one of the two."),
    Code("E012", "A key that is not a word", "Keys are single words. A text that contains a colon needs quotes."),
    Code("E013", "Nested too deeply", "No sensible entry has forty levels. Check brackets and indentation."),
    Code("E014", "Too many or too long values", "The file holds more values, or a longer text, than can be meant."),
    Code("E015", "Empty file", "The file says nothing. Fill it or remove it."),
    Code("E016", "No keys", "A file consists of keys with values, such as `advice:` and a list."),
    Code("E017", "Several documents", "One file holds one document. Remove the `---` between them."),
    Code("E018", "Not a knowledge base", "The directory is missing, empty, or has no knowledge-base.yaml."),
    Code("E019", "Knowledge base too large", "There are more or larger files than a knowledge base can have."),
    Code("E021", "Unknown key", "Nothing reads this key, so what it says would be lost. Check the spelling."),
    Code("E022", "Missing key", "The entry cannot be used without this key."),
    Code(
        "E023", "Value of the wrong kind", "A text, a list, a number or a group of keys stands where another is needed."
    ),
    Code("E024", "Unknown word", "Only the words listed in the message are possible here."),
    Code("E025", "Empty value", "A key without value, an empty text or an empty list."),
    Code(
        "E026",
        "Misshapen id",
        "Questions, options and conclusions are written in snake_case, all other ids in kebab-case. Ids are permanent: "
        "they stand in answers files.",
    ),
    Code("E027", "Language missing", "Every text is needed in every language of the knowledge base."),
    Code("E028", "Unknown language", "The language is not among `languages` in knowledge-base.yaml."),
    Code("E029", "Number out of range", "The number is larger or smaller than this key allows."),
    Code("E030", "Named twice in a list", "The repetition says nothing. Keep one."),
    Code(
        "E031", "Id taken", "Ids are unique; questions share theirs with conclusions, and rules with advice and checks."
    ),
    Code("E032", "Former name taken", "A former name (alias) must lead to exactly one entry."),
    Code("E033", "Unknown question or conclusion", "A condition or an answer names something that does not exist."),
    Code("E034", "Unknown option", "The question has no such option."),
    Code("E035", "Unknown id", "The entry this id refers to does not exist, or is of another kind."),
    Code(
        "E036", "Half a pair of quotation marks", "A text has lost its first quotation mark, or the last is too much."
    ),
    Code(
        "E041",
        "Not a condition",
        "A condition is a group of keys: questions or conclusions with values, all, any, not.",
    ),
    Code(
        "E042",
        "Unknown operator",
        "Operators: any_of, all_of, none_of, at_least, at_most, more_than, less_than, answered.",
    ),
    Code("E043", "Operator does not fit", "Which operators a test may use depends on the type of the question."),
    Code("E044", "Value does not fit", "The test compares with something the question cannot be answered with."),
    Code("E045", "Comparison decided in advance", "Given min and max of the question it holds always or never."),
    Code("E046", "Reserved word", "all, any, not and the operators cannot be ids of questions or conclusions."),
    Code("E047", "Wrong level", "What holds for each instance of a context is read there, or by a quantifier."),
    Code("E051", "Relevance does not look back", "relevant_when may read earlier questions only, and no conclusion."),
    Code("E052", "Conclusions in a circle", "Rules derive conclusions from each other; one of them must not."),
    Code("E053", "Conclusion without rules", "Nothing derives it, so it would never be anything but no."),
    Code("E054", "Advice in a circle", "Advice cannot be a sub-point of its own sub-point, nor come before itself."),
    Code("E055", "Unfit parent", "What subsumes must be at least as severe, and a problem if its sub-point is one."),
    Code(
        "E056",
        "Contradictory relation",
        "An entry excludes, contradicts or replaces itself, or one it belongs together with.",
    ),
    Code("E057", "Postponement without until", "`says` is printed as “later, once …”; without it the plan has a gap."),
    Code("E058", "Key does not fit the kind", "Which keys an advice has depends on its kind."),
    Code(
        "E059", "Status and successor disagree", "Only deprecated entries have replaced_by, and it names a running one."
    ),
    Code("E060", "Ill-made question", "Options, bounds and type of the question do not go together."),
    Code(
        "E061",
        "Sections and files disagree",
        "Every section in knowledge-base.yaml has one file, and every file a section.",
    ),
    Code(
        "E062",
        "Ill-made change",
        "A change of an answer leads to an option of a choice, or adds or drops an option of choices. Numbers and "
        "texts have no such changes.",
    ),
    Code("E071", "Not a valid template", "Texts print {{ brand }} and {{ answer('question') }}, and nothing else."),
    Code("E072", "Unknown name in a text", "The text prints something that does not exist, or uses an unknown filter."),
    Code(
        "E073",
        "Answer that may be missing",
        "A text may name a question only if the condition makes sure it was answered: the question stands in `when`, "
        "affirmed, in every alternative.",
    ),
    Code("E074", "French filter in another language", "de, a, que and lorsque produce French words."),
    Code("E081", "Unclear expectation", "An example of advice says fires or outcome, one of a rule concludes."),
    Code("E082", "Answer does not fit", "The answer in an example or case does not fit its question."),
    Code("E083", "Cases in a circle", "Cases are based on each other; one must stand on its own."),
    Code("E084", "Claim badly shown", "shown_by names ENTRY/EXAMPLE or a case, and excludes not_used."),
    Code("E085", "Cannot be switched off", "switched_off takes the codes of warnings only."),
    Code("E086", "Not a date", "Dates are written year, month, day, as in 2026-11-20."),
    Code(
        "E091",
        "More than the rule engine can carry",
        "The message names the limit and the entry that takes most of it. Give what several entries repeat a "
        "conclusion of its own, or divide the knowledge base.",
    ),
    Code("W001", "File not read", "A YAML file stands where nothing looks for it, or ends in .yml."),
    Code("W002", "Question never read", "No condition, check or text reads the question: why ask it?"),
    Code("W003", "Conclusion never used", "Nothing reads it, and it is not `shown` in the report."),
    Code("W004", "Conclusion never derivable", "Every rule for it demands what contradicts itself."),
    Code("W005", "Option no rule distinguishes", "Whether it is chosen makes no difference to any condition."),
    Code("W006", "Theme without advice", "The report would have an empty chapter."),
    Code("W007", "Title used twice", "Two entries that read the same cannot be told apart in a report."),
    Code("W008", "Claim unused", "No rule, advice or question carries it, and it is not marked not_used."),
    Code("W009", "Claim marked not used is carried", "Something cites the claim: remove not_used, or the citation."),
    Code("W010", "Deprecated without successor", "Say in replaced_by what has taken its place."),
    Code(
        "W011",
        "Too few examples",
        "A stable rule or advice has an example in which it holds and one in which it does not.",
    ),
    Code(
        "W012",
        "`not` over a question that may not apply",
        "Tests on a question that does not apply are false, so `not` makes them true. If that is not meant, "
        "use none_of, or read what makes the question relevant as well.",
    ),
    Code("W013", "Opportunity without postponement", "Product and trust come first: say while what it should wait."),
    Code("W014", "Equal rank", "Within a severity and phase ranks give the order; equal ones leave it to the id."),
    Code("W015", "Same condition", "Two advice fire together always: let one subsume the other, or tell them apart."),
    Code("W016", "Switched off for nothing", "The warning does not occur there (any more). Remove the entry."),
    Code("W017", "Deprecated entry referred to", "The entry no longer runs, so the reference has no effect."),
    Code("W018", "Claim shown by nothing", "Something carries it, and no example or case shows it at work."),
    Code(
        "W019", "Declared for nothing", "Nothing is asked for each instance of the context, or no text prints the word."
    ),
    Code(
        "W020",
        "`for_every` over a question that may not apply",
        "Tests on a question that does not apply are false, so one such instance makes it false. Choose those that are "
        "meant with `where`.",
    ),
    Code(
        "W021",
        "Praise of nothing",
        "`for_every` is true where there is no instance at all. What says something good demands one with `for_some`.",
    ),
    Code(
        "W022",
        "Rank missing where it decides",
        "Among critical and major advice of one phase the rank says what is first.",
    ),
    Code(
        "W023",
        "One text for several facts",
        "Different options or facts lead to the advice, and what was observed reads the same for all: a report says "
        "only what was said. Print the answer, give each a variant, or add what holds where. What the report says "
        "beside does not count: shown conclusions, and the columns of a list (its first section) where the text names "
        "its instances.",
    ),
    Code(
        "W024",
        "Change without words",
        "A roadmap says what to do in the words of the change (`says`); without them it can only tell the answer as it "
        "is and as it would be. About QUESTION/OPTION.",
    ),
)

FINDINGS: tuple[Code, ...] = (
    Code("A001", "Advice that can never fire", "No answers whatever lead to it, or an exception always comes along."),
    Code("A002", "Rule that can never hold", "No answers whatever make its condition true without an exception."),
    Code("A003", "Rule that is never decisive", "Its conclusions come out the same without it, by other rules."),
    Code("A004", "Exclusion that can be broken", "Two conclusions exclude each other, yet answers make both yes."),
    Code("A005", "Conflict that can happen", "Two advice must not fire together, yet answers make both fire."),
    Code("A006", "Question that changes nothing", "Whatever is answered, no outcome ever changes."),
    Code(
        "A007",
        "Option that changes nothing",
        "No outcome ever depends on whether it is chosen, or tells it from another option. About QUESTION/OPTION.",
    ),
    Code("A008", "Exception that never holds", "Or never while its entry would otherwise apply. About ENTRY/NUMBER."),
    Code("A009", "Postponement that never holds", "Or never while its advice would fire. About ENTRY/NUMBER."),
    Code("A010", "Advice for everyone", "It fires or is postponed for everyone who answers all questions."),
    Code("A011", "Question that never applies", "No answers whatever make its relevant_when true."),
    Code("A012", "Addition that never holds", "Its condition excludes that of its advice. About ENTRY/NUMBER."),
    Code("A013", "Check that never finds anything", "No answers whatever make its condition true."),
    Code("A014", "Conclusion that is always the same", "It is yes for everyone who answers all questions."),
    Code("A015", "Advice only for contradictory answers", "Whenever it fires, a check finds a contradiction."),
    Code("A016", "Advice that always fires together", "Two advice fire in exactly the same cases; neither subsumes."),
    Code("A017", "Alternative that changes nothing", "It never holds, or only where another does. About ENTRY/NUMBER."),
    Code(
        "A018", "Variant that is never chosen", "Whenever its condition holds, an earlier one does. About ENTRY/NUMBER."
    ),
    Code(
        "A019",
        "Advice implied by another",
        "Of two problems of one theme, one never fires without the other; nothing says how they stand to each other.",
    ),
    Code("A020", "Order that never matters", "Advice is to come before another that never fires with it."),
)
"""What the analysis finds; about ENTRY/ENTRY where two are concerned."""

SWITCHABLE: tuple[str, ...] = tuple(known.code for known in (*CODES, *FINDINGS) if not known.code.startswith("E"))
"""The codes that `switched_off` takes."""

BY_CODE = {known.code: known for known in (*CODES, *FINDINGS)}


def reference() -> str:
    """The page docs/codes.md."""
    lines = [
        "# Codes of `advisor rules check` and `advisor rules analyse`",
        "",
        "Errors keep a knowledge base from loading. A warning or a finding of the analysis can be switched off for one",
        "entry in `knowledge-base.yaml`, with the reason:",
        "",
        "```yaml",
        "switched_off:",
        '  - {code: W014, at: some-advice, reason: "Both are equally urgent."}',
        "```",
        "",
        "Every code is shown [by example](codes-by-example.md). This page is generated from",
        "`advisor/knowledge/codes.py`.",
    ]
    errors = [known for known in CODES if not known.warning]
    warnings = [known for known in CODES if known.warning]
    for heading, codes in (("Errors", errors), ("Warnings", warnings), ("Findings of the analysis", FINDINGS)):
        lines += ["", f"## {heading}", "", "| code | | |", "| --- | --- | --- |"]
        lines += [f"| {known.code} | {known.title} | {known.explanation} |" for known in codes]
    return "\n".join(lines) + "\n"
