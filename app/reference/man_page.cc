#include <fmt/format.h>

#include "app/reference/reference.h"

namespace avstam::app::reference {
namespace {

// As text of man(7): a minus that can be copied, no line that is taken for a request.
std::string Roff(const std::string& text) {
  std::string out;
  bool line_start = true;
  for (char c : text) {
    if (line_start && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      out += c;
    }
    line_start = c == '\n';
  }
  return out;
}

std::string Head(const Option& option) {
  std::string out;
  for (const std::string& name : option.names)
    out += std::string(out.empty() ? "" : ", ") + (option.positional ? "\\fI" : "\\fB") + Roff(name) + "\\fR";
  if (option.positional) return out + (option.repeated ? " ..." : "");
  if (!option.value.empty()) out += " \\fI" + Roff(option.value) + "\\fR";
  return out;
}

std::string OptionText(const Option& option) {
  std::string out = ".TP\n" + Head(option) + "\n" + Roff(option.description);
  if (!option.description.ends_with('.')) out += '.';
  std::string choices;
  for (const std::string& choice : option.choices) choices += (choices.empty() ? "" : ", ") + choice;
  if (!choices.empty()) out += Roff("\nOne of " + choices + ".");
  if (!option.standard.empty()) out += Roff("\nDefault: " + option.standard + ".");
  if (option.required) out += "\nRequired.";
  return out + "\n";
}

std::string Synopsis(const Verb& verb) {
  std::string out = "\\fBavstam " + Roff(verb.name) + "\\fR [\\fIOPTIONS\\fR]";
  for (const Option& option : verb.options) {
    if (!option.positional) continue;
    const std::string name = "\\fI" + Roff(option.names.front()) + "\\fR" + (option.repeated ? " ..." : "");
    out += option.required ? " " + name : " [" + name + "]";
  }
  return out;
}

}  // namespace

std::string ManPage(const Verb& program, const std::string& version) {
  std::string out = fmt::format(".TH AVSTAM 1 \"\" \"avstam {}\" \"User Commands\"\n", Roff(version));
  out += ".SH NAME\navstam \\- reads Swedish public decisions and makes their totals agree\n";
  out += ".SH SYNOPSIS\n\\fBavstam\\fR \\fICOMMAND\\fR [\\fIOPTIONS\\fR]\n";
  out += ".SH DESCRIPTION\n" + Roff(program.description) + "\n.PP\n.nf\n" + Roff(program.notes) + "\n.fi\n";
  out += ".SH OPTIONS\n";
  for (const Option& option : program.options) out += OptionText(option);
  out += ".SH COMMANDS\n";
  for (const Verb* verb : Leaves(program)) {
    out += ".SS " + Roff(verb->name) + "\n" + Synopsis(*verb) + "\n.PP\n" + Roff(verb->description) + "\n";
    for (const Option& option : verb->options) out += OptionText(option);
    if (!verb->notes.empty()) out += ".PP\n.nf\n" + Roff(verb->notes) + "\n.fi\n";
  }
  out += ".SH ENVIRONMENT\n";
  out += ".TP\n\\fBAVSTAM_RULES\\fR\nFolder of the rule files, where \\fB\\-\\-rules\\fR names none.\n";
  out += ".TP\n\\fBSOURCE_DATE_EPOCH\\fR\nSeconds since 1970 that stand in place of the time of day.\n";
  out += ".TP\n\\fBTESSDATA_PREFIX\\fR\nFolder of the OCR models.\n";
  return out;
}

std::string MarkdownPage(const Verb& program) {
  const auto cell = [](const std::string& text) {
    std::string out;
    for (char c : text)
      out += c == '|' ? std::string("\\|") : c == '\n' ? std::string(" ") : std::string(1, c);
    return out;
  };
  const auto table = [&](const std::vector<Option>& options) {
    std::string out = "| | |\n|---|---|\n";
    for (const Option& option : options) {
      std::string head, text = option.description;
      for (const std::string& name : option.names) head += (head.empty() ? "`" : ", `") + name + "`";
      if (!option.positional && !option.value.empty() && option.choices.empty()) head += " " + option.value;
      if (option.positional && option.repeated) head += " ...";
      std::string choices;
      for (const std::string& choice : option.choices) choices += (choices.empty() ? "" : " ") + choice;
      if (!choices.empty()) text += " [" + choices + "]";
      if (!option.standard.empty()) text += " (default " + option.standard + ")";
      if (option.required) text += " (required)";
      out += "| " + cell(head) + " | " + cell(text) + " |\n";
    }
    return out;
  };
  std::string out =
      "# Commands\n\nMade from the program's own definitions by `avstam reference --format markdown`; a test "
      "holds it to them.\n\n" +
      program.description + "\n\n" + table(program.options) + "\n```text\n" + program.notes + "\n```\n";
  for (const Verb* verb : Leaves(program)) {
    out += "\n## avstam " + verb->name + "\n\n" + verb->description + "\n\n" + table(verb->options);
    if (!verb->notes.empty()) out += "\n```text\n" + verb->notes + "\n```\n";
  }
  return out;
}

}  // namespace avstam::app::reference
