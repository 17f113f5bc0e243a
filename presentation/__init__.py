"""The method's values in words and numbers, on top of what `recovery` says itself.

Beside the shape that all apps share:

- `contradictions`: their titles.
- `formats`: how each language writes days and numbers, where Django looks for it.
- `enumerations`: several names in one sentence.
- `language`: which language the reader speaks.
- `strategies`: their names.
- `templatetags`: the same for templates, where Django looks for them.
- `durations`: how long, in words.
- `money`: amounts, in words.
- `numbers`: counts and shares, in words.
- `objectives`: objectives, in words.
- `states`: states of systems and answers, in words.
"""
