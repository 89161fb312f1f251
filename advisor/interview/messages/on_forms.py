"""What a form says that is filled in on the screen."""

from advisor.language import Messages

TEXTS = Messages(
    {
        "form.role": "Role",
        "form.live": "One question a page, and only those that concern you. What you type stays in this browser, on "
        "this device, until you send the file that you save at the end.",
        "form.not_stored": "This browser does not let the page keep anything: save a copy before you close it.",
        "form.back": "Back",
        "form.continue": "Continue",
        "form.check": "Check your answers",
        "form.change": "Change",
        "form.clear": "Take the answer back",
        "form.others": "All rows still open: {label}",
        "form.progress": "Answered: {done} of {relevant}",
        "form.unanswered": "not answered",
        "form.rule_out": "What can you rule out?",
        "form.rule_out_several": "What is certainly not so? (What you leave unticked in both lists stays open.)",
        "form.ruled_out": "not: {options}",
        "form.about_right": "What do you know roughly?",
        "form.due": "By when? (if a date is set)",
        "form.at_least": "at least",
        "form.at_most": "at most",
        "form.roughly": "between {low} and {high}",
        "form.none": "None of these",
        "form.remark": "Add a remark",
        "form.name": "Name",
        "form.add": "Add",
        "form.remove": "Remove {name}",
        "form.complete": "That is all of them",
        "form.bad_number": "Please enter a whole number from {low} to {high}.",
        "form.bad_range": "The first number must not be greater than the second.",
        "form.all_ruled_out": "Not every option can be ruled out.",
        "form.bad_sets": "The same option cannot be both so and not so, or go with one that stands on its own.",
        "form.no_reason": "Please say why it does not apply.",
        "form.no_head": "Please fill in the brand and the date.",
        "form.no_name": "Please fill in your name, since you gave a role.",
        "form.taken": "{name} is in the list already.",
        "form.full": "The list holds no more than {n}.",
        "form.send": "When you are done, save the answers file and send it back to whoever gave you this form. A copy "
        "of this page keeps your answers too: open it to go on.",
        "form.save": "Save the answers file",
        "form.copy": "Save a copy of this page",
        "form.saved": "{file} is saved; you will find it among your downloads.",
        "form.deeper": "Ask me the detailed questions too",
        "form.forget": "Delete the answers from this browser",
        "form.sure": "Delete all answers from this page and this browser?",
        "form.no_section": "There is no section {name}. Sections: {sections}.",
    }
)
