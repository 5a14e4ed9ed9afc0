"""What a form is: definitions, field types, conditions, deadlines and pages."""
