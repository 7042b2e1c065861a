"""Finding claims by words: `terms` folds and stems, `documents` gathers, `index` keeps, `lookup` asks, `marking` shows."""
