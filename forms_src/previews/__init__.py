"""What a form looks like in every state: for staff, before anyone else sees it."""
