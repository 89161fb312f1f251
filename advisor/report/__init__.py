"""Reports: Assessments rendered for people."""
