#include "app/report.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "app/console.h"
#include "app/reading_json.h"
#include "app/relations_json.h"
#include "base/error.h"
#include "base/sha256.h"
#include "rules/coverage.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;

// Labels in a report are cut here; the JSON has them whole.
constexpr size_t kLabelBytes = 100;

// One line of a document's own text, safe for a terminal.
std::string Quoted(const std::string& text) {
  std::string cut = text;
  if (cut.size() > kLabelBytes) {
    size_t end = kLabelBytes;
    while (end > 0 && (static_cast<unsigned char>(cut[end]) & 0xC0) == 0x80) --end;
    cut = cut.substr(0, end) + "…";
  }
  return "\"" + EscapeForTerminal(cut) + "\"";
}

template <typename T>
const T* At(const std::vector<T>& list, const std::optional<int>& index) {
  if (!index || *index < 0 || static_cast<size_t>(*index) >= list.size()) return nullptr;
  return &list[static_cast<size_t>(*index)];
}

// What the indices of a check stand for.
struct Place {
  Place(const rules::Reading& reading, const rules::Check& check) : table(At(reading.tables, check.table)) {
    if (table == nullptr) return;
    row = At(table->rows, check.row);
    column = At(table->columns, check.column);
  }
  const rules::Table* table = nullptr;
  const rules::Row* row = nullptr;
  const rules::Column* column = nullptr;

  int Page(const rules::Check& check) const {
    if (check.where.page != 0) return check.where.page;
    if (row != nullptr && row->where.page != 0) return row->where.page;
    return table != nullptr ? table->first_page : 0;
  }
};

std::string PlaceText(const Place& place, const rules::Check& check) {
  std::string out = check.rule;
  int page = place.Page(check);
  if (place.table != nullptr)
    out += place.table->caption.empty()
               ? fmt::format(", table {}", *check.table + 1)
               : fmt::format(", table {} {}", *check.table + 1, Quoted(place.table->caption));
  if (page != 0) out += fmt::format(", page {}", page);
  if (place.row != nullptr) out += ", row " + Quoted(place.row->label);
  if (place.column != nullptr)
    out += place.column->header.empty() ? fmt::format(", column {}", *check.column + 1)
                                        : ", column " + Quoted(place.column->header);
  return out;
}

std::string StatusWord(rules::Status status) {
  switch (status) {
    case rules::Status::kOk:
      return "ok";
    case rules::Status::kRounding:
      return "rounding";
    case rules::Status::kMismatch:
      return "MISMATCH";
    case rules::Status::kNotComparable:
      return "not comparable";
  }
  return "";
}

std::string Plural(int64_t count, const char* one, const char* many) {
  return fmt::format("{} {}", count, count == 1 ? one : many);
}

std::string CheckText(const rules::Reading& reading, const rules::Check& check) {
  Place place(reading, check);
  bool money = place.column == nullptr || place.column->kind == rules::CellKind::kMoney;
  auto figure = [money](int64_t ore) { return SwedishKronor(ore) + (money ? " kr" : ""); };
  std::string out = fmt::format("  {}: {}\n", StatusWord(check.status), PlaceText(place, check));
  if (check.status != rules::Status::kOk && check.stated_ore && check.computed_ore && check.difference_ore) {
    std::string stated = figure(*check.stated_ore), computed = figure(*check.computed_ore);
    std::string difference = figure(*check.difference_ore);
    size_t width = std::max({stated.size(), computed.size(), difference.size()});
    out += fmt::format("    stated      {:>{}}\n", stated, width);
    out += fmt::format("    computed    {:>{}}", computed, width);
    if (!check.parts.empty())
      out +=
          fmt::format("  (from {})", Plural(static_cast<int64_t>(check.parts.size()), "figure", "figures"));
    out += fmt::format("\n    difference  {:>{}}", difference, width);
    if (check.tolerance_ore)
      out += fmt::format("  (rounding explains up to {})", figure(*check.tolerance_ore));
    out += "\n";
  }
  if (!check.message.empty() && check.status != rules::Status::kOk)
    out += fmt::format("    {}\n", EscapeForTerminal(check.message));
  for (const rules::Repair& repair : check.repairs)
    out += fmt::format("    read {}, perhaps {}: {}\n", figure(repair.read.ore), figure(repair.proposed.ore),
                       EscapeForTerminal(repair.reason));
  return out;
}

