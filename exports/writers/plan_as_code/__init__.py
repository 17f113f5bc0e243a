"""The recovery plan of one system as code: a typed plan in, files as text out. Nothing here applies anything.

All of it is in English, as the tools are that take it.
"""
