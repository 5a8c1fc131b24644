"""What can go wrong outside the programs themselves, each told in one sentence."""


class LauncherError(Exception):
    """A condition that the person at the terminal can change; the message says how."""
