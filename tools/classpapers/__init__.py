"""Makes a chapter's slides, worksheets and key out of what the chapter, its questions and its lesson plan hold."""
