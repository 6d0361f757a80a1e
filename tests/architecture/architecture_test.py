#!/usr/bin/env python3
"""Each check of architecture.py finds what it is there for, and only that."""
import unittest

import architecture
import cpp_source

# check, path, text, lines where findings are expected
ROWS = [
    ("includes", "rules/a.cc", '#include "rules/a.h"\n#include "base/money.h"\n#include <vector>\n', []),
    ("includes", "base/a.cc", '#include "extract/document.h"\n', [1]),
    ("includes", "extract/a.h", '\n#include "store/archive.h"\n#include "base/box.h"\n', [2]),
    ("includes", "app/main.cc", '#include "store/archive.h"\n', []),
    ("includes", "rules/a.cc", '#include "a.h"\n', [1]),
    ("includes", "rules/a.cc", '#include "../base/money.h"\n', [1]),
    ("includes", "rules/a.cc", '  #  include "app/x.h"\n', [1]),
    ("includes", "rules/a.cc", '// #include "app/x.h"\n', []),
    ("includes", "rules/a.cc", '/*\n#include "app/x.h"\n*/\n', []),
    ("includes", "tests/rules/a.cc", '#include "store/archive.h"\n#include "tests/rules/rows.h"\n', []),
    ("includes", "base/a.cc", '#include "tests/rules/rows.h"\n', [1]),
    ("output", "base/a.cc", 'std::cout << 1;\n', [1]),
    ("output", "base/a.cc", '#include <iostream>\n', [1]),
    ("output", "store/a.cc", 'x;\nstd::fprintf(f, "x");\n', [2]),
    ("output", "store/a.cc", 'fputs("x", stderr);\n', [1, 1]),
    ("output", "store/a.cc", 'if (bad) exit(1);\n', [1]),
    ("output", "store/a.cc", 'std::exit(1); ::_exit(1); std::abort(); puts("x"); fmt::print("x");\n', [1] * 5),
    ("output", "store/a.cc", 'assert(x);\n', [1]),
    ("output", "store/a.cc", 'static_assert(x);\n', []),
    ("output", "store/a.cc", 'statement.exit(1); job->abort(); Gate::exit(1); on_exit(2); snprintf(b, 9, "x");\n', []),
    ("output", "store/a.cc", '// exit(1)\nf("std::cout, exit(1)"); /* abort() */ g(R"x(puts("y"))x");\n', []),
    ("output", "app/a.cc", 'std::cout << 1; exit(2);\n', []),
    ("output", "tests/base/a.cc", 'std::cerr << 1;\n', []),
    ("length", "base/a.cc", "x\n" * 600, []),
    ("length", "tests/base/a.cc", "x\n" * 601, [601]),
    ("patterns", "rules/sv/a.toml", "pattern = '\\w+'\n", [1]),
    ("patterns", "rules/sv/a.toml", 'a = 1\npattern = "på\\\\b"\n', [2]),
    ("patterns", "rules/sv/a.toml", "# no \\w here\npattern = '\\pL+\\d'\n", []),
    ("patterns", "normalize/a.cc", 'RE2 re("\\\\w+");\n', [1]),
    ("patterns", "normalize/a.cc", 'RE2 re(R"(\\bår)");\n', [1]),
    ("patterns", "normalize/a.cc", 'f("\\b"); // \\w\n', []),
    ("phrases", "rules/a.cc", 'f("på");\n', [1]),
    ("phrases", "rules/a.cc", 'f("p\\u00e5");\n', [1]),
    ("phrases", "rules/a.cc", '\nf(R"(Åtgärd)");\n', [2]),
    ("phrases", "rules/a.cc", 'if (label == "Summa inkl.") x = "varav";\n', [1, 1]),
    ("phrases", "rules/a.cc", 'RE2 re("[A-ZÅÄÖ]+[^åäö]");\nRE2 re("[A-ZÅÄÖ]å");\n', [2]),
    ("phrases", "rules/a.cc", '// "Summa", på\nf("summary"); // öre\n', []),
    ("phrases", "rules/a.cc", "int64_t öre = 1'000'000; f(\"kr\");\n", []),
    ("phrases", "tests/rules/a.cc", 'f("på");\n', []),
]


class Checks(unittest.TestCase):
    def test_rows(self):
        for check, path, text, expected in ROWS:
            with self.subTest(check=check, path=path, text=text[:80]):
                self.assertEqual([line for line, _ in architecture.CHECKS[check](path, text)], expected)

    def test_every_check_is_seen_failing(self):
        self.assertEqual({check for check, _, _, lines in ROWS if lines}, set(architecture.CHECKS))


class Source(unittest.TestCase):
    def test_lines_and_columns_stay(self):
        text = 'a("x//y"); /* b\n c */ d(R"(e\nf)"); // g\n'
        self.assertEqual(cpp_source.code(text), 'a("    ");     \n      d(R   \n  ");     \n')

    def test_strings_with_escapes_and_quotes(self):
        text = 'f("a\\"b", \'"\', "c\\\\");\n#include "base/x.h"\nR"t(d)" e)t"\n'
        self.assertEqual(list(cpp_source.strings(text)), [(1, 'a"b'), (1, "c\\"), (3, 'd)" e')])


class Allowed(unittest.TestCase):
    BAD = {"base/a.cc": "std::cout << 1;\n"}

    def test_finding_names_place(self):
        self.assertTrue(architecture.find("output", self.BAD, {})[0].startswith("base/a.cc:1: 'std::cout'"))

    def test_listed_finding_is_excused(self):
        allowed = architecture.read_allowed("# reason needed\noutput base/a.cc because\n")
        self.assertEqual(architecture.find("output", self.BAD, allowed), [])

    def test_entry_that_excuses_nothing_is_a_finding(self):
        found = architecture.find("output", {"base/a.cc": "x;\n"}, {("output", "base/a.cc"): "because"})
        self.assertEqual(len(found), 1)

    def test_entry_without_reason_or_check_is_refused(self):
        for text in ("output base/a.cc\n", "nocheck base/a.cc because\n"):
            with self.subTest(text=text), self.assertRaises(ValueError):
                architecture.read_allowed(text)


if __name__ == "__main__":
    unittest.main()
