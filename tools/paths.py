"""Paths in the repository that several tools use."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "_build"
SITE = OUTPUT / "html"
STUDENT_SITE = OUTPUT / "student" / "html"
TEACH = ROOT / "teach"
ONE_LESSON_GUIDE = TEACH / "one-lesson.md"
FIVE_LESSONS_GUIDE = TEACH / "five-lessons.md"
GAME_GUIDE = TEACH / "keep-it-flying.md"
