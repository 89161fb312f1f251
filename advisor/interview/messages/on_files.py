"""What is said of answers files when they are checked or merged."""

from advisor.language import Messages

TEXTS = Messages(
    {
        "check.sound": "{file}: sound. Relevant questions dealt with: {done} of {relevant}.",
        "check.states": "Answered {answered}, not known {unknown}, not applicable {not_applicable}, "
        "known in part {partly}, flagged {flagged}.",
        "check.irrelevant.one": "One recorded answer does not count at present: {questions}",
        "check.irrelevant.other": "{n} recorded answers do not count at present: {questions}",
        "check.no_longer.one": "{file}: one answer is not read, for its question is no longer asked: {questions}",
        "check.no_longer.other": "{file}: {n} answers are not read, for their questions are no longer asked: "
        "{questions}",
        "check.disputed.one": "One answer is disputed: {questions}",
        "check.disputed.other": "{n} answers are disputed: {questions}",
        "check.to_confirm.one": "One answer of an earlier interview is still to be confirmed: {questions}",
        "check.to_confirm.other": "{n} answers of an earlier interview are still to be confirmed: {questions}",
        "check.missing.one": "One relevant question is unanswered: {questions}",
        "check.missing.other": "{n} relevant questions are unanswered: {questions}",
        "check.contradiction": "These answers do not go together ({questions}): {said}",
        "merge.based": "{file}: this file is based on the case {case}, and what stands there under {keys} cannot be "
        "written to. Copy it into {file}, or name another file first.",
        "merge.too_long": "{first} and {second} list more than {most} under {key} together: {names}. Where two names "
        "mean the same, give them the same id in both files.",
        "merge.contradicted.one": "Nothing was written: the files contradict each other on one answer.",
        "merge.contradicted.other": "Nothing was written: the files contradict each other on {n} answers.",
        "merge.remedy": "Mend one of the files; or keep both answers as disputed (--conflicts dispute), or "
        "the first with the other in an internal note (--conflicts keep-first).",
        "merge.same": "The two files say nothing different.",
        "merge.differences.one": "One difference:",
        "merge.differences.other": "{n} differences:",
        "merge.says": "{file}: {said}",
        "merge.kept_first": "kept: the first; flagged, the second is in a note or a comment",
        "merge.head_first": "kept: the first",
        "merge.added": "taken from the second",
        "merge.joined": "joined",
        "merge.joined_as": "joined: {said}",
        "merge.disputed": "kept: both, as disputed",
        "merge.open": "{names} (perhaps more)",
        "merge.list": "List “{title}”",
        "merge.respondents": "Who was asked",
        "merge.left_out": "not carried over: it belongs to the second file alone",
        "merge.nothing": "nothing",
        "merge.note_on": "Note on question {number}",
        "merge.flag_on": "Flag on question {number}",
        "merge.flag": "flagged",
        "merge.question": "Question {number}, {ask}",
        "merge.head": "Key “{key}”",
        "merge.comments.one": "One comment of {file} stands at the end.",
        "merge.comments.other": "{n} comments of {file} stand at the end.",
        "merge.comment": "From {file}:",
        "merge.other_answer": "{file} says: {answer}",
        "merge.written": "{file} is written.",
    }
)
