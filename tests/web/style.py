#!/usr/bin/env python3
"""Holds style sheet and templates of the web page to what can be told without a browser.

   style.py app/web      one line per finding; exit status 1 when there is one

Contrast of every pair of text and ground, light, dark and printed, by WCAG 2.2 (1.4.3, AA: 4.5 to 1); labels of
fields; texts and sizes of pictures; no inline style or script, no address outside; what is shown unescaped.
"""
import html.parser
import pathlib
import re
import sys

ENOUGH = 4.5
# What is written on what.
PAIRS = [(text, ground)
         for ground in ("ground", "raised")
         for text in ("text", "faint", "link", "ok", "rounding", "mismatch", "not-comparable")]
PAIRS += [("on-accent", "accent"), ("on-mark", "mark")]
# Lines and signs that are no text (1.4.11): 3 to 1.
SIGNS = [("focus", "ground"), ("focus", "raised"), ("accent", "ground")]
UNESCAPED = {"content", "snippet", "shown", "title_shown"}  # made by model.cc: EscapeHtml, MarkedHtml


def palettes(css):
    """{"light": {name: "#rrggbb"}, ...}: each :root block over the light one."""
    light = dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", re.search(r":root \{(.*?)\}", css, re.S)[1]))
    out = {"light": light}
    for name, condition in (("dark", r"prefers-color-scheme: dark"), ("print", r"@media print")):
        block = re.search(condition + r".*?:root \{(.*?)\}", css, re.S)[1]
        out[name] = light | dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", block))
    return out


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    def linear(c):
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
    red, green, blue = (linear(int(digits[i:i + 2], 16) / 255) for i in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(a, b):
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def colours(css):
    for name, palette in palettes(css).items():
        for pairs, least in ((PAIRS, ENOUGH), (SIGNS, 3)):
            if name == "print" and pairs is SIGNS:
                continue  # paper has no focus
            for text, ground in pairs:
                ratio = contrast(palette[text], palette[ground])
                if ratio < least:
                    yield f"page.css: {name}: --{text} on --{ground} is {ratio:.2f} to 1; at least {least}"
    for match in re.finditer(r"url\(|@import|http", css):
        yield f"page.css: {match[0]} leads outside"


class Template(html.parser.HTMLParser):
    """Findings of one template; {{...}} is text to it."""

    def __init__(self, name):
        super().__init__()
        self.name, self.findings, self.labels, self.fields = name, [], set(), []

    def say(self, message):
        self.findings.append(f"{self.name}:{self.getpos()[0]}: {message}")

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        for key, value in attributes:
            if key == "style" or key.startswith("on"):
                self.say(f"{key}=: the content security policy forbids it")
            if key in ("href", "src", "action") and value and not re.match(r"[/#{]", value):
                self.say(f"{key}={value}: leads outside")
        if tag == "script" and "src" not in given:
            self.say("a script in the page")
        if tag == "label":
            self.labels.add(given.get("for"))
        if tag in ("input", "select", "textarea") and given.get("type") != "hidden":
            self.fields.append((given.get("id"), self.getpos()[0]))
        if tag == "img":
            for wanted in ("alt", "width", "height"):
                if wanted not in given:
                    self.say(f"img without {wanted}")
        if tag == "svg" and not ({"aria-hidden", "aria-label", "aria-labelledby"} & given.keys()):
            self.say("svg that nobody can hear of")
        if tag == "th" and "scope" not in given:
            self.say("th without scope")


def template(path):
    text = path.read_text()
    parser = Template(path.name)
    # Conditions inside tags ("<a{{#x}} class=..{{/x}}>") are taken away, what they guard stays.
    parser.feed(re.sub(r"\{\{[#^/][^}]*\}\}", "", text))
    yield from parser.findings
    for field, line in parser.fields:
        if field is None or field not in parser.labels:
            yield f"{path.name}:{line}: a field without a label"
    for name in re.findall(r"\{\{\{\s*([\w.]+)\s*\}\}\}", text):
        if name not in UNESCAPED:
            yield f"{path.name}: {{{{{{{name}}}}}}} is not escaped"
    if re.search(r"\{\{&", text):
        yield f"{path.name}: {{{{& is not escaped"
    for attribute in re.findall(r"=\{\{|=[\w/-]*\{\{(?=[^}]*\}\}[^\"]*[\s>])", re.sub(r'"[^"]*"', '""', text)):
        yield f"{path.name}: {attribute}: an attribute without quotes"


def main():
    folder = pathlib.Path(sys.argv[1])
    findings = list(colours((folder / "static/page.css").read_text()))
    for path in sorted((folder / "templates").glob("*.html")):
        findings += template(path)
    for finding in findings:
        print(finding)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
