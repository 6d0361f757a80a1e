// A workbook for Excel and LibreOffice (XLSX, ECMA-376), by libxlsxwriter.
//
//   Workbook w("out", "avstam.xlsx", "2026-01-31T12:00:00Z");
//   w.AddSheet("checks", columns);  w.AddRow(row);
//   std::string trouble = w.Finish();
#ifndef AVSTAM_APP_WORKBOOK_H_
#define AVSTAM_APP_WORKBOOK_H_

#include <memory>
#include <string>
#include <vector>

#include "store/query.h"

namespace avstam::app {

// Money and figures are numbers, dates dates; texts are texts whatever they begin with.  The header stays in
// sight. File names lead to the page where there is one, as long as a sheet may have links.  A sheet takes
// 1,048,575 rows; more is trouble.  Rows go to the disk as they come.
class Workbook {
 public:
  // `created`: UTC, ISO 8601.
  Workbook(const std::string& folder, const std::string& name, const std::string& created);
  ~Workbook();  // without Finish: nothing is left
  Workbook(const Workbook&) = delete;
  Workbook& operator=(const Workbook&) = delete;

  void AddSheet(const std::string& name, const std::vector<store::QueryColumn>& columns);
  void AddRow(const store::Row& row);
  std::string Finish();  // empty, or what went wrong

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_WORKBOOK_H_
