// Comma-separated values by RFC 4180: every text quoted, lines end in CR LF.
//
//   CsvStyle excel = kExcelSwedish;
//   Print(excel.start + CsvLine({CsvText("=1+1"), CsvOre(150, excel)}, excel));    // "'=1+1";1,5
//
// A text that a spreadsheet would take for a formula (it starts with = + - @, a tab or a line break) gets an
// apostrophe in front; figures are written from whole numbers and never touched.
#ifndef AVSTAM_APP_CSV_H_
#define AVSTAM_APP_CSV_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avstam::app {

struct CsvStyle {
  char separator = ',', point = '.';
  std::string_view start;  // in front of the first line
};
inline constexpr CsvStyle kPlainCsv{};
// What Excel opens with a double click where Windows speaks Swedish.
inline constexpr CsvStyle kExcelSwedish{';', ',', "\xEF\xBB\xBF"};

std::string CsvText(std::string_view text);
std::string CsvOre(int64_t ore, const CsvStyle& style);  // in kronor
std::string CsvReal(double value, const CsvStyle& style);
std::string CsvLine(const std::vector<std::string>& fields, const CsvStyle& style);

}  // namespace avstam::app

#endif  // AVSTAM_APP_CSV_H_
