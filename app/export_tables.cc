#include "app/export_tables.h"

#include <nlohmann/json.hpp>

#include "app/clock.h"
#include "app/output_files.h"
#include "app/personal_numbers.h"
#include "app/reading_json.h"
#include "app/result_printer.h"
#include "app/workbook.h"
#include "store/query.h"

namespace avstam::app {
namespace {

using Json = nlohmann::ordered_json;
using enum store::QueryColumn::Kind;

// Rows of a subject with personal numbers masked.
class Rows {
 public:
  Rows(const store::Archive& archive, const TableExport& options, TableExportResult* result)
      : archive_(archive), options_(options), result_(result) {}

  void Each(store::Subject subject, const std::function<void(const store::Row&)>& take) {
    store::Filter filter;
    filter.by_hash = true;
    const std::vector<store::QueryColumn>& columns = store::QueryColumns(subject);
    store::RunQuery(archive_, subject, filter, [&](const store::Row& row) {
      store::Row masked = row;
      for (size_t c = 0; c < row.size() && !options_.with_personal_numbers; ++c)
        if (auto* text = std::get_if<std::string>(&masked[c]); text != nullptr && columns[c].kind == kText)
          *text = MaskPersonalNumbers(*text, &result_->personal_numbers);
      take(masked);
      ++result_->rows;
    });
  }

 private:
  const store::Archive& archive_;
  const TableExport& options_;
  TableExportResult* result_;
};

std::string NameOf(store::Subject subject, const char* suffix) {
  return std::string(store::SubjectName(subject)) + suffix;
}

// True: go on.
bool Done(WholeFile* file, const std::string& name, TableExportResult* result) {
  result->trouble = file->Finish();
  if (!result->trouble.empty()) result->file = name;
  return result->trouble.empty();
}

bool WriteCsv(Rows* rows, const std::string& folder, const CsvStyle& style, TableExportResult* result) {
  for (store::Subject subject : store::kSubjects) {
    const std::vector<store::QueryColumn>& columns = store::QueryColumns(subject);
    WholeFile file(folder, NameOf(subject, ".csv"));
    std::vector<std::string> fields;
    for (const store::QueryColumn& column : columns) fields.push_back(CsvText(OutsideName(column)));
    file.Write(std::string(style.start) + CsvLine(fields, style));
    rows->Each(subject, [&](const store::Row& row) {
      fields.clear();
      for (size_t c = 0; c < row.size(); ++c) fields.push_back(ValueCsv(row[c], columns[c].kind, style));
      file.Write(CsvLine(fields, style));
    });
    if (!Done(&file, NameOf(subject, ".csv"), result)) return false;
  }
  return true;
}

void WriteJsonLines(Rows* rows, const std::string& folder, TableExportResult* result) {
  for (store::Subject subject : store::kSubjects) {
    const std::vector<store::QueryColumn>& columns = store::QueryColumns(subject);
    WholeFile file(folder, NameOf(subject, ".jsonl"));
    rows->Each(subject, [&](const store::Row& row) {
      Json object = Json::object();
      for (size_t c = 0; c < row.size(); ++c)
        object[OutsideName(columns[c])] = ValueJson(row[c], columns[c].kind);
      file.Write(JsonText(object, false));
    });
    if (!Done(&file, NameOf(subject, ".jsonl"), result)) return;
  }
}

const char* FieldType(store::QueryColumn::Kind kind) {
  switch (kind) {
    case kInteger:
      return "integer";
    case kReal:
    case kMoney:
      return "number";
    case kFlag:
      return "boolean";
    case kDate:
      return "date";
    case kText:
    case kId:
      break;
  }
  return "string";
}

// https://datapackage.org/standard/data-package/, version 2.0.
std::string DataPackageJson() {
  Json out;
  out["$schema"] = "https://datapackage.org/profiles/2.0/datapackage.json";
  out["name"] = "avstam";
  out["title"] = "What avstam read";
  out["created"] = TimeStamp();
  out["version"] = AVSTAM_VERSION;
  for (store::Subject subject : store::kSubjects) {
    Json resource;
    resource["name"] = store::SubjectName(subject);
    resource["type"] = "table";
    resource["path"] = NameOf(subject, ".csv");
    resource["scheme"] = "file";
    resource["format"] = "csv";
    resource["mediatype"] = "text/csv";
    resource["encoding"] = "utf-8";
    Json schema;
    schema["$schema"] = "https://datapackage.org/profiles/2.0/tableschema.json";
    for (const store::QueryColumn& column : store::QueryColumns(subject)) {
      Json field{{"name", OutsideName(column)}, {"type", FieldType(column.kind)}};
      if (column.kind == kMoney)
        field["description"] = "in the currency's main unit; of percentages the figure";
      schema["fields"].push_back(std::move(field));
    }
    schema["primaryKey"] = Json::array({"id"});
    resource["schema"] = std::move(schema);
    out["resources"].push_back(std::move(resource));
  }
  return JsonText(out, true);
}

void WriteWorkbook(Rows* rows, const std::string& folder, TableExportResult* result) {
  const std::string name = "avstam.xlsx";
  Workbook workbook(folder, name, TimeStamp());
  for (store::Subject subject : store::kSubjects) {
    workbook.AddSheet(std::string(store::SubjectName(subject)), store::QueryColumns(subject));
    rows->Each(subject, [&](const store::Row& row) { workbook.AddRow(row); });
  }
  result->trouble = workbook.Finish();
  if (!result->trouble.empty()) result->file = name;
}

}  // namespace

TableExportResult ExportTables(const store::Archive& archive, const std::string& format,
                               const std::string& folder, const TableExport& options) {
  TableExportResult result;
  Rows rows(archive, options, &result);
  if (format == "jsonl") {
    WriteJsonLines(&rows, folder, &result);
  } else if (format == "xlsx") {
    WriteWorkbook(&rows, folder, &result);
  } else if (format == "datapackage") {
    if (!WriteCsv(&rows, folder, kPlainCsv, &result)) return result;
    result.trouble = WriteWhole(folder, "datapackage.json", DataPackageJson());
    if (!result.trouble.empty()) result.file = "datapackage.json";
  } else {
    WriteCsv(&rows, folder, options.excel_swedish ? kExcelSwedish : kPlainCsv, &result);
  }
  return result;
}

}  // namespace avstam::app
