// Lets through more than field.py, never less.
formats.phone = /^(?=(\D*\d){6})\+?[\d ().-]+( ?(ext|x)\.? ?\d+)?$/i;
