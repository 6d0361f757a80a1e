#!/usr/bin/env python3
"""The web page as people meet it: in Chromium, without a network.

   browser.py --bin avstam --corpus corpus --pictures DIR [NAME...]

Loads corpus documents into an archive, serves it, and drives headless Chromium over it.  Each function named
check_* is one promise; NAMEs choose some.  Pictures of every view, in both colour schemes and two widths, are left
in DIR for people to look at.
"""
import argparse
import base64
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import tarfile
import tempfile
import time
import traceback
import urllib.error
import urllib.request

from selenium import webdriver
from selenium.webdriver.chrome.options import Options
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

DOCUMENTS = ["statsbidrag-felskrift.pdf", "driftredovisning.pdf", "protokoll-kulturnamnd.pdf", "bidrag-och-anlaggningar.pdf",
             "decisions/arende-foreningsbidrag.pdf", "decisions/protokoll-kommunstyrelse.pdf",
             "decisions/handlingar-vard-och-omsorg.pdf", "decisions/protokoll-socialnamnd-lucka.pdf",
             "scans/bidrag-tonerflack.pdf"]  # of which a figure is read wrongly, and a correction proposed
AXE = "axe-core-4.10.2"  # rules of WCAG, from npm; held against the hash of what was looked at
AXE_SHA512 = ("444de6750ecfdc54527bb7aa096a1e43f67d417aed9e24a3a75c148ede67442d"
              "d6229cf9ad20af7baa377ec676682a49b6b663499823c170284cee64e2d108d3")
WIDE, NARROW = 1280, 390
LARGEST = 150 * 1024  # bytes of a first view, style sheet and script with it
# Of what happens on a page, kept by the page itself: how much things moved after they were shown, and complaints of
# the content security policy.
WATCH = """
window.moved = 0; window.refused = [];
new PerformanceObserver(l => { for (const e of l.getEntries()) if (!e.hadRecentInput) window.moved += e.value; })
  .observe({type: 'layout-shift', buffered: true});
document.addEventListener('securitypolicyviolation', e => window.refused.push(e.violatedDirective + ' ' + e.blockedURI));
"""


