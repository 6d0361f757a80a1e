#include <fmt/format.h>

#include <algorithm>

#include "app/reference/reference.h"

namespace avstam::app::reference {
namespace {

// Between single quotes, in any of the three shells.
std::string Quoted(const std::string& text, const std::string& quote_inside) {
  std::string out = "'";
  for (char c : text) {
    if (c == '\'')
      out += quote_inside;
    else
      out += c == '\n' ? ' ' : c;
  }
  return out + "'";
}
std::string ShellQuoted(const std::string& text) { return Quoted(text, "'\\''"); }

std::string Words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

std::vector<std::string> Names(const std::vector<Verb>& verbs) {
  std::vector<std::string> out;
  for (const Verb& verb : verbs) out.push_back(verb.name.substr(verb.name.rfind(' ') + 1));
  return out;
}

std::vector<std::string> Flags(const Verb& verb) {
  std::vector<std::string> out;
  for (const Option& option : verb.options)
    if (!option.positional) out.insert(out.end(), option.names.begin(), option.names.end());
  return out;
}

std::string Alternatives(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "|") + name;
  return out;
}

void BashVerb(const Verb& verb, const std::string& path, std::string* out) {
  std::string values;
  for (const Option& option : verb.options) {
    if (option.positional || option.value.empty()) continue;
    const std::string reply = !option.choices.empty() ? "-W " + ShellQuoted(Words(option.choices))
                              : TakesPath(option)     ? "-f"
                                                      : "";
    values += fmt::format("        {}) {}return ;;\n", Alternatives(option.names),
                          reply.empty() ? "" : "COMPREPLY=($(compgen " + reply + " -- \"$cur\")); ");
  }
  *out += fmt::format("    {})\n", ShellQuoted(path));
  if (!values.empty()) *out += "      case \"$prev\" in\n" + values + "      esac\n";
  *out += fmt::format("      flags={} below={} ;;\n", ShellQuoted(Words(Flags(verb))),
                      ShellQuoted(Words(Names(verb.verbs))));
  for (const Verb& below : verb.verbs) BashVerb(below, below.name, out);
}

// As zsh's _arguments takes an option: '(-v --verbose)'{-v,--verbose}'[text]:value:action'.
std::string ZshOption(const Option& option) {
  std::string text;
  for (char c : option.description) {
    if (c == '[' || c == ']' || c == ':') text += '\\';
    text += c;
  }
  std::string action;
  if (!option.choices.empty()) {
    action = ":value:(" + Words(option.choices) + ")";
  } else if (TakesPath(option)) {
    action = ":file:_files";
  } else if (!option.value.empty()) {
    action = ":value:";
  }
  if (option.positional) return ShellQuoted("*:file:_files");
  const std::string rest = ShellQuoted("[" + text + "]" + action);
  if (option.names.size() == 1) return option.names.front() + rest;
  std::string names;
  for (const std::string& name : option.names) names += (names.empty() ? "" : ",") + name;
  return ShellQuoted("(" + Words(option.names) + ")") + "{" + names + "}" + rest;
}

void ZshVerb(const Verb& verb, const std::string& function, std::string* out) {
  std::string below;
  for (const Verb& one : verb.verbs) {
    const std::string name = one.name.substr(one.name.rfind(' ') + 1);
    ZshVerb(one, function + "_" + name, out);
    below += fmt::format("    {}\n", ShellQuoted(name + ":" + one.description));
  }
  *out += function + "() {\n";
  std::string options;
  bool positional = false;
  for (const Option& option : verb.options) {
    if (option.positional && positional) continue;
    positional = positional || option.positional;
    options += " \\\n    " + ZshOption(option);
  }
  if (verb.verbs.empty()) {
    *out += "  _arguments -s" + options + "\n}\n";
    return;
  }
  *out += "  local -a verbs=(\n" + below + "  )\n";
  *out += "  _arguments -C" + options + " \\\n    '1:command:->verb' '*::argument:->rest'\n";
  *out += "  case $state in\n    verb) _describe command verbs ;;\n    rest)\n      case $words[1] in\n";
  for (const std::string& name : Names(verb.verbs))
    *out += fmt::format("        {}) {}_{} ;;\n", name, function, name);
  *out += "      esac ;;\n  esac\n}\n";
}

std::string FishQuoted(const std::string& text) {
  std::string escaped;
  for (char c : text) escaped += c == '\\' ? std::string("\\\\") : std::string(1, c);
  return Quoted(escaped, "\\'");
}

}  // namespace

std::string BashCompletion(const Verb& program) {
  std::string cases;
  BashVerb(program, "", &cases);
  return "# bash completion for avstam\n"
         "_avstam() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path='' flags='' below='' "
         "i\n"
         "  COMPREPLY=()\n"
         "  for ((i = 1; i < COMP_CWORD; ++i)); do\n"
         "    case \"$path ${COMP_WORDS[i]}\" in\n"
         "      " +
         [&] {
           std::string known;
           const auto add = [&](const auto& self, const Verb& verb, const std::string& path) -> void {
             for (const Verb& below : verb.verbs) {
               const std::string word = below.name.substr(below.name.rfind(' ') + 1);
               known += (known.empty() ? "" : "|") + ShellQuoted(path + " " + word);
               self(self, below, below.name);
             }
           };
           add(add, program, "");
           return known;
         }() +
         ") path=${path:+$path }${COMP_WORDS[i]} ;;\n"
         "    esac\n"
         "  done\n"
         "  case \"$path\" in\n" +
         cases +
         "  esac\n"
         "  if [[ $cur == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$flags\" -- \"$cur\"))\n"
         "  elif [[ $below ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$below\" -- \"$cur\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -f -- \"$cur\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _avstam avstam\n";
}

std::string ZshCompletion(const Verb& program) {
  std::string out = "#compdef avstam\n";
  ZshVerb(program, "_avstam", &out);
  return out + "_avstam \"$@\"\n";
}

std::string FishCompletion(const Verb& program) {
  std::string out = "# fish completion for avstam\n";
  const auto add = [&](const auto& self, const Verb& verb) -> void {
    const std::string path = verb.name == program.name ? "" : verb.name;
    // The words of the path are there, and none of those below.
    std::string condition = path.empty() ? "__fish_use_subcommand" : "";
    for (size_t at = 0; at < path.size();) {
      const size_t end = std::min(path.find(' ', at), path.size());
      condition +=
          (condition.empty() ? "" : "; and ") + ("__fish_seen_subcommand_from " + path.substr(at, end - at));
      at = end + 1;
    }
    std::string none_below = condition;
    if (!path.empty() && !verb.verbs.empty())
      none_below += "; and not __fish_seen_subcommand_from " + Words(Names(verb.verbs));
    for (const Verb& below : verb.verbs)
      out += fmt::format("complete -c avstam -f -n {} -a {} -d {}\n", FishQuoted(none_below),
                         below.name.substr(below.name.rfind(' ') + 1), FishQuoted(below.description));
    for (const Option& option : verb.options) {
      if (option.positional) continue;
      std::string names;
      for (const std::string& name : option.names)
        names += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
      std::string value;
      if (!option.choices.empty()) {
        value = " -x -a " + FishQuoted(Words(option.choices));
      } else if (!option.value.empty()) {
        value = TakesPath(option) ? " -r -F" : " -x";
      }
      out += fmt::format("complete -c avstam -n {}{}{} -d {}\n", FishQuoted(none_below), names, value,
                         FishQuoted(option.description));
    }
    for (const Verb& below : verb.verbs) self(self, below);
  };
  add(add, program);
  return out;
}

}  // namespace avstam::app::reference
