// What people decide about findings, from the command line to checks and queries.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "store/archive.h"
#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// A recognised table: 100 + 348 = 449, where 349 was read as 348.
rules::Reading Misread() {
  rules::Table table;
  table.first_page = table.last_page = 1;
  table.machine_read = true;
  table.columns = {{"Belopp", rules::CellKind::kMoney, ""}};
  const std::vector<std::pair<std::string, int64_t>> figures = {{"A", 100}, {"B", 348}, {"Summa", 449}};
  for (size_t r = 0; r < figures.size(); ++r) {
    rules::Row row;
    row.label = figures[r].first;
    row.role = r == 2 ? rules::Role::kTotal : rules::Role::kItem;
    row.rule = "r";
    const double top = 100.0 + 20.0 * static_cast<double>(r);
    row.where = {1, {50, top, 300, top + 10}};
    rules::Cell cell;
    cell.text = std::to_string(figures[r].second);
    cell.kind = rules::CellKind::kMoney;
    cell.value = Money{figures[r].second * 100, 100};
    cell.where = {1, {250, top, 300, top + 10}};
    row.cells = {cell};
    table.rows.push_back(row);
  }
  rules::Check check;
  check.rule = "column-total";
  check.status = rules::Status::kMismatch;
  check.table = 0;
  check.row = 2;
  check.column = 0;
  check.stated_ore = 44900;
  check.computed_ore = 44800;
  check.difference_ore = 100;
  check.tolerance_ore = 75;
  check.message = "off";
  check.diagnosis = "digit";
  check.error_in = "reading";
  check.where = table.rows[2].cells[0].where;
  check.parts = {{0, 0, 0}, {0, 1, 0}};
  check.repairs = {{0, 1, 0, {34800, 100}, {34900, 100}, "one digit"},
                   {0, 0, 0, {10000, 100}, {10100, 100}, "or"}};
  rules::Reading reading;
  reading.tables = {table};
  reading.checks = {check};
  return reading;
}

class Decide : public ::testing::Test {
 protected:
  void SetUp() override { StoreReading("r1", Misread()); }
  void StoreReading(const std::string& rules, const rules::Reading& reading) {
    extract::Document document;
    document.sha256 = hash_;
    document.page_count = 1;
    document.pages.resize(1);
    document.pages[0].number = 1;
    document.pages[0].words.resize(1);  // a page without any would not be read wholly
    document.pages[0].words[0].text = "Belopp";
    store::Archive archive = store::Archive::OpenForWriting(path_);
    archive.Store({"brev.pdf", &document, &reading, rules, "0.1.0", "2026-01-31T12:00:00Z"});
    archive.Close();
  }
  RunResult Run(std::vector<std::string> arguments, const std::string& epoch = "1790000000") {
    arguments.insert(arguments.end(), {"--db", path_});
    RunOptions options;
    options.variables = {"SOURCE_DATE_EPOCH=" + epoch};  // 2026-09-21
    return Avstam(arguments, options);
  }
  std::vector<std::string> Ask(const std::string& sql) { return store::Query(path_, sql); }

  store::TemporaryFolder folder_;
  std::string path_ = folder_ / "a.db";
  const std::string hash_ = "abcdef" + std::string(58, '0');
  const std::string check_ = "abcdef000000:c0";
};

TEST_F(Decide, AnAcceptedRepairCountsAndIsMarked) {
  EXPECT_EQ(Run({"check"}).exit_code, 1);
  const RunResult accepted = Run({"accept", check_ + ".0", "--reason", "seen on paper", "--by", "Eva"});
  EXPECT_EQ(accepted.exit_code, 0) << accepted.err;
  const RunResult check = Run({"check", "-v"});
  EXPECT_EQ(check.exit_code, 0) << check.out;
  EXPECT_THAT(check.out, HasSubstr("counted with 349 for 348, accepted by Eva; MISMATCH as read"));
  EXPECT_THAT(check.out, HasSubstr("1 check counted with accepted repairs"));
  EXPECT_THAT(Ask("SELECT status, read_status, computed_ore, repairs FROM v_checks"),
              ElementsAre("ok|mismatch|44900|1"));
  EXPECT_THAT(Ask("SELECT label, value_ore, read_ore FROM v_cells"),
              ElementsAre("A|10000|NULL", "B|34900|34800", "Summa|44900|NULL"));
  EXPECT_THAT(Ask("SELECT decision FROM v_repairs"), ElementsAre("accept", "NULL"));
  // It outlives another reading of the same figure, also at another place of the list.
  rules::Reading again = Misread();
  again.tables.insert(again.tables.begin(), rules::Table{});
  again.checks[0].table = 1;
  for (rules::CellRef& part : again.checks[0].parts) part.table = 1;
  again.checks[0].repairs.clear();
  StoreReading("r2", again);
  EXPECT_EQ(Run({"check"}).exit_code, 0);
  EXPECT_THAT(Ask("SELECT value_ore, read_ore FROM v_cells WHERE label = 'B'"), ElementsAre("34900|34800"));
}

