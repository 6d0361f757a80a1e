"""When the machine refuses: memory, disk, file sizes, permission, a kernel without the sandbox. 18, 22, 24, 27-29."""

import ctypes
import os
import pathlib
import resource
import shutil
import subprocess

import bad_pdfs as bad
from harness import require
from kills import CORPUS

SHIM = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
/* The n-th of the calls that put bytes on a disk fails, as does every later one until a new start. */
static int Fails(void) {
  static long calls = 0, at = -1;
  if (at < 0) at = getenv("FAIL_AT") ? atol(getenv("FAIL_AT")) : 0;
  ++calls;
  if (at == 0 || calls < at) return 0;
  if (getenv("FAIL_ONCE") && calls > at) return 0;
  errno = EIO;
  return 1;
}
ssize_t pwrite64(int f, const void* b, size_t n, off64_t o) {
  static ssize_t (*real)(int, const void*, size_t, off64_t);
  if (!real) real = (ssize_t(*)(int, const void*, size_t, off64_t))dlsym(RTLD_NEXT, "pwrite64");
  return Fails() ? -1 : real(f, b, n, o);
}
ssize_t pwrite(int f, const void* b, size_t n, off_t o) { return pwrite64(f, b, n, o); }
int fsync(int f) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  return Fails() ? -1 : real(f);
}
int fdatasync(int f) {
  static int (*real)(int);
  if (!real) real = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  return Fails() ? -1 : real(f);
}
"""


def fill(place, count=6, pages=3):
    for i in range(count):
        place.put(f"{i}.pdf", bad.good(800 + i, pages))


def complete_afterwards(place, count=6, db="a.db"):
    run = place.ingest("inbox", db=db)
    require(run.code == 0 and len(place.documents(db)) == count, f"going on: {run.code} {run.err}")
    place.sound(db)


def failing_disk(place):
    """29: the n-th write or sync fails, n = 1, 2, 3, ...: exit 4, the archive whole, nothing acknowledged is lost"""
    fill(place, 3, 1)
    source, shim = place.folder / "shim.c", place.folder / "shim.so"
    source.write_text(SHIM)
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", str(shim), str(source), "-ldl"], check=True)
    n, step, failed = 1, 1, 0
    while True:
        for path in place.folder.glob("a.db*"):
            path.unlink()
        run = place.ingest("--jobs", 1, "inbox", env={"LD_PRELOAD": str(shim), "FAIL_AT": str(n)})
        if run.code == 0:
            break
        failed += 1
        require(run.code == 4, f"n = {n}: exit code {run.code}: {run.err}")
        require(run.err.strip(), f"n = {n}: no message")
        database = place.folder / "a.db"
        kept = 0
        if database.exists() and database.stat().st_size and place.query("SELECT count(*) FROM sqlite_schema") != [(0,)]:
            place.sound(alone=False)
            kept = len(place.documents())
        told = [int(word) for word in run.err.split("archive ")[0].rsplit("\n", 1)[-1].split() if word.isdigit()][:1]
        require(not told or kept >= told[0], f"n = {n}: {told} told, {kept} kept: {run.err}")
        place.ingest("--jobs", 1, "inbox")
        require(len(place.documents()) == 3, f"n = {n}: going on does not complete")
        step = 1 if n < 12 else 7
        n += step
        require(n < 3000, "it never succeeds")
    source.unlink()
    shim.unlink()
    place.note(f"failed at {failed} places of {n} writes")


def file_size_limit(place):
    """28: a limit of file sizes (quota): exit 4, not killed by SIGXFSZ"""
    fill(place, 8, 12)

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (700_000, 700_000))
    run = place.ingest("--jobs", 1, "inbox", before=limit)
    require(run.code == 4 and " left of " in run.err, f"exit code {run.code}: {run.err}")
    place.sound(alone=False)
    complete_afterwards(place, 8)


def small_disk(place):
    """27: the disk of the archive is full, and the disk of the log: exit 4, intact, goes on when there is room"""
    fill(place, 12, 40)
    disk = place.folder / "disk.db"
    disk.mkdir()
    if os.geteuid() != 0 or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "none", str(disk)]).returncode:
        place.note("not shown: mounting is not allowed here")
        disk.rmdir()
        return
    try:
        run = place.ingest("--jobs", 2, "inbox", db="disk.db/a.db")
        require(run.code == 4 and " left of " in run.err, f"exit code {run.code}: {run.err}")
        place.note(run.err.strip().splitlines()[-1])
        stored = len(place.documents("disk.db/a.db"))
        require(place.query("PRAGMA integrity_check", "disk.db/a.db") == [("ok",)], "integrity_check")
        again = place.ingest("--jobs", 2, "inbox", db="disk.db/a.db")
        require(again.code == 4, f"still full: {again.code} {again.err}")
        subprocess.run(["mount", "-o", "remount,size=200m", str(disk)], check=True)
        run = place.ingest("--jobs", 2, "inbox", db="disk.db/a.db")
        require(run.code == 0 and len(place.documents("disk.db/a.db")) == 12, f"with room: {run.code} {run.err}")
        require(f"{stored} already present" in run.err, f"{stored} were stored: {run.err}")
        left = sorted(p.name for p in disk.iterdir())
        require(left == ["a.db"], f"files are left: {left}")
        shutil.copy(disk / "a.db", place.folder / "a.db")
    finally:
        subprocess.run(["umount", str(disk)], check=True)
        disk.rmdir()
    whole = place.ingest("--jobs", 1, "inbox", db="whole.db")
    require(whole.code == 0 and place.dump() == place.dump("whole.db"), "differs from an undisturbed run")
    place.sound()


def log_on_full_device(place):
    """27: the log cannot be written: said, the papers are stored"""
    fill(place, 2)
    run = place.ingest("--log", "/dev/full", "inbox")
    place.note(f"exit code {run.code}: {run.err.strip().splitlines()[-1] if run.err.strip() else ''}")
    require(run.code in (0, 3, 4) and "/dev/full" in run.err, f"nothing tells of it: {run.code} {run.err}")


def little_memory(place):
    """18: too little memory for OCR: the paper fails or is incomplete, and is never an empty page"""
    scans = sorted((CORPUS / "scans").glob("*.pdf"))[:4]
    for path in scans:
        place.put(path.name, path.read_bytes())
    place.put("bra.pdf", bad.good(1))
    run = place.ingest("--jobs", 1, "--memory-mib", 256, "inbox", timeout=120)
    if run.code == 5:
        place.note("256 MiB are too little for any worker: exit 5, nothing stored")
        require(not place.documents(), "something was stored")
        return
    require(run.code in (0, 3), f"exit code {run.code}: {run.err}")
    for name, state in place.documents().items():
        if state == "incomplete":
            continue
        empty = place.query(
            "SELECT count(*) FROM pages p JOIN document_names n USING (document_id) "
            "WHERE p.state IN ('ok', 'warnings') AND NOT EXISTS (SELECT 1 FROM words w "
            "WHERE w.document_id = p.document_id AND w.page = p.page) AND n.name = " f"'{name}'")
        require(empty == [(0,)], f"{name}: an empty page counts as read")
    outcomes = {**place.documents(), **{name: f["code"] for name, f in place.failures().items()}}
    place.note(", ".join(f"{name.removeprefix('inbox/')}: {outcome}" for name, outcome in outcomes.items()))
    require(len(outcomes) == len(scans) + 1, "a paper is missing")
    place.sound()


def refuse_system_calls(*names):
    """In a child: the kernel does not know these calls (ENOSYS)."""
    def before():
        lib = ctypes.CDLL("libseccomp.so.2")
        lib.seccomp_init.restype = ctypes.c_void_p
        context = ctypes.c_void_p(lib.seccomp_init(0x7FFF0000))
        for name in names:
            number = lib.seccomp_syscall_resolve_name(name.encode())
            if name == "prctl":  # PR_SET_SECCOMP only
                class Compare(ctypes.Structure):
                    _fields_ = [("arg", ctypes.c_uint), ("op", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]
                rule = (Compare * 1)(Compare(0, 4, 22, 0))
                lib.seccomp_rule_add_array(context, 0x00050000 | 22, number, 1, rule)
            else:
                lib.seccomp_rule_add(context, 0x00050000 | 38, number, 0)
        if lib.seccomp_load(context) != 0:
            os._exit(99)
    return before


def no_landlock(place):
    """24: a kernel without Landlock: goes on with seccomp, and doctor tells"""
    fill(place, 2)
    before = refuse_system_calls("landlock_create_ruleset")
    run = place.ingest("inbox", before=before)
    require(run.code == 0 and len(place.documents()) == 2, f"exit code {run.code}: {run.err}")
    doctor = place.run("doctor", before=before)
    require("no Landlock" in doctor.out + doctor.err, "doctor does not tell")
    place.note(next(line for line in (doctor.out + doctor.err).splitlines() if "andlock" in line).strip())


def no_seccomp(place):
    """24: a kernel without seccomp filters: exit 5, nothing stored; --no-sandbox reads"""
    fill(place, 2)
    before = refuse_system_calls("seccomp", "prctl")
    run = place.ingest("inbox", before=before)
    require(run.code == 5 and not place.documents(), f"exit code {run.code}: {run.err}")
    place.note(run.err.strip().splitlines()[-1])
    run = place.ingest("--no-sandbox", "inbox", before=before)
    require(run.code == 0 and len(place.documents()) == 2, f"--no-sandbox: {run.code} {run.err}")
    place.sound()


def hidden_folders(place):
    """22: fonts, maps, conversions and models that are hidden: the same words, or exit 5 or 3; never fewer words"""
    if os.geteuid() != 0 or subprocess.run(["unshare", "-m", "true"], stderr=subprocess.DEVNULL).returncode:
        place.note("not shown: needs a mount namespace")
        return
    place.put("bra.pdf", bad.good(1))
    place.put("brev-bildtjanster.pdf", (CORPUS / "brev-bildtjanster.pdf").read_bytes())
    place.put("skannad.pdf", (CORPUS / "scans" / "brev-fax.pdf").read_bytes())
    require(place.ingest("--jobs", 1, "inbox", db="whole.db").code in (0, 3), "undisturbed run")
    words = place.query("SELECT count(*) FROM words", "whole.db")
    empty = place.folder / "empty.db"
    empty.mkdir()
    for folder in ("/usr/lib/x86_64-linux-gnu/gconv", "/usr/share/poppler", "/usr/share/fonts", "/etc/fonts",
                   "/usr/share/tesseract-ocr"):
        if not pathlib.Path(folder).is_dir():
            continue
        for path in place.folder.glob("a.db*"):
            path.unlink()
        result = subprocess.run(["unshare", "-m", "sh", "-c", f"mount --bind {empty} {folder} && exec \"$@\"", "sh",
                                 place.binary, "ingest", "--db", "a.db", "--jobs", "1", "inbox"], cwd=place.folder,
                                capture_output=True, text=True, timeout=120, check=False)
        now = place.query("SELECT count(*) FROM words") if (place.folder / "a.db").exists() and place.documents() else None
        last = (result.stderr.strip().splitlines() or [""])[-1]
        place.note(f"without {folder}: exit {result.returncode}, {now} of {words} words; {last[:150]}")
        require(result.returncode in (3, 4, 5) or now == words, f"{folder}: words are lost without a word")
    empty.rmdir()


SCENARIOS = {
    "failing-disk": (failing_disk, False),
    "file-size-limit": (file_size_limit, True),
    "small-disk": (small_disk, False),
    "full-log": (log_on_full_device, True),
    "little-memory": (little_memory, False),
    "no-landlock": (no_landlock, True),
    "no-seccomp": (no_seccomp, True),
    "hidden-folders": (hidden_folders, False),
}
