readers.checkboxes = chosen;
