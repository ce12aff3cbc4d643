"""The headers that every answer of the site carries, refusals and errors too.

`style-src-attr 'unsafe-inline'` is what Plotly needs to place its layers; nothing else is loosened for it.
"""

from rallyboard.settings import Settings

POLICY = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "connect-src 'self'",
    "font-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "report-to csp",
))  # fmt: skip
REPORTS = "/api/v1/csp-reports"
YEAR_S = 31_536_000

Headers = list[tuple[bytes, bytes]]


def security_headers(settings: Settings) -> Headers:
    """What is added to every answer; HSTS only where the whole site is https."""
    headers = {
        "content-security-policy": POLICY,
        "reporting-endpoints": f'csp="{REPORTS}"',
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }
    if settings.secure:
        headers["strict-transport-security"] = f"max-age={YEAR_S}; includeSubDomains"
    return [(name.encode(), value.encode()) for name, value in headers.items()]
