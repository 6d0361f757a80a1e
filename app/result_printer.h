// Rows of a query as a table for people, or as CSV or JSON for programs.
//
//   ResultPrinter printer(ResultFormat("auto"), store::QueryColumns(subject));
//   store::RunQuery(archive, subject, filter, [&](const store::Row& row) { printer.Add(row); });
//   printer.Finish();
//
// Money leaves as kronor: "976000000" in JSON, 976000000 in CSV, "976 000 000" in a table; a column
// "value_ore" is called "value".
#ifndef AVSTAM_APP_RESULT_PRINTER_H_
#define AVSTAM_APP_RESULT_PRINTER_H_

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "app/csv.h"
#include "store/query.h"

namespace avstam::app {

enum class Format { kTable, kCsv, kExcelCsv, kJson, kJsonLines };
// "auto" (a table on a terminal, else CSV), "table", "csv", "csv-excel", "json", "jsonl".
Format FormatFromName(const std::string& name);
std::vector<std::string> FormatNames();

// What a column is called outside the archive.
std::string OutsideName(const store::QueryColumn& column);
nlohmann::ordered_json ValueJson(const store::Value& value, store::QueryColumn::Kind kind);
std::string ValueCsv(const store::Value& value, store::QueryColumn::Kind kind, const CsvStyle& style);

class ResultPrinter {
 public:
  ResultPrinter(Format format, const std::vector<store::QueryColumn>& columns);
  void Add(const store::Row& row);
  void Finish();

 private:
  // The header line, not before it is certain that there is a result.
  void Start();

  Format format_;
  std::vector<store::QueryColumn> columns_;
  std::vector<size_t> shown_;                    // in a table
  std::vector<std::vector<std::string>> table_;  // held until all widths are known
  bool first_ = true;
};

// Columns apart by two spaces, headers first; texts are cut so that a line has at most `width` characters (0:
// any number), figures never.  Rows must be as long as `columns`.
std::string TableText(const std::vector<store::QueryColumn>& columns,
                      const std::vector<std::vector<std::string>>& rows, size_t width);

}  // namespace avstam::app

#endif  // AVSTAM_APP_RESULT_PRINTER_H_
