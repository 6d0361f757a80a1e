// Every document of corpus/ against the truth that a person wrote down for it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>

#include "extract/read.h"
#include "normalize/text.h"
#include "rules/interpret.h"

namespace avstam::rules {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

std::string ReadFile(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> CorpusNames() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(fs::path(AVSTAM_SOURCE_DIR) / "corpus")) {
    std::string name = entry.path().filename().string();
    if (name.ends_with(".truth.json")) names.push_back(name.substr(0, name.size() - 11));
  }
  std::sort(names.begin(), names.end());
  return names;
}

const RuleSet& Rules() {
  static const RuleSet* rules = new RuleSet(RuleSet::Load(std::string(AVSTAM_SOURCE_DIR) + "/rules"));
  return *rules;
}

class Corpus : public ::testing::TestWithParam<std::string> {
 protected:
  void SetUp() override {
    fs::path base = fs::path(AVSTAM_SOURCE_DIR) / "corpus" / GetParam();
    truth_ = Json::parse(ReadFile(base.string() + ".truth.json"));
    static const normalize::Normalizer* normalizer = new normalize::Normalizer(Rules().lexicon());
    document_ = extract::Read(ReadFile(base.string() + ".pdf"), {}, nullptr);
    reading_ = Interpret(document_, Rules(), *normalizer);
  }

  Json truth_;
  extract::Document document_;
  Reading reading_;
};

std::string Value(const Cell& cell) {
  return cell.kind == CellKind::kMoney && cell.value ? cell.value->ToString() : "null";
}
std::string Value(const Json& value) { return value.is_null() ? "null" : value.get<std::string>(); }

// "label: value value" of each row that holds figures, in order.
std::vector<std::string> Rows(const Table& table) {
  std::vector<std::string> out;
  for (const Row& row : table.rows) {
    if (row.role == Role::kHeader) continue;
    std::string line = normalize::LabelKey(row.label) + ":";
    for (const Cell& cell : row.cells) line += " " + Value(cell);
    out.push_back(line);
  }
  return out;
}
std::vector<std::string> Rows(const Json& table) {
  std::vector<std::string> out;
  for (const Json& row : table["rows"]) {
    if (row["role"] == "header") continue;
    std::string line = normalize::LabelKey(row["label"].get<std::string>()) + ":";
    for (const Json& value : row["values"]) line += " " + Value(value);
    out.push_back(line);
  }
  return out;
}

TEST_P(Corpus, EveryPageIsRead) {
  EXPECT_TRUE(document_.Complete());
  EXPECT_EQ(static_cast<int>(document_.pages.size()), document_.page_count);
}

TEST_P(Corpus, TablesAreReadCellByCell) {
  ASSERT_EQ(reading_.tables.size(), truth_["tables"].size());
  for (size_t t = 0; t < reading_.tables.size(); ++t)
    EXPECT_EQ(Rows(reading_.tables[t]), Rows(truth_["tables"][t])) << "table " << t;
}

TEST_P(Corpus, TotalsNotesAndItemsAreToldApart) {
  // A total that a higher total sums is a subtotal; the truth writes either.
  auto coarse = [](std::string role) { return role == "subtotal" ? std::string("total") : role; };
  for (size_t t = 0; t < std::min(reading_.tables.size(), truth_["tables"].size()); ++t) {
    std::vector<std::string> want, got;
    for (const Json& row : truth_["tables"][t]["rows"])
      want.push_back(row["label"].get<std::string>() + ": " + coarse(row["role"]));
    for (const Row& row : reading_.tables[t].rows)
      got.push_back(row.label + ": " + coarse(std::string(RoleName(row.role))));
    for (auto* list : {&want, &got})
      for (std::string& line : *list) {
        size_t colon = line.rfind(": ");
        line = normalize::LabelKey(line.substr(0, colon)) + line.substr(colon);
      }
    EXPECT_EQ(got, want) << "table " << t;
  }
}

TEST_P(Corpus, RegionsHaveTheirCodes) {
  for (const Json& region : truth_.value("regions", Json::array()))
    for (const Json& pair : region["labels"]) {
      const Table& table = reading_.tables.at(region["table"].get<size_t>());
      std::string label = pair[0];
      auto row = std::find_if(table.rows.begin(), table.rows.end(), [&](const Row& r) {
        return normalize::LabelKey(r.label) == normalize::LabelKey(label);
      });
      ASSERT_NE(row, table.rows.end()) << label;
      EXPECT_EQ(row->region.value_or("none"), pair[1].get<std::string>()) << label;
    }
}

