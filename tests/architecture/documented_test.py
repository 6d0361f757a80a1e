#!/usr/bin/env python3
"""documented.py tells commands that work from commands that do not."""
import pathlib
import unittest

import documented

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path("/bin/echo")

# fence, body, words of the one failure expected, or None
ROWS = [
    ("console", "$ build/release/avstam one two\none two\n", None),
    ("console", "$ build/release/avstam one two\none three\n", "prints something else"),
    ("console", "$ build/release/avstam one two\none...\n", None),
    ("console", "$ build/release/avstam one two\ntwo...\n", "prints something else"),
    ("console", "$ printf 'a\\nb\\nc\\n'\na\n...\n", None),
    ("console", "$ printf 'a\\nb\\nc\\n'\na\n...\nb\n", "prints something else"),
    ("console", "$ printf 'a\\nb\\n'\na\n", "prints something else"),
    ("console", "$ true\n$ echo x >&2\nx\n", None),
    ("console", "$ false\n", "status 1"),
    ("console", "$ false\n$ echo $?\n1\n", None),
    ("console", "$ false\n$ echo $?\n0\n", "prints something else"),
    ("console", "$ exit 0\n", "stops early"),
    ("console", "$ no-such-program\n", "status 127"),
    ("console", "$ ls corpus/README.md\n", None),
    ("sh", "scripts/test --asan   # comment\n", None),
    ("sh", "scripts/test --no-such-option\n", "no option --no-such-option"),
    ("sh", "scripts/no-such-script\n", "no such command"),
    ("sh", "make install\n", "no such command"),
    ("sh", "cmake --preset release && cmake --build --preset release\n", None),
    ("sh", "cmake --preset relaese\n", "no such preset"),
    ("sh", "git clone URL avstam\ncd avstam\n", None),
    ("text", "$ false\n", None),
]


class Rows(unittest.TestCase):
    def test_rows(self):
        for fence, body, expected in ROWS:
            with self.subTest(fence=fence, body=body):
                found = list(documented.failures(f"# T\n\n```{fence}\n{body}```\n", ROOT, BINARY))
                self.assertEqual(len(found), 0 if expected is None else 1, found)
                if expected:
                    self.assertIn(expected, found[0])

    def test_links(self):
        text = "[a](README.md) [b](base/where.h#box)\n[c](no/such.md) [d](https://example.org/x)\n"
        self.assertEqual(list(documented.broken_links(text, ROOT)), ["2: link to no/such.md, which does not exist"])

    def test_line_numbers(self):
        found = list(documented.failures("# T\n\n```console\n$ true\n$ false\n```\n", ROOT, BINARY))
        self.assertTrue(found[0].startswith("5:"), found)


if __name__ == "__main__":
    unittest.main()