TEST_F(Decide, WithdrawingBringsBackWhatWasRead) {
  const std::string before = store::Query(path_, "SELECT group_concat(value_ore) FROM v_cells").front();
  Run({"accept", check_ + ".0", "--reason", "seen"});
  EXPECT_EQ(Run({"withdraw", check_, "--reason", "wrong page"}).exit_code, 0);
  EXPECT_EQ(Run({"check"}).exit_code, 1);
  EXPECT_EQ(store::Query(path_, "SELECT group_concat(value_ore) FROM v_cells").front(), before);
  EXPECT_THAT(Ask("SELECT status, read_status, computed_ore FROM v_checks"),
              ElementsAre("mismatch|NULL|44800"));
  const RunResult reviews = Run({"reviews", "--format", "csv"});
  EXPECT_THAT(reviews.out, HasSubstr("\"accept\",\"replaced\""));
  EXPECT_THAT(reviews.out, HasSubstr("\"withdraw\",\"done\""));
}

TEST_F(Decide, ARejectedRepairIsProposedNoLonger) {
  EXPECT_THAT(Run({"check"}).out, HasSubstr("perhaps 349"));
  EXPECT_EQ(Run({"reject", check_ + ".0", "--reason", "printed so"}).exit_code, 0);
  const RunResult check = Run({"check"});
  EXPECT_EQ(check.exit_code, 1);
  EXPECT_THAT(check.out, Not(HasSubstr("perhaps 349")));
  EXPECT_THAT(check.out, HasSubstr("perhaps 101"));
  EXPECT_THAT(Ask("SELECT repairs FROM v_checks"), ElementsAre("1"));
}

TEST_F(Decide, AWaivedMismatchPassesUntilItsDay) {
  EXPECT_EQ(Run({"waive", check_, "--reason", "known", "--until", "2026-09-21", "--by", "Eva"}).exit_code, 0);
  const RunResult check = Run({"check"});
  EXPECT_EQ(check.exit_code, 0);
  EXPECT_THAT(check.out, HasSubstr("waived until 2026-09-21: known (Eva)"));
  EXPECT_THAT(check.out, HasSubstr("1 mismatch"));
  EXPECT_THAT(check.out, HasSubstr("1 of the mismatches waived"));
  EXPECT_THAT(Run({"check", "--format", "sarif"}).out, HasSubstr("waived until 2026-09-21"));
  EXPECT_THAT(Run({"check", "--format", "github"}).out, Not(HasSubstr("::error")));
  EXPECT_THAT(Ask("SELECT waived_until FROM v_checks"), ElementsAre("2026-09-21"));
  const RunResult later = Run({"check"}, "1790100000");
  EXPECT_EQ(later.exit_code, 1);
  EXPECT_THAT(later.err, HasSubstr("the waiver ran out on 2026-09-21; it counts again"));
  // It is about these figures: read otherwise, they are another finding.
  rules::Reading other = Misread();
  other.checks[0].stated_ore = 44950;
  StoreReading("r2", other);
  EXPECT_EQ(Run({"check"}).exit_code, 1);
}

struct BadDecisionRow {
  const char* name;
  std::vector<std::string> arguments;
  const char* message;
};
class BadDecision : public Decide, public ::testing::WithParamInterface<BadDecisionRow> {};

TEST_P(BadDecision, IsRefusedAndChangesNothing) {
  const RunResult result = Run(GetParam().arguments);
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr(GetParam().message));
  EXPECT_THAT(Ask("SELECT count(*) FROM human_decisions"), ElementsAre("0"));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, BadDecision,
    ::testing::Values(
        BadDecisionRow{"no_id", {"accept", "summa", "--reason", "x"}, "not the id of a check or repair"},
        BadDecisionRow{
            "a_figure", {"waive", "abcdef:t0.1.0", "--reason", "x", "--until", "2027-01-01"}, "not the id"},
        BadDecisionRow{"no_document", {"accept", "bbbb:c0", "--reason", "x"}, "there is no such document"},
        BadDecisionRow{"no_check", {"accept", "abcdef:c7", "--reason", "x"}, "the document has 1 checks"},
        BadDecisionRow{
            "no_repair", {"reject", "abcdef:c0.2", "--reason", "x"}, "the check proposes 2 repairs"},
        BadDecisionRow{
            "which", {"accept", "abcdef:c0", "--reason", "x"}, "say which: abcdef:c0.0 to abcdef:c0.1"},
        BadDecisionRow{"past",
                       {"waive", "abcdef:c0", "--reason", "x", "--until", "2026-09-20"},
                       "--until 2026-09-20: has passed"},
        BadDecisionRow{"no_date",
                       {"waive", "abcdef:c0", "--reason", "x", "--until", "2026-02-30"},
                       "--until 2026-02-30: not a date; write it as 2026-09-21"},
        BadDecisionRow{"waive_repair",
                       {"waive", "abcdef:c0.1", "--reason", "x", "--until", "2027-01-01"},
                       "is a repair; accept or reject it"},
        BadDecisionRow{"no_reason", {"accept", "abcdef:c0.0"}, "--reason is required"},
        BadDecisionRow{"empty_reason", {"accept", "abcdef:c0.0", "--reason", " "}, "it is empty"},
        BadDecisionRow{
            "undecided", {"withdraw", "abcdef:c0", "--reason", "x"}, "nothing is decided about it"}),
    [](const auto& info) { return info.param.name; });

TEST_F(Decide, WhatHoldsWithARepairNeedsNoWaiver) {
  Run({"accept", check_ + ".0", "--reason", "seen"});
  const RunResult result = Run({"waive", check_, "--reason", "x", "--until", "2027-01-01"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_THAT(result.err, HasSubstr("is no mismatch but ok with the repairs that were accepted"));
}

}  // namespace
}  // namespace avstam::app
