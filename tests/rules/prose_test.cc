#include <gtest/gtest.h>

#include <map>

#include "rules/check_products.h"
#include "rules/check_prose.h"
#include "rules/reconcile.h"
#include "tests/rules/project_rules.h"
#include "tests/rules/table_builder.h"

namespace avstam::rules {
namespace {

// A text with its sums: "{700 miljoner}" is a sum of 700 million kronor, "{6,3 mkr}" ...
struct Text {
  Reading reading;
  Prose prose;
};

int64_t Ore(const std::string& text, int64_t* step) {
  const std::map<std::string, int64_t> units = {{"kr", 100}, {"tkr", 100'000}, {"mkr", 100'000'000}};
  const size_t space = text.rfind(' ');
  int64_t unit = units.at(text.substr(space + 1)), digits = 0;
  *step = unit;
  bool decimals = false;
  for (char c : text.substr(0, space)) {
    if (c == ',') decimals = true;
    if (c < '0' || c > '9') continue;
    digits = digits * 10 + (c - '0');
    if (decimals) *step /= 10;
  }
  return digits * *step;
}

Text MakeText(const std::vector<std::string>& sentences) {
  Text out;
  std::string paragraph;
  for (size_t s = 0; s < sentences.size(); ++s) {
    std::string plain;
    std::vector<std::pair<size_t, size_t>> places;
    for (size_t i = 0; i < sentences[s].size(); ++i) {
      if (sentences[s][i] != '{') {
        plain += sentences[s][i];
        continue;
      }
      const size_t end = sentences[s].find('}', i);
      const std::string sum = sentences[s].substr(i + 1, end - i - 1);
      Amount amount;
      const size_t rate = sum.find("/år");
      if (rate != std::string::npos) amount.per = "year";
      amount.text = sum.substr(0, rate);
      amount.money.ore = Ore(amount.text, &amount.money.step_ore);
      out.reading.amounts.push_back(amount);
      places.push_back({plain.size(), plain.size() + sum.size()});
      plain += sum;
      i = end;
    }
    for (size_t number = 0; number < places.size(); ++number) {
      const auto [start, end] = places[number];
      ProseAmount place;
      place.amount = static_cast<int>(out.prose.amounts.size());
      place.sentence_number = static_cast<int>(s);
      place.start = paragraph.size() + start;
      place.end = paragraph.size() + end;
      place.sentence = plain;
      const size_t from = number == 0 ? 0 : places[number - 1].second;
      const size_t to = number + 1 < places.size() ? places[number + 1].first : plain.size();
      place.before = plain.substr(from, start - from);
      place.after = plain.substr(end, to - end);
      out.prose.amounts.push_back(place);
    }
    paragraph += plain + " ";
  }
  out.prose.paragraphs = {paragraph};
  return out;
}

std::string Verdicts(const std::vector<Check>& checks) {
  std::string out;
  for (const Check& check : checks)
    out += (out.empty() ? "" : "; ") + OreToString(*check.stated_ore) + " " +
           std::string(StatusName(check.status)) + " " + OreToString(*check.computed_ore);
  return out;
}

struct SumRow {
  const char* name;
  std::vector<std::string> sentences;
  const char* verdicts;
};
class ProseSum : public ::testing::TestWithParam<SumRow> {};

TEST_P(ProseSum, FindsTheParts) {
  Text text = MakeText(GetParam().sentences);
  std::vector<Check> checks;
  CheckProducts(text.reading, text.prose, ProjectRules(), &checks);
  CheckProseSums(text.reading, text.prose, ProjectRules(), &checks);
  EXPECT_EQ(Verdicts(checks), GetParam().verdicts);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ProseSum,
    ::testing::Values(
        SumRow{"of_these",
               {"Satsningen omfattar totalt {700 mkr}.",
                "Av dessa går {640 mkr} till A, {45 mkr} till B och {15 mkr} till C."},
               "700000000 ok 700000000"},
        SumRow{"beside_the_point",
               {"Satsningen omfattar totalt {700 mkr}.", "Av dessa går {640 mkr} (i fjol {655 mkr}) till A.",
                "{60 mkr} går till B."},
               "700000000 ok 700000000"},
        SumRow{"whereof",
               {"Skillnaden är {676 tkr}, varav {464 tkr} för arvoden och {212 tkr} för annat."},
               "676000 ok 676000"},
        SumRow{"together",
               {"Lagringen blir {6,3 mkr} billigare.", "Driften {1,8 mkr}.", "Tillsammans sparas {8,1 mkr}."},
               "8100000 ok 8100000"},
        SumRow{
            "only_some_are_named",
            {"Satsningen omfattar totalt {700 mkr}.", "Av dessa går {640 mkr} till A och {45 mkr} till B."},
            ""},
        SumRow{"parts_are_all_but_two_digits_changed_places",
               {"Ramen {12 450 tkr} fördelas med {8 320 tkr} till A och {4 310 tkr} till B."},
               "12450000 mismatch 12630000"},
        SumRow{"parts_are_all_but_no_slip_explains_it",
               {"Ramen {12 450 tkr} fördelas med {8 000 tkr} till A och {3 111 tkr} till B."},
               ""},
        SumRow{"parts_are_all_but_the_figures_are_short",
               {"Ramen {13 mkr} fördelas med {8 mkr} till A och {4 mkr} till B."},
               ""},
        SumRow{"together_with_a_slip",
               {"Skolan får {8 320 tkr} och vården {4 130 tkr}, tillsammans {12 540 tkr}."},
               "12540000 mismatch 12450000"},
        SumRow{"together_with_others",
               {"Skolan får {8 320 tkr} och vården {4 130 tkr}, tillsammans med staten {12 540 tkr}."},
               ""},
        SumRow{"count_times_price",
               {"Nämnden hyr 10 platser à {5 000 kr}, totalt {50 000 kr}."},
               "50000 ok 50000"},
        SumRow{"count_times_price_with_a_slip",
               {"Den lämnar tre bidrag om {1 250 tkr}, sammanlagt {3 570 tkr}."},
               "3570000 mismatch 3750000"},
        SumRow{"count_times_price_and_more",
               {"Den lämnar tre bidrag om {1 250 tkr}, totalt inklusive moms {3 570 tkr}."},
               ""},
        SumRow{"yearly", {"Stödet är {2 mkr/år} i tre år, totalt {6 mkr}."}, "6000000 ok 6000000"},
        SumRow{"yearly_with_a_slip",
               {"Stödet är {2 150 tkr/år} under 4 år, totalt {8 060 tkr}."},
               "8060000 mismatch 8600000"},
        SumRow{"nothing_says_that_they_are_parts",
               {"Skolan får {700 mkr}.", "Vården får {640 mkr} och kulturen {60 mkr}."},
               ""}),
    [](const auto& info) { return info.param.name; });

struct TableRow {
  const char* name;
  std::vector<std::string> sentences;
  std::vector<std::string> headers, lines;
  const char* verdicts;
};
class ProseTableTest : public ::testing::TestWithParam<TableRow> {};

TEST_P(ProseTableTest, FindsTheFigure) {
  Text text = MakeText(GetParam().sentences);
  text.reading.tables.push_back(MakeTable(GetParam().lines, 1000));
  for (size_t c = 0; c < GetParam().headers.size(); ++c)
    text.reading.tables[0].columns[c].header = GetParam().headers[c];
  std::vector<Check> checks;
  CheckProseAgainstTables(text.reading, text.prose, ProjectRules(), &checks);
  EXPECT_EQ(Verdicts(checks), GetParam().verdicts);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ProseTableTest,
    ::testing::Values(
        TableRow{"total",
                 {"Att fördela är totalt {13 040 tkr}."},
                 {"2018"},
                 {"Bildarkiv | 8250", "Lagring | 4790", "=Summa | 13040"},
                 "13040000 ok 13040000"},
        TableRow{"named_row_without_its_minus",
                 {"Upphandlingen av lagring sparar {6,3 mkr}."},
                 {"2018"},
                 {"Bildarkiv | 8250", "Uppskjuten upphandling av lagring | -6300", "=Summa | 1950"},
                 "6300000 ok 6300000"},
        TableRow{"change_of_the_total",
                 {"Ökningen mellan åren är {13,6 mkr}."},
                 {"2022", "2023"},
                 {"Kultur | 40100 | 48700", "Fritid | 52400 | 57400", "=Summa | 92500 | 106100"},
                 "13600000 ok 13600000"},
        TableRow{"row_over_the_years",
                 {"Vårdhuset i Hede kostar {224,5 mkr} under planperioden."},
                 {"2024", "2025"},
                 {"Nytt vårdhus, Hede | 42000 | 182500", "Byte av hissar | 6300 | 6300",
                  "=Totalt | 48300 | 188800"},
                 "224500000 ok 224500000"},
        TableRow{"rounded_in_the_text",
                 {"Resultatet för Socialnämnden var {16,7 mkr} totalt."},
                 {"Utfall"},
                 {"Socialnämnden | 16670", "Annat | 1000", "=Summa | 17670"},
                 "16700000 ok 16670000"},
        TableRow{"another_year",
                 {"Totalt fick nämnderna {48 mkr} år 2019."},
                 {"2024", "2025"},
                 {"Skola | 24000 | 25000", "Vård | 24000 | 25000", "=Totalt | 48000 | 50000"},
                 ""},
        TableRow{"named_but_two_digits_changed_places",
                 {"Utfallet 2024 för Socialnämnden var {16 760 tkr}."},
                 {"Utfall 2023", "Utfall 2024"},
                 {"Socialnämnden | 15020 | 16670", "Kulturnämnden | 1310 | 1234"},
                 "16760000 mismatch 16670000"},
        TableRow{"named_but_another_year",
                 {"Utfallet 2022 för Socialnämnden var {16 760 tkr}."},
                 {"Utfall 2023", "Utfall 2024"},
                 {"Socialnämnden | 15020 | 16670", "Kulturnämnden | 1310 | 1234"},
                 ""},
        TableRow{"named_but_something_else_is_beside",
                 {"Utfallet 2024 för Socialnämnden var {16 760 tkr}, mot {3 100 tkr} för hyror."},
                 {"Utfall 2023", "Utfall 2024"},
                 {"Socialnämnden | 15020 | 16670", "Kulturnämnden | 1310 | 1234"},
                 ""},
        TableRow{"named_but_no_slip_explains_it",
                 {"Utfallet 2024 för Socialnämnden var {18 115 tkr}."},
                 {"Utfall 2023", "Utfall 2024"},
                 {"Socialnämnden | 15020 | 16670", "Kulturnämnden | 1310 | 1234"},
                 ""},
        TableRow{"named_but_it_covers_more",
                 {"Utfallet 2024 för Socialnämnden var {16 760 tkr} inklusive moms."},
                 {"Utfall 2023", "Utfall 2024"},
                 {"Socialnämnden | 15020 | 16670", "Kulturnämnden | 1310 | 1234"},
                 ""},
        TableRow{"named_but_the_rest_is_told_next",
                 {"Utfallet 2024 för Socialnämnden var {15 670 tkr}.", "I december tillkom {1 000 tkr}."},
                 {"Utfall 2023", "Utfall 2024"},
                 {"Socialnämnden | 15020 | 16670", "Kulturnämnden | 1310 | 1234"},
                 ""},
        TableRow{"named_and_the_rest_is_told_nowhere",
                 {"Utfallet 2024 för Socialnämnden var {15 670 tkr}.", "I december tillkom {2 000 tkr}."},
                 {"Utfall 2023", "Utfall 2024"},
                 {"Socialnämnden | 15020 | 16670", "Kulturnämnden | 1310 | 1234"},
                 "15670000 mismatch 16670000"},
        TableRow{"a_small_figure_by_chance",
                 {"Hyran för lokalen är {10 tkr}."},
                 {"Utfall"},
                 {"Skola | 10", "Vård | 20", "=Summa | 30"},
                 ""}),
    [](const auto& info) { return info.param.name; });

TEST(RevisionDelta, TheChangeOfTheWholeIsThatOfItsParts) {
  auto revised = [](int64_t old_tkr, int64_t new_tkr) {
    Amount amount;
    amount.money = {new_tkr * 100'000, 100'000};
    amount.revised_from = Money{old_tkr * 100'000, 100'000};
    return amount;
  };
  Reading reading;
  reading.amounts = {revised(568154, 568690), revised(256374, 256776), revised(85459, 85593)};
  std::vector<Check> checks;
  CheckRevisions(reading, &checks);
  EXPECT_EQ(Verdicts(checks), "536000 ok 536000");
  // The old parts made the old whole; the new ones do not.
  reading.amounts = {revised(300, 420), revised(200, 210), revised(100, 120)};
  checks.clear();
  CheckRevisions(reading, &checks);
  EXPECT_EQ(Verdicts(checks), "120000 mismatch 30000");
}

}  // namespace
}  // namespace avstam::rules
