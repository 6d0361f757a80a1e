#include "app/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/console.h"
#include "app/reading_json.h"
#include "base/error.h"

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
  Entry entry{document.file, document.pages_read, document.page_count, document.complete, {}, {}};
  Json checks = Json::array();
  for (const rules::Check& check : document.reading.checks) {
    entry.counts.Count(check.status);
    counts_.Count(check.status);
    entry.lines.push_back({check.status, CheckText(document.reading, check)});
    Json one = CheckJson(check);
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
  documents_.push_back(std::move(entry));
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
    for (rules::Status status : kOrder) {
      bool fault = status == rules::Status::kMismatch || status == rules::Status::kNotComparable;
      if (!fault && detail == Detail::kFaults) continue;
      for (const Line& line : document.lines)
        if (line.status == status) out += line.text;
    }
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
  return out;
}

std::string Report::Summary() const {
  return fmt::format("{} ({} incomplete), {} not read; {} of {} read; {}",
                     Plural(static_cast<int64_t>(documents_.size()), "document", "documents"), incomplete_,
                     Plural(static_cast<int64_t>(failures_.size()), "file", "files"), pages_read_,
                     Plural(page_count_, "page", "pages"), counts_.ToString());
}

int Report::Exit() const {
  if (!failures_.empty() || incomplete_ > 0) return kExitIncomplete;
  return counts_.mismatch > 0 ? kExitMismatch : kExitOk;
}

}  // namespace avstam::app
