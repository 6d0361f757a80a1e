#include <fmt/format.h>

#include <memory>

#include "app/commands.h"
#include "app/console.h"
#include "app/input_files.h"
#include "app/pipeline.h"
#include "app/reading_json.h"
#include "app/report.h"
#include "app/shortcomings_text.h"
#include "app/signals.h"
#include "base/error.h"
#include "store/archive.h"
#include "store/shortcomings.h"

namespace avstam::app {
namespace {

constexpr char kHelp[] =
    R"(Compares every total with what it sums, document by document: over the archive, or straight
from PDFs when PATHs are given.  A printed figure counts as the interval that its rounding
leaves, so only a difference that rounding cannot explain is a mismatch.

Examples:
  avstam check
  avstam check brev.pdf budget.pdf
  avstam check --format json inbox > report.json

Exit codes: 0 all totals agree; 1 a mismatch; 3 something was not read, or not completely
(the mismatches are still reported); 4 the archive cannot be used.)";

struct Options {
  std::vector<std::string> paths;
  std::string database = "avstam.db", format = "text";
  ReadingOptions reading;
  bool verbose = false;
};

// Straight from the files; true: interrupted.
bool CheckFiles(const Options& options, Report* report) {
  Pipeline pipeline(options.reading);
  std::vector<InputFile> files = FindInputFiles(options.paths);
  Progress progress(files.size());
  CatchInterrupts();
  for (size_t i = 0; i < files.size(); ++i) {
    if (Interrupted()) return true;
    const InputFile& file = files[i];
    progress.Show(i, file.name);
    InputBytes input;
    input.problem = file.problem;
    if (!input.problem) input = ReadInput(file.path);
    Outcome outcome;
    if (input.problem) {
      outcome.failure = Failure{input.problem->code, input.problem->message};
    } else {
      outcome = pipeline.Read(input.bytes);
    }
    if (outcome.failure) {
      progress.Clear();
      SayAbout(file.name, outcome.failure->message, outcome.failure->code);
      report->AddFailure(file.name, *outcome.failure);
      continue;
    }
    if (!store::Shortcomings(*outcome.document).empty()) {
      progress.Clear();
      SayShortcomings(file.name, *outcome.document);
    }
    report->Add({file.name, outcome.sha256, store::PagesRead(*outcome.document), outcome.document->page_count,
                 store::Shortcomings(*outcome.document).empty(), std::move(*outcome.reading)});
  }
  return false;
}

void CheckArchive(const Options& options, Report* report) {
  store::Archive archive = store::Archive::OpenForReading(options.database);
  for (const store::StoredDocument& document : archive.Documents()) {
    std::string name = document.file_names.empty() ? document.sha256 : document.file_names.front();
    std::optional<rules::Reading> reading = archive.LoadReading(document.sha256);
    if (!reading) continue;  // cannot be: there is one connection, and it only reads
    report->Add({name, document.sha256, document.pages_read, document.page_count, document.complete,
                 std::move(*reading)});
    if (!document.complete)
      SayAbout(
          name,
          fmt::format("{} of {} pages read; ingest a whole copy", document.pages_read, document.page_count),
          "incomplete");
  }
  for (const store::FailureRecord& failure : archive.Failures()) {
    SayAbout(failure.file_name, failure.message, failure.code);
    report->AddFailure(failure.file_name, {failure.code, failure.message});
  }
  archive.Close();
}

int Run(const Options& options) {
  Report report;
  bool interrupted = false;
  if (options.paths.empty()) {
    CheckArchive(options, &report);
  } else {
    interrupted = CheckFiles(options, &report);
  }
  Print(options.format == "json" ? JsonText(report.ToJson(), /*pretty=*/true)
                                 : report.Text(options.verbose ? Detail::kAll : Detail::kFaults));
  return interrupted ? static_cast<int>(kExitInterrupted) : report.Exit();
}

}  // namespace

void AddCheckCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command =
      app->add_subcommand("check", "Do the totals agree?  Over the archive, or straight from PDFs");
  command->add_option("PATH", options->paths, "PDFs and folders; none: the archive");
  AddDatabaseOption(command, &options->database);
  AddReadingOptions(command, &options->reading);
  command->add_option("--format", options->format, "Of the report")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  command->add_flag("-v,--verbose", options->verbose, "List the checks that agree, too");
  command->footer(kHelp);
  command->callback([options, exit_code] { *exit_code = Run(*options); });
}

}  // namespace avstam::app
