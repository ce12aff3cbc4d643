"""What can go wrong between us and a provider. In a browser's navigation they become `/sign-in?problem=…`."""

from rallyboard.kit.errors import Conflict, Forbidden, NotFound, TooMany, Unavailable


class NoSuchProvider(NotFound):
    """Nobody configured a provider of this name."""

    code = "accounts/no_such_provider"
    title = "This site does not sign in with that provider"


class ProviderDown(Unavailable):
    """The provider does not answer, or answers that it cannot."""

    code = "accounts/provider_down"
    title = "The provider does not answer"


class ProviderRefused(Forbidden):
    """The provider did not confirm who it is, or what it said does not hold."""

    code = "accounts/provider_refused"
    title = "The provider did not confirm who you are"


class Cancelled(Forbidden):
    """The person said no at the provider."""

    code = "accounts/cancelled"
    title = "You cancelled at the provider"


class FlowOver(Conflict):
    """Not begun in this browser, finished already, or too slow."""

    status = 410
    code = "accounts/flow_over"
    title = "Start signing in again"


class IdentityTaken(Conflict):
    """This identity opens another account."""

    code = "accounts/identity_taken"
    title = "That identity belongs to another account"


class AlreadyLinked(Conflict):
    """The account has an identity of this provider already."""

    code = "accounts/already_linked"
    title = "An identity of this provider is linked already"


class NoSuchIdentity(NotFound):
    """The account has no identity of this provider."""

    code = "accounts/no_such_identity"
    title = "No identity of this provider is linked"


class TooManyFlows(TooMany):
    """One address begins or ends more sign-ins than people would."""

    code = "accounts/too_many_flows"
    title = "Too many sign-ins from your address"
