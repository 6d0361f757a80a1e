"""Hostile and broken papers: each must get its class, and nothing else may notice it."""

import json
import random

import bad_pdfs as bad
from harness import Failed, require

# What may become of a paper.
OK = {"ok", "warnings"}
INCOMPLETE = {"incomplete"}
BROKEN = {"incomplete", "damaged"}
ANY = OK | BROKEN | {"no-pages", "too-large", "timeout", "crashed"}

PAGE_SECONDS = 4
WORKER_MIB = 1024  # what a worker may ask for
SUPERVISOR_MIB = 200


class Paper:
    """`make` gives the bytes; `outcomes` are the states of a document or codes of failures that are right; `says` is in
    its message; `seconds` is the longest a worker may sit over it; `number` is that of the scenario."""

    def __init__(self, number, name, make, outcomes, says="", seconds=10, slow=False):
        self.number, self.name, self.make, self.outcomes = number, name, make, outcomes
        self.says, self.seconds, self.slow = says, seconds, slow


PAPERS = [
    Paper(1, "html-404", bad.html_404, {"not-pdf"}, "HTML"),
    Paper(2, "empty", lambda: b"", {"empty"}, "0 bytes"),
    Paper(3, "jpeg", bad.jpeg, {"not-pdf"}, "JPEG"),
    Paper(3, "zip", bad.archive_zip, {"not-pdf"}, "ZIP"),
    Paper(3, "mail", bad.mail, {"not-pdf"}, "mail"),
    Paper(3, "postscript", bad.postscript, {"not-pdf"}, "PostScript"),
    Paper(4, "cut-50", lambda: bad.cut(50), BROKEN),
    Paper(4, "cut-90", lambda: bad.cut(90), BROKEN),
    Paper(4, "cut-99", lambda: bad.cut(99), BROKEN),
    Paper(4, "cut-last-kilobyte", bad.last_kilobyte_missing, BROKEN),
    Paper(5, "older-revision", bad.older_revision_remains, INCOMPLETE, "file-continues-after-eof"),
    Paper(6, "crlf", bad.crlf_damage, BROKEN | {"no-pages"}),
    Paper(7, "one-page-of-ten", bad.flipped_page, INCOMPLETE, "9 of 10 pages"),
    Paper(8, "password", None, {"encrypted"}, "password"),
    Paper(9, "empty-password", None, OK),
    Paper(10, "zero-pages", bad.zero_pages, {"no-pages"}, seconds=2),
    Paper(10, "count-negative", lambda: bad.count_says(-2147483648), {"no-pages", "damaged", "ok"}, seconds=2),
    Paper(10, "count-huge", lambda: bad.count_says(2147483647), {"too-large", "incomplete", "damaged"}, seconds=2),
    Paper(11, "count-nine", lambda: bad.count_says(9), INCOMPLETE, "3 of 9 pages"),
    Paper(12, "page-tree-loop", bad.page_tree_loop, BROKEN | {"no-pages"}, seconds=5),
    Paper(12, "outline-loop", bad.outline_loop, OK, seconds=5),
    Paper(12, "form-field-loop", bad.form_field_loop, OK, seconds=5),
    Paper(12, "object-stream-loop", bad.object_stream_loop, BROKEN | {"no-pages"}, seconds=5),
    Paper(12, "xref-prev-loop", bad.xref_prev_loop, OK | BROKEN, seconds=5),
    Paper(13, "laughing-forms", bad.laughing_forms, {"timeout", "incomplete"}, seconds=4 * PAGE_SECONDS + 2),
    Paper(13, "laughing-at-nothing", lambda: bad.laughing_forms(b"q Q"), {"timeout"}, seconds=4 * PAGE_SECONDS + 2),
    Paper(13, "endless-functions", bad.endless_functions, OK | {"timeout", "incomplete"}, seconds=4 * PAGE_SECONDS + 2),
    Paper(14, "filter-chain", bad.filter_chain, ANY),
    Paper(14, "log-flood", bad.log_flood, ANY),
    Paper(15, "box-14402-crop-4", lambda: bad.boxes("0 0 14402 14402", "0 0 4 4"), ANY),
    Paper(15, "user-unit", lambda: bad.boxes("0 0 595 842", user_unit="75000"), ANY),
    Paper(15, "box-reversed", lambda: bad.boxes("595 842 0 0"), OK),
    Paper(15, "box-nan", lambda: bad.boxes("0 0 nan nan"), ANY),
    Paper(15, "box-zero", lambda: bad.boxes("0 0 0 0"), ANY),
    Paper(15, "box-1e30", lambda: bad.boxes("0 0 1e30 1e30"), INCOMPLETE | {"ok"}),
    Paper(17, "ccitt-35000", bad.ccitt_bomb, INCOMPLETE),
    Paper(17, "flate-30000", bad.flate_bomb, INCOMPLETE, slow=True),
    Paper(17, "jpx-lie", bad.jpx_lie, INCOMPLETE),
    Paper(17, "jbig2-lie", bad.jbig2_lie, INCOMPLETE | {"crashed", "too-large"}),
    Paper(17, "flate-drawing-500-mb", bad.flate_text_bomb, ANY, seconds=4 * PAGE_SECONDS + 2, slow=True),
    Paper(21, "font-without-font", bad.font_without_font, OK | INCOMPLETE),
    Paper(0, "endless-stream", bad.endless_stream, ANY),
    Paper(0, "nested-arrays", bad.nested_arrays, ANY),
    Paper(0, "nested-dictionaries", bad.nested_dictionaries, ANY),
    Paper(0, "nested-page-tree", bad.nested_page_tree, ANY),
    Paper(0, "nested-states", bad.nested_states, ANY),
    Paper(0, "million-tiny-words", bad.tiny_words, ANY, slow=True, seconds=60),
    Paper(0, "broken-xref", bad.broken_xref, OK | BROKEN),
    Paper(0, "absurd-numbers", bad.absurd_numbers, OK | INCOMPLETE),
    Paper(0, "javascript", bad.javascript, OK),
    Paper(0, "embedded-files", bad.embedded_files, OK),
    Paper(0, "outside-references", bad.outside_references, OK),
]
PAPERS += [Paper(36, "noise-%d" % seed, lambda seed=seed: bad.noise(seed), ANY | {"not-pdf"}) for seed in range(6)]


