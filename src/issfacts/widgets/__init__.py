"""Explore, quiz, check, audit, look a day up, weigh, draw: what a reader works with, on a page and in a notebook."""
