#include "app/reference/reference.h"

#include <algorithm>
#include <set>

namespace avstam::app::reference {
namespace {

std::vector<std::string> Choices(const std::string& type) {
  std::vector<std::string> out;
  const size_t open = type.find('{'), close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos || close < open) return out;
  for (size_t at = open + 1; at < close;) {
    const size_t end = std::min(type.find(',', at), close);
    out.push_back(type.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

Option OptionOf(const CLI::Option& option) {
  Option out;
  out.positional = !option.nonpositional();
  if (out.positional) {
    out.names = {option.get_name(/*positional=*/true)};
  } else {
    for (const std::string& name : option.get_snames()) out.names.push_back("-" + name);
    for (const std::string& name : option.get_lnames()) out.names.push_back("--" + name);
  }
  const bool flag = option.get_type_size() == 0 || option.get_items_expected_max() == 0;
  const std::string type = flag ? "" : option.get_type_name();
  // "INT:NONNEGATIVE" and "TEXT:{a,b}" begin with the kind of value.
  out.value = type.substr(0, type.find(':'));
  out.choices = Choices(type);
  out.standard = flag ? "" : option.get_default_str();
  out.required = option.get_required();
  out.repeated = !flag && option.get_items_expected_max() > 1;
  out.description = option.get_description();
  return out;
}

Verb VerbOf(const CLI::App& app, const std::string& before) {
  Verb out;
  out.name = before.empty() ? app.get_name() : before + " " + app.get_name();
  out.description = app.get_description();
  for (const CLI::Option* option :
       app.get_options([](const CLI::Option* one) { return !one->get_group().empty(); }))
    out.options.push_back(OptionOf(*option));
  std::stable_partition(out.options.begin(), out.options.end(),
                        [](const Option& option) { return option.positional; });
  for (const CLI::App* verb :
       app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
    out.verbs.push_back(VerbOf(*verb, app.get_parent() == nullptr ? "" : out.name));
  // A verb without a footer of its own has the one above.
  if (app.get_parent() == nullptr || app.get_footer() != app.get_parent()->get_footer())
    out.notes = app.get_footer();
  return out;
}

void Gather(const Verb& verb, std::vector<const Verb*>* out) {
  if (verb.verbs.empty()) out->push_back(&verb);
  for (const Verb& below : verb.verbs) Gather(below, out);
}

}  // namespace

Verb ReferenceOf(const CLI::App& app) { return VerbOf(app, ""); }

std::vector<const Verb*> Leaves(const Verb& program) {
  std::vector<const Verb*> out;
  Gather(program, &out);
  return out;
}

bool TakesPath(const Option& option) {
  static const std::set<std::string> kPaths = {"FILE", "DIR", "PATH", "OUTDIR", "ARCHIVE"};
  return kPaths.count(option.value) > 0 || (option.positional && kPaths.count(option.names.front()) > 0);
}

}  // namespace avstam::app::reference
