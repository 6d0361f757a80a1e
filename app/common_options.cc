#include <CLI/CLI.hpp>

#include "app/commands.h"

namespace avstam::app {

void AddRulesOption(CLI::App* command, std::string* rules) {
  command
      ->add_option("--rules", *rules, "Folder of the rule files (else AVSTAM_RULES, else the installed ones)")
      ->type_name("DIR");
}

void AddReadingOptions(CLI::App* command, ReadingOptions* options) {
  AddRulesOption(command, &options->rules);
  command
      ->add_option(
          "--ocr", options->ocr,
          "Read pictures of text: auto, where a page has no text or text that cannot be right; always, "
          "every page; never")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
}

void AddDatabaseOption(CLI::App* command, std::string* database) {
  command->add_option("--db", *database, "The archive, an SQLite file")
      ->type_name("FILE")
      ->capture_default_str();
}

}  // namespace avstam::app
