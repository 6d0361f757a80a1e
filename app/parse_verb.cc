#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/parse_command.h"
#include "app/pipeline.h"

namespace avstam::app {
namespace {

constexpr char kParseHelp[] =
    R"(Shows what is found in lines of text: one JSON line per line, with the places of what was
found in characters.  It is how the author of a rule tries a text.

Examples:
  avstam parse "drygt 1,6 mnkr per år"
  avstam parse --kind date "den 26 januari 2018"
  pdftotext brev.pdf - | avstam parse -
  avstam parse -- "-5 000 kr"

Exit codes: 0 done; 2 wrong usage or rule file.)";

struct ParseOptions {
  std::vector<std::string> texts;
  std::string kind, rules;
};

}  // namespace

void AddParseCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<ParseOptions>();
  CLI::App* command = app->add_subcommand("parse", "Finds amounts, dates, ... in lines of text");
  command->add_option("TEXT", options->texts, "Texts; none or -: the lines of standard input");
  command->add_option("--kind", options->kind,
                      "Only this: amount, number, percent, date, case-number, paragraph or region");
  AddRulesOption(command, &options->rules);
  command->footer(kParseHelp);
  command->callback(
      [options, exit_code] { *exit_code = RunParse(options->texts, options->kind, options->rules); });
}

}  // namespace avstam::app
