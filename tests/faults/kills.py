"""Ends that nobody asked for: 25, 26, 19."""

import os
import pathlib
import random
import signal
import time

import bad_pdfs as bad
from harness import Failed, children, is_alive, require

CORPUS = pathlib.Path(__file__).resolve().parents[2] / "corpus"


def corpus_inbox(place, scans):
    """The corpus, a few papers more, and what fails."""
    for path in sorted(CORPUS.rglob("*.pdf")):
        if scans or "scans" not in path.parts:
            place.put(path.name, path.read_bytes())
    for i in range(6):
        place.put(f"x-{i}.pdf", bad.good(400 + i, 2))
    place.put("m-html.pdf", bad.html_404())
    place.put("m-cut.pdf", bad.cut(90))


def kill_again_and_again(place, times, scans, victim="any"):
    corpus_inbox(place, scans)
    ocr = [] if scans else ["--ocr", "never"]
    whole = place.ingest("--jobs", 2, *ocr, "inbox", db="whole.db", timeout=600)
    require(whole.code == 3, whole.err)
    expected, merged = place.dump("whole.db"), place.merged_dump("whole.db")
    sources = place.hashes()
    numbers = random.Random(25)
    rounds = killed = 0
    workers = set()
    while killed < times:
        rounds += 1
        worker_died = False
        for path in place.folder.glob("a.db*"):
            path.unlink()
        while killed < times:
            process = place.start("ingest", "--db", "a.db", "--jobs", 2, *ocr, "inbox", stdout=-3, stderr=-3)
            end = time.monotonic() + numbers.uniform(0.01, 1.3 * whole.seconds)
            done = False
            while time.monotonic() < end:
                found = children(process.pid)
                workers.update(found)
                if process.poll() is not None:
                    done = True
                    break
                # Half of the time it is a worker that dies, and the supervisor must go on.
                if found and numbers.random() < 0.004 and victim == "any":
                    try:
                        os.kill(numbers.choice(found), signal.SIGKILL)
                        killed += 1
                        worker_died = True
                    except ProcessLookupError:
                        pass
                time.sleep(0.003)
            if not done:
                process.kill()
                killed += 1
            process.wait()
            if (place.folder / "a.db").exists() and (place.folder / "a.db").stat().st_size > 0:
                if place.query("SELECT count(*) FROM sqlite_schema") != [(0,)]:
                    place.verified()
            if done:
                break
        final = place.ingest("--jobs", 2, *ocr, "inbox", timeout=600)
        require(final.code == 3, f"after {killed} kills: {final.err}")
        if not worker_died:
            compare(place, expected, f"after {killed} kills")
            continue
        # A paper whose worker died is read again after the others, or by retry: the same archive in another order.
        place.run("retry", "--db", "a.db", *ocr, timeout=600)
        require(place.merged_dump() == merged, f"after {killed} kills the archive has other content")
    time.sleep(0.5)
    require(not [pid for pid in workers if is_alive(pid)], "workers are left")
    require(place.hashes() == sources, "a source was changed")
    place.sound()
    place.note(f"{killed} kills in {rounds} loads of {len(sources)} files; every verify clean, every end equal")


def compare(place, expected, when):
    if place.dump() == expected:
        return
    ours, theirs = table_rows(place, "a.db"), table_rows(place, "whole.db")
    differing = [table for table in theirs if ours.get(table) != theirs[table]]
    raise Failed(f"{when} the archive differs from that of an undisturbed run in {differing}")


def table_rows(place, db):
    tables = [name for name, in place.query("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name", db)]
    return {table: place.query(f'SELECT * FROM "{table}"', db) for table in tables}


def kill_8(place):
    """25: kill -9 of supervisor and workers, 8 moments"""
    kill_again_and_again(place, 8, scans=False)


def kill_500(place):
    """25: kill -9 of supervisor and workers at 500 random moments over loads of the corpus"""
    kill_again_and_again(place, 500, scans=False)


def kill_scans(place):
    """25: the same while OCR is at work, 20 moments"""
    kill_again_and_again(place, 20, scans=True)


def worker_killed(place):
    """19: a worker that is killed once is replaced and its paper read; one killed twice gives its paper up"""
    for i in range(4):
        place.put(f"{i}.pdf", bad.good(500 + i, 2))
    place.put("2-stor.pdf", bad.many_pages(600))
    for times, code in ((1, 0), (2, 3)):
        process = place.start("ingest", "--db", f"{times}.db", "--jobs", 1, "--log", f"log{times}.db", "inbox")
        done = 0
        begin = time.monotonic()
        seen = set()
        while process.poll() is None and done < times and time.monotonic() - begin < 60:
            # The one that has read for so long has the big paper.
            for pid in children(process.pid):
                seen.add(pid)
                if cpu_seconds(pid) > 1.2:
                    os.kill(pid, signal.SIGSEGV if done else signal.SIGKILL)
                    done += 1
                    time.sleep(0.2)
            time.sleep(0.01)
        _, err = process.communicate(timeout=120)
        if done < times:
            place.note(f"the machine was too fast to kill {times}")
            continue
        require(process.returncode == code, f"killed {times}: exit code {process.returncode} {err.decode()}")
        failures = place.failures(f"{times}.db")
        require([f["code"] for f in failures.values()] == (["crashed"] if times == 2 else []), f"{failures}")
        require(len(place.documents(f"{times}.db")) == (4 if times == 2 else 5), "another document was lost")
        require(not [pid for pid in seen if is_alive(pid)], "a zombie is left")
        if times == 2:
            retry = place.run("retry", "--db", "2.db")
            require(retry.code == 0 and not place.failures("2.db"), f"retry: {retry.err}")
        place.sound(f"{times}.db")


def cpu_seconds(pid):
    from harness import read_text
    stat = read_text(f"/proc/{pid}/stat")
    if not stat:
        return 0
    fields = stat.rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def interrupted(place):
    """26: SIGINT and SIGTERM, once and twice: 130, what is left is told, nobody is left"""
    for i in range(100):
        place.put(f"{i:03}.pdf", bad.good(600 + i, 4))
    for how, db in ((signal.SIGINT, "int.db"), (signal.SIGTERM, "term.db")):
        process = place.start("ingest", "--db", db, "--jobs", 2, "inbox")
        begin = time.monotonic()
        while time.monotonic() - begin < 30:
            time.sleep(0.05)
            try:
                if place.query("SELECT count(*) FROM documents", db) > [(3,)]:
                    break
            except Exception:  # not made yet, or in the making
                continue
        seen = children(process.pid)
        process.send_signal(how)
        begin = time.monotonic()
        _, err = process.communicate(timeout=30)
        took = time.monotonic() - begin
        require(process.returncode == 130, f"exit code {process.returncode}: {err.decode()}")
        require(" left" in err.decode() and took < 8, f"{took:.1f} s: {err.decode()}")
        require(not [pid for pid in seen if is_alive(pid)], "workers are left")
        place.sound(db)
        run = place.ingest("--jobs", 2, "inbox", db=db)
        require(run.code == 0 and len(place.documents(db)) == 100, run.err)
        place.note(f"{how.name}: ended after {took:.2f} s")
    require(place.dump("int.db") == place.dump("term.db"), "two interrupted loads differ")


SCENARIOS = {
    "worker-killed": (worker_killed, True),
    "interrupted": (interrupted, True),
    "kill-8": (kill_8, True),
    "kill-500": (kill_500, False),
    "kill-scans": (kill_scans, False),
}
