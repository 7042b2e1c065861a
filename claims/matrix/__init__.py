"""The source x claim matrix of a dossier: what each report says of each claim, a page of rows and columns at a time."""
