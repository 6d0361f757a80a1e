#include "app/result_printer.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "app/console.h"
#include "app/reading_json.h"
#include "app/report.h"
#include "base/error.h"
#include "base/money.h"

namespace avstam::app {
namespace {

using store::QueryColumn;
using enum store::QueryColumn::Kind;

constexpr size_t kNarrowest = 6;  // a text column is not cut below this
constexpr size_t kGap = 2;

size_t Length(const std::string& text) {
  return static_cast<size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

// At most `width` characters, the last "…" when some are missing.
std::string Cut(const std::string& text, size_t width) {
  if (Length(text) <= width) return text;
  size_t at = 0;
  for (size_t count = 0; at < text.size(); ++at) {
    if ((text[at] & 0xC0) == 0x80) continue;
    if (++count == width) break;
  }
  return text.substr(0, at) + "…";
}

bool IsText(QueryColumn::Kind kind) { return kind == kText; }
bool IsFigure(QueryColumn::Kind kind) { return kind == kMoney || kind == kInteger || kind == kReal; }

size_t TerminalWidth() {
  if (isatty(STDOUT_FILENO) != 1) return 0;
  if (const char* columns = std::getenv("COLUMNS"); columns != nullptr && std::atoi(columns) > 0)
    return static_cast<size_t>(std::atoi(columns));
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return 0;
}

std::string ValueText(const store::Value& value, QueryColumn::Kind kind) {
  if (const auto* number = std::get_if<int64_t>(&value)) {
    if (kind == kMoney) return SwedishKronor(*number);
    if (kind == kFlag) return *number != 0 ? "yes" : "no";
    return std::to_string(*number);
  }
  if (const auto* real = std::get_if<double>(&value)) return fmt::format("{:.4g}", *real);
  if (const auto* text = std::get_if<std::string>(&value)) {
    std::string line = *text;
    std::replace(line.begin(), line.end(), '\n', ' ');
    return EscapeForTerminal(line);
  }
  return {};
}

}  // namespace

Format FormatFromName(const std::string& name) {
  if (name == "csv") return Format::kCsv;
  if (name == "csv-excel") return Format::kExcelCsv;
  if (name == "json") return Format::kJson;
  if (name == "jsonl") return Format::kJsonLines;
  if (name == "table") return Format::kTable;
  return isatty(STDOUT_FILENO) == 1 ? Format::kTable : Format::kCsv;
}

std::vector<std::string> FormatNames() { return {"auto", "table", "csv", "csv-excel", "json", "jsonl"}; }

std::string OutsideName(const QueryColumn& column) {
  std::string name = column.name;
  if (column.kind == kMoney && name.ends_with("_ore")) name.resize(name.size() - 4);
  return name;
}

nlohmann::ordered_json ValueJson(const store::Value& value, QueryColumn::Kind kind) {
  if (const auto* number = std::get_if<int64_t>(&value)) {
    if (kind == kMoney) return OreToString(*number);
    if (kind == kFlag) return *number != 0;
    return *number;
  }
  if (const auto* real = std::get_if<double>(&value)) return *real;
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return nullptr;
}

std::string ValueCsv(const store::Value& value, QueryColumn::Kind kind, const CsvStyle& style) {
  if (const auto* number = std::get_if<int64_t>(&value)) {
    if (kind == kMoney) return CsvOre(*number, style);
    if (kind == kFlag) return *number != 0 ? "true" : "false";
    return std::to_string(*number);
  }
  if (const auto* real = std::get_if<double>(&value)) return CsvReal(*real, style);
  if (const auto* text = std::get_if<std::string>(&value)) return CsvText(*text);
  return {};
}

ResultPrinter::ResultPrinter(Format format, const std::vector<QueryColumn>& columns)
    : format_(format), columns_(columns) {
  for (size_t c = 0; c < columns_.size(); ++c)
    if (columns_[c].brief) shown_.push_back(c);
}

void ResultPrinter::Start() {
  if (!first_ || (format_ != Format::kCsv && format_ != Format::kExcelCsv)) return;
  const CsvStyle style = format_ == Format::kCsv ? kPlainCsv : kExcelSwedish;
  std::vector<std::string> names;
  for (const QueryColumn& column : columns_) names.push_back(CsvText(OutsideName(column)));
  Print(std::string(style.start) + CsvLine(names, style));
}

void ResultPrinter::Add(const store::Row& row) {
  Start();
  if (format_ == Format::kTable) {
    std::vector<std::string>& line = table_.emplace_back();
    for (size_t c : shown_) line.push_back(ValueText(row[c], columns_[c].kind));
  } else if (format_ == Format::kCsv || format_ == Format::kExcelCsv) {
    const CsvStyle style = format_ == Format::kCsv ? kPlainCsv : kExcelSwedish;
    std::vector<std::string> fields;
    for (size_t c = 0; c < row.size(); ++c) fields.push_back(ValueCsv(row[c], columns_[c].kind, style));
    Print(CsvLine(fields, style));
  } else {
    nlohmann::ordered_json object = nlohmann::ordered_json::object();
    for (size_t c = 0; c < row.size(); ++c)
      object[OutsideName(columns_[c])] = ValueJson(row[c], columns_[c].kind);
    std::string text = JsonText(object, false);
    if (format_ == Format::kJson) {
      text.pop_back();
      text = (first_ ? "[\n" : ",\n") + text;
    }
    Print(text);
  }
  first_ = false;
}

void ResultPrinter::Finish() {
  Start();
  if (format_ == Format::kJson) Print(first_ ? "[]\n" : "\n]\n");
  if (format_ != Format::kTable) return;
  std::vector<QueryColumn> shown;
  for (size_t c : shown_) shown.push_back(columns_[c]);
  Print(TableText(shown, table_, TerminalWidth()));
  table_.clear();
}

std::string TableText(const std::vector<QueryColumn>& columns,
                      const std::vector<std::vector<std::string>>& rows, size_t width) {
  std::vector<size_t> widths;
  for (size_t c = 0; c < columns.size(); ++c) {
    size_t widest = Length(OutsideName(columns[c]));
    for (const std::vector<std::string>& row : rows) widest = std::max(widest, Length(row[c]));
    widths.push_back(widest);
  }
  // The widest text gives way first, one character at a time.
  size_t total = kGap * (columns.empty() ? 0 : columns.size() - 1);
  for (size_t w : widths) total += w;
  while (width > 0 && total > width) {
    size_t widest = columns.size();
    for (size_t c = 0; c < columns.size(); ++c)
      if (IsText(columns[c].kind) && widths[c] > kNarrowest &&
          (widest == columns.size() || widths[c] > widths[widest]))
        widest = c;
    if (widest == columns.size()) break;
    --widths[widest];
    --total;
  }
  std::string out;
  const auto line = [&](const std::vector<std::string>& fields) {
    std::string text;
    for (size_t c = 0; c < columns.size(); ++c) {
      const std::string field = Cut(fields[c], widths[c]);
      const std::string space(widths[c] - std::min(widths[c], Length(field)), ' ');
      if (c > 0) text += std::string(kGap, ' ');
      text += IsFigure(columns[c].kind) ? space + field : field + space;
    }
    text.erase(text.find_last_not_of(' ') + 1);
    out += text + "\n";
  };
  std::vector<std::string> names;
  for (const QueryColumn& column : columns) names.push_back(OutsideName(column));
  line(names);
  for (const std::vector<std::string>& row : rows) line(row);
  return out;
}

}  // namespace avstam::app
