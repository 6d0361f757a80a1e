#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <exception>
#include <new>

#include "app/commands.h"
#include "app/console.h"
#include "app/signals.h"
#include "base/error.h"

namespace avstam::app {
namespace {

constexpr char kAbout[] =
    R"(Reads PDFs of Swedish regions and municipalities, takes out the money tables and sums, and
tells which totals do not add up.)";
constexpr char kExitCodes[] = R"(`avstam VERB --help` tells more.

Exit codes: 0 done, all totals agree; 1 a total does not agree; 2 wrong usage or rule file;
3 something could not be read, or not completely; 4 the archive cannot be used;
5 the sandbox cannot be set up; 130 interrupted.)";

int ExitFor(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
    case ErrorCode::kRuleFile:
      return kExitUsage;
    case ErrorCode::kArchive:
      return kExitArchive;
    case ErrorCode::kSandbox:
      return kExitSandbox;
    default:
      return kExitIncomplete;
  }
}

// Rule file messages have several lines (source line, caret); each is made safe by itself.
void SayLines(std::string message) {
  while (!message.empty() && message.back() == '\n') message.pop_back();
  for (size_t at = 0; at <= message.size();) {
    size_t end = std::min(message.find('\n', at), message.size());
    Say(EscapeForTerminal(std::string_view(message).substr(at, end - at)));
    at = end + 1;
  }
}

int Main(int argc, char** argv) {
  IgnoreFileSizeSignal();
  CLI::App app(kAbout, "avstam");
  app.set_version_flag("--version", "avstam " AVSTAM_VERSION);
  app.require_subcommand(1);
  app.footer(kExitCodes);
  int exit_code = kExitOk;
  AddExtractCommand(&app, &exit_code);
  AddIngestCommand(&app, &exit_code);
  AddFailureCommands(&app, &exit_code);
  AddWorkerCommand(&app, &exit_code);
  AddCheckCommand(&app, &exit_code);
  AddQueryCommands(&app, &exit_code);
  AddExplainCommand(&app, &exit_code);
  AddSearchCommand(&app, &exit_code);
  AddSqlCommand(&app, &exit_code);
  AddExportCommand(&app, &exit_code);
  AddRereadCommands(&app, &exit_code);
  AddDecideCommands(&app, &exit_code);
  AddCareCommands(&app, &exit_code);
  AddParseCommand(&app, &exit_code);
  AddRulesCommand(&app, &exit_code);
  AddServeCommand(&app, &exit_code);
  AddPictureWorkerCommand(&app, &exit_code);
  AddDoctorCommand(&app, &exit_code);
  AddReferenceCommand(&app, &exit_code);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {  // --help, --version
    app.exit(success);
    exit_code = kExitOk;
  } catch (const CLI::ParseError& error) {
    // CLI11's own codes differ; its text names the option, the usage follows.
    const CLI::App* verb = &app;
    std::string name = "avstam";
    while (!verb->get_subcommands().empty()) {
      verb = verb->get_subcommands().front();
      name += " " + verb->get_name();
    }
    // Of a misspelt verb CLI11 says only that one is missing.
    std::vector<std::string> unknown = verb->remaining();
    bool misspelt = error.get_name() == "RequiredError" && !unknown.empty();
    Say("avstam: " + EscapeForTerminal(misspelt ? "no such command: " + unknown.front() : error.what()));
    SayLines(CLI::Formatter().make_usage(verb, name));
    Say(fmt::format("`{} --help` tells more", name));
    exit_code = kExitUsage;
  } catch (const Error& error) {
    SayLines(error.what());
    exit_code = ExitFor(error.code());
  } catch (const std::bad_alloc&) {
    Say("avstam: there is not enough memory");
    exit_code = kExitIncomplete;
  } catch (const std::exception& error) {
    Say(fmt::format("avstam: a fault in the program: {}; please report it", EscapeForTerminal(error.what())));
    exit_code = kExitIncomplete;
  }
  // Results that did not reach their place are not done, whatever else went well.
  if (!FlushOutput() && exit_code <= kExitMismatch) exit_code = kExitIncomplete;
  return exit_code;
}

}  // namespace

}  // namespace avstam::app

int main(int argc, char** argv) { return avstam::app::Main(argc, argv); }
