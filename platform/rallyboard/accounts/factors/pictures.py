"""QR codes as SVG: dark on a light ground of its own, so that a phone reads them in both colour schemes."""

import io

import segno


def qr_svg(text: str) -> str:
    """The picture of `text` as one SVG document, without a size of its own."""
    written = io.BytesIO()
    code = segno.make(text, error="m", micro=False)
    code.save(written, kind="svg", border=4, dark="#000", light="#fff", xmldecl=False, omitsize=True, nl=False)
    return written.getvalue().decode()
