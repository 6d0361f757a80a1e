#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/console.h"
#include "app/file_reader.h"
#include "app/input_files.h"
#include "app/profile_table.h"
#include "app/reading_json.h"
#include "app/shortcomings_text.h"
#include "app/worker_options.h"
#include "extract/alto.h"
#include "extract/tables.h"
#include "extract/text.h"

namespace avstam::app {
namespace {

constexpr char kExtractHelp[] =
    R"(Reads one PDF and prints what it says as one JSON object: pages, parts, amounts in running
text, tables with their cells in kronor, and the checks of their totals.  No archive is
touched.  The file is read by a process of its own that can write no file, reach no network and
start no program.

Examples:
  avstam extract brev.pdf
  avstam extract --pretty brev.pdf | less
  avstam extract --format text skannat.pdf
  avstam extract --format alto skannat.pdf > skannat.alto.xml
  avstam extract -- -odd-name.pdf

Exit codes: 0 read; 3 not read, or not completely (what was read is printed); 5 the process that
reads it cannot be shut in.)";

struct ExtractOptions {
  std::string file;
  WorkerOptions workers;
  std::string format = "json";
  bool pretty = false, all_tables = false;
};

int ReadAndPrint(const ExtractOptions& options) {
  const std::string name = ToUtf8(options.file);
  int exit_code = kExitOk;
  const std::optional<worker::Report> report = ReadFile(options.workers, options.file, &exit_code);
  if (!report) return exit_code;
  const Outcome& outcome = report->outcome;
  if (options.format == "text") {
    Print(extract::Text(*outcome.document));
  } else if (options.format == "alto") {
    Print(extract::AltoXml(*outcome.document,
                           {name, outcome.sha256, "avstam " AVSTAM_VERSION, report->ocr_version}));
  } else {
    nlohmann::ordered_json json = ReadingJson(name, *outcome.document, *outcome.reading);
    if (options.all_tables)
      AppendOtherTables(extract::FindWholeTables(*outcome.document), *outcome.reading, &json);
    Print(JsonText(json, options.pretty));
  }
  return SayShortcomings(name, *outcome.document) ? kExitIncomplete : kExitOk;
}

int RunExtract(const ExtractOptions& options) {
  BeginProfile(options.workers.profile);
  const int exit_code = ReadAndPrint(options);
  SayProfile();
  return exit_code;
}

}  // namespace

void AddExtractCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<ExtractOptions>();
  CLI::App* command = app->add_subcommand("extract", "Reads one PDF and prints what it says as JSON");
  command->add_option("FILE", options->file, "The PDF")->required();
  AddWorkerOptions(command, &options->workers);
  AddProfileOption(command, &options->workers.profile);
  command
      ->add_option("--format", options->format,
                   "json; text: the words alone, line by line, a form feed after each page; alto: the words "
                   "with their places and confidences, as ALTO 4.4 XML")
      ->check(CLI::IsMember({"json", "text", "alto"}))
      ->capture_default_str();
  command->add_flag(
      "--all-tables", options->all_tables,
      "Tables of counts or of words, too; without it only those with money or figures to check");
  command->add_flag("--pretty", options->pretty, "Indent the JSON");
  command->footer(kExtractHelp);
  command->callback([options, exit_code] { *exit_code = RunExtract(*options); });
}

}  // namespace avstam::app
