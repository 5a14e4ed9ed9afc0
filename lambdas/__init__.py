"""What happens when someone presses Send."""
