"""The workspace: the brands of a house, their interviews and reports, in the browser.

Its own are people, permissions, what is kept, and pages. What is asked, concluded and printed is the code of the
command line: the session of an interview, the assessment, the report. Nothing here is imported by what lies below.
"""
