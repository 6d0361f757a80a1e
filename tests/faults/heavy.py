"""Much of it: memory, descriptors, throughput, and the same archive whatever the number of workers. 36."""

import os
import shutil
import time

import bad_pdfs as bad
import poison
from harness import children, is_alive, require, status_kib
from kills import CORPUS, corpus_inbox


def jobs_are_equal(place):
    """1, 2 and 8 workers give the same archive"""
    corpus_inbox(place, scans=False)
    dumps = set()
    for jobs in (1, 2, 8):
        run = place.ingest("--jobs", jobs, "--ocr", "never", "inbox", db=f"{jobs}.db", timeout=300)
        require(run.code == 3, run.err)
        dumps.add(place.dump(f"{jobs}.db"))
        place.note(f"{jobs} jobs: {run.seconds:.1f} s")
    require(len(dumps) == 1, "archives differ")
    place.sound("8.db")


def clock_back(place):
    """the clock jumps back ten years between two loads, and later forward"""
    for i in range(3):
        place.put(f"{i}.pdf", bad.good(i))
    require(place.ingest("inbox/0.pdf", env=None).code == 0, "first")
    process = place.run("ingest", "--db", "a.db", "inbox/1.pdf", env={"SOURCE_DATE_EPOCH": "1450000000"})
    require(process.code == 0, process.err)
    process = place.run("ingest", "--db", "a.db", "inbox", env={"SOURCE_DATE_EPOCH": "4000000000"})
    require(process.code == 0 and "2 already present" in process.err, process.err)
    order = [name for name, in place.query("SELECT name FROM document_names ORDER BY document_id")]
    require(order == ["inbox/0.pdf", "inbox/1.pdf", "inbox/2.pdf"], f"{order}")
    place.verified()
    place.sound()


def peaks(place, pages):
    place.put(f"{pages}.pdf", bad.many_pages(pages))
    run = place.ingest("--jobs", 1, f"inbox/{pages}.pdf", db=f"{pages}.db", timeout=300, every=0.02)
    require(run.code == 0, run.err)
    place.note(f"{pages} pages: worker {run.watch.worker_mib:.0f} MiB, supervisor {run.watch.supervisor_mib:.0f} MiB, "
               f"{pages / run.seconds:.0f} pages/s")
    return run.watch


def many_pages(place):
    """a PDF of 2,000 pages beside one of 20: at most 300 MiB a worker"""
    small, large = peaks(place, 20), peaks(place, 2000)
    require(large.worker_mib <= 300, f"a worker takes {large.worker_mib:.0f} MiB for 2,000 pages, {small.worker_mib:.0f} "
            "for 20")
    require(large.supervisor_mib <= 300, f"the supervisor takes {large.supervisor_mib:.0f} MiB")
    place.sound("2000.db")


def large_plan(place):
    """16: a plan of A0 is read at fewer dots, which is recorded"""
    place.put("plan.pdf", bad.plan(place.folder))
    run = place.ingest("--memory-mib", poison.WORKER_MIB, "inbox", timeout=600)
    require(run.code == 0, run.err)
    words = place.query("SELECT count(*) FROM words WHERE text = 'enligt'")[0][0]
    (dpi, reason), = place.query("SELECT dpi, reason FROM page_regions")
    require(words == 40, f"{words} of 40 lines were read")
    require(100 < dpi < 300, f"read at {dpi} dpi")
    place.note(f"{words} of 40 lines read at {dpi} dpi ({reason}); {run.seconds:.0f} s, worker "
               f"{run.watch.worker_mib:.0f} MiB")
    place.sound()


def throughput(place):
    """2 jobs against 1 on OCR work"""
    for path in sorted((CORPUS / "scans").glob("*.pdf")):
        for i in range(2):
            place.put(f"{path.stem}-{i}.pdf", path.read_bytes() + b"%% %d\n" % i)
    seconds = {}
    for jobs in (1, 2):
        run = place.ingest("--jobs", jobs, "inbox", db=f"{jobs}.db", timeout=900)
        require(run.code in (0, 3), run.err)
        seconds[jobs] = run.seconds
    require(place.dump("1.db") == place.dump("2.db"), "archives differ")
    pages = place.query("SELECT count(*) FROM page_regions", "1.db")[0][0]
    place.note(f"1 job {seconds[1]:.1f} s, 2 jobs {seconds[2]:.1f} s: {seconds[1] / seconds[2]:.2f} x; {pages} regions by "
               "OCR; only on an idle machine of two cores or more does the ratio tell")


