"""Interactive widgets for pages and notebooks: explore, quiz, check, audit, when, weights, draw."""
