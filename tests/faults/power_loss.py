"""A disk that forgets what was never synced: a small FUSE file system over two folders.

Reads and writes go to `live/`. Only `fsync` and `fdatasync` copy a file's changed ranges to `durable/`. Every mount
begins with what is durable, so *kill the server, unmount, mount* is a power cut. Names (create, rename, unlink) are
durable at once, which is kinder than a real disk; the promise under test is about bytes.
Run: `python power_loss.py ROOT MOUNT`.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any, Self

import mfusepy


class ForgetfulDisk(mfusepy.Operations):
    """Passes everything through to `live/` and remembers which ranges `durable/` has not got yet."""

    use_ns = True

    def __init__(self, root: Path) -> None:
        self.live, self.durable = root / "live", root / "durable"
        self.dirty: dict[str, list[tuple[int, int]]] = {}
        self.durable.mkdir(parents=True, exist_ok=True)
        shutil.rmtree(self.live, ignore_errors=True)
        shutil.copytree(self.durable, self.live)

    def both(self, path: str) -> tuple[Path, Path]:
        return self.live / path[1:], self.durable / path[1:]

    def getattr(self, path: str, fh: int | None = None) -> dict[str, Any]:
        try:
            found = os.lstat(self.live / path[1:])
        except OSError as lost:
            raise mfusepy.FuseOSError(lost.errno) from lost
        names = (
            "st_atime",
            "st_ctime",
            "st_gid",
            "st_mode",
            "st_mtime",
            "st_nlink",
            "st_size",
            "st_uid",
            "st_ino",
        )
        return {name: getattr(found, name) for name in names}

    def readdir(self, path: str, fh: int) -> list[str]:
        return [".", "..", *(entry.name for entry in (self.live / path[1:]).iterdir())]

    def open(self, path: str, flags: int) -> int:
        return os.open(self.live / path[1:], flags & ~os.O_APPEND)

    def create(self, path: str, mode: int, fi: Any = None) -> int:
        live, durable = self.both(path)
        durable.touch(mode)
        return os.open(live, os.O_RDWR | os.O_CREAT, mode)

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        return os.pread(fh, size, offset)

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        self.dirty.setdefault(path, []).append((offset, len(data)))
        return os.pwrite(fh, data, offset)

    def truncate(self, path: str, length: int, fh: int | None = None) -> None:
        os.truncate(self.live / path[1:], length)
        self.dirty.setdefault(path, []).append((0, length))

    def fsync(self, path: str, datasync: int, fh: int) -> None:
        live, durable = self.both(path)
        with live.open("rb") as source, durable.open("r+b") as target:
            for offset, length in self.dirty.pop(path, []):
                source.seek(offset)
                target.seek(offset)
                target.write(source.read(length))
            target.truncate(os.fstat(source.fileno()).st_size)

    def release(self, path: str, fh: int) -> None:
        os.close(fh)

    def unlink(self, path: str) -> None:
        for side in self.both(path):
            side.unlink()
        self.dirty.pop(path, None)

    def rename(self, old: str, new: str) -> None:
        for before, after in zip(self.both(old), self.both(new), strict=True):
            before.rename(after)
        self.dirty[new] = self.dirty.pop(old, [])

    def mkdir(self, path: str, mode: int) -> None:
        for side in self.both(path):
            side.mkdir(mode)

    def rmdir(self, path: str) -> None:
        for side in self.both(path):
            side.rmdir()

    def chmod(self, path: str, mode: int) -> None:
        for side in self.both(path):
            side.chmod(mode)

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> None:
        os.utime(self.live / path[1:], ns=times)

    def statfs(self, path: str) -> dict[str, int]:
        found = os.statvfs(self.live)
        names = ("f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_files", "f_ffree", "f_frsize", "f_namemax")
        return {name: getattr(found, name) for name in names}


class PowerLossStore:
    """A mounted forgetful disk; `cut()` is the power cut. The processes that use it must be dead by then."""

    def __init__(self, root: Path) -> None:
        self.root, self.mount = root, root / "mount"
        self.mount.mkdir(parents=True, exist_ok=True)
        self.daemon: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        self.daemon = subprocess.Popen([sys.executable, __file__, str(self.root), str(self.mount)])
        deadline = time.monotonic() + 10
        while not self.mount.is_mount():
            if self.daemon.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the power-loss store needs FUSE: apt-get install fuse3, and /dev/fuse")
            time.sleep(0.02)

    def stop(self) -> None:
        subprocess.run(["fusermount3", "-uz", str(self.mount)], check=True)
        assert self.daemon is not None
        self.daemon.wait(10)

    def cut(self) -> None:
        self.stop()
        self.start()


if __name__ == "__main__":
    mfusepy.FUSE(ForgetfulDisk(Path(sys.argv[1])), sys.argv[2], foreground=True, nothreads=True)
