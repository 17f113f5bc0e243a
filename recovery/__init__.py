"""The method as pure functions: objectives, plan, dependencies and contradictions.

Standard library only, no clock, no database: ages come in as seconds, results go out as frozen values.
The specification is `docs/method.md`.
"""
