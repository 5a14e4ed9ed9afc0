"""The forms as they are defined, loaded once for all tests of a process, as loading takes long."""

from forms_src.loading import load

LOADED = load()
