// The command line as a value, taken from the definitions that parse it, and printed for those who look
// things up: manual page, completions of shells, a page of Markdown.  So they cannot say different things.
//
//   const Verb avstam = ReferenceOf(app);              // CLI::App with all its verbs
//   std::string page = ManPage(avstam, "0.1.0");       // man(7); BashCompletion(avstam), ...
//
// Hidden verbs and options (CLI11: those of the group "") are left out.
#ifndef AVSTAM_APP_REFERENCE_REFERENCE_H_
#define AVSTAM_APP_REFERENCE_REFERENCE_H_

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

namespace avstam::app::reference {

struct Option {
  std::vector<std::string> names;  // "-v", "--verbose"; of a positional its one name, "FILE"
  bool positional = false, required = false, repeated = false;
  std::string value;                 // what it takes: "FILE", "INT"; empty: a flag
  std::vector<std::string> choices;  // all that it may be; empty: anything
  std::string standard;              // if it is not given; empty: as the description says
  std::string description;
};

struct Verb {
  std::string name;         // "rules check"; of the program itself "avstam"
  std::string description;  // one line
  std::string notes;        // examples and exit codes, as --help prints them
  std::vector<Option> options;
  std::vector<Verb> verbs;
};

Verb ReferenceOf(const CLI::App& app);

// Source of avstam(1) for man(7).
std::string ManPage(const Verb& program, const std::string& version);
// docs/reference.md.
std::string MarkdownPage(const Verb& program);
// To be sourced, or installed under the name of the program.
std::string BashCompletion(const Verb& program);
std::string ZshCompletion(const Verb& program);
std::string FishCompletion(const Verb& program);

// The verbs that do something, also those of a verb, in the order of the help.
std::vector<const Verb*> Leaves(const Verb& program);
// Of folders and files a shell completes the names.
bool TakesPath(const Option& option);

}  // namespace avstam::app::reference

#endif  // AVSTAM_APP_REFERENCE_REFERENCE_H_
