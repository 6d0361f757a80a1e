"""Archives that are hurt, shared, strange; sums that do not fit. 30, 31, 41-44."""

import os
import pathlib
import sqlite3
import time

import bad_pdfs as bad
from harness import require
from limits import fill

NOBODY = 65534


def unprivileged():
    os.setgroups([])
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def odd_archives(place):
    """30: no archive, another program's, newer, damaged, empty, a folder: exit 4, and nothing is written over it"""
    fill(place, 2)
    folder = place.folder
    (folder / "text.db").write_bytes(b"hello\n" * 3000)
    other = sqlite3.connect(folder / "other.db")
    other.executescript("PRAGMA application_id = 99; CREATE TABLE t (x); INSERT INTO t VALUES (1);")
    other.close()
    require(place.ingest("inbox", db="newer.db").code == 0, "a sound archive")
    content = bytearray((folder / "newer.db").read_bytes())
    newer = sqlite3.connect(folder / "newer.db")
    newer.execute("PRAGMA user_version = 9999")
    newer.close()
    for page in range(4, 40):  # far from the first pages
        at = page * 4096
        if at + 4096 < len(content):
            content[at:at + 600] = b"\xA5" * 600
    (folder / "hurt.db").write_bytes(content)
    (folder / "folder.db").mkdir()
    place.put("ny.pdf", bad.good(77))
    for name in ("text.db", "other.db", "newer.db", "hurt.db", "folder.db"):
        before = (folder / name).read_bytes() if name != "folder.db" else b""
        run = place.ingest("inbox", db=name)
        lines = run.err.strip().splitlines()
        require(run.code == 4 and lines, f"{name}: exit code {run.code}: {run.err}")
        place.note(f"{name}: {lines[-1][:140]}")
        if name not in ("hurt.db", "folder.db"):
            require((folder / name).read_bytes() == before, f"{name} was changed")
        if name == "hurt.db":
            verify = place.run("verify", "--db", name)
            require(verify.code == 4, f"verify finds nothing wrong: {verify.out}")
    (folder / "folder.db").rmdir()
    (folder / "zero.db").write_bytes(b"")  # nobody's: an archive may be made in it
    run = place.ingest("inbox", db="zero.db")
    require(run.code in (0, 4), f"zero.db: exit code {run.code}: {run.err}")


def no_permission(place):
    """30: archive or folder read-only, permission lost under way"""
    if os.geteuid() != 0:
        place.note("not shown: needs root to become nobody")
        return
    if not all(folder.stat().st_mode & 0o001 for folder in pathlib.Path(place.binary).resolve().parents):
        place.note("not shown: the program lies where nobody else can reach it")
        return
    fill(place, 30, 4)
    require(place.ingest("inbox/0.pdf").code == 0, "a sound archive")
    os.chmod(place.folder, 0o755)
    run = place.ingest("inbox", before=unprivileged)
    require(run.code == 4 and run.err.strip(), f"archive of another: {run.code} {run.err}")
    place.note(run.err.strip().splitlines()[-1][:140])
    run = place.ingest("inbox", db="new.db", before=unprivileged)
    require(run.code == 4 and run.err.strip(), f"folder read-only: {run.code} {run.err}")
    place.note(run.err.strip().splitlines()[-1][:140])
    # Papers whose permission goes while others are read.
    process = place.start("ingest", "--db", "/dev/shm/avstam-faults.db", "--jobs", "1", "inbox", before=unprivileged)
    time.sleep(0.3)
    for i in range(10, 30):
        (place.inbox / f"{i}.pdf").chmod(0)
    _, err = process.communicate(timeout=60)
    for i in range(10, 30):
        (place.inbox / f"{i}.pdf").chmod(0o644)
    for path in pathlib.Path("/dev/shm").glob("avstam-faults.db*"):
        path.unlink()
    lost = err.decode().count("ask for permission")
    require(process.returncode == (3 if lost else 0), f"exit code {process.returncode}: {err.decode()}")
    place.note(f"permission of {lost} papers lost under way")
    place.sound()


def archive_goes(place):
    """30: the archive is deleted, or replaced, while papers are loaded: exit 4, or all of it is there"""
    fill(place, 60, 4)
    outcomes = []
    for what in ("deleted", "replaced", "deleted with its log"):
        for path in place.folder.glob("a.db*"):
            path.unlink()
        process = place.start("ingest", "--db", "a.db", "--jobs", "2", "inbox")
        end = time.monotonic() + 20
        while time.monotonic() < end:
            time.sleep(0.03)
            try:
                if place.query("SELECT count(*) FROM documents") >= [(2,)]:
                    break
            except Exception:
                continue
        if what == "replaced":
            (place.folder / "new.db").write_bytes(b"")
            os.replace(place.folder / "new.db", place.folder / "a.db")
        else:
            (place.folder / "a.db").unlink()
        if what == "deleted with its log":
            for path in place.folder.glob("a.db-*"):
                path.unlink()
        _, err = process.communicate(timeout=60)
        text = err.decode()
        require(process.returncode == 4, f"{what}: exit code {process.returncode}, and papers are lost: {text[-300:]}")
        outcomes.append(f"{what}: {text.strip().splitlines()[-1][:120]}")
        for path in place.folder.glob("a.db*"):
            path.unlink()
        run = place.ingest("--jobs", 2, "inbox")
        require(run.code == 0 and len(place.documents()) == 60, f"{what}, again: {run.err}")
        place.sound()
    for outcome in outcomes:
        place.note(outcome)