def bytes_of(paper, place):
    if paper.name == "password":
        return bad.encrypted(place.folder, "hemligt")
    if paper.name == "empty-password":
        return bad.encrypted(place.folder, "")
    return paper.make()


def judge(place, papers, run, goods):
    """One line of outcome per paper; Failed with all that is wrong."""
    states, failures = place.documents(), place.failures()
    seconds = {}
    for line in (place.folder / "log.jsonl").read_text().splitlines():
        entry = json.loads(line)
        seconds[entry["file"]] = entry.get("seconds", 0)
    wrong = []
    for paper in papers:
        name = f"inbox/{paper.name}.pdf"
        outcome = failures[name]["code"] if name in failures else states.get(name, "nothing")
        about = [line for line in run.err.splitlines() if line.startswith(name + ":")]
        place.note(f"{paper.name}: {outcome}, {seconds.get(name, 0):.1f} s")
        if outcome not in paper.outcomes:
            wrong.append(f"{paper.name}: {outcome}, expected {sorted(paper.outcomes)}; {about}")
        elif outcome not in OK and not about:
            wrong.append(f"{paper.name}: {outcome}, but no line tells")
        elif paper.says not in "\n".join(about):
            wrong.append(f"{paper.name}: {about} does not say {paper.says!r}")
        if seconds.get(name, 0) > paper.seconds:
            wrong.append(f"{paper.name}: took {seconds[name]:.1f} s, at most {paper.seconds}")
    for name in goods:
        if states.get(f"inbox/{name}.pdf") not in OK:
            wrong.append(f"{name}: a good document is {states.get(f'inbox/{name}.pdf', 'not there')}")
    if len(run.err) > 100_000:
        wrong.append(f"{len(run.err)} bytes of messages")
    if wrong:
        raise Failed("; ".join(wrong))