// Both figures and the message, in one line.
std::string OneLine(const rules::Reading& reading, const rules::Check& check) {
  const Place place(reading, check);
  const bool money = place.column == nullptr || place.column->kind == rules::CellKind::kMoney;
  std::string out;
  if (check.stated_ore && check.computed_ore && check.difference_ore)
    out = fmt::format("stated {0}{3}, computed {1}{3}, difference {2}{3}; ", SwedishKronor(*check.stated_ore),
                      SwedishKronor(*check.computed_ore), SwedishKronor(*check.difference_ore),
                      money ? " kr" : "");
  return out + check.message;
}

int64_t Weight(const rules::Check& check) {
  const int64_t off = check.difference_ore.value_or(0);
  return off == std::numeric_limits<int64_t>::min() ? std::numeric_limits<int64_t>::max()
         : off < 0                                  ? -off
                                                    : off;
}

Finding MakeFinding(const CheckedDocument& document, const rules::Check& check) {
  const Place place(document.reading, check);
  Finding out;
  out.file = document.file;
  out.rule = check.rule;
  out.status = check.status;
  out.where = {place.Page(check), check.where.page != 0 ? check.where.box : Box{}};
  out.place = PlaceText(place, check);
  out.message = OneLine(document.reading, check);
  out.diagnosis = check.diagnosis;
  out.weight_ore = Weight(check);
  const size_t slash = document.file.rfind('/');
  const Json about = {slash == std::string::npos ? document.file : document.file.substr(slash + 1),
                      check.rule,
                      place.table != nullptr ? place.table->caption : "",
                      place.row != nullptr ? place.row->label : "",
                      place.column != nullptr ? place.column->header : "",
                      check.stated_ore ? OreToString(*check.stated_ore) : "",
                      check.computed_ore ? OreToString(*check.computed_ore) : check.message};
  out.fingerprint = Sha256Hex(about.dump(-1, ' ', false, Json::error_handler_t::replace));
  return out;
}

Json CoverageJson(const rules::Reading& reading, const rules::Coverage& coverage, bool list) {
  Json out;
  out["figures"] = coverage.all.figures;
  out["covered"] = coverage.all.covered;
  out["tables"] = Json::array();
  for (const rules::Covered& table : coverage.tables)
    out["tables"].push_back(Json::object({{"figures", table.figures}, {"covered", table.covered}}));
  out["amounts"] =
      Json::object({{"figures", coverage.amounts.figures}, {"covered", coverage.amounts.covered}});
  if (!list) return out;
  out["uncovered"] = Json::array();
  for (const rules::CellRef& at : coverage.uncovered) {
    const rules::Row& row = reading.tables[static_cast<size_t>(at.table)].rows[static_cast<size_t>(at.row)];
    out["uncovered"].push_back(Json::object({{"table", at.table},
                                             {"row", at.row},
                                             {"column", at.column},
                                             {"text", row.cells[static_cast<size_t>(at.column)].text}}));
  }
  for (int amount : coverage.uncovered_amounts)
    out["uncovered"].push_back(
        Json::object({{"amount", amount}, {"text", reading.amounts[static_cast<size_t>(amount)].text}}));
  return out;
}

std::string UncoveredText(const rules::Reading& reading, const rules::Coverage& coverage) {
  std::string out;
  for (const rules::CellRef& at : coverage.uncovered) {
    const rules::Table& table = reading.tables[static_cast<size_t>(at.table)];
    const rules::Row& row = table.rows[static_cast<size_t>(at.row)];
    out += fmt::format("  not covered: table {}, row {}, column {}: {}\n", at.table + 1, Quoted(row.label),
                       Quoted(table.columns[static_cast<size_t>(at.column)].header),
                       EscapeForTerminal(row.cells[static_cast<size_t>(at.column)].text));
  }
  for (int amount : coverage.uncovered_amounts) {
    const rules::Amount& sum = reading.amounts[static_cast<size_t>(amount)];
    out += fmt::format("  not covered: page {}: {}\n", sum.where.page, EscapeForTerminal(sum.text));
  }
  return out;
}

// In which order a person wants to see them.
constexpr rules::Status kOrder[] = {rules::Status::kMismatch, rules::Status::kNotComparable,
                                    rules::Status::kRounding, rules::Status::kOk};

}  // namespace

void CheckCounts::Count(rules::Status status) {
  switch (status) {
    case rules::Status::kOk:
      ++ok;
      break;
    case rules::Status::kRounding:
      ++rounding;
      break;
    case rules::Status::kMismatch:
      ++mismatch;
      break;
    case rules::Status::kNotComparable:
      ++not_comparable;
      break;
  }
}

