// Lets through more than field.py, never less.
formats.email = /^[^\s@]+@([a-z\d-]+\.)+[a-z]{2,63}$/i;
