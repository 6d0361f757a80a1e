// Names that OCR left damaged.  The rows of rules/ocr/misread_examples.csv are run too; these are about kinds
// of damage and about what must not happen.
#include "normalize/misread.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "normalize/misread_distance.h"
#include "rules/ruleset.h"
#include "tests/normalize/lexicon_for_tests.h"

namespace avstam::normalize {
namespace {

std::string Name(const std::optional<RepairedName>& repaired) { return repaired ? repaired->name : "none"; }

TEST(NameRepairer, RegionsInEverySortOfDamage) {
  struct Row {
    const char* read;
    const char* name;
    const char* code;
  };
  const Row rows[] = {
      {"Region Ostergdtland", "Region Östergötland", "05"},
      {"Region Qrebro lan", "Region Örebro län", "18"},
      {"Region 0rebro 1dn", "Region Örebro län", "18"},
      {"Region Jonkdpings 13n", "Region Jönköpings län", "06"},
      {"Region Morrbotten", "Region Norrbotten", "25"},
      {"Vastra Gotalandsregionen", "Västra Götalandsregionen", "14"},
      {"Vdstra Gétalandsregionen", "Västra Götalandsregionen", "14"},
      {"Region Gavleborg", "Region Gävleborg", "21"},
      {"GdvIeborg", "Gävleborg", "21"},
      {"Skane", "Skåne", "12"},
      {"Sk&ne", "Skåne", "12"},
      {"S6dermanland", "Södermanland", "04"},
      {"Vasternorriand", "Västernorrland", "22"},
      {"Visterbotten", "Västerbotten", "24"},
      {"Region Da1arna", "Region Dalarna", "20"},
      {"Kalrnar lan", "Kalmar län", "08"},
      {"Landstinget i Varmland", "Landstinget i Värmland", "17"},
      {"Norrbottens lans landsting", "Norrbottens läns landsting", "25"},
      {"Region Jamtland Hdrjedalen", "Region Jämtland Härjedalen", "23"},
  };
  for (const Row& row : rows) {
    std::optional<RepairedName> repaired = TestNormalizer().names().Repair(row.read, NameKind::kRegion);
    EXPECT_EQ(Name(repaired), row.name) << row.read;
    if (!repaired) continue;
    EXPECT_EQ(repaired->code, row.code) << row.read;
    EXPECT_EQ(repaired->read, row.read);
    EXPECT_GT(repaired->distance, 0) << row.read;
    EXPECT_FALSE(repaired->why.empty()) << row.read;
  }
}

TEST(NameRepairer, SaysWhatWasTakenForWhat) {
  std::optional<RepairedName> repaired =
      TestNormalizer().names().Repair("Region Jonkdpings 13n", NameKind::kRegion);
  ASSERT_TRUE(repaired.has_value());
  EXPECT_EQ(repaired->why, "ö read as o, ö read as d, l read as 1, ä read as 3");
}

TEST(NameRepairer, LeavesWhatIsSomethingElse) {
  const char* labels[] = {"Region Skåne", "Holland",    "Norrland", "Gotaland", "Sverige", "Malung",
                          "Osby",         "lan",        "Lund",     "Skara",    "Uppland", "Region",
                          "Dalsland",     "Kalmarsund", "Personal", "",         "12 345",  "Ore",
                          "Blekingen"};
  for (const char* label : labels)
    EXPECT_EQ(Name(TestNormalizer().names().Repair(label, NameKind::kRegion)), "none") << label;
}

TEST(NameRepairer, ATownIsNoDamagedRegion) {
  const NameRepairer& names = TestNormalizer().names();
  EXPECT_EQ(Name(names.Repair("Malmo", NameKind::kMunicipality)), "Malmö");
  EXPECT_EQ(Name(names.Repair("Malmo", NameKind::kRegion)), "none");
  EXPECT_EQ(Name(names.Repair("Malung", NameKind::kMunicipality)), "none")
      << "not Malmö, not surely Malung-Sälen";
  EXPECT_EQ(Name(names.Repair("Gavle", NameKind::kRegion)), "none");
}

TEST(NameRepairer, ShortNamesSayThatTheyAreShort) {
  std::optional<RepairedName> repaired = TestNormalizer().names().Repair("Ange", NameKind::kMunicipality);
  ASSERT_TRUE(repaired.has_value());
  EXPECT_TRUE(repaired->is_short);
  EXPECT_FALSE(TestNormalizer().names().Repair("Vastra Gotaland", NameKind::kRegion)->is_short);
}

// With the project's confusions and names of our own: two names as near as each other are none.
TEST(NameRepairer, NoNameWhereTwoAreNear) {
  Lexicon lexicon;
  lexicon.regions = {{"Rosenvik", "01", "current"}, {"Rosenvåk", "03", "current"}};
  lexicon.confusions = {{"i", "l", 20}, {"å", "l", 25}};
  NameRepairer both(lexicon);
  EXPECT_EQ(Name(both.Repair("Rosenvlk", NameKind::kRegion)), "none");
  lexicon.regions.pop_back();
  NameRepairer one(lexicon);
  EXPECT_EQ(Name(one.Repair("Rosenvlk", NameKind::kRegion)), "Rosenvik");
  EXPECT_EQ(Name(one.Repair("Rosenvok", NameKind::kRegion)), "none") << "o for i is no known confusion";
}

// What is asked before the distance, to be quick, must not hide a name that the distance finds.
TEST(NameRepairer, FindsEveryNameWithinTheDistance) {
  struct Row {
    const char* name;
    int budget;
  };
  const std::string signs = "abdeghijklmnorstuy0134568|!&.";
  std::mt19937 random(20261122);
  for (const Row& row : {Row{"Västernorrland", 150}, Row{"Sörmlandskusten", 150}, Row{"Östergötland", 110},
                         Row{"Norrbotten", 110}, Row{"Gävleborg", 70}, Row{"Kalmar", 50}, Row{"Åmål", 34}}) {
    Lexicon lexicon;
    lexicon.regions = {{row.name, "01", "current"}};
    lexicon.confusions = rules::RuleSet::Load(AVSTAM_SOURCE_DIR "/rules").lexicon().confusions;
    const NameRepairer names(lexicon);
    const std::u32string written = ToCodePoints(row.name);
    int near = 0;
    for (int round = 0; round < 3000; ++round) {
      std::u32string read = written;
      for (size_t change = 1 + random() % 6; change > 0; --change) {
        const size_t at = random() % read.size();
        const Confusion& confusion = lexicon.confusions[random() % lexicon.confusions.size()];
        const std::u32string from = ToCodePoints(confusion.written), to = ToCodePoints(confusion.read);
        const size_t found = read.find(from);
        switch (random() % 6) {
          case 0:
            read[at] = static_cast<char32_t>(signs[random() % signs.size()]);
            break;
          case 1:
            read[at] = BaseLetter(read[at]);
            break;
          default:
            if (found != std::u32string::npos && to != U"*") read.replace(found, from.size(), to);
        }
      }
      const size_t more = std::max(read.size(), written.size()) - std::min(read.size(), written.size());
      const int distance = names.Distance(row.name, ToUtf8(read));
      if (more > 3 || distance == 0) continue;
      near += distance <= row.budget;
      ASSERT_EQ(names.Repair(ToUtf8(read), NameKind::kRegion).has_value(), distance <= row.budget)
          << ToUtf8(read) << " for " << row.name << ": " << distance;
    }
    EXPECT_GT(near, 300) << row.name << ": too few are near for this to say anything";
  }
}

TEST(NameRepairer, WordsAreMendedWhereTheyStand) {
  struct Row {
    const char* read;
    const char* mended;
  };
  const Row rows[] = {
      {"Tota1t:", "Totalt:"},
      {"Tota1t 2024", "Totalt 2024"},
      {"Sumrna intakter", "Summa intakter"},
      {"SUMNA", "Summa"},
      {"De1summa drift", "Delsumma drift"},
      {"Totalt", "none"},
      {"Summera", "none"},
      {"Hotell", "none"},
      {"Personalkostnader", "none"},
  };
  for (const Row& row : rows)
    EXPECT_EQ(Name(TestNormalizer().names().RepairWords(row.read, NameKind::kTotal)), row.mended) << row.read;
}

TEST(NameRepairer, MonthsBoardsAndHeadings) {
  const NameRepairer& names = TestNormalizer().names();
  EXPECT_EQ(Name(names.Repair("oktoher", NameKind::kMonth)), "oktober");
  EXPECT_EQ(Name(names.Repair("mars", NameKind::kMonth)), "none");
  EXPECT_EQ(Name(names.Repair("Socialnamnden", NameKind::kBoard)), "Socialnämnden");
  EXPECT_EQ(Name(names.Repair("Beslutsgang", NameKind::kHeading)), "Beslutsgång");
}

TEST(NameRepairer, NothingIsKnownWithoutConfusions) {
  Lexicon lexicon;
  lexicon.regions = {{"Skåne", "12", "short"}};
  EXPECT_EQ(Name(NameRepairer(lexicon).Repair("Skane", NameKind::kRegion)), "none");
}

TEST(NameRepairer, AnyBytesAreTaken) {
  for (const char* text : {"\xff\xfe region", "\xc3", "||||||||", "ẞßﬁ", "a\xcc\x88"})
    TestNormalizer().names().Repair(text, NameKind::kRegion);
}

}  // namespace
}  // namespace avstam::normalize
