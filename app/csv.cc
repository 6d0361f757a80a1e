#include "app/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/money.h"

namespace avstam::app {

std::string CsvText(std::string_view text) {
  std::string out = "\"";
  if (!text.empty() && std::string_view("=+-@\t\r\n").find(text.front()) != std::string_view::npos)
    out += '\'';
  for (char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

std::string CsvOre(int64_t ore, const CsvStyle& style) {
  std::string out = OreToString(ore);
  std::replace(out.begin(), out.end(), '.', style.point);
  return out;
}

std::string CsvReal(double value, const CsvStyle& style) {
  std::string out = fmt::format("{:.6g}", value);
  std::replace(out.begin(), out.end(), '.', style.point);
  return out;
}

std::string CsvLine(const std::vector<std::string>& fields, const CsvStyle& style) {
  std::string out;
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += style.separator;
    out += fields[i];
  }
  return out + "\r\n";
}

}  // namespace avstam::app
