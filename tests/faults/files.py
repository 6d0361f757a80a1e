"""Files that are none, that change, that have odd names: 32-35."""

import hashlib
import os
import socket
import time

import bad_pdfs as bad
from harness import require


def odd_names(place):
    """34: names that are read as text, option, address or path"""
    names = [b"rad\nbyte.pdf", b"\x1b[31mfarg.pdf", "v\u202efdp.pdf".encode(), b"\xff\xfe\xe5.pdf", b"-.pdf", b"--help.pdf",
             b"med  blank .pdf", b"'citat\"`$(id)`.pdf", b"%s%n%x.pdf", b"http:..pdf", b"x" * 251 + b".pdf", b";drop.PDF",
             "å ä ö.pdf".encode(), b"\\x41.pdf"]
    for i, name in enumerate(names):
        with open(os.path.join(os.fsencode(place.inbox), name), "wb") as file:
            file.write(bad.good(200 + i))
    with open(os.path.join(os.fsencode(place.inbox), b"d\xe5lig\nrad.pdf"), "wb") as file:
        file.write(b"<html>")
    run = place.ingest("--log", "log.jsonl", "inbox")
    require(run.code == 3, f"exit code {run.code}: {run.err}")
    require(len(place.documents()) == len(names), f"{len(place.documents())} of {len(names)} stored")
    about = [line for line in run.err.splitlines() if "not-pdf" in line]
    require(len(about) == 1 and "\\n" in about[0], f"one line must tell of it: {run.err!r}")
    require("\x1b" not in run.err and "\u202e" not in run.err, "a name was printed raw")
    again = place.ingest("inbox")
    require(f"{len(names)} already present" in again.err, f"a second time: {again.err}")
    retry = place.run("retry", "--db", "a.db")
    require("1 failed of 1 files" in retry.err and "not-pdf" in retry.err,
            f"retry finds the file again although its name is no UTF-8: {retry.err}")
    require(place.run("verify", "--db", "a.db").code == 0, "verify")
    place.sound()


def no_files(place):
    """35: links, rings of links, pipes, devices, sockets, folders named .pdf"""
    place.put("bra.pdf", bad.good(1))
    inbox = place.inbox
    (inbox / "skugga.pdf").symlink_to("/etc/shadow")
    (inbox / "ring.pdf").symlink_to("ring.pdf")
    (inbox / "upp").symlink_to("..")
    (inbox / "mapp.pdf").mkdir()
    os.mkfifo(inbox / "ror.pdf")
    server = socket.socket(socket.AF_UNIX)
    server.bind(str(inbox / "uttag.pdf"))
    expected = {"skugga": "symlink", "ring": "symlink", "upp": "symlink", "mapp": "not-a-file", "ror": "not-a-file",
                "uttag": "not-a-file"}
    if os.geteuid() == 0:
        os.mknod(inbox / "enhet.pdf", 0o600 | 0o020000, os.makedev(1, 5))  # /dev/zero: never ends
        expected["enhet"] = "not-a-file"
    deep = inbox
    for i in range(100):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "djup.pdf").write_bytes(bad.good(2))
    run = place.ingest("inbox", timeout=30)
    server.close()
    require(run.code == 3, f"exit code {run.code}: {run.err}")
    for name, code in expected.items():
        require(any(line.startswith(f"inbox/{name}") and line.endswith(f"({code})") for line in run.err.splitlines()),
                f"{name}: no line with ({code}): {run.err}")
    require(len(place.documents()) == 2, f"{place.documents()}")
    # Named on the command line, too.
    run = place.ingest("inbox/ror.pdf", "inbox/ring.pdf", "/dev/zero", timeout=10)
    require(run.code == 3 and "3 failed of 3 files" in run.err, f"named: {run.err}")
    place.sound()


def ten_thousand_files(place):
    """10,000 tiny files that are no PDFs, and one that is"""
    for i in range(10_000):
        (place.inbox / f"{i:05}.pdf").write_bytes(b"x%d" % i)
    place.put("bra.pdf", bad.good(1))
    run = place.ingest("--jobs", 2, "inbox", timeout=300)
    require(run.code == 3 and "1 read, 0 already present, 10000 failed of 10001 files" in run.err, run.err[-300:])
    require(len(place.failures()) == 10_000, "failures are missing")
    place.note(f"{run.seconds:.1f} s, supervisor {run.watch.supervisor_mib:.0f} MiB, {run.watch.files} open files")
    require(run.watch.files < 64, f"{run.watch.files} open files")
    place.sound()


def doubles(place):
    """32: the same file twice, the same bytes under two names, other bytes under a name"""
    place.put("a.pdf", bad.good(1))
    place.put("b.pdf", bad.good(1))
    run = place.ingest("--jobs", 2, "inbox", "inbox/a.pdf", place.inbox / "a.pdf")
    require(run.code == 0, run.err)
    require(place.query("SELECT count(*) FROM documents") == [(1,)], "stored twice")
    place.put("a.pdf", bad.good(2))
    run = place.ingest("inbox")
    require(run.code == 0 and "both versions are kept" in run.err, run.err)
    require(place.query("SELECT count(*) FROM documents") == [(2,)], "a version is lost")
    dump = place.dump()
    place.ingest("inbox")
    require(place.dump() == dump, "a third run changed the archive")
    place.sound()


