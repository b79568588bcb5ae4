"""What can go wrong with a command, in words that the HTTP door turns into answers."""


class CommandRefused(Exception):
    """A command that cannot be carried out as it stands; nothing was changed."""


class NotFound(CommandRefused):
    """No such entity in this tenant."""


class AlreadyRegistered(CommandRefused):
    """The id is taken by another registration."""


class VersionMismatch(CommandRefused):
    """The caller has seen another version than the current one (If-Match)."""

    def __init__(self, current: int) -> None:
        super().__init__(f"the current version is {current}")
        self.current = current


class KeyReused(CommandRefused):
    """The idempotency key belongs to a request with another content."""


class ConcurrentChange(CommandRefused):
    """Others changed the entity faster than this command could; it may be sent again."""


class OutboxFull(CommandRefused):
    """Events of this entity wait to be numbered; the command may be sent again in a moment."""