class Served:
    """An archive and the server on it."""

    def __init__(self, binary, folder, *options):
        self.process = subprocess.Popen([binary, "serve", "--db", str(folder / "a.db"), "--port", "0", *options],
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.start = self.process.stdout.readline().strip()
        if not self.start:
            raise RuntimeError(self.process.stderr.read())
        self.root = re.match(r"http://[^/]*", self.start)[0]

    def stop(self):
        self.process.terminate()
        return self.process.wait(20)

    def get(self, path, **headers):
        """(status, headers, body) of a plain request."""
        try:
            with urllib.request.urlopen(urllib.request.Request(self.root + path, headers=headers), timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.headers, error.read()

    def json(self, path):
        return json.loads(self.get(path)[2])


def browser():
    options = Options()
    options.binary_location = "/usr/bin/chromium"
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--force-device-scale-factor=1",
                 "--no-proxy-server", "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
                 "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    driver.set_page_load_timeout(60)
    return driver


def size(driver, width, dark=False):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                           {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})


def find(driver, selector):
    return driver.find_element(By.CSS_SELECTOR, selector)


def every(driver, selector):
    return driver.find_elements(By.CSS_SELECTOR, selector)


def wait(driver, condition, what):
    WebDriverWait(driver, 20, 0.1).until(condition, what)


def expect(condition, what):
    if not condition:
        raise AssertionError(what)


class Run:
    def __init__(self, arguments):
        self.binary, self.pictures = arguments.bin, pathlib.Path(arguments.pictures)
        self.pictures.mkdir(parents=True, exist_ok=True)
        self.corpus = pathlib.Path(arguments.corpus)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="avstam-web-"))
        files = [str(self.corpus / name) for name in DOCUMENTS]
        not_pdf = self.folder / "protokoll & <b>bilaga.pdf"
        not_pdf.write_text("<!doctype html><title>404</title>")
        done = subprocess.run([self.binary, "ingest", "--db", str(self.folder / "a.db"), *files, str(not_pdf)],
                              capture_output=True, text=True, check=False)
        expect(done.returncode in (1, 3), done.stderr)
        self.served = Served(self.binary, self.folder)
        self.driver = browser()

    def close(self):
        self.driver.quit()
        expect(self.served.stop() == 0, "the server ends with 0")

    def open(self, path):
        self.driver.get(self.served.root + path)

    def views(self):
        """A name and an address of each view."""
        served = self.served
        decision = next(d for d in served.json("/decisions.json")["decisions"] if d["case_number"])
        mismatch = served.json("/checks.json")["checks"][0]
        document = mismatch["id"][:12]
        table = f"{document}:t0"
        repair = next(c["id"] for c in served.json("/checks.json?limit=1000")["checks"] if c["repairs"])
        return {
            "overview": "/", "decisions": "/decisions", "decisions-search": "/decisions?q=bidrag",
            "decision": "/decision/" + decision["id"], "case": "/case/" + decision["case_number"].replace("/", "%2F").replace(" ", "%20"),
            "tables": "/tables", "table": "/table/" + table, "checks": "/checks", "check": "/check/" + mismatch["id"],
            "documents": "/documents", "document": "/document/" + decision["id"][:12],
            "page": f"/document/{decision['id'][:12]}/page/{decision['page']}?mark={decision['id'][13:]}",
            "page-of-table": f"/document/{document}/page/1?mark={mismatch['id'][13:]}", "failures": "/failures",
            "check-of-scan": "/check/" + repair, "table-of-scan": f"/table/{repair[:12]}:t0",
            "search": "/search?q=bidrag", "review": "/review", "trouble": "/nothing"}

    # ---- the promises ----

    def check_decision_is_found_and_followed_to_its_box(self):
        driver = self.driver
        size(driver, WIDE)
        self.open("/")
        field = find(driver, "#find")
        field.send_keys("föreningsbidrag", Keys.ENTER)
        wait(driver, lambda d: every(d, "#in-decisions"), "hits in decisions")
        expect(find(driver, "mark").text.lower().startswith("förenings"), "found words are marked")
        find(driver, ".hits a").click()
        wait(driver, lambda d: every(d, "#items"), "the decision")
        link = next(a for a in every(driver, ".source a") if "mark=d" in a.get_attribute("href"))
        link.click()
        wait(driver, lambda d: every(d, ".box.marked"), "its box on the page")
        box, sheet = find(driver, ".box.marked").rect, find(driver, ".sheet img").rect
        expect(box["width"] > 20 and box["height"] > 5, f"the box can be seen: {box}")
        expect(sheet["x"] <= box["x"] and box["x"] + box["width"] <= sheet["x"] + sheet["width"] + 2, "it is on the page")
        expect(driver.execute_script("return document.querySelector('.sheet img').naturalWidth") > 500, "the page is drawn")
        words = " ".join(t.get_attribute("textContent") for t in every(driver, ".words text"))
        expect("bidrag" in words.lower(), "the words lie over the picture")

    def check_mismatch_is_seen_with_both_figures(self):
        driver = self.driver
        self.open("/checks")
        text = find(driver, "main").text.replace("\u00a0", " ")
        for figure in ("21 570 084", "21 750 084", "\u2212180 000"):
            expect(figure in text, f"{figure} in the list")
        find(driver, "tbody a").click()
        wait(driver, lambda d: every(d, ".equation"), "the check")
        text = find(driver, "main").text.replace("\u00a0", " ")
        for wanted in ("Riket", "stämmer inte", "två siffror har bytt plats", "felet står i dokumentet"):
            expect(wanted in text, f"{wanted!r} in the check")
        cutout = find(driver, ".cutout")
        driver.execute_script("arguments[0].scrollIntoView()", cutout)
        wait(driver, lambda d: d.execute_script("return arguments[0].naturalWidth > 100", cutout), "the cut-out is drawn")

    def check_cell_and_box_light_up_together(self):
        driver = self.driver
        size(driver, WIDE)
        self.open(self.views()["table"])
        cell = next(a for a in every(driver, ".read td.mismatch a[data-box]"))
        driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", cell)
        box = f'rect[data-box="{cell.get_attribute("data-box")}"]'
        expect("lit" not in find(driver, box).get_attribute("class"), "dark before")
        webdriver.ActionChains(driver).move_to_element(cell).perform()
        wait(driver, lambda d: "lit" in find(d, box).get_attribute("class"), "its box lights up")
        driver.execute_script("document.querySelectorAll('.read td a[data-box]')[4].focus()")
        ref = driver.execute_script("return document.activeElement.dataset.box")
        expect("lit" in find(driver, f'rect[data-box="{ref}"]').get_attribute("class"), "and by the keyboard")
        # And back: over the box, the cell.
        webdriver.ActionChains(driver).move_to_element(find(driver, f'rect[data-box="{ref}"]')).perform()
        wait(driver, lambda d: "lit" in find(d, f'a[data-box="{ref}"]').get_attribute("class"), "the cell of a box")

    def check_misread_figure_is_marked_with_what_is_proposed(self):
        self.open(self.views()["table-of-scan"])
        cells = [td.text.replace("\u00a0", " ") for td in every(self.driver, ".read td.proposed")]
        expect(cells == ["134 700\ntroligen felläst: 184 700?"], f"{cells}")
        cutout = find(self.driver, ".repair .cutout")
        self.driver.execute_script("arguments[0].scrollIntoView()", cutout)
        wait(self.driver, lambda d: d.execute_script("return arguments[0].naturalWidth > 100", cutout), "the cut-out is drawn")

    def check_region_table_has_bars(self):
        self.open(self.views()["table"])
        names = [th.text for th in every(self.driver, "#regions ~ .bars th")]
        expect(len(names) == 21, f"21 regions: {names}")
        widths = [float(r.get_attribute("width")) for r in every(self.driver, "#regions ~ .bars rect")]
        expect(widths == sorted(widths, reverse=True), "the largest first")

    def check_no_request_leaves_and_nothing_is_refused(self):
        driver = self.driver
        for name, path in self.views().items():
            driver.get_log("performance")
            driver.get_log("browser")
            self.open(path)
            time.sleep(0.2)
            for entry in driver.get_log("performance"):
                message = json.loads(entry["message"])["message"]
                if message["method"] != "Network.requestWillBeSent":
                    continue
                url = message["params"]["request"]["url"]
                expect(url.startswith((self.served.root, "data:")), f"{name}: {url} is asked for")
            expect(driver.execute_script("return window.refused") == [], f"{name}: refused by its own policy")
            complaints = [e["message"] for e in driver.get_log("browser")
                          if e["level"] == "SEVERE" and not (name == "trouble" and "404" in e["message"])]
            expect(not complaints, f"{name}: {complaints}")

    def check_weight_and_stillness(self):
        driver = self.driver
        assets = sum(len(self.served.get(path)[2]) for path in ("/static/page.css", "/static/page.js", "/static/icon.svg"))
        for name, path in self.views().items():
            weight = len(self.served.get(path)[2]) + assets
            expect(weight < LARGEST, f"{name}: {weight} bytes")
            for width in (WIDE, NARROW):
                size(driver, width)
                self.open(path)
                time.sleep(0.3)
                driver.execute_script("window.scrollTo(0, document.body.scrollHeight)")
                time.sleep(0.2)
                moved = driver.execute_script("return window.moved")
                expect(moved < 0.02, f"{name} at {width}: things moved by {moved}")
                # Not window.innerWidth: that of a phone grows with what does not fit.
                over = driver.execute_script("return document.documentElement.scrollWidth") - width
                expect(over <= 0, f"{name} at {width}: {over} px wider than the window")

    def check_every_control_is_reached_by_tab_and_shows_it(self):
        driver = self.driver
        size(driver, WIDE)
        for name in ("overview", "decisions", "decision", "checks", "review", "documents", "search"):
            self.open(self.views()[name])
            wanted = driver.execute_script("""
              return [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, summary')]
                .filter(e => e.checkVisibility() && e.tabIndex >= 0).length""")
            driver.execute_script("document.body.focus()")
            reached = set()
            for _ in range(wanted + 40):
                webdriver.ActionChains(driver).send_keys(Keys.TAB).perform()
                at = driver.execute_script("""
                  const e = document.activeElement; if (!e || e === document.body) return null;
                  const s = getComputedStyle(e);
                  return [[...document.querySelectorAll('*')].indexOf(e), s.outlineStyle, e.matches('a[href],button,input,select,summary')]""")
                if at is None:
                    break
                expect(at[1] != "none", f"{name}: focus is seen at each stop")
                if at[2]:
                    reached.add(at[0])
            expect(len(reached) >= wanted, f"{name}: {len(reached)} of {wanted} controls reached")

    def check_names_for_those_who_hear_the_page(self):
        driver = self.driver
        for name, path in self.views().items():
            self.open(path)
            nodes = driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
            for node in nodes:
                role = node.get("role", {}).get("value")
                said = node.get("name", {}).get("value", "")
                if role in ("link", "button", "textbox", "searchbox", "combobox", "navigation") and not node.get("ignored"):
                    expect(said.strip() or role == "navigation", f"{name}: a {role} without a name")
            headings = [int(e.tag_name[1]) for e in every(driver, "h1, h2, h3")]
            expect(headings.count(1) == 1 and headings[0] == 1, f"{name}: one main heading, first: {headings}")
            expect(all(b - a <= 1 for a, b in zip(headings, headings[1:])), f"{name}: no level is left out: {headings}")
            expect(driver.execute_script("return document.documentElement.lang") == "sv", f"{name}: lang")
            ids = driver.execute_script("return [...document.querySelectorAll('[id]')].map(e => e.id)")
            expect(len(ids) == len(set(ids)), f"{name}: an id twice: {[i for i in ids if ids.count(i) > 1][:3]}")

    def check_english_and_back(self):
        driver = self.driver
        self.open("/decisions?q=bidrag")
        find(driver, ".language").click()
        wait(driver, lambda d: d.execute_script("return document.documentElement.lang") == "en", "English")
        expect("q=bidrag" in driver.current_url, "the question stays")
        self.open("/checks")
        expect("does not agree" in find(driver, "main").text, "and so does the language")
        self.open("/?lang=sv")
        expect("stämmer inte" in find(driver, "main").text, "back")

    def check_without_script(self):
        driver = self.driver
        views = {name: path for name, path in self.views().items() if name != "overview"}  # it counts on
        said = {}
        for name, path in views.items():
            self.open(path)
            said[name] = find(driver, "main").text
        driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
        try:
            for name, path in views.items():
                self.open(path)
                expect(find(driver, "main").text == said[name], f"{name} says the same without script")
            self.open(self.views()["page"])
            expect(every(driver, ".box.marked"), "the box")
            self.open("/decisions")
            find(driver, "#f-q").send_keys("bidrag", Keys.ENTER)
            wait(driver, lambda d: "q=bidrag" in d.current_url, "the form is sent")
            expect(every(driver, ".hits li"), "hits")
        finally:
            driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})

    def check_axe_finds_nothing(self):
        """Rules of WCAG 2.2 A and AA and good practice, by axe-core, on every view, light and dark, wide and narrow."""
        package = self.pictures.parent / "npm" / (AXE + ".tgz")
        package.parent.mkdir(exist_ok=True)
        if not package.exists():
            try:
                subprocess.run(["npm", "pack", "--silent", AXE.replace("core-", "core@")], cwd=package.parent, timeout=90,
                               capture_output=True, check=True)
            except (OSError, subprocess.SubprocessError) as error:
                print(f"        axe-core cannot be had from npm ({type(error).__name__}): only the checks of our own", flush=True)
                return
        expect(hashlib.sha512(package.read_bytes()).hexdigest() == AXE_SHA512, f"{package} is not what was looked at; remove it")
        with tarfile.open(package) as files:
            axe = files.extractfile("package/axe.min.js").read().decode()
        driver = self.driver
        driver.set_script_timeout(60)
        found = []
        for name, path in self.views().items():
            for width, dark in ((WIDE, False), (WIDE, True), (NARROW, False)):
                size(driver, width, dark)
                self.open(path)
                driver.execute_script(axe)
                found += [f"{name} at {width}, {'dark' if dark else 'light'}: {one}" for one in driver.execute_async_script("""
                  const done = arguments[arguments.length - 1];
                  axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})
                    .then(r => done(r.violations.map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html.slice(0, 120)))));""")]
        expect(not found, "\n".join(found))

    def check_a_link_holds_in_another_archive(self):
        """Addresses are made of the document's bytes, not of the order in which documents came."""
        other = self.folder / "other"
        other.mkdir()
        subprocess.run([self.binary, "ingest", "--db", str(other / "a.db"), str(self.corpus / DOCUMENTS[1]),
                        str(self.corpus / DOCUMENTS[0])], capture_output=True, check=False)
        second = Served(self.binary, other)
        try:
            views = self.views()
            for name in ("table", "check", "page-of-table"):
                path = views[name].partition("?")[0]
                here, there = self.served.json(path + ".json"), second.json(path + ".json")
                for one in (here, there):
                    one.get("provenance", {}).pop("stored_at", None)
                expect(here == there, f"{name}: the same under the same address")
            whole = self.served.json(views["check"] + ".json")["provenance"]["sha256"]
            expect(whole.startswith(views["check"][7:19]) and self.served.get("/document/" + whole)[0] == 200, "the whole hash, too")
            expect(self.served.get("/document/" + "0" * 64)[0] == 404, "and no other")
        finally:
            expect(second.stop() == 0, "the second server ends")

    def check_swedish_page_is_swedish(self):
        for name, path in self.views().items():
            self.open(path)
            expect(not every(self.driver, "main [lang=en]"), f"{name}: English on the Swedish page")
        path = self.views()["check-of-scan"]
        self.open(path)
        text = find(self.driver, "main").text.replace("\u00a0", " ")
        for wanted in ("134 700", "184 700", "en siffra är fel", "Summan av kolumnen, Kolumnerna på raden", "troligen fel i läsningen"):
            expect(wanted in text, f"{wanted!r} in {text!r}")
        self.open(path + "?lang=en")
        expect("one digit stands for another" in find(self.driver, "main").text, "the program's own words in English")
        self.open("/?lang=sv")

    def check_json_and_csv_of_each_view(self):
        for name, path in self.views().items():
            if name == "trouble":
                continue
            stem, _, query = path.partition("?")
            stem = "/overview" if stem == "/" else stem
            for suffix, kind in ((".json", "application/json"), (".csv", "text/csv")):
                status, headers, body = self.served.get(stem + suffix + ("?" + query if query else ""))
                expect(status == 200 and headers["Content-Type"].startswith(kind), f"{name}{suffix}: {status}")
                if suffix == ".json":
                    expect(not [k for k in json.loads(body) if k.startswith("_")], f"{name}: the page's own in JSON")
        rows = self.served.get("/table/" + self.served.json("/checks.json")["checks"][0]["id"][:12] + ":t0.csv")[2].decode()
        expect("21570084" in rows and '"Riket"' in rows, rows[-300:])

    def check_hidden_file_name_is_text(self):
        self.open("/failures")
        expect("& <b>bilaga" in find(self.driver, "tbody th").text, "the file name as it is")

    def check_reading_goes_on_while_documents_are_loaded(self):
        served = self.served
        before = len(served.json("/documents.json")["documents"])
        loading = subprocess.Popen([self.binary, "ingest", "--db", str(self.folder / "a.db"), str(self.corpus / "budget-namnder.pdf"),
                                    str(self.corpus / "brev-bildtjanster.pdf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        asked = 0
        while loading.poll() is None or asked < 20:
            for path in ("/", "/decisions", "/documents", "/checks?status=ok"):
                expect(served.get(path)[0] == 200, f"{path} while documents are loaded")
                asked += 1
        expect(loading.returncode in (0, 1), f"ingest: {loading.returncode}")
        expect(len(served.json("/documents.json")["documents"]) == before + 2, "the new documents are there")

    def check_review_turns_a_check(self):
        """Accept a repair, waive a mismatch: by button, by key, with what protects them."""
        driver = self.driver
        review = Served(self.binary, self.folder, "--review", "--by", "Anna Ek")
        size(driver, WIDE)
        try:
            driver.get(review.root + "/review")
            expect(not every(driver, "form[method=post]"), "nothing can be decided without the token")
            driver.get(review.start)
            wait(driver, lambda d: every(d, "h1"), "the queue")
            expect("token" not in driver.current_url, "the token leaves the address")
            repairs = [c for status in ("mismatch",) for c in review.json("/checks.json?status=" + status)["checks"] if c["repairs"]]
            expect(repairs, "a mismatch with a proposed correction")
            wanted = repairs[0]["id"]
            driver.get(review.root + "/review/" + wanted)
            expect(every(driver, ".verdict.mismatch"), "it does not agree")
            driver.find_element(By.TAG_NAME, "body").send_keys("a")
            focused = driver.switch_to.active_element
            expect(focused.get_attribute("name") == "reason", "the key asks for a reason")
            focused.send_keys("sett på pappret", Keys.ENTER)
            wait(driver, lambda d: "Anna Ek" in find(d, "main").text, "who decided")
            expect(not every(driver, ".lead .verdict.mismatch") and every(driver, ".lead .verdict"), "the check has turned")
            after = review.json("/check/" + wanted + ".json")
            expect(after["status"] in ("ok", "rounding") and after["read_status"] == "mismatch", after["status"])
            expect("sett på pappret" in find(driver, "main").text, "the reason")
            self.picture("review-decided")
            # A mismatch that stays: let it pass, and the queue is shorter.
            left = review.json("/review.json")
            driver.get(review.root + "/review/" + left["id"])
            self.picture("review-open")
            driver.find_element(By.TAG_NAME, "body").send_keys("w")
            driver.switch_to.active_element.send_keys("rättas i maj", Keys.ENTER)
            wait(driver, lambda d: "rättas i maj" in find(d, "main").text, "it passes")
            expect(review.json("/review.json")["open"] == left["open"] - 1, "one less")
            # Forged: no cookie, another site, no form token.
            form = f"decision=waive&id={wanted}&reason=x&until=2099-01-01".encode()
            for headers, status in (({}, 403), ({"Origin": "http://evil.example"}, 403), ({"Origin": review.root}, 403),
                                    ({"Origin": review.root, "Cookie": "avstam=" + "0" * 64}, 403)):
                request = urllib.request.Request(review.root + "/review/" + wanted, data=form, headers=headers)
                try:
                    urllib.request.urlopen(request)
                    raise AssertionError(f"{headers} was let through")
                except urllib.error.HTTPError as error:
                    expect(error.code == status, f"{headers}: {error.code}")
        finally:
            review.stop()
        listed = subprocess.run([self.binary, "reviews", "--db", str(self.folder / "a.db"), "--format", "json"],
                                capture_output=True, text=True, check=True).stdout
        expect({"accept", "waive"} <= {one["decision"] for one in json.loads(listed)}, listed)

    # ---- pictures ----

    def picture(self, name):
        driver = self.driver
        height = driver.execute_script("return document.documentElement.scrollHeight")
        shot = driver.execute_cdp_cmd("Page.captureScreenshot", {
            "format": "png", "captureBeyondViewport": True,
            "clip": {"x": 0, "y": 0, "width": driver.execute_script("return window.innerWidth"),
                     "height": min(height, 2600), "scale": 1}})
        (self.pictures / f"{name}.png").write_bytes(base64.b64decode(shot["data"]))

    def check_pictures_of_every_view(self):
        for name, path in self.views().items():
            for width in (WIDE, NARROW):
                for dark in (False, True):
                    size(self.driver, width, dark)
                    self.open(path)
                    # Lazy pictures come when they are scrolled to.
                    self.driver.execute_script("for (const i of document.images) i.loading = 'eager'")
                    wait(self.driver, lambda d: d.execute_script("return [...document.images].every(i => i.complete)"), name)
                    self.picture(f"{name}-{width}-{'dark' if dark else 'light'}")
        size(self.driver, WIDE)
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
        self.open(self.views()["check"])
        self.picture("check-printed")
        expect(not find(self.driver, ".top").is_displayed(), "what is printed has no buttons")
        expect(self.served.json(self.views()["check"] + ".json")["provenance"]["sha256"] in find(self.driver, "main").text,
               "but says on what it rests")
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})


def main():
    parser = argparse.ArgumentParser()
    for name in ("--bin", "--corpus", "--pictures"):
        parser.add_argument(name, required=True)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    run = Run(arguments)
    checks = {name[6:]: getattr(run, name) for name in dir(Run) if name.startswith("check_")}
    # What changes the archive comes last.
    order = sorted(checks, key=lambda name: ("review" in name, name))
    failed = 0
    try:
        for name in order:
            if arguments.names and name not in arguments.names:
                continue
            start = time.monotonic()
            try:
                checks[name]()
                print(f"ok      {name} ({time.monotonic() - start:.1f} s)", flush=True)
            except Exception as error:  # the rest are still worth knowing
                failed += 1
                print(f"FAILED  {name}: {error}", flush=True)
                if not isinstance(error, AssertionError):
                    traceback.print_exc()
    finally:
        run.close()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
