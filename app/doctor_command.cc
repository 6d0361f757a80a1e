#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/commands.h"
#include "app/console.h"
#include "app/input_files.h"
#include "app/pipeline.h"
#include "app/worker/canary.h"
#include "app/worker/pool.h"
#include "base/error.h"
#include "extract/tesseract_engine.h"
#include "store/archive.h"
#include "store/sqlite.h"

namespace avstam::app {
namespace {

constexpr char kDoctorHelp[] =
    R"(Looks at the libraries, the rule files, the OCR models, which are loaded, and the archive, whose
structure is checked from end to end.

Example:
  avstam doctor --db 2026.db

Exit codes: 0 in order; 2 a fault in the rule files; 3 an OCR model is missing: scans would not be
read; 4 a fault in the archive; 5 workers cannot be shut in.  The first of 4, 2, 5, 3 that applies.)";

struct DoctorOptions {
  std::string database = "avstam.db", rules;
};

void Line(std::string_view name, std::string_view state, std::string_view detail) {
  Print(fmt::format("{:<10} {:<8} {}\n", name, state, EscapeForTerminal(detail)));
}

// Where Tesseract looks for it; empty: the file is not to be seen there.
std::string ModelFile(const std::string& language) {
  std::vector<std::filesystem::path> folders;
  std::error_code error;
  if (const char* prefix = std::getenv("TESSDATA_PREFIX"); prefix != nullptr && *prefix != '\0') {
    folders = {prefix};
  } else {
    std::filesystem::directory_iterator end;
    for (std::filesystem::directory_iterator at("/usr/share/tesseract-ocr", error); !error && at != end;
         at.increment(error))
      folders.push_back(at->path() / "tessdata");
  }
  for (const std::filesystem::path& folder : folders)
    if (std::filesystem::path model = folder / (language + ".traineddata");
        std::filesystem::exists(model, error))
      return ToUtf8(model.string());
  return {};
}

// Loads each model: a file that is there may be cut off, or of another version.  True: both are in order.
bool CheckOcr() {
  bool all = true;
  const extract::OcrLanguages usual;
  for (const std::string& language : {usual.page, usual.signs}) {
    try {
      extract::TesseractEngine engine({language, language, ""});
      engine.Load();
      const std::string version = extract::TesseractEngine(usual).Version();
      const std::string file = ModelFile(language);
      Line("ocr", "ok",
           fmt::format("{}, model {}{}", version.substr(0, version.rfind(' ')), language,
                       file.empty() ? "" : " from " + file));
    } catch (const Error& error) {
      Line("ocr", "MISSING", fmt::format("{}; until then scans are not read", error.what()));
      all = false;
    }
  }
  return all;
}

// Starts a worker, which shuts itself in and reads a paper that is known.
bool CheckSandbox(const std::string& rules) {
  try {
    worker::PoolOptions pool_options;
    pool_options.program = "/proc/self/exe";
    pool_options.arguments = {"worker", "--ocr", "never"};
    if (!rules.empty()) pool_options.arguments.insert(pool_options.arguments.end(), {"--rules", rules});
    worker::Pool pool(pool_options);
    pool.Give(0, worker::SealedFile(worker::CanaryPdf()));
    while (pool.working() > 0) pool.Wait(std::chrono::milliseconds(100));
    Line("sandbox", "ok", pool.seal());
    return true;
  } catch (const Error& error) {
    Line("sandbox", "FAULT", error.what());
    return false;
  }
}

int RunDoctor(const DoctorOptions& options) {
  int exit_code = kExitOk;
  Line("avstam", "ok", AVSTAM_VERSION);
  Line("poppler", "ok", fmt::format("{} (built with)", AVSTAM_POPPLER_VERSION));
  Line("sqlite", "ok", store::SqliteVersion());
  try {
    std::string directory = RulesDirectory(options.rules);
    rules::RuleSet rules = LoadRules(options.rules);
    Line("rules", "ok", fmt::format("{} rules in {}", rules.rules().size(), directory));
  } catch (const Error& error) {
    Line("rules", "FAULT", error.what());
    exit_code = kExitUsage;
  }
  // A worker loads the rules too.
  if (exit_code == kExitOk && !CheckSandbox(options.rules)) exit_code = kExitSandbox;
  if (!CheckOcr() && exit_code == kExitOk) exit_code = kExitIncomplete;
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
  auto options = std::make_shared<DoctorOptions>();
  CLI::App* command = app->add_subcommand("doctor", "Are libraries, rule files and archive in order?");
  AddDatabaseOption(command, &options->database);
  AddRulesOption(command, &options->rules);
  command->footer(kDoctorHelp);
  command->callback([options, exit_code] { *exit_code = RunDoctor(*options); });
}

}  // namespace avstam::app
