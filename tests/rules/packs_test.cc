// Rules on top of the common ones: a municipality's own folder, and packs that keywords choose.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "base/error.h"
#include "rules/ruleset.h"
#include "tests/rules/corpus_case.h"
#include "tests/rules/minutes_builder.h"

namespace avstam::rules {
namespace {

using testing::HasSubstr;

std::string Caption(const std::string& id, const std::string& pattern, const std::string& example) {
  return "[[rule]]\nid = '" + id + "'\nkind = 'caption'\npattern = '" + pattern +
         "'\nset = { what = 'table' }\naccepts = ['" + example + "']\n";
}

std::string IdOf(const RuleSet& rules, const char* text) {
  const RuleMatch match = rules.Match("caption", text);
  return match.rule == nullptr ? "" : match.rule->id;
}

TEST(OwnRules, ReplaceTheRuleWithTheirIdAndAreTriedFirst) {
  const RuleSet rules = RuleSet::FromTexts(
      {{"sv/a.toml", Caption("a", "^Tab", "Tab 1") + Caption("b", "^Fig", "Fig 1")}}, "common",
      {{"mine.toml", Caption("b", "^Bild", "Bild 1") + Caption("c", "^Tabla", "Tabla 1")}}, "own");
  EXPECT_EQ(IdOf(rules, "Tab 1"), "a");
  EXPECT_EQ(IdOf(rules, "Tabla 1"), "c") << "rules of one's own come first";
  EXPECT_EQ(IdOf(rules, "Fig 1"), "") << "replaced";
  EXPECT_EQ(IdOf(rules, "Bild 1"), "b");
  EXPECT_EQ(rules.Match("caption", "Bild 1").rule->file, "own/mine.toml");
  EXPECT_TRUE(rules.CheckExamples().empty());
}

TEST(OwnRules, MistakesAreToldWithTheirLine) {
  auto message = [](const std::string& own) -> std::string {
    try {
      RuleSet::FromTexts({{"a.toml", Caption("a", "^Tab", "Tab 1")}}, "common", {{"mine.toml", own}}, "own");
    } catch (const Error& error) {
      return error.what();
    }
    return "none";
  };
  EXPECT_THAT(message("[[rule]]\nid = 'a'\nkind = 'carry'\npattern = 'x'\naccepts = ['x']\n"),
              HasSubstr("own/mine.toml:2: 'a' is of kind 'caption' at common/a.toml:2, not 'carry'"));
  EXPECT_THAT(message("[[rule]]\nid = 'u'\nkind = 'unit'\npattern = 'daler'\nset = { unit = 'daler' }\n"
                      "accepts = ['daler']\n"),
              HasSubstr("own/mine.toml:2: kind 'unit' holds words that all papers share"));
  EXPECT_THAT(message(Caption("a", "^Tab(", "Tab 1")), HasSubstr("own/mine.toml:4: "));
  EXPECT_THAT(message(Caption("a", "^Tab(", "Tab 1")), testing::EndsWith("^")) << "a caret below the line";
}

TEST(Packs, AreChosenByTheirKeywords) {
  const RuleSet rules = RuleSet::FromTexts(
      {{"sv/a.toml", Caption("a", "^Tab", "Tab 1")},
       {"councils/by.toml", "[pack]\nkeywords = ['Byköpings kommun']\n" + Caption("a", "^Tavla", "Tavla 1")},
       {"councils/o.toml", "[pack]\nkeywords = ['Ö stad', 'Öns stad']\n" + Caption("o", "^Ruta", "Ruta 1")}});
  EXPECT_TRUE(rules.HasPacks());
  EXPECT_EQ(IdOf(rules, "Tab 1"), "a");
  EXPECT_EQ(IdOf(rules, "Ruta 1"), "");
  EXPECT_EQ(&rules.For("Region Skåne"), &rules);
  const RuleSet& own = rules.For("Protokoll  BYKÖPINGS KOMMUN 2026");
  EXPECT_EQ(IdOf(own, "Tab 1"), "");
  EXPECT_EQ(IdOf(own, "Tavla 1"), "a");
  EXPECT_EQ(IdOf(own, "Ruta 1"), "");
  EXPECT_EQ(&rules.For("Byköpings kommun"), &own) << "made once";
  const RuleSet& both = rules.For("Byköpings kommun och Öns stad");
  EXPECT_EQ(IdOf(both, "Tavla 1"), "a");
  EXPECT_EQ(IdOf(both, "Ruta 1"), "o");
}

TEST(Packs, TheirExamplesAreRunWithTheCommonRules) {
  const RuleSet rules = RuleSet::FromTexts(
      {{"a.toml", Caption("a", "^Tab", "Tab 1")},
       {"councils/by.toml", "[pack]\nkeywords = ['Byköping']\n" + Caption("b", "^Tavla", "Ruta 1")}});
  const RuleReport report = rules.Report();
  EXPECT_EQ(report.rules, 2);
  EXPECT_EQ(report.accepts, 2);
  ASSERT_EQ(report.findings.size(), 1u);
  EXPECT_THAT(report.findings[0].message, HasSubstr("rule 'b' does not match its example 'Ruta 1'"));
}

TEST(Packs, ADocumentIsReadWithThePackOfItsCouncil) {
  const std::string own = testing::TempDir() + "/own-rules";
  std::filesystem::create_directories(own);
  std::ofstream(own + "/byk.toml")
      << "[pack]\nkeywords = ['Byköpings kommun']\n[[rule]]\nid = 'heading.byk'\n"
         "kind = 'heading'\npattern = '^Så blev det$'\nset = { role = 'decision' }\n"
         "accepts = ['Så blev det']\n";
  const RuleSet rules = RuleSet::Load(std::string(AVSTAM_SOURCE_DIR) + "/rules", own);
  const normalize::Normalizer normalizer(rules.lexicon());
  auto decisions = [&](const std::string& council) {
    return Interpret(Typeset({"#" + council, "#Protokoll", "#Kommunstyrelsen", "2026-04-14", "", "",
                              "#§ 12 Taxa för vatten", "", "#Bakgrund", "Taxan är gammal.", "",
                              "#Så blev det", "Taxan antas."}),
                     rules, normalizer)
        .decisions;
  };
  EXPECT_EQ(decisions("Grannby kommun").size(), 0u);
  ASSERT_EQ(decisions("Byköpings kommun").size(), 1u);
  EXPECT_EQ(decisions("Byköpings kommun")[0].rule, "heading.byk");
}

}  // namespace
}  // namespace avstam::rules
