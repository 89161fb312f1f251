"""Problems that follow from another: what YAML refuses, or an id that cannot be one, is told alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .problem import Problem

_REFUSED_VALUES = ("E008", "E009")
_SECOND_DOCUMENT = "E017"
_MISSHAPEN_ID = re.compile(r'("[^"]*") cannot be an id here')
_MEANT = re.compile(r'Did you mean ("[^"]*")\?')
_NO_OPTION = re.compile(r'has no option "([^"]*)"')
_NO_SECTION = "No file in questionnaire has the section "
_SECTION_MEANT = 'Did you mean "section"?'


def causes(problems: Sequence[Problem]) -> list[Problem]:
    """The problems, in their order, without those that others bring about.

    Where a value is refused its entry lacks it; where a second document begins the first is not what was meant;
    whoever names an id that is misspelt where it stands names nothing; and a file whose key `section` is misspelt is
    that of no section.
    """
    refused = {(one.at.file, one.at.line) for one in problems if one.code in _REFUSED_VALUES}
    in_two = {one.at.file for one in problems if one.code == _SECOND_DOCUMENT}
    misshapen = {match[1] for one in problems if (match := _MISSHAPEN_ID.match(one.message))}
    options = {re.sub(r"\W", "", id) for id in misshapen}
    sectionless = any(one.code == "E021" and _SECTION_MEANT in one.message for one in problems)

    def follows(one: Problem) -> bool:
        if one.code in _REFUSED_VALUES or one.code == _SECOND_DOCUMENT:
            return False
        meant = _MEANT.search(one.message)
        named = meant is not None and meant[1] in misshapen and one.message.startswith("There is no ")
        option = _NO_OPTION.search(one.message)
        named |= option is not None and option[1] in options
        named |= sectionless and one.message.startswith(_NO_SECTION)
        return named or (one.at.file, one.at.line) in refused or one.at.file in in_two

    return [one for one in problems if not follows(one)]
