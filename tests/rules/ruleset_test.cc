// Loading, matching and self-checking of rule sets made for the tests.
#include "rules/ruleset.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <re2/re2.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <thread>

#include "base/error.h"
#include "rules/pattern.h"

namespace avstam::rules {
namespace {

using testing::ElementsAre;

std::string RuleText(const std::string& id, const std::string& kind, const std::string& pattern,
                     const std::string& rest) {
  return "[[rule]]\nid = '" + id + "'\nkind = '" + kind + "'\npattern = '" + pattern + "'\n" + rest + "\n";
}
std::string Carry(const std::string& id, const std::string& pattern, const std::string& example) {
  return RuleText(id, "carry", pattern, "accepts = ['" + example + "']");
}

std::vector<std::string> IdsOf(const std::vector<RuleMatch>& matches) {
  std::vector<std::string> ids;
  for (const RuleMatch& match : matches) ids.push_back(match.rule->id);
  return ids;
}
std::vector<std::string> MessagesOf(const std::vector<RuleFinding>& findings) {
  std::vector<std::string> messages;
  for (const RuleFinding& finding : findings) messages.push_back(finding.message);
  return messages;
}

TEST(RuleSet, RulesStandInFileOrderWhateverTheOrderGiven) {
  std::string a = Carry("z", "sum", "sum") + Carry("y", "summa", "summa");
  std::string b = Carry("a", "ma$", "ma");
  RuleSet rules = RuleSet::FromTexts({{"sv/b.toml", b}, {"sv/a.toml", a}});
  EXPECT_THAT(IdsOf(rules.MatchAll("carry", "summa")), ElementsAre("z", "y", "a"));
  EXPECT_EQ(rules.Match("carry", "summa").rule->id, "z");
  EXPECT_EQ(rules.Match("carry", "ma").rule->id, "a");
  EXPECT_EQ(rules.Match("carry", "rest").rule, nullptr);
  EXPECT_EQ(rules.Match("caption", "summa").rule, nullptr) << "no rule of that kind";
  EXPECT_EQ(rules.Match("no-such-kind", "summa").rule, nullptr);
  EXPECT_EQ(rules.rules().front().file, "sv/a.toml");
  EXPECT_EQ(rules.rules()[1].line, 7);
}

TEST(RuleSet, MatchTellsPlaceAndCaptures) {
  RuleSet rules = RuleSet::FromTexts(
      {{"a.toml",
        RuleText(
            "t", "caption", "Tabell (?P<number>[0-9]+)(?:: (?P<title>.+))?",
            "set = { what = 'table' }\naccepts = [{ text = 'Tabell 1: å', number = '1', title = 'å' }]")}});
  RuleMatch match = rules.Match("caption", "Å Tabell 12: Öl");
  ASSERT_NE(match.rule, nullptr);
  EXPECT_EQ(match.start, 3);
  EXPECT_EQ(match.end, 17);
  EXPECT_EQ(match.captures, (std::map<std::string, std::string>{{"number", "12"}, {"title", "Öl"}}));
  EXPECT_EQ(rules.Match("caption", "Tabell 3").captures,
            (std::map<std::string, std::string>{{"number", "3"}}));
  EXPECT_EQ(match.rule->set.at("what"), "table");
}

TEST(RuleSet, MatchesOutliveAMoveOfTheSet) {
  RuleSet rules = RuleSet::FromTexts({{"a.toml", Carry("c", "x", "x")}});
  RuleMatch match = rules.Match("carry", "x");
  RuleSet moved = std::move(rules);
  EXPECT_EQ(match.rule, &moved.rules().front());
}

TEST(Pattern, NamesOfGroupsAreThoseThatRe2Knows) {
  std::vector<std::string> patterns = {"(?P<a>x)(?:(?P<b_2>y))?", R"(\(?P<no>x|(?P<yes>z))",
                                       R"([(?P<no>]+(?P<yes>z))", R"([]](?P<a>x)[^]](?P<b>y)[\](](?P<c>z))",
                                       "[[:alpha:](](?P<a>x)",    "x"};
  const RuleSet rules = RuleSet::Load(std::string(AVSTAM_SOURCE_DIR) + "/rules");
  for (const Rule& rule : rules.rules()) patterns.push_back(rule.pattern);
  for (const std::string& pattern : patterns) {
    std::set<std::string> known;
    const RE2 compiled(pattern);
    ASSERT_TRUE(compiled.ok()) << pattern;
    for (const auto& [name, index] : compiled.NamedCapturingGroups()) known.insert(name);
    EXPECT_EQ(GroupNames(pattern), known) << pattern;
  }
}

TEST(RuleSet, CoarseFormsOfFragmentsOnlySaveWork) {
  const std::string head = "[fragments]\nwho = { pattern = '(?:Anna|Bo) Ek', coarse = ";
  const std::string rule =
      " }\n[[rule]]\nid = 'a'\nkind = 'row-role'\nset = { role = 'total' }\n"
      "pattern = '^(?P<who>{who}) säger$'\naccepts = [{ text = 'Bo Ek säger', who = 'Bo Ek' }]\n";
  RuleSet rules = RuleSet::FromTexts({{"coarse.toml", head + "'[A-Za-z ]+'" + rule}});
  EXPECT_EQ(rules.Match("row-role", "Anna Ek säger").Captured("who"), "Anna Ek");
  EXPECT_EQ(rules.Match("row-role", "Karin Ek säger").rule, nullptr);  // the coarse form alone takes it
  EXPECT_TRUE(rules.CheckExamples().empty());

  RuleSet wrong = RuleSet::FromTexts({{"coarse.toml", head + "'Anna Ek'" + rule}});
  ASSERT_EQ(wrong.CheckExamples().size(), 1u);
  EXPECT_NE(wrong.CheckExamples()[0].message.find("coarse form"), std::string::npos);
  EXPECT_EQ(wrong.CheckExamples()[0].line, 8);
}

TEST(RuleSet, AnyLetterIsALatinOneInAClassAndOutsideOfOne) {
  RuleSet rules =
      RuleSet::FromTexts({{"letters.toml",
                           "[[rule]]\nid = 'a'\nkind = 'row-role'\nset = { role = 'total' }\n"
                           "pattern = '^\\pL[^\\pL/][\\pL-]+[]\\pL]$'\naccepts = ['Å 1é-Öx']\n"}});
  for (const char* text : {"å1ab", "Ž -ø]", "é.-ß"})
    EXPECT_NE(rules.Match("row-role", text).rule, nullptr) << text;
  for (const char* text : {"å/ab", "åäab", "11ab", "å1\u0416b", "å1-1"})
    EXPECT_EQ(rules.Match("row-role", text).rule, nullptr) << text;
}

TEST(RuleSet, FragmentsAreGroupsAndQuantifiersAreLeftAlone) {
  RuleSet rules = RuleSet::FromTexts({
      {"fragments.toml", "[fragments]\ndigit = '[0-9]'\nor = 'a|b'\nor_digit = '{or}|{digit}'\n"},
      {"sv/a.toml", "[fragments]\nown = 'x{2}'\n" +
                        Carry("c", R"(^{or}{digit}{2,3}{own}\p{Lu}\x{e5}$)", "a12xxÅå") +
                        Carry("d", "^{or_digit}$", "b")},
  });
  EXPECT_EQ(rules.rules()[0].pattern, R"(^(?:a|b)(?:[0-9]){2,3}(?:x{2})\p{Lu}\x{e5}$)");
  EXPECT_EQ(rules.rules()[1].pattern, "^(?:(?:a|b)|(?:[0-9]))$");
  EXPECT_THAT(MessagesOf(rules.CheckExamples()), ElementsAre());
}

TEST(RuleSet, WordsMatchWholeAndWithoutCase) {
  std::string unit = RuleText("u", "unit", "kr|kronor",
                              "set = { unit = 'kr', currency = 'SEK', power = 0 }\naccepts = ['kr']");
  RuleSet rules = RuleSet::FromTexts({{"a.toml", unit}});
  EXPECT_NE(rules.Match("unit", "KRONOR").rule, nullptr);
  EXPECT_EQ(rules.Match("unit", "kronors").rule, nullptr);
  EXPECT_EQ(rules.Match("unit", "5 kr").rule, nullptr);
}

TEST(RuleSet, WordsFillTheLexiconInFileOrder) {
  std::string text =
      RuleText("u2", "unit", "tkr",
               "set = { unit = 'tkr', currency = 'SEK', power = 3, before = true }\naccepts = ['tkr']") +
      RuleText("u1", "unit", "st", "set = { unit = 'st' }\naccepts = ['st']") +
      RuleText("h", "hedge", "ca", "set = { qualifier = 'about' }\naccepts = ['ca']") +
      RuleText("r", "rate", "per år", "set = { per = 'year' }\naccepts = ['per år']") +
      RuleText("c", "case-number-word", "Dnr", "accepts = ['Dnr']") +
      RuleText("n", "not-money", "tel", "accepts = ['tel']");
  RuleSet rules = RuleSet::FromTexts({
      {"sv/a.toml", text},
      {"vocabulary/months.csv", "# words\nword,month\n\njanuari,1\njan,1\n"},
      {"vocabulary/number_words.csv", "word,value\nhalv,0.5\n"},
      {"vocabulary/regions.csv", "\xEF\xBB\xBFname,code,style\n\"Skåne, \"\"hela\"\"\",12,short\n"},
      {"vocabulary/municipalities.csv", "name,code,style\r\nLerum,1441,current\r\n"},
  });
  const normalize::Lexicon& lexicon = rules.lexicon();
  ASSERT_EQ(lexicon.units.size(), 2u);
  EXPECT_EQ(lexicon.units[0].unit, "tkr");
  EXPECT_EQ(lexicon.units[0].currency, "SEK");
  EXPECT_EQ(lexicon.units[0].power, 3);
  EXPECT_TRUE(lexicon.units[0].before);
  EXPECT_EQ(lexicon.units[1].unit, "st");
  EXPECT_EQ(lexicon.units[1].currency, "");
  EXPECT_FALSE(lexicon.units[1].before);
  ASSERT_EQ(lexicon.hedges.size(), 1u);
  EXPECT_EQ(lexicon.hedges[0].qualifier, "about");
  ASSERT_EQ(lexicon.rates.size(), 1u);
  EXPECT_EQ(lexicon.rates[0].pattern, "per år");
  EXPECT_THAT(lexicon.case_number_words, ElementsAre("Dnr"));
  EXPECT_THAT(lexicon.not_money_before, ElementsAre("tel"));
  ASSERT_EQ(lexicon.months.size(), 2u);
  EXPECT_EQ(lexicon.months[1].word, "jan");
  ASSERT_EQ(lexicon.number_words.size(), 1u);
  EXPECT_EQ(lexicon.number_words[0].value, "0.5");
  ASSERT_EQ(lexicon.regions.size(), 1u);
  EXPECT_EQ(lexicon.regions[0].name, "Skåne, \"hela\"");
  ASSERT_EQ(lexicon.municipalities.size(), 1u);
  EXPECT_EQ(lexicon.municipalities[0].style, "current");
  EXPECT_EQ(rules.Report().words, 5);
}

TEST(RuleSet, HashTellsNamesAndContentsButNotTheFolder) {
  std::string a = Carry("a", "x", "x"), b = Carry("b", "y", "y");
  auto hash = [](std::vector<SourceText> files, const std::string& directory = "rules") {
    return RuleSet::FromTexts(std::move(files), directory).hash();
  };
  std::string base = hash({{"a.toml", a}, {"b.toml", b}});
  EXPECT_EQ(base.size(), 64u);
  EXPECT_EQ(hash({{"b.toml", b}, {"a.toml", a}}), base) << "order given";
  EXPECT_EQ(hash({{"a.toml", a}, {"b.toml", b}}, "/usr/share/rules/"), base) << "folder";
  EXPECT_NE(hash({{"a.toml", a}, {"c.toml", b}}), base) << "name";
  EXPECT_NE(hash({{"a.toml", a + "#"}, {"b.toml", b}}), base) << "contents";
  EXPECT_NE(hash({{"a.toml", a}, {"b.toml", b}, {"c.toml", ""}}), base) << "an empty file more";
  EXPECT_NE(hash({{"a.toml", a + b}, {"b.toml", ""}}), base) << "the same bytes, cut elsewhere";
}

TEST(RuleSet, ExamplesThatFailAreAllReported) {
  std::string text = "[fragments]\nidle = 'x'\n" +
                     RuleText("first", "carry", "^(?P<a>[a-z]+)( (?P<b>[0-9]+))?$",
                              "accepts = [{ text = 'ab 1', a = 'ab', b = '2' }, { text = 'ab', b = '1' },\n"
                              "  'ÅÄ', 'ab 1']\nrejects = ['xyz', 'XYZ']") +
                     RuleText("second", "carry", "b", "accepts = ['B b', 'bb']") +
                     RuleText("third", "table-note", "b", "accepts = ['bb']");
  RuleSet rules = RuleSet::FromTexts({{"a.toml", text}}, "r");
  EXPECT_THAT(MessagesOf(rules.CheckExamples()),
              ElementsAre("r/a.toml:7: in 'ab 1', 'b' captures '1', not '2'\n"
                          "  accepts = [{ text = 'ab 1', a = 'ab', b = '2' }, { text = 'ab', b = '1' },\n"
                          "             ^",
                          "r/a.toml:7: in 'ab', 'b' captures nothing, not '1'\n"
                          "  accepts = [{ text = 'ab 1', a = 'ab', b = '2' }, { text = 'ab', b = '1' },\n"
                          "                                                   ^",
                          "r/a.toml:8: rule 'first' does not match its example 'ÅÄ'\n"
                          "    'ÅÄ', 'ab 1']\n"
                          "    ^",
                          "r/a.toml:8: 'ab 1' is an example already at r/a.toml:7\n"
                          "    'ÅÄ', 'ab 1']\n"
                          "          ^",
                          "r/a.toml:9: rule 'first' matches 'xyz', which it must reject\n"
                          "  rejects = ['xyz', 'XYZ']\n"
                          "             ^",
                          "r/a.toml:14: 'bb' is taken before rule 'second' by rule 'first' (r/a.toml:4)\n"
                          "  accepts = ['B b', 'bb']\n"
                          "                    ^",
                          "r/a.toml:2: fragment 'idle' is used by no pattern\n"
                          "  idle = 'x'\n"
                          "  ^"))
      << "the last rule is of another kind: neither taken nor twice";
  RuleReport report = rules.Report();
  EXPECT_EQ(report.findings.size(), 7u);
  EXPECT_EQ(report.findings[4].line, 9);
  EXPECT_EQ(report.findings[4].file, "r/a.toml");
  EXPECT_EQ(report.files, 1);
  EXPECT_EQ(report.rules, 3);
  EXPECT_EQ(report.accepts, 7);
  EXPECT_EQ(report.rejects, 2);
  EXPECT_EQ(rules.example_count(), 9u);
}

TEST(RuleSet, ExamplesAreNormalisedBeforeTheyAreTried) {
  RuleSet rules = RuleSet::FromTexts({{"a.toml",
                                       "[[rule]]\nid='c'\nkind='carry'\npattern='^a b-(?P<x>.)$'\n"
                                       "accepts=[{ text = \"a\\u00a0b\\u2212a\\u030a\", x = \"å\" }]\n"}});
  EXPECT_THAT(MessagesOf(rules.CheckExamples()), ElementsAre());
}

// The set finds the same rules as trying each pattern in turn.
TEST(RuleSet, SetAndPlainMatchingAgreeOnRandomSubsets) {
  const std::vector<std::string> patterns = {"(?i)^summa",   "(?i)summa$",
                                             "^[^å]*$",      "å",
                                             "(?i)Å",        "(?i)total(?:t|a)?(?:[^a-zà-ÿ]|$)",
                                             "[0-9]{3,}",    "^$",
                                             "^.{4}$",       "(?i)^(?:s:a)",
                                             "\\pL+ \\pL+",  "x*",
                                             "(?:ab|ba){2}", "(?i)netto.*andel",
                                             "-$",           "\\.",
                                             "[ ]{2}",       "(?s).*(?i:ÄÖ).*"};
  const std::vector<std::string> pieces = {"Summa",  "summa", " ",   "  ", "å",  "Å",     "TOTALT",
                                           "totalt", "123",   "s:a", "ab", "ba", "Netto", "andel",
                                           "-",      ".",     "äö",  "Ö",  "\n", "€"};
  std::mt19937 random(20240607);
  auto below = [&](size_t n) { return static_cast<size_t>(random() % n); };
  for (int round = 0; round < 25; ++round) {
    std::string text;
    std::vector<std::string> chosen;
    for (size_t i = 0; i < patterns.size(); ++i) {
      if (below(2) == 0) continue;
      text += Carry("p" + std::to_string(i), patterns[i], "x");
      chosen.push_back(patterns[i]);
    }
    RuleSet rules = RuleSet::FromTexts({{"a.toml", text}});
    for (int line = 0; line < 40; ++line) {
      std::string subject;
      for (size_t n = below(6); n > 0; --n) subject += pieces[below(pieces.size())];
      std::vector<std::string> expected;
      for (const Rule& rule : rules.rules()) {
        if (RE2::PartialMatch(subject, rule.pattern)) expected.push_back(rule.id);
      }
      std::vector<RuleMatch> found = rules.MatchAll("carry", subject);
      EXPECT_EQ(IdsOf(found), expected) << "round " << round << ", text '" << subject << "'";
      const Rule* first = rules.Match("carry", subject).rule;
      EXPECT_EQ(first, found.empty() ? nullptr : found.front().rule) << "text '" << subject << "'";
    }
  }
}

TEST(RuleSet, ManyThreadsMayMatch) {
  RuleSet rules = RuleSet::FromTexts({{"a.toml", Carry("a", "(?i)summa", "summa") + Carry("b", "å+", "å")}});
  std::vector<int> hits(4);
  std::vector<std::thread> threads;
  for (int& count : hits) {
    threads.emplace_back([&] {
      for (int i = 0; i < 200; ++i)
        count += static_cast<int>(rules.MatchAll("carry", i % 2 ? "SUMMA å" : "åå").size());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(hits, ElementsAre(300, 300, 300, 300));
}

class RuleFolder : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::path(testing::TempDir()) /
              ("rules_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    std::filesystem::remove_all(folder_);
    std::filesystem::create_directories(folder_ / "sv");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void Write(const std::string& name, const std::string& text) const {
    std::ofstream(folder_ / name) << text;
  }
  std::string Failure() const {
    try {
      RuleSet::Load(folder_.string());
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kRuleFile);
      return error.what();
    }
    return "loaded";
  }
  std::filesystem::path folder_;
};

TEST_F(RuleFolder, IsReadWithItsFolders) {
  Write("sv/b.toml", Carry("b", "x", "x"));
  Write("a.toml", Carry("a", "y", "y"));
  Write("README.md", "not a rule");
  Write("sv/months.csv", "word,month\nmaj,5\n");
  RuleSet rules = RuleSet::Load(folder_.string());
  ASSERT_EQ(rules.rules().size(), 2u);
  EXPECT_EQ(rules.rules()[1].file, (folder_ / "sv/b.toml").string());
  EXPECT_EQ(rules.lexicon().months.size(), 1u);
  EXPECT_EQ(rules.Report().files, 3);
  std::string with_slash = RuleSet::Load(folder_.string() + "/").hash();
  EXPECT_EQ(with_slash, rules.hash());
  EXPECT_EQ(RuleSet::HashOf(folder_.string()), rules.hash());
  std::vector<SourceText> texts = {{"a.toml", Carry("a", "y", "y")},
                                   {"sv/b.toml", Carry("b", "x", "x")},
                                   {"sv/months.csv", "word,month\nmaj,5\n"}};
  EXPECT_EQ(RuleSet::FromTexts(texts).hash(), rules.hash());
}

TEST_F(RuleFolder, WithoutRulesIsAnError) {
  Write("README.md", "not a rule");
  EXPECT_EQ(Failure(), folder_.string() + ": no rule file (*.toml) in this folder");
}

TEST_F(RuleFolder, ThatDoesNotExistIsAnError) {
  std::filesystem::remove_all(folder_);
  EXPECT_EQ(Failure(),
            folder_.string() + ": the folder of rule files cannot be read: No such file or directory");
}

TEST_F(RuleFolder, NamesTheFileThatIsWrong) {
  Write("sv/b.toml", "[[rule]]\nid = 7\n");
  EXPECT_EQ(Failure(), (folder_ / "sv/b.toml").string() +
                           ":2: 'id' must be a string, not an integer\n  id = 7\n       ^");
}

}  // namespace
}  // namespace avstam::rules