// The check of the n-th row with that label, for rows that are written twice.
TEST_P(Corpus, TotalsHaveTheirVerdicts) {
  std::map<std::string, std::vector<const Check*>> got;
  for (const Check& check : reading_.checks) {
    if (check.rule != "column-total") continue;
    const Row& row = reading_.tables[static_cast<size_t>(*check.table)].rows[static_cast<size_t>(*check.row)];
    got[std::to_string(*check.table) + "/" + normalize::LabelKey(row.label) + "/" +
        std::to_string(*check.column)]
        .push_back(&check);
  }
  std::map<std::string, size_t> seen;
  for (const Json& want : truth_["checks"]) {
    if (want["rule"] != "column-total") continue;
    std::string key = std::to_string(want["table"].get<int>()) + "/" +
                      normalize::LabelKey(want["row"].get<std::string>()) + "/" +
                      std::to_string(want["column"].get<int>());
    size_t n = seen[key]++;
    ASSERT_LT(n, got[key].size()) << "no check of " << key;
    const Check& check = *got[key][n];
    EXPECT_EQ(StatusName(check.status), want["status"].get<std::string>()) << key << ": " << check.message;
    if (want.contains("stated")) {
      EXPECT_EQ(OreToString(check.stated_ore.value_or(-1)), want["stated"].get<std::string>()) << key;
    }
    if (want.contains("computed")) {
      EXPECT_EQ(OreToString(check.computed_ore.value_or(-1)), want["computed"].get<std::string>()) << key;
    }
  }
}

TEST_P(Corpus, NoFalseAlarm) {
  long want = std::count_if(truth_["checks"].begin(), truth_["checks"].end(),
                            [](const Json& c) { return c["status"] == "mismatch"; });
  long got = std::count_if(reading_.checks.begin(), reading_.checks.end(),
                           [](const Check& c) { return c.status == Status::kMismatch; });
  EXPECT_EQ(got, want);
}

TEST_P(Corpus, TablesAgreeWithEachOther) {
  for (const Json& want : truth_.value("cross", Json::array())) {
    if (want["rule"] != "table-table" && want["rule"] != "region-coverage") continue;
    bool found = std::any_of(reading_.checks.begin(), reading_.checks.end(), [&](const Check& check) {
      return check.rule == want["rule"] && StatusName(check.status) == want["status"].get<std::string>() &&
             (!want.contains("value") ||
              OreToString(check.stated_ore.value_or(-1)) == want["value"].get<std::string>());
    });
    EXPECT_TRUE(found) << want.dump();
  }
}

TEST_P(Corpus, SumsInRunningTextAreFound) {
  std::vector<std::string> want, got;
  for (const Json& amount : truth_["amounts"]) want.push_back(amount["value"]);
  for (const Amount& amount : reading_.amounts)
    if (amount.currency == "SEK") got.push_back(amount.money.ToString());
  std::sort(want.begin(), want.end());
  std::sort(got.begin(), got.end());
  EXPECT_EQ(got, want);
}

TEST_P(Corpus, EverythingSaysWhereItStands) {
  auto inside = [&](const Where& where) {
    const extract::Page& page = document_.pages.at(static_cast<size_t>(where.page - 1));
    return where.box.left >= -1 && where.box.top >= -1 && where.box.right <= page.width_pt + 1 &&
           where.box.bottom <= page.height_pt + 1 && where.box.right > where.box.left &&
           where.box.bottom > where.box.top;
  };
  for (const Amount& amount : reading_.amounts) {
    EXPECT_TRUE(inside(amount.where)) << amount.text;
    EXPECT_FALSE(amount.rule.empty()) << amount.text;
  }
  for (const Table& table : reading_.tables)
    for (const Row& row : table.rows)
      for (const Cell& cell : row.cells) {
        if (cell.text.empty()) continue;
        EXPECT_TRUE(inside(cell.where)) << row.label << " " << cell.text;
      }
}

INSTANTIATE_TEST_SUITE_P(Documents, Corpus, ::testing::ValuesIn(CorpusNames()), [](const auto& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace avstam::rules
