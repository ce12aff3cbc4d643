"""A mail server that speaks TLS, with a certificate that is trusted, and one that is not."""

import ssl
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from rallyboard.jobs import TryAgain
from rallyboard.mail.recipients import Recipient
from rallyboard.mail.templates import Draft
from rallyboard.mail.transport import Smtp, mail_server
from rallyboard.mail.writing import write
from tests.kit.postbox import Postbox

# aiosmtpd does not see that the socket it was given speaks TLS already.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and self-signed certificate of 127.0.0.1, in one file."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "postbox")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, SHA256())
    )  # fmt: skip
    file = tmp_path / "postbox.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    return file


@pytest.fixture(params=["starttls", "implicit"])
def tls(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def allow(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    """Only the right password."""
    right = isinstance(data, LoginPassword) and (data.login, data.password) == (b"rally", b"p/w")
    return AuthResult(success=right, handled=False)


def secured(certificate: Path, tls: str) -> Postbox:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    mode = {"tls_context": context, "require_starttls": True} if tls == "starttls" else {"ssl_context": context}
    return Postbox(authenticator=allow, auth_required=True, auth_require_tls=tls == "starttls", **mode)


def smtp(postbox: Postbox, tls: str, user: str = "rally:p%2Fw@") -> Smtp:
    return Smtp(mail_server(f"smtp://{user}127.0.0.1:{postbox.port}?tls={tls}"), "pong.example")


def mail() -> EmailMessage:
    return write(Draft("Hello", ("Above",)), Recipient("ada@example.org", ""), "post@pong.example", "an-id")


async def test_a_mail_goes_over_tls_with_a_password(
    certificate: Path, tls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secured(certificate, tls) as postbox:
        await smtp(postbox, tls).deliver(mail())
        assert (await postbox.next()).subject == "Hello"


async def test_a_wrong_password_is_tried_again_and_never_logged(
    certificate: Path, tls: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with secured(certificate, tls) as postbox:
        with pytest.raises(TryAgain, match="SMTPAuthenticationError 535") as failed:
            await smtp(postbox, tls, "rally:canary@").deliver(mail())
        assert "canary" not in str(failed.value)
        assert postbox.tries == 0


async def test_a_certificate_that_nobody_vouches_for_gets_no_mail(certificate: Path, tls: str) -> None:
    with secured(certificate, tls) as postbox:
        with pytest.raises(TryAgain):
            await smtp(postbox, tls).deliver(mail())
        assert postbox.tries == 0
