"""Makes papers for class out of what chapters, questions and lesson plans hold.

`lesson` gathers what a chapter gives: texts by `prose`, charts and results by `exhibits`, tables for tasks by
`material`. `sheets` sets it for paper, `deck` as slides; `one_lesson` and `kit` make the packs of one lesson and of the
game. `word` and `powerpoint` make of them what a teacher can edit.
"""
