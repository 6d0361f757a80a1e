#include <CLI/CLI.hpp>
#include <memory>

#include "app/commands.h"
#include "app/console.h"
#include "app/reference/reference.h"

namespace avstam::app {
namespace {

std::string Printed(const reference::Verb& program, const std::string& format) {
  if (format == "man") return reference::ManPage(program, AVSTAM_VERSION);
  if (format == "bash") return reference::BashCompletion(program);
  if (format == "zsh") return reference::ZshCompletion(program);
  if (format == "fish") return reference::FishCompletion(program);
  return reference::MarkdownPage(program);
}

}  // namespace

void AddReferenceCommand(CLI::App* app, int* exit_code) {
  auto format = std::make_shared<std::string>();
  CLI::App* command = app->add_subcommand("reference", "Manual page, or completion for a shell");
  command->add_option("--format", *format, "What to print")
      ->required()
      ->check(CLI::IsMember({"man", "markdown", "bash", "zsh", "fish"}));
  command->footer(
      "`cmake --install` and the package put these in their places.\n\n"
      "Examples:\n  avstam reference --format man > avstam.1\n"
      "  source <(avstam reference --format bash)\n\nExit codes: 0 done.");
  command->callback([app, format, exit_code] {
    Print(Printed(reference::ReferenceOf(*app), *format));
    *exit_code = kExitOk;
  });
}

}  // namespace avstam::app
