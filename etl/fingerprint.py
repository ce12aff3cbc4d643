"""The fingerprint of what makes a warehouse: a file that bears another one is rebuilt from the logs.

Covered are the schema, every model and every audit, so that a changed constant can never leave old numbers standing.
What Python decides (decoding, checks, the fit) is covered by `EDITION`, raised by hand when its results change.
"""

from hashlib import sha256
from pathlib import Path
from typing import Final

EDITION: Final = 1


def fingerprint(folder: Path, edition: int = EDITION) -> str:
    """Sixteen hex digits over the SQL below this folder, by name and content, and the edition."""
    files = sorted(folder.rglob("*.sql"))
    told = "".join(f"{file.relative_to(folder).as_posix()}\n{file.read_text(encoding='utf-8')}\n" for file in files)
    return sha256(f"{edition}\n{told}".encode()).hexdigest()[:16]


FINGERPRINT: Final = fingerprint(Path(__file__).parent)
