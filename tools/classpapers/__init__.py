"""Build the classroom papers (slides, worksheets, keys, packs) from chapters, questions and lesson plans.

Their texts stand in teach/: plans and guides, tables-on-paper.md, slides.yml. `lesson` collects the content of one
chapter: texts with `prose`, charts and cell outputs with `cell_outputs`, tables for tasks with `task_tables`. `sheets`
renders worksheets and keys, `deck` builds slides; `one_lesson`, `five_lessons` and `kit` build the papers for one
lesson, for five and for the game. `word` and `powerpoint` convert papers to files that a teacher can edit.
"""
