"""What can go wrong while saying who one is."""

from rallyboard.kit.errors import Invalid, Unauthenticated


class AliasRefused(Invalid):
    """The alias cannot be shown to other people as it is."""

    code = "accounts/alias_refused"
    title = "This alias cannot be used"

    def __init__(self, detail: str, *, field: str = "alias") -> None:
        super().__init__(detail, field=field)


class GuestNeeded(Unauthenticated):
    """The route plays or changes something, and the visitor has no alias yet."""

    code = "accounts/guest_needed"
    title = "Choose an alias first"
