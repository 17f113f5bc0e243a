"""DR Portal for programs: `Portal` asks its interface, and answers with what `drportal_client.described` describes."""

from drportal_client.portal import Portal
from drportal_client.refusals import NotReached, Refusal
from drportal_client.settings import NotSet

__all__ = ["NotReached", "NotSet", "Portal", "Refusal"]
