// What recognition damaged in a table, told from what stands around it.
#include "rules/damage.h"

#include <gtest/gtest.h>

#include "tests/rules/project_rules.h"

namespace avstam::rules {
namespace {

std::string Label(const std::vector<std::string>& labels, size_t i, bool machine_read = false) {
  auto repaired = RepairLabels(labels, machine_read, ProjectRules(), ProjectNormalizer());
  return repaired[i] ? repaired[i]->name : labels[i];
}

TEST(RepairLabels, LongNamesAlone) {
  EXPECT_EQ(Label({"Region Ostergdtland", "Lokaler"}, 0), "Region Östergötland");
  EXPECT_EQ(Label({"Region Ostergdtland", "Lokaler"}, 1), "Lokaler");
  EXPECT_EQ(Label({"Barn- och utbildningsnamnden"}, 0), "Barn- och utbildningsnämnden");
}

TEST(RepairLabels, ShortOnesOnlyInCompany) {
  EXPECT_EQ(Label({"Ange", "Skriv"}, 0), "Ange") << "a verb";
  EXPECT_EQ(Label({"Ange", "Umeå", "Sundsvall"}, 0), "Ånge");
  EXPECT_EQ(Label({"Ange", "Skriv"}, 0, /*machine_read=*/true), "Ånge");
}

TEST(RepairLabels, TotalsThatTheRulesThenKnow) {
  EXPECT_EQ(Label({"Lokaler", "Tota1t:"}, 1, true), "Totalt:");
  EXPECT_EQ(Label({"Lokaler", "Tota1kostnad 2024"}, 1), "Totalkostnad 2024");
  EXPECT_EQ(Label({"Lokaler", "Summera"}, 1, true), "Summera");
}

TEST(RepairLabels, NothingInSoundOnes) {
  std::vector<std::string> labels = {"Personalkostnader",
                                     "Lokaler",
                                     "Köpta tjänster",
                                     "Avskrivningar",
                                     "Summa",
                                     "Region Skåne",
                                     "Malmö",
                                     "Varav moms",
                                     "Övrigt",
                                     "Hyror",
                                     "Statsbidrag",
                                     "Ränta",
                                     "Mark",
                                     "Hamn",
                                     "Vatten",
                                     "Försäljning",
                                     "Skatter",
                                     "Lån",
                                     "Pensioner",
                                     "Medel",
                                     "Kommunstyrelsen",
                                     "Stab",
                                     "Hallar",
                                     "Storgatan",
                                     "Totalt 2024"};
  for (bool machine_read : {false, true})
    for (size_t i = 0; i < labels.size(); ++i) EXPECT_EQ(Label(labels, i, machine_read), labels[i]);
}

std::vector<std::string> Column(std::vector<std::string> texts, bool damaged) {
  for (const MendedCell& cell : MendColumn(texts, damaged, ProjectNormalizer())) {
    EXPECT_FALSE(cell.why.empty()) << cell.text;
    texts[cell.index] = cell.text;
  }
  return texts;
}
using Cells = std::vector<std::string>;

TEST(MendColumn, DamagedFiguresInADamagedTable) {
  EXPECT_EQ(Column({"893 341 kr", "l 114 770 kr", "1 O45 972 kr", "1052.161 kr"}, true),
            (Cells{"893 341 kr", "1 114 770 kr", "1 045 972 kr", "1052 161 kr"}));
}

TEST(MendColumn, UnitsLikeTheNeighbours) {
  EXPECT_EQ(Column({"893 341 kr", "910 655 kr", "682 791 k r", "627 583 kt"}, true),
            (Cells{"893 341 kr", "910 655 kr", "682 791 kr", "627 583 kr"}));
  EXPECT_EQ(Column({"885 tkr", "268 tkr", "1 306 tkl", "1 103 tkt"}, true),
            (Cells{"885 tkr", "268 tkr", "1 306 tkr", "1 103 tkr"}));
  EXPECT_EQ(Column({"885 tkr", "268 tkr", "12 st", "15 kg"}, true),
            (Cells{"885 tkr", "268 tkr", "12 st", "15 kg"}))
      << "another unit is no damage";
}

TEST(MendColumn, SoundTablesKeepTheirFigures) {
  Cells letters = {"893 341", "910 655", "l 114 770", "B12", "1 O45 972"};
  EXPECT_EQ(Column(letters, false), letters);
  Cells once = {"893 341 kr", "910 655 kr", "1 364.307 kr"};
  EXPECT_EQ(Column(once, false), once) << "once may be anything";
  EXPECT_EQ(Column({"893 341 kr", "1 037.121 kr", "1 364.307 kr"}, false),
            (Cells{"893 341 kr", "1 037 121 kr", "1 364 307 kr"}))
      << "the column's own form";
  Cells decimals = {"1.250", "1,5", "0.125", "12,75"};
  EXPECT_EQ(Column(decimals, true), decimals) << "figures with decimals";
  Cells texts = {"Avdelning 1", "Avdelning l2", "B 12", "l 4"};
  EXPECT_EQ(Column(texts, true), texts) << "no column of figures";
}

}  // namespace
}  // namespace avstam::rules