def many(place, count, bad_share):
    """`count` documents: altered corpus papers, and bad ones."""
    sources = [path.read_bytes() for path in sorted(CORPUS.glob("*.pdf"))]
    papers = [poison.bytes_of(paper, place) for paper in poison.PAPERS
              if not paper.slow and paper.number in (1, 2, 3, 4, 6, 7, 8, 10, 11, 12, 15)]
    expected_bad = 0
    for i in range(count):
        if bad_share and i % bad_share == 0:
            content = papers[i // bad_share % len(papers)]
            content = content + b"\n%% %d" % i if content else content
            expected_bad += 1
        else:
            content = sources[i % len(sources)].replace(b"%%EOF", b"%% copy %d\n%%%%EOF" % i, 1) if i >= len(
                sources) else sources[i]
        place.put(f"{i // 1000:02}/{i:05}.pdf", content)
    return expected_bad


def load_of(place, count, bad_share, timeout):
    expected_bad = many(place, count, bad_share)
    process = place.start("ingest", "--db", "a.db", "--jobs", 2, "--ocr", "never", "--page-seconds", 20, "inbox",
                          stdout=-3, stderr=open(place.folder / "log.jsonl", "wb"))
    begin, samples, worker_mib, seen = time.monotonic(), [], 0, set()
    while process.poll() is None:
        time.sleep(1)
        try:

            files = len(os.listdir(f"/proc/{process.pid}/fd"))
        except OSError:
            break
        found = children(process.pid)
        seen.update(found)
        worker_mib = max([worker_mib] + [status_kib(pid, "VmHWM") / 1024 for pid in found])
        samples.append((time.monotonic() - begin, status_kib(process.pid, "VmRSS") / 1024, files))
        require(time.monotonic() - begin < timeout, "too slow")
    process.wait()
    seconds = time.monotonic() - begin
    err = (place.folder / "log.jsonl").read_text()
    summary = err.strip().splitlines()[-1]
    require(process.returncode == (3 if bad_share else 0), f"exit code {process.returncode}: {err[-500:]}")
    require(f" of {count} files" in summary, summary)
    counted = {word: int(n) for n, word in zip(summary.split(), summary.replace(",", "").split()[1:]) if n.isdigit()}
    require(counted["read"] + counted["already"] + counted["failed"] == count, f"does not add up: {summary}")
    quarter = max(1, len(samples) // 4)
    early = max(mib for _, mib, _ in samples[:2 * quarter])
    late = max(mib for _, mib, _ in samples[-quarter:])
    require(late < early * 1.25 + 10 and late < 200, f"memory grows: {early:.0f} MiB, at the end {late:.0f} MiB")
    files = [n for _, _, n in samples]
    require(max(files) < 64, f"{max(files)} open files")
    require(not [pid for pid in seen if is_alive(pid)], "workers are left")
    place.note(summary)
    place.note(f"{seconds:.0f} s, {count / seconds:.0f} documents/s; supervisor {early:.0f} MiB in the first half, "
               f"{late:.0f} MiB at the end; open files {min(files)} to {max(files)}; {len(seen)} workers, at most "
               f"{worker_mib:.0f} MiB; {expected_bad} bad; archive "
               f"{(place.folder / 'a.db').stat().st_size / 2 ** 20:.0f} MiB")
    place.sound()


def twenty_thousand(place):
    """20,000 documents: memory and descriptors do not grow"""
    load_of(place, 20_000, 0, 7200)


def five_thousand_mixed(place):
    """36: 5,000 documents, one in twenty bad; the parts of the summary add up"""
    load_of(place, 5_000, 20, 1800)


def thousand_mixed(place):
    """36: 400 documents, one in twenty bad"""
    load_of(place, 400, 20, 300)
    shutil.rmtree(place.inbox)


SCENARIOS = {
    "jobs-equal": (jobs_are_equal, True),
    "clock-back": (clock_back, True),
    "mixed-400": (thousand_mixed, False),
    "many-pages": (many_pages, False),
    "mixed-5000": (five_thousand_mixed, False),
    "large-plan": (large_plan, False),
    "throughput": (throughput, False),
    "load-20000": (twenty_thousand, False),
}
