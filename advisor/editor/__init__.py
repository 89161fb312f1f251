"""What an editor offers to authors at a place in the files: problems, words, explanations, changes of many files."""