def read_all(place, papers):
    goods = []
    for i, paper in enumerate(papers):
        place.put(f"{paper.name}.pdf", bytes_of(paper, place))
        if i % 5 == 0:
            goods.append(f"good-{i}")
            place.put(f"good-{i}.pdf", bad.good(100 + i, 2))
    before = place.hashes()
    limit = 60 + sum(paper.seconds for paper in papers) // 2
    run = place.ingest("--jobs", 2, "--page-seconds", PAGE_SECONDS, "--memory-mib", WORKER_MIB, "--log", "log.jsonl", "inbox", timeout=limit)
    place.note(f"worker at most {run.watch.worker_mib:.0f} MiB, supervisor {run.watch.supervisor_mib:.0f} MiB")
    expected = 0 if all(paper.outcomes <= OK for paper in papers) else 3
    require(run.code in (expected, 3 if any(paper.outcomes - OK for paper in papers) else 0, 0 if any(
        paper.outcomes & OK for paper in papers) else 3), f"exit code {run.code}: {run.err}")
    require(place.hashes() == before, "a source was changed")
    place.sound()
    judge(place, papers, run, goods)
    require(run.watch.supervisor_mib < SUPERVISOR_MIB, f"the supervisor took {run.watch.supervisor_mib:.0f} MiB")
    require(run.watch.worker_mib < WORKER_MIB, f"a worker took {run.watch.worker_mib:.0f} MiB")


def papers_at_once(place):
    """1-17, 21: bad papers of every kind in one batch."""
    papers = [paper for paper in PAPERS if not paper.slow]
    random.Random(7).shuffle(papers)
    read_all(place, papers)


def papers_alone(place):
    """Each bad paper with one good one, so that what it costs is known."""
    from harness import Place
    wrong = []
    for paper in PAPERS:
        one = Place(place.binary, paper.name)
        try:
            read_all(one, [paper])
        except Failed as failed:
            wrong.append(f"{paper.name}: {failed}")
        finally:
            place.notes += ["; ".join(one.notes)]
            one.close()
    if wrong:
        raise Failed("\n    ".join(wrong))


def papers_read_directly(place):
    """Bad papers given to `extract` one by one, and to `check` all at once: named, never a crash of the command"""
    papers = [paper for paper in PAPERS if not paper.slow]
    limits = ("--page-seconds", PAGE_SECONDS, "--memory-mib", WORKER_MIB)
    wrong, failed = [], set()
    for paper in papers:
        place.put(f"{paper.name}.pdf", bytes_of(paper, place))
        run = place.run("extract", *limits, f"inbox/{paper.name}.pdf")
        codes = {line.rsplit("(", 1)[-1].rstrip(")") for line in run.err.splitlines() if line.endswith(")")}
        if run.code not in (0, 3) or (run.code == 3) != bool(run.err):
            wrong.append(f"{paper.name}: exit code {run.code}: {run.err}")
        elif not paper.outcomes & OK and run.code == 0:
            wrong.append(f"{paper.name}: read as if nothing were wrong with it")
        elif run.code == 3 and not run.out and not codes & paper.outcomes:
            wrong.append(f"{paper.name}: {codes}, expected {sorted(paper.outcomes)}")
        if run.code == 3 and not run.out:
            failed.add(f"inbox/{paper.name}.pdf")
    place.put("good.pdf", bad.good(1))
    run = place.run("check", *limits, "--format", "json", "inbox", timeout=300)
    report = json.loads(run.out)
    named = {line.split(":", 1)[0] for line in run.err.splitlines()}
    if run.code != 3 or not failed <= named:
        wrong.append(f"check: exit code {run.code}, does not name {sorted(failed - named)}")
    if len(report["documents"]) + len(report["failed"]) != len(papers) + 1:
        wrong.append(f"check: {len(report['documents'])} documents and {len(report['failed'])} failed of {len(papers) + 1}")
    place.note(f"{len(papers)} papers, {len(failed)} of them not read at all")
    if wrong:
        raise Failed("; ".join(wrong))
