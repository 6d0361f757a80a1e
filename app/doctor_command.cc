#include <fmt/format.h>

#include <filesystem>
#include <memory>

#include "app/commands.h"
#include "app/console.h"
#include "app/pipeline.h"
#include "base/error.h"
#include "store/archive.h"
#include "store/sqlite.h"

namespace avstam::app {
namespace {

constexpr char kHelp[] =
    R"(Looks at the libraries, the rule files, the language data and the archive, whose structure
is checked from end to end.

Example:
  avstam doctor --db 2026.db

Exit codes: 0 in order; 2 a fault in the rule files; 4 a fault in the archive.)";

struct Options {
  std::string database = "avstam.db", rules;
};

void Line(std::string_view name, std::string_view state, std::string_view detail) {
  Print(fmt::format("{:<10} {:<8} {}\n", name, state, EscapeForTerminal(detail)));
}

std::string FindSwedishModel() {
  std::error_code error;
  std::filesystem::directory_iterator end;
  for (std::filesystem::directory_iterator at("/usr/share/tesseract-ocr", error); !error && at != end;
       at.increment(error)) {
    std::filesystem::path model = at->path() / "tessdata" / "swe.traineddata";
    if (std::filesystem::exists(model, error)) return model.string();
  }
  return {};
}

int Run(const Options& options) {
  int exit_code = kExitOk;
  Line("avstam", "ok", AVSTAM_VERSION);
  Line("poppler", "ok", fmt::format("{} (built with)", AVSTAM_POPPLER_VERSION));
  Line("sqlite", "ok", store::SqliteVersion());
  try {
    std::string directory = RulesDirectory(options.rules);
    rules::RuleSet rules = rules::RuleSet::Load(directory);
    Line("rules", "ok", fmt::format("{} rules in {}", rules.rules().size(), directory));
  } catch (const Error& error) {
    Line("rules", "FAULT", error.what());
    exit_code = kExitUsage;
  }
  std::string model = FindSwedishModel();
  Line("ocr", model.empty() ? "absent" : "ok",
       model.empty() ? "no Swedish Tesseract model; this version reads digital PDFs only and does not need it"
                     : model);
  std::error_code error_code;
  if (!std::filesystem::exists(options.database, error_code)) {
    Line("archive", "absent", options.database + " is not there yet; `avstam ingest` makes it");
    return exit_code;
  }
  try {
    store::Archive archive = store::Archive::OpenForReading(options.database);
    std::vector<std::string> faults = archive.CheckIntegrity();
    for (const std::string& fault : faults) Line("archive", "FAULT", fault);
    if (faults.empty())
      Line("archive", "ok",
           fmt::format("{}: {} documents, {} files not read", options.database, archive.Documents().size(),
                       archive.Failures().size()));
    if (!faults.empty()) exit_code = kExitArchive;
    archive.Close();
  } catch (const Error& error) {
    Line("archive", "FAULT", error.what());
    exit_code = kExitArchive;
  }
  return exit_code;
}

}  // namespace

void AddDoctorCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<Options>();
  CLI::App* command = app->add_subcommand("doctor", "Are libraries, rule files and archive in order?");
  AddDatabaseOption(command, &options->database);
  AddRulesOption(command, &options->rules);
  command->footer(kHelp);
  command->callback([options, exit_code] { *exit_code = Run(*options); });
}

}  // namespace avstam::app