std::string CheckCounts::ToString() const {
  return fmt::format("{}: {} ok, {} rounding, {} mismatch, {} not comparable",
                     Plural(all(), "check", "checks"), ok, rounding, mismatch, not_comparable);
}

std::string SwedishKronor(int64_t ore) {
  // As unsigned: the smallest int64 has no positive counterpart.
  uint64_t size = ore < 0 ? uint64_t{0} - static_cast<uint64_t>(ore) : static_cast<uint64_t>(ore);
  std::string kronor = std::to_string(size / 100);
  for (size_t at = kronor.size(); at > 3; at -= 3) kronor.insert(at - 3, " ");
  std::string out = (ore < 0 ? "-" : "") + kronor;
  if (size % 100 != 0) out += fmt::format(",{:02}", size % 100);
  return out;
}

void Report::Add(const CheckedDocument& document) {
  Entry entry{document.file, document.pages_read, document.page_count, document.complete, {}, {}, ""};
  Json checks = Json::array();
  FileChecks file{document.file, static_cast<int>(document.reading.checks.size()), {}, ""};
  if (!document.complete)
    file.failure = fmt::format("{} of {} pages read", document.pages_read, document.page_count);
  for (size_t number = 0; number < document.reading.checks.size(); ++number) {
    const rules::Check& check = document.reading.checks[number];
    const store::CheckStanding standing =
        document.standing.empty() ? store::CheckStanding{} : document.standing[number];
    entry.counts.Count(check.status);
    counts_.Count(check.status);
    Json one = CheckJson(check);
    std::string text = CheckText(document.reading, check);
    if (standing.read_status) {
      ++settled_;
      one["settled"] = standing.settled;
      one["read_status"] = rules::StatusName(*standing.read_status);
      text += fmt::format("    counted {}; {} as read\n", EscapeForTerminal(standing.settled),
                          StatusWord(*standing.read_status));
    }
    if (check.status == rules::Status::kMismatch || check.status == rules::Status::kNotComparable) {
      Finding finding = MakeFinding(document, check);
      baseline_.Apply(today_, &finding);
      if (!standing.waived_until.empty() && check.status == rules::Status::kMismatch) {
        one["waived_until"] = standing.waived_until;
        if (standing.waived_until < today_) {
          remarks_.push_back(fmt::format("{}: {}: the waiver ran out on {}; it counts again", document.file,
                                         finding.place, standing.waived_until));
        } else if (!finding.accepted) {
          ++waived_;
          finding.accepted = true;
          finding.accepted_reason =
              fmt::format("waived until {}: {}", standing.waived_until, standing.waived_reason);
        }
      }
      one["fingerprint"] = finding.fingerprint;
      if (finding.accepted) {
        ++accepted_;
        one["accepted"] = finding.accepted_reason;
        text += fmt::format("    accepted: {}\n", EscapeForTerminal(finding.accepted_reason));
      }
      file.findings.push_back(std::move(finding));
    }
    entry.lines.push_back({check.status, Weight(check), std::move(text), document.file});
    Place place(document.reading, check);
    if (place.table != nullptr && !place.table->caption.empty()) one["caption"] = place.table->caption;
    if (place.row != nullptr) one["label"] = place.row->label;
    if (place.column != nullptr) one["header"] = place.column->header;
    if (!one.contains("page") && place.Page(check) != 0) one["page"] = place.Page(check);
    checks.push_back(std::move(one));
  }
  Json out;
  out["file"] = document.file;
  out["sha256"] = document.sha256;
  out["page_count"] = document.page_count;
  out["pages_read"] = document.pages_read;
  out["complete"] = document.complete;
  out["checks"] = std::move(checks);
  json_.push_back(std::move(out));
  pages_read_ += document.pages_read;
  page_count_ += document.page_count;
  incomplete_ += document.complete ? 0 : 1;
  const rules::Coverage coverage = rules::MeasureCoverage(document.reading);
  figures_ += coverage.all.figures;
  covered_ += coverage.all.covered;
  json_.back()["coverage"] = CoverageJson(document.reading, coverage, uncovered_);
  if (relations_)
    json_.back()["relations"] =
        RelationsJson(document.reading, document.csv ? Coordinates::kFile : Coordinates::kTable);
  if (uncovered_) entry.uncovered = UncoveredText(document.reading, coverage);
  documents_.push_back(std::move(entry));
  files_.push_back(std::move(file));
}

