#include "rules/csv_table.h"

#include <algorithm>
#include <map>

#include "extract/document.h"
#include "normalize/text.h"
#include "rules/reconcile.h"
#include "rules/table_reading.h"

namespace avstam::rules {
namespace {

bool IsUtf8(std::string_view bytes) { return normalize::ValidUtf8(bytes) == bytes; }

std::string FromLatin1(std::string_view bytes) {
  std::string out;
  for (char c : bytes) {
    const unsigned char byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      out += c;
    } else {
      out += static_cast<char>(0xC0 | (byte >> 6));
      out += static_cast<char>(0x80 | (byte & 0x3F));
    }
  }
  return out;
}

CsvRows Split(std::string_view text, char delimiter) {
  CsvRows rows(1);
  rows.back().emplace_back();
  bool quoted = false;
  for (size_t i = 0; i < text.size(); ++i) {
    std::string& cell = rows.back().back();
    const char c = text[i];
    if (quoted) {
      if (c != '"')
        cell += c;
      else if (i + 1 < text.size() && text[i + 1] == '"')
        cell += text[++i];
      else
        quoted = false;
    } else if (c == '"' && cell.empty()) {
      quoted = true;
    } else if (c == delimiter) {
      rows.back().emplace_back();
    } else if (c == '\n') {
      rows.emplace_back();
      rows.back().emplace_back();
    } else if (c != '\r') {
      cell += c;
    }
  }
  if (rows.back().size() == 1 && rows.back()[0].empty()) rows.pop_back();
  return rows;
}

// Fields of the rows that have as many as most of those with more than one.
size_t Evenness(const CsvRows& rows) {
  std::map<size_t, size_t> widths;
  for (const auto& row : rows)
    if (row.size() > 1) ++widths[row.size()];
  size_t best = 0;
  for (const auto& [width, count] : widths) best = std::max(best, width * count);
  return best;
}

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Does the text look like a figure with `mark` as its only mark, and how many digits follow the last of them?
int DigitsAfter(const std::string& text, char mark) {
  size_t at = text.rfind(mark);
  if (at == std::string::npos || at == 0 || !IsDigit(text[at - 1])) return -1;
  int digits = 0;
  for (size_t i = at + 1; i < text.size() && IsDigit(text[i]); ++i) ++digits;
  return digits;
}

enum class Marks { kSwedish, kEnglish };  // "1 234,5" or "1.234,5"; "1,234.5"

// By the figures that leave no choice.
Marks GuessMarks(const CsvRows& rows) {
  int english = 0, swedish = 0;
  for (const auto& row : rows)
    for (const std::string& cell : row) {
      if (cell.find_first_of("0123456789") == std::string::npos) continue;
      const int after_comma = DigitsAfter(cell, ','), after_point = DigitsAfter(cell, '.');
      if (after_comma > 0 && after_point > 0) {
        ++(cell.rfind(',') < cell.rfind('.') ? english : swedish);
      } else if (after_point > 0) {
        const bool groups = after_point == 3 && std::count(cell.begin(), cell.end(), '.') >= 1;
        ++(groups ? swedish : english);
      } else if (after_comma > 0) {
        const bool groups = after_comma == 3;
        ++(groups ? english : swedish);
      }
    }
  return english > swedish ? Marks::kEnglish : Marks::kSwedish;
}

// Commas that group go, the point becomes a comma: "1,234.5" -> "1234,5".  Words keep theirs.
std::string ToSwedish(const std::string& cell, Marks marks) {
  if (marks == Marks::kSwedish) return cell;
  const bool figure = std::all_of(cell.begin(), cell.end(), [](char c) {
    return IsDigit(c) || c == ',' || c == '.' || c == '-' || c == '+' || c == ' ' || c == '(' || c == ')' ||
           c == '%';
  });
  if (!figure) return cell;
  std::string out;
  for (char c : cell)
    if (c != ',') out += c == '.' ? ',' : c;
  return out;
}

size_t Filled(const std::vector<std::string>& row) {
  return static_cast<size_t>(std::count_if(row.begin(), row.end(), [](const std::string& cell) {
    return cell.find_first_not_of(" \t") != std::string::npos;
  }));
}

struct Body {
  size_t first = 0, last = 0;  // half-open
};

// The rows of the table: from the first to the last that fill more than one cell.
Body FindBody(const CsvRows& rows) {
  Body body{rows.size(), 0};
  for (size_t r = 0; r < rows.size(); ++r) {
    if (Filled(rows[r]) < 2) continue;
    body.first = std::min(body.first, r);
    body.last = r + 1;
  }
  return body;
}

}  // namespace

CsvRows ParseCsv(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  const std::string text = IsUtf8(bytes) ? std::string(bytes) : FromLatin1(bytes);
  CsvRows best;
  size_t evenness = 0;
  // A comma may be the decimal mark: the others come first, and it must part more.
  for (char delimiter : {';', '\t', '|', ','}) {
    CsvRows rows = Split(text, delimiter);
    const size_t now = Evenness(rows);
    if (now <= evenness && !best.empty()) continue;
    evenness = now;
    best = std::move(rows);
  }
  return best;
}

Reading ReadCsv(std::string_view bytes, const RuleSet& rules, const normalize::Normalizer& normalizer) {
  Reading reading;
  const CsvRows rows = ParseCsv(bytes);
  const Body body = FindBody(rows);
  if (body.first >= body.last) return reading;
  const Marks marks = GuessMarks(rows);
  TableSurroundings near;
  extract::Grid grid;
  grid.first_page = 1;
  grid.last_page = static_cast<int>(rows.size());
  for (size_t r = 0; r < body.first; ++r)
    for (const std::string& cell : rows[r]) {
      if (cell.empty()) continue;
      const std::string text = normalize::Normalize(cell).text;
      if (near.caption.empty()) near.caption = text;
      near.near_text.push_back(text);
    }
  for (size_t r = body.last; r < rows.size() && r < body.last + 3; ++r)
    if (!rows[r].empty() && !rows[r][0].empty())
      near.near_text.push_back(normalize::Normalize(rows[r][0]).text);
  near.document_unit = "kr";
  for (size_t r = body.first; r < body.last; ++r) {
    grid.columns = std::max(grid.columns, static_cast<int>(rows[r].size()));
    grid.row_indent.push_back(0);
    for (size_t c = 0; c < rows[r].size(); ++c) {
      const std::string& cell = rows[r][c];
      const size_t first = cell.find_first_not_of(" \t"), last = cell.find_last_not_of(" \t");
      if (first == std::string::npos) continue;
      extract::GridCell at;
      at.row = static_cast<int>(r - body.first);
      at.column = static_cast<int>(c);
      at.text = ToSwedish(cell.substr(first, last + 1 - first), marks);
      // Blanks before a label are its level, as programs write it.
      if (c == 0) grid.row_indent.back() = 3.0 * static_cast<double>(first);
      at.where.page = static_cast<int>(r) + 1;
      at.where.box = {static_cast<double>(c), 0, static_cast<double>(c) + 1, 1};
      grid.cells.push_back(std::move(at));
    }
  }
  grid.rows = static_cast<int>(body.last - body.first);
  std::optional<Table> table = ReadTable(grid, near, rules, normalizer);
  if (!table) return reading;
  reading.tables.push_back(std::move(*table));
  reading.checks = Reconcile(&reading);
  return reading;
}

}  // namespace avstam::rules
