"""The site as a client: an answer that leads elsewhere is not followed, a certificate nobody vouches for is refused."""

import asyncio
import json
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from rallyboard.accounts.oauth.discovery import Discovery
from rallyboard.accounts.oauth.errors import ProviderDown, ProviderRefused
from rallyboard.accounts.oauth.line import Line
from rallyboard.accounts.oauth.providers import providers_of

CLUB = providers_of({"CLUB_CLIENT_ID": "us", "CLUB_CLIENT_SECRET": "hush", "CLUB_ISSUER": "https://club.example"})[
    "club"
]


@asynccontextmanager
async def provider(
    answer: Callable[[int], bytes], tls: ssl.SSLContext | None = None
) -> AsyncIterator[tuple[int, list[str]]]:
    """Something that listens like a provider, its port, and the paths it was asked for."""
    asked: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        asked.append(head.split()[1].decode())
        writer.write(answer(writer.get_extra_info("sockname")[1]))
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    async with server:
        yield server.sockets[0].getsockname()[1], asked


def certificate(file: Path) -> ssl.SSLContext:
    """A server with a certificate that it signed itself."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "club")])
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, SHA256())
    )  # fmt: skip
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_a_provider_that_leads_elsewhere_is_not_followed(status: int) -> None:
    def elsewhere(port: int) -> bytes:
        head = f"HTTP/1.1 {status} Elsewhere\r\nlocation: http://127.0.0.1:{port}/inside\r\n"
        return f"{head}content-length: 0\r\nconnection: close\r\n\r\n".encode()

    line = Line(CLUB)
    async with provider(elsewhere) as (port, asked):
        with pytest.raises(ProviderRefused):
            await line.ask(f"http://127.0.0.1:{port}/me", "token")
    await line.close()
    assert asked == ["/me"]


@pytest.mark.parametrize("issuer", ["http://127.0.0.1:{port}/", "https://evil.example", "http://localhost:{port}", ""])
async def test_a_document_of_another_issuer_is_not_believed(issuer: str) -> None:
    def document(port: int) -> bytes:
        base = f"http://127.0.0.1:{port}"
        said = dict.fromkeys(("authorization_endpoint", "token_endpoint", "jwks_uri"), f"{base}/x")
        body = json.dumps({**said, "issuer": issuer.format(port=port)}).encode()
        return b"HTTP/1.1 200 OK\r\ncontent-length: %d\r\nconnection: close\r\n\r\n%s" % (len(body), body)

    line = Line(CLUB)
    async with provider(document) as (port, asked):
        with pytest.raises(ProviderRefused):
            await Discovery(f"http://127.0.0.1:{port}", line).metadata()
    await line.close()
    assert asked == ["/.well-known/openid-configuration"]


async def test_a_provider_whose_certificate_nobody_vouches_for_is_asked_nothing(tmp_path: Path) -> None:
    line = Line(CLUB)
    async with provider(lambda _: b"", certificate(tmp_path / "club.pem")) as (port, asked):
        with pytest.raises(ProviderDown):
            await line.ask(f"https://127.0.0.1:{port}/me", "token")
    await line.close()
    assert asked == []
