"""Records: append-only histories of events, and the documents they name."""
