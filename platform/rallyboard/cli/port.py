"""The TCP port, claimed before the server is built."""

import errno
import socket

from rallyboard.kit.errors import Unusable


class PortInUse(Unusable):
    """Another program listens there."""

    code = "setup/port_in_use"
    title = "The port is in use"
    exit_code = 3


class NoSuchAddress(Unusable):
    """This machine has no such address, or we may not use it."""

    code = "setup/no_such_address"
    title = "The address cannot be used"
    exit_code = 3


def claim(host: str, port: int) -> socket.socket:
    """A listening socket; early callers wait in its queue until the site answers."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        sock = socket.socket(found[0], socket.SOCK_STREAM)
    except OSError as error:
        raise NoSuchAddress(
            f"{host!r} is no address of this machine ({error.strerror}); set RALLYBOARD_HOST."
        ) from None
    try:
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind(found[4])
        sock.listen(1024)
        sock.set_inheritable(False)
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            fix = f"stop that program, or set RALLYBOARD_PORT (make run PORT={port + 1})"
            raise PortInUse(f"port {port} on {host} is in use; {fix}.") from None
        raise NoSuchAddress(
            f"cannot listen on {host} port {port} ({error.strerror}); set RALLYBOARD_HOST or RALLYBOARD_PORT."
        ) from None
    return sock
