"""What is said while a consultant edits the report of a brand."""

from advisor.language import Messages

TEXTS = Messages(
    {
        "edited.left_out": "Left out of the report: “{title}” ({because})",
        "edited.decided": "Recorded for “{title}”: {said}",
        "edited.added": "Added as {id}: “{title}”",
        "edited.first": "First in the report: {titles}",
        "edited.first_none": "First in the report: what the rules put first.",
        "edited.opening": "The report begins with these words: {words}",
        "edited.opening_none": "The report begins without words of your own.",
        "edited.taken_back": "Taken back: whatever was decided of “{title}”.",
        "edited.approved": "Approved by {by} on {on}. Any later change makes the report a draft again.",
        "edited.reopened": "The report had been approved; it is a draft again.",
        "edited.not_there": "At present this is not in the report; what you decided waits until it is.",
        "edited.refused.unknown": "Nothing in this report is called “{words}”.{suggestion} advisor review {file} lists "
        "everything.",
        "edited.refused.several": "“{words}” may mean {ids}. Give one of these ids.",
        "edited.refused.own": "{id} is advice of your own: only its title, recommendation, owner and date can be "
        "changed; advisor review {file} take-back {id} removes it.",
        "edited.refused.no_words": "Say in your own words what is to stand there: {options}.",
        "edited.refused.first": "Three at most can be put first.",
        "edited.refused.phase": "“{words}” is not a phase.{suggestion} Possible: {possible}.",
        "edited.refused.nothing": "Nothing was decided of “{title}”.",
        "edited.refused.nobody": "Who approves? Say it with --by.",
        "edited.refused.again": "Not approved. To be looked at again first: {titles}. Decide anew, or take-back.",
        "edited.quoted": "“{words}”",
        "edited.title": "Report of {brand}, {date}",
        "edited.draft": "Status: draft.",
        "edited.status_approved": "Status: approved by {by} on {on}.",
        "edited.changed": "Status: draft again. The report was approved before its answers or rules changed.",
        "edited.begins": "Opening words: {words}",
        "edited.is_left_out": "left out: {words}",
        "edited.owner": "owner: {words}",
        "edited.due": "due: {words}",
        "edited.note": "note: {words}",
        "edited.own": "your own advice",
        "edited.chosen": "put first by you",
        "edited.reworded": "in your words: {words}",
        "edited.look_again": "The texts of this have changed since; look at it again.",
        "edited.absent": "Decided of what is not in the report at present:",
        "edited.nothing": "There is nothing to act on in this report yet.",
    }
)
