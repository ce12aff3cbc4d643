import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from rallyboard.players.errors import PictureRefused
from rallyboard.players.pictures.portrait import SIDE, portrait
from tests.rallyboard.players.pictures.corpus import HARMLESS, HOSTILE, HTML, drawn

ROOT = Path(__file__).parents[4]
MOST_RISE = 100 * 1024 * 1024
GOOD = [
    (kind, mode)
    for kind, modes in {
        "PNG": ("RGB", "RGBA", "P", "L", "LA", "1", "I;16"),
        "JPEG": ("RGB", "L", "CMYK"),
        "WEBP": ("RGB", "RGBA"),
    }.items()
    for mode in modes
]


def opened(data: bytes) -> Image.Image:
    picture = Image.open(BytesIO(data))
    picture.load()
    return picture


@pytest.mark.parametrize(("kind", "mode"), GOOD)
def test_every_common_picture_becomes_a_square_webp_without_notes(kind: str, mode: str) -> None:
    made = opened(portrait(drawn(kind, mode=mode)))
    assert (made.format, made.size) == ("WEBP", (SIDE, SIDE))
    assert not {"exif", "icc_profile", "xmp", "comment"} & set(made.info)
    assert made.convert("L").getextrema()[1] > 150, "it is not simply black"


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(name: str) -> None:
    began = time.perf_counter()
    with pytest.raises(PictureRefused) as refusal:
        portrait(HOSTILE[name]())
    assert refusal.value.detail.endswith(".")
    assert len(refusal.value.detail) > 30
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize("name", HARMLESS)
def test_what_a_picture_carries_beside_itself_is_gone(name: str) -> None:
    made = portrait(HARMLESS[name]())
    assert opened(made).size == (SIDE, SIDE)
    assert HTML not in made
    assert b"script" not in made


@pytest.mark.parametrize("turn", range(1, 9))
def test_a_photo_is_upright_whichever_way_the_camera_was_held(turn: int) -> None:
    notes = Image.Exif()
    notes[0x0112] = turn
    corners = Image.new("L", (100, 100), 0)
    corners.paste(255, (0, 0, 50, 50))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}.get(turn)
    held = corners if back is None else corners.transpose(Image.Transpose(back))
    file = BytesIO()
    held.save(file, "JPEG", exif=notes.tobytes())
    made = opened(portrait(file.getvalue())).convert("L")
    assert [made.getpixel(place) > 128 for place in ((60, 60), (200, 60), (60, 200), (200, 200))] == [True] + [
        False
    ] * 3


def test_what_can_be_seen_through_stays_so() -> None:
    clear = Image.new("RGBA", (90, 90), (255, 0, 0, 0))
    file = BytesIO()
    clear.save(file, "PNG")
    assert opened(portrait(file.getvalue())).getpixel((100, 100))[3] == 0


def test_the_largest_picture_is_taken() -> None:
    assert opened(portrait(drawn("PNG", (2048, 2048)))).size == (SIDE, SIDE)


def test_no_file_of_the_corpus_makes_the_process_grow(tmp_path: Path) -> None:
    """In a process of its own, which only ever sees the files: what is measured is the highest it ever was."""
    large = [drawn(kind, (2048, 2048)) for kind in ("PNG", "WEBP")]
    large += [drawn("PNG", (2048, 2048), "RGBA"), drawn("JPEG", (2048, 2048), "CMYK", progressive=True)]
    files = [make() for make in (*HOSTILE.values(), *HARMLESS.values())] + large
    for number, data in enumerate(files):
        (tmp_path / str(number)).write_bytes(data)
    measured = subprocess.run(
        [sys.executable, "-c", MEASURE, tmp_path], cwd=ROOT, capture_output=True, text=True, check=True, timeout=100
    )
    rise = int(measured.stdout)
    print(f"{len(files)} files raised the process by {rise / 2**20:.0f} MiB")
    assert 0 < rise < MOST_RISE


MEASURE = """
import pathlib, sys
sys.path[:0] = ["platform", "."]
from rallyboard.players.errors import PictureRefused
from rallyboard.players.pictures.portrait import portrait

def highest():
    status = pathlib.Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024

before = highest()
for path in pathlib.Path(sys.argv[1]).iterdir():
    try:
        portrait(path.read_bytes())
    except PictureRefused:
        pass
print(highest() - before)
"""