def changing(place):
    """33: files that grow, are replaced or deleted while the folder is read"""
    versions = {}
    for i in range(40):
        content = bad.good(300 + i, 3)
        place.put(f"{i:02}.pdf", content)
        versions[f"{i:02}.pdf"] = [content]
    process = place.start("ingest", "--db", "a.db", "--jobs", 1, "inbox")
    time.sleep(0.2)
    turn = 0
    while process.poll() is None and turn < 400:
        name = f"{39 - turn % 40:02}.pdf"
        path = place.inbox / name
        if turn % 3 == 0:
            with open(path, "ab") as file:  # grows
                file.write(b"% more\n" * 10)
            versions[name].append(path.read_bytes())
        elif turn % 3 == 1:
            content = bad.good(900 + turn)
            (place.inbox / ".new").write_bytes(content)
            os.replace(place.inbox / ".new", path)
            versions[name].append(content)
        elif turn % 9 == 2:
            path.unlink()
        if not path.exists():
            path.write_bytes(versions[name][-1])
        turn += 1
        time.sleep(0.01)
    process.communicate()
    require(process.returncode in (0, 3), f"exit code {process.returncode}")
    known = {name: {hashlib.sha256(content).hexdigest() for content in contents} for name, contents in versions.items()}
    stored = place.query("SELECT n.name, d.sha256 FROM document_names n JOIN documents d ON d.id = n.document_id")
    for name, sha256 in stored:
        require(sha256 in known[name.removeprefix("inbox/")], f"{name} is kept under a hash it never had")
    run = place.ingest("inbox")
    require(run.code in (0, 3) and "changing" not in run.err, run.err)
    now = {f"inbox/{p.name}": hashlib.sha256(p.read_bytes()).hexdigest() for p in place.inbox.glob("*.pdf")}
    stored = set(place.query("SELECT n.name, d.sha256 FROM document_names n JOIN documents d ON d.id = n.document_id"))
    require(set(now.items()) <= stored, "after another run a file as it is now is missing")
    place.note(f"{turn} changes during the run")
    place.sound()


def following(place):
    """--follow: a PDF that is written slowly is read once, when it is whole; Ctrl-C ends it"""
    place.put("forst.pdf", bad.good(1))
    process = place.start("ingest", "--db", "a.db", "--jobs", 1, "--follow", "inbox")
    content = bad.good(2, 20)
    time.sleep(1.5)
    (place.inbox / "ny").mkdir()
    with open(place.inbox / "ny" / "sakta.pdf", "wb") as file:
        for i in range(8):
            file.write(content[i * len(content) // 8:(i + 1) * len(content) // 8])
            file.flush()
            time.sleep(0.5)
    os.mkfifo(place.inbox / "ror.pdf")
    end = time.monotonic() + 20
    while time.monotonic() < end:
        time.sleep(0.3)
        if len(place.documents()) == 2:
            break
    process.send_signal(2)
    _, err = process.communicate(timeout=20)
    require(process.returncode in (0, 3, 130), f"exit code {process.returncode}")
    stored = dict(place.query("SELECT n.name, d.sha256 FROM document_names n JOIN documents d ON d.id = n.document_id"))
    require(stored.get("inbox/ny/sakta.pdf") == hashlib.sha256(content).hexdigest() and len(stored) == 2,
            f"{stored} {err.decode()}")
    require(place.query("SELECT count(*) FROM documents") == [(2,)], "half a file is kept")
    place.note(f"exit code {process.returncode}")
    place.sound()


def followed_folder_goes(place):
    """--follow: papers that come while others are read, by the hundred, and are renamed into the folder"""
    for i in range(40):
        place.put(f"forst-{i}.pdf", bad.good(6000 + i, 5))
    process = place.start("ingest", "--db", "a.db", "--jobs", 2, "--follow", "inbox")
    time.sleep(0.5)  # the first reading is not over when others come
    for i in range(60):
        (place.inbox / f"kort-{i}").mkdir()
        (place.inbox / f"kort-{i}").rmdir()
    for i in range(150):
        (place.folder / "part.db").write_bytes(bad.good(5000 + i))
        os.replace(place.folder / "part.db", place.inbox / f"{i:03}.pdf")
    end = time.monotonic() + 40
    while time.monotonic() < end:
        time.sleep(0.5)
        if len(place.documents()) == 190:
            break
    process.send_signal(15)
    process.communicate(timeout=20)
    require(len(place.documents()) == 190, f"{len(place.documents())} of 190")
    place.sound()


SCENARIOS = {
    "odd-names": (odd_names, True),
    "no-files": (no_files, True),
    "ten-thousand-files": (ten_thousand_files, False),
    "doubles": (doubles, True),
    "changing": (changing, True),
    "following": (following, False),
    "following-many": (followed_folder_goes, False),
}
