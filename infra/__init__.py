"""How the service gets onto AWS."""
