#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/console.h"
#include "app/export_oparl.h"
#include "app/export_tables.h"
#include "app/input_files.h"
#include "app/output_files.h"
#include "app/signals.h"
#include "base/error.h"
#include "extract/alto.h"
#include "extract/skew.h"
#include "store/archive.h"

namespace avstam::app {
namespace {

constexpr char kExportHelp[] =
    R"(Writes the archive for other programs.

  csv          decisions, amounts, tables, cells, documents, checks and repairs, a file each
  jsonl        the same, an object a line
  datapackage  the CSV files with a datapackage.json (Frictionless Data Package 2) that says
               what is in each column
  xlsx         the same as one workbook, a sheet each, avstam.xlsx
  oparl        meetings, agenda items, decisions and cases as OParl 1.1 objects, a JSON list a type
  alto         the words of every document with their places, confidences and other readings,
               one ALTO 4.4 file each, named after the document and the start of its SHA-256

OUTDIR is made when it is not there; one with files in it is only written to with --force, which
replaces files of the same names and leaves the others.  A file is there whole or not at all.
Personal identity numbers are masked in all but alto, unless --with-personal-numbers is given.

Examples:
  avstam export --format csv --excel-sv out/
  avstam export --format alto alto/
  avstam export --db 2026.db --format alto --force alto/

Exit codes: 0 all written; 2 OUTDIR is not empty, or no folder; 3 something was not written (each
is named); 4 the archive cannot be read; 130 interrupted.)";

struct ExportOptions {
  std::string database = "avstam.db", format, folder;
  bool force = false;
  TableExport tables;
};

std::string NameOf(const store::StoredDocument& document) {
  return document.file_names.empty() ? document.sha256 : document.file_names.front();
}

int RunTables(const ExportOptions& options) {
  store::Archive archive = store::Archive::OpenForReading(options.database);
  PrepareFolder(options.folder, options.force);
  const TableExportResult result =
      options.format == "oparl" ? ExportOparl(archive, options.folder, options.tables.with_personal_numbers)
                                : ExportTables(archive, options.format, options.folder, options.tables);
  archive.Close();
  if (!result.trouble.empty()) SayAbout(result.file, "not written: " + result.trouble, "output");
  std::string said =
      fmt::format("{} {} written to {}", result.rows, options.format == "oparl" ? "objects" : "rows",
                  EscapeForTerminal(ToUtf8(options.folder)));
  if (result.personal_numbers > 0)
    said += fmt::format("; {} personal identity numbers masked", result.personal_numbers);
  Say(said);
  return result.trouble.empty() ? kExitOk : kExitIncomplete;
}

int RunExport(const ExportOptions& options) {
  if (options.format != "alto") return RunTables(options);
  store::Archive archive = store::Archive::OpenForReading(options.database);
  const std::vector<store::StoredDocument> documents = archive.Documents();
  PrepareFolder(options.folder, options.force);
  Progress progress(documents.size());
  CatchInterrupts();
  size_t done = 0, written = 0;
  for (const store::StoredDocument& kept : documents) {
    if (Interrupted()) break;
    const std::string name = NameOf(kept);
    progress.Show(done++, name);
    std::optional<extract::Document> document = archive.LoadDocument(kept.sha256);
    if (!document) {
      progress.Clear();
      SayAbout(name, "not written: an older avstam stored it without what is needed; ingest the file again",
               "incomplete");
      continue;
    }
    extract::FindLayoutAgain(&*document);
    const std::string file = ExportName(name, kept.sha256, ".alto.xml");
    const std::string xml =
        extract::AltoXml(*document, {name, kept.sha256, "avstam " + kept.program_version, kept.ocr_version});
    if (const std::string trouble = WriteWhole(options.folder, file, xml); !trouble.empty()) {
      progress.Clear();
      SayAbout(file, "not written: " + trouble, "output");
      // A full disk stays full.
      break;
    }
    ++written;
  }
  progress.Clear();
  archive.Close();
  Say(fmt::format("{} of {} documents written to {}", written, documents.size(),
                  EscapeForTerminal(ToUtf8(options.folder))));
  if (Interrupted() && done < documents.size()) return kExitInterrupted;
  return written == documents.size() ? kExitOk : kExitIncomplete;
}

}  // namespace

void AddExportCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App* command = app->add_subcommand("export", "Writes the archive for other programs");
  command->add_option("OUTDIR", options->folder, "Folder to write to")->required();
  AddDatabaseOption(command, &options->database);
  command
      ->add_option("--format", options->format,
                   "csv, jsonl, datapackage, xlsx, oparl: what was read; alto: the words")
      ->required()
      ->check(CLI::IsMember({"csv", "jsonl", "datapackage", "xlsx", "oparl", "alto"}));
  command->add_flag("--excel-sv", options->tables.excel_swedish,
                    "CSV as a Swedish Excel wants it: semicolon, decimal comma, byte order mark");
  command->add_flag("--with-personal-numbers", options->tables.with_personal_numbers,
                    "Leave personal identity numbers as they are");
  command->add_flag("--force", options->force, "Write to a folder that is not empty");
  command->footer(kExportHelp);
  command->callback([options, exit_code] { *exit_code = RunExport(*options); });
}

}  // namespace avstam::app
