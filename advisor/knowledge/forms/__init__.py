"""The format of a knowledge base, declared once: each kind of entry with its keys.

A form lists the keys of one kind of entry: what kind of value each takes, what it is for, what it becomes in
`advisor.knowledge.model`. Reading with positions, the JSON Schema and the guide's tables are made from it.
"""
