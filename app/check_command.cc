#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "app/baseline.h"
#include "app/check_formats.h"
#include "app/clock.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/file_reader.h"
#include "app/input_files.h"
#include "app/profile_table.h"
#include "app/reading_json.h"
#include "app/report.h"
#include "app/shortcomings_text.h"
#include "app/signals.h"
#include "app/worker_options.h"
#include "base/error.h"
#include "base/sha256.h"
#include "rules/csv_table.h"
#include "rules/same_tables.h"
#include "store/archive.h"
#include "store/settle.h"
#include "store/shortcomings.h"
#include "store/sqlite.h"

namespace avstam::app {
namespace {

constexpr char kCheckHelp[] =
    R"(Compares every total with what it sums, document by document: over the archive, or straight
from PDFs when PATHs are given.  A printed figure counts as the interval that its rounding
leaves, so only a difference that rounding cannot explain is a mismatch.

Examples:
  avstam check
  avstam check --across
  avstam check brev.pdf budget.pdf
  avstam check --format json inbox > report.json
  avstam check --format sarif --baseline known.json inbox > avstam.sarif

Exit codes: 0 all totals agree, or the baseline or a waiver lets pass what does not; 1 a mismatch;
3 something was not read, or not completely (the mismatches are still reported); 4 the archive
cannot be used; 5 the processes that read the PDFs cannot be shut in.)";

struct CheckOptions {
  std::vector<std::string> paths;
  std::string database = "avstam.db", format = "text", fail_on = "mismatch", baseline, draft;
  WorkerOptions workers;
  bool verbose = false, relations = false, coverage = false, across = false;
};

bool IsCsv(const std::string& path) {
  std::string end = path.substr(path.size() < 4 ? 0 : path.size() - 4);
  for (char& c : end) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return end == ".csv" || end == ".tsv";
}

// The tables of a CSV file; it is text, and needs no worker.
void CheckCsv(const rules::RuleSet& rules, const InputFile& file, Report* report) {
  InputBytes input;
  input.problem = file.problem;
  if (!input.problem) input = ReadInput(file.path);
  if (input.problem) {
    SayAbout(file.name, input.problem->message, input.problem->code);
    return report->AddFailure(file.name, {input.problem->code, input.problem->message});
  }
  const normalize::Normalizer normalizer(rules.lexicon());
  report->Add(
      {file.name, Sha256Hex(input.bytes), 1, 1, true, rules::ReadCsv(input.bytes, rules, normalizer), true});
}

void AddOutcome(const InputFile& file, Outcome outcome, Report* report) {
  if (outcome.failure) {
    SayAbout(file.name, outcome.failure->message, outcome.failure->code);
    return report->AddFailure(file.name, *outcome.failure);
  }
  const bool complete = store::Shortcomings(*outcome.document).empty();
  if (!complete) SayShortcomings(file.name, *outcome.document);
  report->Add({file.name, outcome.sha256, store::PagesRead(*outcome.document), outcome.document->page_count,
               complete, std::move(*outcome.reading)});
}

// Straight from the files; true: interrupted.
bool CheckFiles(const CheckOptions& options, Report* report) {
  CatchInterrupts();
  const std::vector<InputFile> files = FindInputFiles(options.paths);
  std::vector<InputFile> papers;
  std::copy_if(files.begin(), files.end(), std::back_inserter(papers),
               [](const InputFile& file) { return !IsCsv(file.path); });
  FileReader reader(options.workers, std::move(papers));
  std::optional<rules::RuleSet> rules;  // of papers, the workers have them
  Progress progress(files.size());
  for (size_t i = 0; i < files.size(); ++i) {
    progress.Show(i, files[i].name);
    if (IsCsv(files[i].path)) {
      if (Interrupted()) return true;
      progress.Clear();
      if (!rules) rules = LoadRules(options.workers.reading.rules);
      CheckCsv(*rules, files[i], report);
      continue;
    }
    std::optional<worker::Report> paper = reader.Next();
    if (!paper) return true;
    progress.Clear();
    AddOutcome(files[i], std::move(paper->outcome), report);
  }
  return false;
}

// Documents of one case, by the number of the case.
std::map<std::string, std::vector<std::string>> DocumentsByCase(const store::Archive& archive) {
  std::map<std::string, std::vector<std::string>> out;
  store::Statement rows = archive.database()->Prepare(
      "SELECT DISTINCT p.case_key, d.sha256, d.id FROM parts p JOIN documents d ON d.id = p.document_id "
      "WHERE p.case_key IS NOT NULL AND EXISTS (SELECT 1 FROM document_tables t WHERE t.document_id = d.id) "
      "ORDER BY p.case_key, d.id");
  while (rows.Step()) out[rows.Text(0)].push_back(rows.Text(1));
  return out;
}

// The checks of each document against the earlier ones of its cases, by hash.
std::map<std::string, std::vector<rules::Check>> ChecksAcross(const store::Archive& archive) {
  std::map<std::string, std::vector<rules::Check>> out;
  std::set<std::pair<std::string, std::string>> done;  // two papers may share several cases
  for (const auto& [number, documents] : DocumentsByCase(archive)) {
    std::vector<rules::Reading> readings;
    std::vector<std::string> names;
    for (const std::string& sha256 : documents) {
      const std::optional<store::StoredDocument> kept = archive.Find(sha256);
      std::optional<rules::Reading> reading = archive.LoadReading(sha256);
      if (!kept || !reading) continue;
      store::ApplyDecisions(archive.HumanDecisionsOf(sha256), &*reading);
      for (size_t earlier = 0; earlier < readings.size(); ++earlier) {
        if (!done.insert({documents[earlier], sha256}).second) continue;
        std::vector<rules::Check> checks = rules::CheckAcross(*reading, readings[earlier], names[earlier]);
        std::move(checks.begin(), checks.end(), std::back_inserter(out[sha256]));
      }
      readings.push_back(std::move(*reading));
      names.push_back(kept->file_names.empty() ? sha256 : kept->file_names.front());
    }
  }
  return out;
}

void CheckArchive(const CheckOptions& options, Report* report) {
  store::Archive archive = store::Archive::OpenForReading(options.database);
  std::map<std::string, std::vector<rules::Check>> across;
  if (options.across) across = ChecksAcross(archive);
  for (const store::StoredDocument& document : archive.Documents()) {
    std::string name = document.file_names.empty() ? document.sha256 : document.file_names.front();
    std::optional<rules::Reading> reading = archive.LoadReading(document.sha256);
    if (!reading) continue;  // cannot be: there is one connection, and it only reads
    store::Standing standing = store::ApplyDecisions(archive.HumanDecisionsOf(document.sha256), &*reading);
    for (rules::Check& check : across[document.sha256]) {
      reading->checks.push_back(std::move(check));
      standing.checks.emplace_back();
    }
    report->Add({name, document.sha256, document.pages_read, document.page_count, document.complete,
                 std::move(*reading), false, std::move(standing.checks)});
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

std::string Formatted(const CheckOptions& options, const Report& report) {
  if (options.format == "json") return JsonText(report.ToJson(), /*pretty=*/true);
  if (options.format == "sarif") return SarifText(report.Files());
  if (options.format == "junit") return JunitText(report.Files());
  if (options.format == "github") return GithubText(report.Files());
  return report.Text(options.verbose ? Detail::kAll : Detail::kFaults);
}

// GitHub shows what is appended to this file above the log of the step.
void AddStepSummary(const Report& report) {
  const char* path = std::getenv("GITHUB_STEP_SUMMARY");
  if (path == nullptr || *path == '\0') return;
  std::ofstream out(path, std::ios::app | std::ios::binary);
  out << GithubSummary(report.Files(), report.Summary());
  if (!out.flush()) Say("the step summary could not be written");
}

void WriteDraft(const std::string& path, const Report& report) {
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  out << BaselineDraft(report.Findings());
  if (!out.flush()) throw Error(ErrorCode::kUsage, path + ": the baseline cannot be written");
}

int RunCheck(const CheckOptions& options) {
  BeginProfile(options.workers.profile);
  Report report;
  bool interrupted = false;
  const std::string today = TimeStamp().substr(0, 10);
  report.Tell(options.relations, options.coverage);
  report.UseBaseline(options.baseline.empty() ? Baseline() : Baseline::Load(options.baseline), today);
  if (options.across && !options.paths.empty())
    throw Error(ErrorCode::kUsage, "--across is about an archive: ingest the files, then check without PATH");
  if (options.paths.empty()) {
    CheckArchive(options, &report);
  } else {
    interrupted = CheckFiles(options, &report);
  }
  Print(Formatted(options, report));
  if (options.format == "github") {
    AddStepSummary(report);
    Say(report.Summary());
  }
  if (!options.baseline.empty())
    for (const std::string& remark : report.baseline().Remarks(today)) Say(EscapeForTerminal(remark));
  for (const std::string& remark : report.remarks()) Say(EscapeForTerminal(remark));
  if (!options.draft.empty()) WriteDraft(options.draft, report);
  SayProfile();
  const FailOn fail_on = options.fail_on == "not-comparable" ? FailOn::kNotComparable : FailOn::kMismatch;
  return interrupted ? static_cast<int>(kExitInterrupted) : report.Exit(fail_on);
}

}  // namespace

void AddCheckCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<CheckOptions>();
  CLI::App* command = app->add_subcommand(
      "check", "Do the totals agree?  Over the archive, or straight from PDFs and CSV files");
  command->add_option("PATH", options->paths, "PDFs, CSV files and folders; none: the archive");
  AddDatabaseOption(command, &options->database);
  AddWorkerOptions(command, &options->workers);
  AddProfileOption(command, &options->workers.profile);
  AddJobsOption(command, &options->workers.jobs);
  command->add_option("--format", options->format, "Of the report")
      ->check(CLI::IsMember({"text", "json", "junit", "sarif", "github"}))
      ->capture_default_str();
  command->add_option("--baseline", options->baseline, "Known mismatches, with reason and last day (JSON)")
      ->type_name("FILE");
  command
      ->add_option("--write-baseline", options->draft, "Write the mismatches found as a draft of a baseline")
      ->type_name("FILE");
  command->add_option("--fail-on", options->fail_on, "From what on the exit code is 1")
      ->check(CLI::IsMember({"mismatch", "not-comparable"}))
      ->capture_default_str();
  command->add_flag("--across", options->across,
                    "Also hold the documents of one case number to each other (archive)");
  command->add_flag("--relations", options->relations, "List every relation found, in the JSON");
  command->add_flag("--coverage", options->coverage, "List the figures that no check covers");
  command->add_flag("-v,--verbose", options->verbose, "List the checks that agree, too");
  command->footer(kCheckHelp);
  command->callback([options, exit_code] { *exit_code = RunCheck(*options); });
}

}  // namespace avstam::app
