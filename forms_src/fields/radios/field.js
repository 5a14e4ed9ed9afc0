readers.radios = chosen;
