#!/usr/bin/env python3
"""Tables of papers that are not part of the project, where they lie beside it in ../shared; elsewhere nothing is done.

   tables_elsewhere.py AVSTAM SOURCE

1. The EU half of the ICDAR 2013 table competition, with the scorer that lies there: macro F1 of at least 0.93.
2. Council papers: which pages have tables was looked up in them.  On other pages at most one table per twenty pages
   may be found, and none of those with money.
"""
import json
import pathlib
import re
import subprocess
import sys
import tempfile

LEAST_F1 = 0.93
PAGES_PER_FALSE_TABLE = 20
MONEY = re.compile(r"\d\s*(t?kr|mn?kr|kronor)\b")
PAGES = {
    "s2-blekinge": {2, 42},
    "alingsas_avtal_ungdomsmottagning_2018": {7},
    "alingsas_bun_uppf_maj2026": {1, 2, 3},
    "alingsas_felparkering_2026": {2, 3, 4},
    "alingsas_iop_overenskommelse_2026": set(),
    "alingsas_ks_protokoll_2026-06-01": set(),
    "alingsas_ofn_protokoll_2018-02-13": set(),
    "alingsas_samla_anslag_2027": {2, 3},
    "alingsas_sn_manadsuppf_nov2017": {1, 3, 4},
    "alingsas_ten_uppf_april2026": {2, 3, 4, 5, 7, 8, 10, 11},
    "alingsas_ts_ramar": set(),
    "forskning_2024": {1, 2},
    "karnkraft_2025": {2},
    "lan_bocker_2024": {1},
    "lan_larobocker_2024": {1, 2},
    "reg_statsbidrag_2024": {1, 2, 3},
    "reg_vardkoer_2026": {2},
    "vfu_2023": {1, 2},
}


def tables(avstam, pdf):
    run = subprocess.run([avstam, "tables", str(pdf), "--format", "json", "--ocr", "never"], capture_output=True,
                         text=True, check=False)
    if run.returncode not in (0, 3):
        sys.exit(f"{pdf}: exit status {run.returncode}: {run.stderr}")
    return json.loads(run.stdout)


def competition(avstam, shared):
    with tempfile.TemporaryDirectory() as folder:
        found = pathlib.Path(folder) / "found.jsonl"
        papers = sorted((shared / "icdar/eu").glob("*.pdf"))
        found.write_text("".join(json.dumps(tables(avstam, pdf)) + "\n" for pdf in papers), encoding="utf-8")
        run = subprocess.run([sys.executable, shared / "icdar/icdar13.py", "score", shared / "icdar/eu-truth.jsonl", found,
                              "--json"], capture_output=True, text=True, check=True)
    score = json.loads(run.stdout)
    f1 = score["macro"][2]
    print(f"competition: macro F1 {f1:.4f}, {score['exact']} of {score['tables']} exact, {score['spurious']} spurious")
    return f1 >= LEAST_F1


def council_papers(avstam, shared):
    pages = false = money = 0
    for pdf in sorted([*shared.glob("cases/s2-*.pdf"), *shared.glob("real/*.pdf")]):
        if pdf.stem not in PAGES:
            continue
        info = subprocess.run([avstam, "extract", "--ocr", "never", str(pdf)], capture_output=True, text=True, check=False)
        pages += json.loads(info.stdout)["page_count"]
        for table in tables(avstam, pdf)["tables"]:
            if table["page"] in PAGES[pdf.stem]:
                continue
            false += 1
            with_money = any(MONEY.search(cell["text"]) for cell in table["cells"])
            money += with_money
            print(f"{pdf.name}: page {table['page']}: no table{' (with money)' if with_money else ''}")
    print(f"council papers: {false} false tables on {pages} pages, {money} with money")
    return money == 0 and false * PAGES_PER_FALSE_TABLE <= pages


def main():
    avstam, source = sys.argv[1], pathlib.Path(sys.argv[2])
    shared = source.resolve().parent / "shared"
    good = True
    if (shared / "icdar").is_dir():
        good &= competition(avstam, shared)
    if (shared / "real").is_dir():
        good &= council_papers(avstam, shared)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