void Report::Tell(bool relations, bool uncovered) {
  relations_ = relations;
  uncovered_ = uncovered;
}

void Report::UseBaseline(Baseline baseline, std::string today) {
  baseline_ = std::move(baseline);
  today_ = std::move(today);
}

std::vector<FileChecks> Report::Files() const {
  std::vector<FileChecks> out = files_;
  for (const FailedFile& failed : failures_) out.push_back({failed.file, 0, {}, failed.failure.message});
  return out;
}

std::vector<Finding> Report::Findings() const {
  std::vector<Finding> out;
  for (const FileChecks& file : files_) out.insert(out.end(), file.findings.begin(), file.findings.end());
  SortByWeight(&out);
  return out;
}

void Report::AddFailure(const std::string& file, const Failure& failure) {
  failures_.push_back({file, failure});
}

std::string Report::Text(Detail detail) const {
  std::string out;
  for (const Entry& document : documents_) {
    out += fmt::format("{}: {} of {} read; {}{}\n", EscapeForTerminal(document.file), document.pages_read,
                       Plural(document.page_count, "page", "pages"), document.counts.ToString(),
                       document.complete ? "" : "; NOT COMPLETE");
    out += document.uncovered;
  }
  for (rules::Status status : kOrder) {
    const bool fault = status == rules::Status::kMismatch || status == rules::Status::kNotComparable;
    if (!fault && detail == Detail::kFaults) continue;
    std::vector<const Line*> lines;
    for (const Entry& document : documents_)
      for (const Line& line : document.lines)
        if (line.status == status) lines.push_back(&line);
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line* a, const Line* b) { return a->weight_ore > b->weight_ore; });
    // Alone in a report, a document need not be named again.
    for (const Line* line : lines)
      out += documents_.size() > 1 ? EscapeForTerminal(line->file) + "\n" + line->text : line->text;
  }
  for (const FailedFile& failed : failures_)
    out += fmt::format("{}: NOT READ: {} ({})\n", EscapeForTerminal(failed.file),
                       EscapeForTerminal(failed.failure.message), failed.failure.code);
  return out + Summary() + "\n";
}

Json Report::ToJson() const {
  Json out;
  out["schema"] = 1;
  out["documents"] = json_;
  out["failed"] = Json::array();
  for (const FailedFile& failed : failures_)
    out["failed"].push_back(
        Json{{"file", failed.file}, {"code", failed.failure.code}, {"message", failed.failure.message}});
  Json& summary = out["summary"];
  summary["documents"] = documents_.size();
  summary["incomplete"] = incomplete_;
  summary["failed"] = failures_.size();
  summary["pages_read"] = pages_read_;
  summary["page_count"] = page_count_;
  summary["checks"] = counts_.all();
  summary["ok"] = counts_.ok;
  summary["rounding"] = counts_.rounding;
  summary["mismatch"] = counts_.mismatch;
  summary["not-comparable"] = counts_.not_comparable;
  if (accepted_ > 0) summary["accepted"] = accepted_;
  if (waived_ > 0) summary["waived"] = waived_;
  if (settled_ > 0) summary["settled"] = settled_;
  return out;
}

std::string Report::Summary() const {
  return fmt::format("{} ({} incomplete), {} not read; {} of {} read; {}",
                     Plural(static_cast<int64_t>(documents_.size()), "document", "documents"), incomplete_,
                     Plural(static_cast<int64_t>(failures_.size()), "file", "files"), pages_read_,
                     Plural(page_count_, "page", "pages"), counts_.ToString()) +
         (figures_ > 0 ? fmt::format("; {} of {} figures covered", covered_, figures_) : "") +
         (accepted_ > waived_ ? fmt::format("; {} of the mismatches accepted", accepted_ - waived_) : "") +
         (waived_ > 0 ? fmt::format("; {} of the mismatches waived", waived_) : "") +
         (settled_ > 0
              ? fmt::format("; {} counted with accepted repairs", Plural(settled_, "check", "checks"))
              : "");
}

int Report::Exit(FailOn fail_on) const {
  if (!failures_.empty() || incomplete_ > 0) return kExitIncomplete;
  const bool fails =
      counts_.mismatch > accepted_ || (fail_on == FailOn::kNotComparable && counts_.not_comparable > 0);
  return fails ? kExitMismatch : kExitOk;
}

}  // namespace avstam::app
