// What was read, as files that spreadsheets and programs take: one for each subject of store/query.h.
#ifndef AVSTAM_APP_EXPORT_TABLES_H_
#define AVSTAM_APP_EXPORT_TABLES_H_

#include <cstdint>
#include <string>

#include "store/archive.h"

namespace avstam::app {

struct TableExport {
  bool excel_swedish = false;          // of csv
  bool with_personal_numbers = false;  // else they are masked
};

struct TableExportResult {
  int64_t rows = 0, personal_numbers = 0;  // masked
  std::string file, trouble;               // the file that could not be written, and why; empty: all is well
};

// `format`: "csv", "jsonl", "datapackage" or "xlsx".  Rows come by document hash, so that two archives that
// hold the same give the same files; the time in them is SOURCE_DATE_EPOCH where it is set.
TableExportResult ExportTables(const store::Archive& archive, const std::string& format,
                               const std::string& folder, const TableExport& options);

}  // namespace avstam::app

#endif  // AVSTAM_APP_EXPORT_TABLES_H_
