#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/console.h"
#include "app/pipeline.h"
#include "rules/ruleset.h"

namespace avstam::app {
namespace {

constexpr char kRulesHelp[] =
    R"(Each rule must take the examples it accepts and leave those it rejects, and no other rule
may take its examples first.

Examples:
  avstam rules check
  avstam rules check my-rules

Exit codes: 0 all hold; 2 findings.)";

int RunCheck(const std::string& directory) {
  rules::RuleSet rules = LoadRules(directory);
  rules::RuleReport report = rules.Report();
  for (const rules::RuleFinding& finding : report.findings) Print(finding.message + "\n");
  int examples = report.accepts + report.rejects;
  std::string counts = fmt::format("{} rules, {} examples", report.rules, examples);
  if (!report.findings.empty()) {
    Print(fmt::format("{}, {} findings\n", counts, report.findings.size()));
    return kExitUsage;
  }
  Print(counts + ", all hold\n");
  return kExitOk;
}

}  // namespace

void AddRulesCommand(CLI::App* app, int* exit_code) {
  auto directory = std::make_shared<std::string>();
  CLI::App* rules = app->add_subcommand("rules", "Works on the rule files");
  rules->require_subcommand(1);
  CLI::App* check = rules->add_subcommand("check", "Tries every rule on its own examples");
  check->add_option("DIR", *directory,
                    "Rules of your own, checked with the installed ones (or a folder with a whole set)");
  check->footer(kRulesHelp);
  check->callback([directory, exit_code] { *exit_code = RunCheck(*directory); });
}

}  // namespace avstam::app
