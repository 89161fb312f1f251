"""What the program costs in time and memory, measured side by side in one run: `make bench`.

It prints and judges nothing: a figure depends on the machine, the ratio beside it much less.
"""
