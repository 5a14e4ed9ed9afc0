"""`build.py package`: what is uploaded to AWS."""
