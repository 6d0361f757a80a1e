// What is wrong in a rule file or word list, word for word: where, what, the line, a caret.
#include <gtest/gtest.h>

#include <string>

#include "base/error.h"
#include "rules/ruleset.h"

namespace avstam::rules {
namespace {

// The message with which loading the file fails, or "loaded".
std::string FailureOf(const std::string& name, const std::string& text) {
  try {
    RuleSet::FromTexts({{name, text}}, "rules");
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kRuleFile);
    return error.what();
  }
  return "loaded";
}

struct Case {
  const char* what;
  const char* text;
  const char* message;
};

// A rule that loads, but for the line given in place of its line of that key.
std::string RuleWith(const std::string& key, const std::string& line) {
  std::string text = "[[rule]]\n";
  auto add = [&](const std::string& name, const std::string& normal) {
    text += (name == key ? line : normal) + "\n";
  };
  add("id", "id = 'row.sum'");
  add("kind", "kind = 'row-role'");
  add("pattern", "pattern = '(?i)^summa(?P<what>.*)$'");
  add("set", "set = { role = 'total' }");
  add("accepts", "accepts = [{ text = 'Summa 1', what = ' 1' }]");
  add("rejects", "rejects = ['Sammanfattning']");
  return text;
}

TEST(RuleSetErrors, TheRuleThatTheOthersAreMadeFromLoads) {
  EXPECT_EQ(FailureOf("sv/a.toml", RuleWith("", "")), "loaded");
  EXPECT_EQ(FailureOf("sv/a.toml", RuleWith("rejects", "")), "loaded") << "rejects are not compulsory";
}

TEST(RuleSetErrors, OneLineChanged) {
  struct Line {
    const char* what;
    const char* key;
    const char* line;
    const char* message;
  };
  const Line lines[] = {
      {"unknown key, near", "pattern", "patern = '(?i)^summa'",
       "rules/sv/a.toml:4: unknown key 'patern'; did you mean 'pattern'?\n"
       "  patern = '(?i)^summa'\n"
       "  ^"},
      {"unknown key, letters swapped", "accepts", "acceptS = ['Summa']",
       "rules/sv/a.toml:6: unknown key 'acceptS'; did you mean 'accepts'?\n"
       "  acceptS = ['Summa']\n"
       "  ^"},
      {"unknown key, far", "rejects", "comment = 'x'",
       "rules/sv/a.toml:7: unknown key 'comment'; one of: id, kind, pattern, set, accepts, rejects\n"
       "  comment = 'x'\n"
       "  ^"},
      {"no id", "id", "",
       "rules/sv/a.toml:1: missing key 'id'\n"
       "  [[rule]]\n"
       "  ^"},
      {"no kind", "kind", "",
       "rules/sv/a.toml:1: missing key 'kind' in rule 'row.sum'\n"
       "  [[rule]]\n"
       "  ^"},
      {"no pattern", "pattern", "",
       "rules/sv/a.toml:1: missing key 'pattern' in rule 'row.sum'\n"
       "  [[rule]]\n"
       "  ^"},
      {"no accepting example", "accepts", "",
       "rules/sv/a.toml:1: missing key 'accepts' in rule 'row.sum'\n"
       "  [[rule]]\n"
       "  ^"},
      {"empty list of examples", "accepts", "accepts = []",
       "rules/sv/a.toml:6: 'accepts' is empty: a rule shows at least one text that it takes\n"
       "  accepts = []\n"
       "            ^"},
      {"id that is no id", "id", "id = 'Rad summa'",
       "rules/sv/a.toml:2: an id is words of a-z, 0-9, - and _ joined by dots: \"row.total.summa\"\n"
       "  id = 'Rad summa'\n"
       "       ^"},
      {"integer for a pattern", "pattern", "pattern = 7",
       "rules/sv/a.toml:4: 'pattern' must be a string, not an integer\n"
       "  pattern = 7\n"
       "            ^"},
      {"string for examples", "rejects", "rejects = 'Sammanfattning'",
       "rules/sv/a.toml:7: 'rejects' must be an array, not a string\n"
       "  rejects = 'Sammanfattning'\n"
       "            ^"},
      {"string for set", "set", "set = 'total'",
       "rules/sv/a.toml:5: 'set' must be a table, not a string\n"
       "  set = 'total'\n"
       "        ^"},
      {"table among rejects", "rejects", "rejects = [{ text = 'x' }]",
       "rules/sv/a.toml:7: an example of 'rejects' must be a string, not a table\n"
       "  rejects = [{ text = 'x' }]\n"
       "             ^"},
      {"date as example", "accepts", "accepts = [2024-01-01]",
       "rules/sv/a.toml:6: an example of 'accepts' must be a string or a table {text = \"...\"}, not a date "
       "or time\n"
       "  accepts = [2024-01-01]\n"
       "             ^"},
      {"example without text", "accepts", "accepts = [{ what = ' 1' }]",
       "rules/sv/a.toml:6: missing key 'text' in an example\n"
       "  accepts = [{ what = ' 1' }]\n"
       "             ^"},
      {"unknown kind, near", "kind", "kind = 'row-rol'",
       "rules/sv/a.toml:3: unknown kind 'row-rol'; did you mean 'row-role'?\n"
       "  kind = 'row-rol'\n"
       "         ^"},
      {"unknown value, near", "set", "set = { role = 'totl' }",
       "rules/sv/a.toml:5: unknown role 'totl'; did you mean 'total'?\n"
       "  set = { role = 'totl' }\n"
       "                 ^"},
      {"unknown value, far", "set", "set = { role = 'x' }",
       "rules/sv/a.toml:5: unknown role 'x'; one of: item, subtotal, total, header, note\n"
       "  set = { role = 'x' }\n"
       "                 ^"},
      {"key that the kind does not have", "set", "set = { role = 'total', powr = 3 }",
       "rules/sv/a.toml:5: unknown key 'powr'; one of: role, strength\n"
       "  set = { role = 'total', powr = 3 }\n"
       "                          ^"},
      {"set lacks what the kind needs", "set", "set = { strength = 'weak' }",
       "rules/sv/a.toml:5: kind 'row-role' needs 'role' in 'set'\n"
       "  set = { strength = 'weak' }\n"
       "        ^"},
      {"no set at all", "set", "",
       "rules/sv/a.toml:1: kind 'row-role' needs 'role' in 'set'\n"
       "  [[rule]]\n"
       "  ^"},
      {"ASCII word class", "pattern", R"(pattern = '^summa \w+$')",
       "rules/sv/a.toml:4: \\w knows only ASCII letters in RE2: it stops in \"åtgärd\"; use [\\pL\\pN_]\n"
       "  pattern = '^summa \\w+$'\n"
       "                    ^"},
      {"ASCII non-word class inside brackets", "pattern", R"(pattern = '[\W]')",
       "rules/sv/a.toml:4: \\W knows only ASCII letters in RE2: it takes \"å\" for no letter; use "
       "[^\\pL\\pN_]\n"
       "  pattern = '[\\W]'\n"
       "              ^"},
      {"ASCII boundary after å", "pattern", R"(pattern = 'åå\b')",
       "rules/sv/a.toml:4: \\b knows only ASCII letters in RE2: \"på\\b\" never matches; use (?:^|[^\\pL]) "
       "or "
       "(?:[^\\pL]|$)\n"
       "  pattern = 'åå\\b'\n"
       "               ^"},
      {"ASCII non-boundary in a basic string", "pattern", R"(pattern = "x\\B")",
       "rules/sv/a.toml:4: \\B knows only ASCII letters in RE2: it sees a boundary in \"på\"; use \\pL\n"
       "  pattern = \"x\\\\B\"\n"
       "            ^"},
      {"RE2: missing bracket", "pattern", "pattern = '^summa ([a-z)$'",
       "rules/sv/a.toml:4: pattern does not compile: missing ]: [a-z)$\n"
       "  pattern = '^summa ([a-z)$'\n"
       "                     ^"},
      {"RE2: unknown escape", "pattern", R"(pattern = '^summa\y')",
       "rules/sv/a.toml:4: pattern does not compile: invalid escape sequence: \\y\n"
       "  pattern = '^summa\\y'\n"
       "                   ^"},
      {"RE2: no lookaround", "pattern", "pattern = 'summa(?!n)'",
       "rules/sv/a.toml:4: pattern does not compile: invalid perl operator: (?!\n"
       "  pattern = 'summa(?!n)'\n"
       "                  ^"},
      {"unknown fragment, none defined", "pattern", "pattern = '^summa{spaces}$'",
       "rules/sv/a.toml:4: unknown fragment 'spaces'; none are defined\n"
       "  pattern = '^summa{spaces}$'\n"
       "                   ^"},
      {"capture that no example checks", "accepts", "accepts = ['Summa 1']",
       "rules/sv/a.toml:4: unused capture 'what': no accepting example says what it holds\n"
       "  pattern = '(?i)^summa(?P<what>.*)$'\n"
       "                       ^"},
      {"example with a capture that does not exist", "accepts",
       "accepts = [{ text = 'Summa 1', waht = ' 1' }]",
       "rules/sv/a.toml:6: the pattern captures no 'waht'; did you mean 'what'?\n"
       "  accepts = [{ text = 'Summa 1', waht = ' 1' }]\n"
       "                                 ^"},
      {"a tab stands before the place", "set", "\tset = { role = 'totl' }",
       "rules/sv/a.toml:5: unknown role 'totl'; did you mean 'total'?\n"
       "  \\tset = { role = 'totl' }\n"
       "                   ^"},
  };
  for (const Line& line : lines) {
    EXPECT_EQ(FailureOf("sv/a.toml", RuleWith(line.key, line.line)), line.message) << line.what;
  }
}

TEST(RuleSetErrors, WholeFiles) {
  const Case cases[] = {
      {"unknown table", "[fragment]\nx = 'y'\n",
       "rules/a.toml:1: unknown key 'fragment'; did you mean 'fragments'?\n"
       "  [fragment]\n"
       "   ^"},
      {"rule as a table", "[rule]\nid = 'a'\n",
       "rules/a.toml:1: 'rule' must be an array, not a table\n"
       "  [rule]\n"
       "  ^"},
      {"not TOML", "[[rule]]\nid = 'a\n",
       "rules/a.toml:2: not TOML: Error while parsing literal string: control characters other than TAB "
       "(U+0009) are explicitly prohibited\n"
       "  id = 'a\n"
       "         ^"},
      {"Latin-1", "[fragments]\nx = 'p\xE5'\n",
       "rules/a.toml:2: byte 0xE5 is not UTF-8; save the file as UTF-8\n"
       "  x = 'p\\xE5'\n"
       "        ^"},
      {"fragment near another", "[fragments]\nspaces = ' *'\nx = 'a{spacs}b'\n",
       "rules/a.toml:3: unknown fragment 'spacs'; did you mean 'spaces'?\n"
       "  x = 'a{spacs}b'\n"
       "        ^"},
      {"fragment without its coarse form", "[fragments]\nx = { pattern = 'a' }\n",
       "rules/a.toml:2: fragment 'x' lacks its 'coarse'\n"
       "  x = { pattern = 'a' }\n"
       "  ^"},
      {"fragment with a coarse form that does not compile",
       "[fragments]\nx = { pattern = 'a', coarse = '(' }\n",
       "rules/a.toml:2: pattern does not compile: missing ): (\n"
       "  x = { pattern = 'a', coarse = '(' }\n"
       "                                 ^"},
      {"fragment used above its definition", "[fragments]\nz = 'a{b}'\nb = 'x'\n",
       "rules/a.toml:2: unknown fragment 'b'; none are defined\n"
       "  z = 'a{b}'\n"
       "        ^"},
      {"fragment that does not compile alone", "[fragments]\nx = 'a)'\n",
       "rules/a.toml:2: pattern does not compile: unexpected ): a)\n"
       "  x = 'a)'\n"
       "       ^"},
      {"fragment with an ASCII class", "[fragments]\nx = '''\na\\w'''\n",
       "rules/a.toml:3: \\w knows only ASCII letters in RE2: it stops in \"åtgärd\"; use [\\pL\\pN_]\n"
       "  a\\w'''\n"
       "   ^"},
      {"fragment that no pattern could name", "[fragments]\n'År' = 'x'\n",
       "rules/a.toml:2: fragment name 'År' must be small letters a-z, digits and _, or {name} does not find "
       "it\n"
       "  'År' = 'x'\n"
       "  ^"},
      {"power out of range",
       "[[rule]]\nid = 'u'\nkind = 'unit'\npattern = 'x'\nset = { unit = 'x', power = 40 }\naccepts = "
       "['x']\n",
       "rules/a.toml:5: 'power' must be from -18 to 18, not 40\n"
       "  set = { unit = 'x', power = 40 }\n"
       "                              ^"},
      {"power as text",
       "[[rule]]\nid = 'u'\nkind = 'unit'\npattern = 'x'\nset = { unit = 'x', power = '3' }\naccepts = "
       "['x']\n",
       "rules/a.toml:5: 'power' must be an integer, not a string\n"
       "  set = { unit = 'x', power = '3' }\n"
       "                              ^"},
      {"before as text",
       "[[rule]]\nid = 'u'\nkind = 'unit'\npattern = 'x'\nset = { unit = 'x', before = 'yes' }\naccepts = "
       "['x']\n",
       "rules/a.toml:5: 'before' must be true or false, not a string\n"
       "  set = { unit = 'x', before = 'yes' }\n"
       "                               ^"},
      {"unit neither set nor captured",
       "[[rule]]\nid = 'u'\nkind = 'unit-context'\npattern = 'i tkr'\naccepts = ['i tkr']\n",
       "rules/a.toml:1: kind 'unit-context' needs 'unit' in 'set' or captured by (?P<unit>...)\n"
       "  [[rule]]\n"
       "  ^"},
      {"the same id twice",
       "[[rule]]\nid = 'c'\nkind = 'carry'\npattern = 'x'\naccepts = ['x']\n"
       "[[rule]]\nid = 'c'\nkind = 'carry'\npattern = 'y'\naccepts = ['y']\n",
       "rules/a.toml:7: duplicate id 'c'; first at rules/a.toml:2\n"
       "  id = 'c'\n"
       "       ^"},
      {"escape sequence in the file is not sent to the terminal", "x\x1B[31m = 1\n",
       "rules/a.toml:1: not TOML: Error while parsing key-value pair: expected '=', saw '\\u001B'\n"
       "  x\\x1B[31m = 1\n"
       "   ^"},
  };
  for (const Case& c : cases) EXPECT_EQ(FailureOf("a.toml", c.text), c.message) << c.what;
}

TEST(RuleSetErrors, FragmentsInFragmentsDoNotGrowWithoutEnd) {
  std::string text = "[fragments]\na0 = 'xxxxxxxxxx'\n";
  for (int i = 1; i < 40; ++i) {
    std::string last = "{a" + std::to_string(i - 1) + "}";
    text += "a" + std::to_string(i) + " = '" + last + last + "'\n";
  }
  EXPECT_EQ(FailureOf("a.toml", text),
            "rules/a.toml:13: with its fragments the pattern is longer than 20000 bytes\n"
            "  a11 = '{a10}{a10}'\n"
            "              ^");
}

TEST(RuleSetErrors, ALineWithoutEndIsShownInPart) {
  std::string text = "x = '" + std::string(300, 'y') + "'\nrul = 1\n";
  std::string message = FailureOf("a.toml", text);
  EXPECT_EQ(message, "rules/a.toml:1: unknown key 'x'; one of: pack, fragments, rule\n  x = '" +
                         std::string(155, 'y') + "\n  ^");
}

TEST(RuleSetErrors, OverSeveralFiles) {
  std::string rule = "[[rule]]\nid = 'c'\nkind = 'carry'\npattern = 'x'\naccepts = ['x']\n";
  auto failure = [](std::vector<SourceText> files) -> std::string {
    try {
      RuleSet::FromTexts(std::move(files), "r/");
    } catch (const Error& error) {
      return error.what();
    }
    return "loaded";
  };
  EXPECT_EQ(failure({{"b.toml", rule}, {"a.toml", "# nothing\n" + rule}}),
            "r/b.toml:2: duplicate id 'c'; first at r/a.toml:3\n  id = 'c'\n       ^");
  EXPECT_EQ(failure({{"fragments.toml", "[fragments]\ns = ' '\n"}, {"a.toml", "[fragments]\ns = 'x'\n"}}),
            "r/a.toml:2: fragment 's' is already defined at r/fragments.toml:2\n  s = 'x'\n  ^");
  EXPECT_EQ(failure({{"sv/fragments.toml", "[fragments]\ns = ' '\n"},
                     {"fragments.toml", "[fragments]\ns = 'x'\n"}}),
            "r/sv/fragments.toml:2: fragment 's' is already defined at r/fragments.toml:2\n  s = ' '\n  ^");
  EXPECT_EQ(failure({{"fragments.toml", rule}}),
            "r/fragments.toml:1: unknown key 'rule'; one of: fragments\n  [[rule]]\n    ^");
  EXPECT_EQ(failure({{"a.toml", "[fragments]\ns = 'x'\n"},
                     {"b.toml", "[[rule]]\nid='c'\nkind='carry'\npattern='{s}'\naccepts=['x']\n"}}),
            "r/b.toml:4: unknown fragment 's'; none are defined\n  pattern='{s}'\n           ^")
      << "a file's fragments are its own";
}

TEST(RuleSetErrors, WordLists) {
  struct List {
    const char* what;
    const char* file;
    const char* text;
    const char* message;
  };
  const List lists[] = {
      {"misspelt name", "vocabulary/region.csv", "name,code,style\n",
       "rules/vocabulary/region.csv: unknown word list 'region.csv'; did you mean 'regions.csv'?"},
      {"no header", "months.csv", "januari,1\n",
       "rules/months.csv:1: the first line must be 'word,month'\n  januari,1\n  ^"},
      {"empty file", "months.csv", "", "rules/months.csv:1: the first line must be 'word,month'"},
      {"month past December", "months.csv", "word,month\n# comment\njanuari,13\n",
       "rules/months.csv:3: a month is 1 to 12, not '13'\n  januari,13\n          ^"},
      {"a month with a decimal", "months.csv", "word,month\nmaj,5.0\n",
       "rules/months.csv:2: a month is 1 to 12, not '5.0'\n  maj,5.0\n      ^"},
      {"number word without number", "number_words.csv", "word,value\nhalv,0.5\nfyra,IV\n",
       "rules/number_words.csv:3: a value is a decimal number like 4 or 0.5, not 'IV'\n  fyra,IV\n       ^"},
      {"code of three digits", "regions.csv", "name,code,style\nRegion Skåne,012,current\n",
       "rules/regions.csv:2: a code has 2 digits, not '012'\n  Region Skåne,012,current\n               ^"},
      {"county code of a municipality", "municipalities.csv", "name,code,style\nLerum,14,short\n",
       "rules/municipalities.csv:2: a code has 4 digits, not '14'\n  Lerum,14,short\n        ^"},
      {"unknown style", "regions.csv", "name,code,style\nSkåne,12,shrot\n",
       "rules/regions.csv:2: unknown style 'shrot'; did you mean 'short'?\n  Skåne,12,shrot\n           ^"},
      {"a field too few", "regions.csv", "name,code,style\nSkåne,12\n",
       "rules/regions.csv:2: 3 fields expected, 2 found\n  Skåne,12\n  ^"},
      {"a word twice", "months.csv", "word,month\r\nmaj,5\r\n\r\nmaj,5\r\n",
       "rules/months.csv:4: 'maj' is already on line 2\n  maj,5\n  ^"},
      {"no word", "months.csv", "word,month\n,5\n", "rules/months.csv:2: 'word' is empty\n  ,5\n  ^"},
      {"open quote", "months.csv", "word,month\n\"maj,5\n",
       "rules/months.csv:2: a quote is opened but not closed on this line\n  \"maj,5\n  ^"},
      {"text after a quote", "months.csv", "word,month\n\"maj\"a,5\n",
       "rules/months.csv:2: a quoted field must end at a comma or the end of the line\n  \"maj\"a,5\n       "
       "^"},
      {"Latin-1", "months.csv", "word,month\nm\xE5j,5\n",
       "rules/months.csv:2: byte 0xE5 is not UTF-8; save the file as UTF-8\n  m\\xE5j,5\n   ^"},
  };
  for (const List& list : lists) EXPECT_EQ(FailureOf(list.file, list.text), list.message) << list.what;
}

}  // namespace
}  // namespace avstam::rules
