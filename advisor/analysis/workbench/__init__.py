"""The workbench of rule authors: trials, coverage, consistency, links, and the pages that show them."""