def shared(place):
    """31: two loads at once, and readers beside them; a reader that holds on for long"""
    fill(place, 40, 3)
    first = place.start("ingest", "--db", "a.db", "--jobs", "1", "inbox")
    second = place.start("ingest", "--db", "a.db", "--jobs", "1", "inbox")
    reader, read, halves = None, 0, 0
    while first.poll() is None or second.poll() is None:
        time.sleep(0.02)
        try:
            if reader is None and place.query("SELECT count(*) FROM documents") >= [(1,)]:
                reader = sqlite3.connect(f"file:{place.folder / 'a.db'}?mode=ro", uri=True)
                reader.execute("BEGIN")
                held = reader.execute("SELECT count(*) FROM documents").fetchone()
            halves += place.query("SELECT count(*) FROM documents d WHERE (SELECT count(*) FROM pages p WHERE "
                                  "p.document_id = d.id) <> d.page_count")[0][0]
            read += 1
        except sqlite3.OperationalError:
            continue
    errors = [p.communicate()[1].decode() for p in (first, second)]
    for process, err in zip((first, second), errors):
        require(process.returncode == 0 or (process.returncode == 4 and "process" in err), f"{process.returncode} {err}")
    require(halves == 0, "a reader saw half a document")
    if reader is not None:
        require(reader.execute("SELECT count(*) FROM documents").fetchone() == held, "a reader's view changed")
        reader.close()
    run = place.ingest("inbox")
    require(run.code == 0 and len(place.documents()) == 40, run.err)
    place.note(f"{read} reads beside two loads; {' | '.join(e.strip().splitlines()[-1][:90] for e in errors)}")
    place.sound()


def sums(place):
    """41-43: a sum beyond 64 bits, a wrong total, pages that were not read: never green"""
    huge = ["Tabell 1. Kostnader (mnkr)", "Post            Belopp", "Resor   90 000 000 000 000", "Hyra    90 000 000 000 000",
            "Summa   180 000 000 000 000"]
    place.put("stor.pdf", bad.one_page(bad.stream(bad.text_content(huge))))
    run = place.ingest("inbox", db="huge.db")
    require(run.code in (0, 3), f"exit code {run.code}: {run.err}")
    check = place.run("check", "--db", "huge.db")
    require(check.code in (0, 1, 3) and "-1" not in check.out, f"{check.code} {check.out}")
    outcome = {**place.documents("huge.db"), **{n: f["code"] for n, f in place.failures("huge.db").items()}}
    place.note(f"sum beyond 64 bits: {outcome}")
    # Four figures that fit, and the sum that they would make if it wrapped around: 24e18 öre less 2^64.
    wrapped = ["Tabell 1. Kostnader (tkr)", "Post                    Belopp"] + [
        "%-12s 60 000 000 000 000" % name for name in ("Resor", "Hyra", "Lokaler", "Personal")] + [
            "Summa        55 532 559 262 904"]
    place.put("stor.pdf", bad.one_page(bad.stream(bad.text_content(wrapped))))
    require(place.ingest("inbox", db="wrapped.db").code == 0, "a sum that wraps")
    verdicts = [status for status, in place.query("SELECT status FROM checks", "wrapped.db")]
    require(verdicts == ["not-comparable"], f"a sum wrapped around: {verdicts}")
    place.put("half.pdf", bad.count_says(9))
    require(place.ingest("inbox").code == 3, "ingest of a paper with pages missing")
    check = place.run("check", "--db", "a.db")
    require(check.code == 3 and "3 of 9" in check.out + check.err, f"check over unread pages: {check.code} {check.out}")
    place.sound()


def strangers_archive(place):
    """44: a database that a stranger made, with views and triggers: refused"""
    fill(place, 1)
    for name, script in (
            ("wrong-id.db", "CREATE TABLE documents (id); PRAGMA application_id = 7;"),
            ("no-id.db", "CREATE TABLE documents (id);"),
    ):
        connection = sqlite3.connect(place.folder / name)
        connection.executescript(script)
        connection.close()
        for verb in (("check",), ("documents",), ("ingest", "inbox")):
            run = place.run(*verb, "--db", name)
            require(run.code == 4, f"{verb[0]} {name}: exit code {run.code}: {run.err}")
    require(place.ingest("inbox").code == 0, "a sound archive")
    connection = sqlite3.connect(place.folder / "a.db")
    connection.executescript(
        "CREATE TRIGGER evil AFTER INSERT ON documents BEGIN DELETE FROM failures; END;"
        "CREATE VIEW evil_view AS SELECT load_extension('x');")
    connection.close()
    for verb in (("check",), ("ingest", "inbox")):
        run = place.run(*verb, "--db", "a.db")
        place.note(f"{verb[0]} with a foreign trigger: exit {run.code}; {(run.err.strip().splitlines() or [''])[-1][:110]}")
        require(run.code == 4, f"{verb[0]} of an archive with a foreign trigger: exit code {run.code}")


SCENARIOS = {
    "odd-archives": (odd_archives, True),
    "no-permission": (no_permission, True),
    "archive-goes": (archive_goes, True),
    "shared": (shared, True),
    "sums": (sums, True),
    "strangers-archive": (strangers_archive, True),
}
