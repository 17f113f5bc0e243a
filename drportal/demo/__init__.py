"""The demonstration company: about forty systems in six business units, in every state."""
