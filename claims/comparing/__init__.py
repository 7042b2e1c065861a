"""Reports side by side: two articles claim by claim, and each relay beside what it relays."""
