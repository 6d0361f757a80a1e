#include "store/changes.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "tests/store/samples.h"

namespace avstam::store {
namespace {

std::vector<std::string> Texts(const std::vector<Change>& changes) {
  std::vector<std::string> out;
  for (const Change& c : changes)
    out.push_back(fmt::format("{} {} {}>{} p{} [{}] {}: {} > {}", ChangeKindName(c.kind), c.thing, c.before,
                              c.after, c.page, c.what, c.field, c.old_value, c.new_value));
  return out;
}

struct ChangeRow {
  const char* name;
  std::function<void(rules::Reading*)> edit;
  std::vector<std::string> expected;
};

class ReadingChanges : public ::testing::TestWithParam<ChangeRow> {};

TEST_P(ReadingChanges, AreTold) {
  rules::Reading after = SampleReading();
  GetParam().edit(&after);
  EXPECT_EQ(Texts(Changes(SampleReading(), after)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ReadingChanges,
    ::testing::Values(
        ChangeRow{"nothing", [](rules::Reading*) {}, {}},
        ChangeRow{"outcome",
                  [](rules::Reading* r) { r->decisions[1].outcome = "rejected"; },
                  {"changed decision d1>d1 p1 [§ 5, Taxa för vatten] outcome: approved > rejected"}},
        ChangeRow{"decision_in_front",
                  [](rules::Reading* r) {
                    rules::Decision one;
                    one.kind = "decided";
                    one.items = {{"", "Nytt.", {}, {}}};
                    one.where = {3, {1, 1, 2, 2}};
                    r->decisions.insert(r->decisions.begin(), one);
                  },
                  {"came decision >d0 p3 [Nytt.] :  > "}},
        ChangeRow{"decision_gone",
                  [](rules::Reading* r) { r->decisions.erase(r->decisions.begin()); },
                  {"went decision d0> p0 [Ärendet bordläggs.] :  > "}},
        ChangeRow{"amount_by_its_place",
                  [](rules::Reading* r) {
                    r->amounts[1].money.ore = 50'050;
                    std::swap(r->amounts[0], r->amounts[1]);
                  },
                  {"changed amount a1>a0 p2 [5 kr] value: 5 > 500.5"}},
        ChangeRow{"moved_only", [](rules::Reading* r) { r->amounts[0].where.box.left = 9; }, {}},
        ChangeRow{"unit",
                  [](rules::Reading* r) { r->tables[0].unit = "kr"; },
                  {"changed table t0>t0 p1 [Tabell 1] unit: tkr > kr"}},
        ChangeRow{"role",
                  [](rules::Reading* r) { r->tables[0].rows[0].role = rules::Role::kTotal; },
                  {"changed row t0.0>t0.0 p1 [Tabell 1, Region Skåne] role: item > total"}},
        ChangeRow{"figure",
                  [](rules::Reading* r) { r->tables[0].rows[0].cells[0].value->ore = 100'000; },
                  {"changed cell t0.0.0>t0.0.0 p1 [Tabell 1, Region Skåne, 2016] value: 1000000 > 1000"}},
        ChangeRow{"check_repaired",
                  [](rules::Reading* r) {
                    rules::Check& check = r->checks[0];
                    check.status = rules::Status::kOk;
                    check.difference_ore = 0;
                    check.diagnosis = "";
                    r->checks.erase(r->checks.begin() + 1);
                  },
                  {"changed check c0>c0 p2 [column-total, Tabell 1, Summa, 2016] status: mismatch > ok",
                   "changed check c0>c0 p2 [column-total, Tabell 1, Summa, 2016] difference: 1 > 0",
                   "changed check c0>c0 p2 [column-total, Tabell 1, Summa, 2016] diagnosis: digit > ",
                   "went check c1> p0 [region-coverage] :  > "}}),
    [](const auto& info) { return std::string(info.param.name); });

}  // namespace
}  // namespace avstam::store
