"""What the admin pages of every app share: the site, choices, rules of saving, history. Registers nothing itself."""
