"""Answer sheets: what someone typed of a brand, held against the questionnaire.

An answers file, a case and the answers of an example are all of this kind, and this is the one place where they are
validated. `advisor.answers` makes values of what is sound.
"""
