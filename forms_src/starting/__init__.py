"""Where a new form, option list or section starts: a file that works, with comments that teach."""
