"""What changed from one version of a form to another, in words, by who is affected."""
