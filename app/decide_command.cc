#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <map>
#include <memory>

#include "app/clock.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/decide.h"
#include "app/result_printer.h"
#include "base/error.h"
#include "store/archive.h"
#include "store/settle.h"

namespace avstam::app {
namespace {

struct DecideOptions {
  std::string id, reason, until, person, database = "avstam.db", format = "auto";
};

int RunDecide(const DecideOptions& options, const std::string& decision) {
  store::Archive archive = store::Archive::OpenForWriting(options.database);
  const std::string what =
      Decide(&archive, {decision, options.id, options.reason, options.until, options.person});
  archive.Close();
  Say(EscapeForTerminal(what));
  return kExitOk;
}

// Subjects that the readings of today have.
std::map<std::string, std::string> IdsOf(const store::Archive& archive, const std::string& sha256) {
  std::map<std::string, std::string> out;
  const std::optional<rules::Reading> reading = archive.LoadReading(sha256);
  if (!reading) return out;
  for (size_t i = 0; i < reading->checks.size(); ++i) {
    const std::string id = fmt::format("{}:c{}", sha256.substr(0, 12), i);
    out.emplace(store::SubjectOf(reading->checks[i]), id);
    for (size_t k = 0; k < reading->checks[i].repairs.size(); ++k)
      out.emplace(store::SubjectOf(*reading, reading->checks[i].repairs[k]), fmt::format("{}.{}", id, k));
  }
  return out;
}

int Reviews(const DecideOptions& options) {
  using enum store::QueryColumn::Kind;
  const std::vector<store::QueryColumn> columns = {
      {kId, "id", true},       {kText, "decision", true}, {kText, "state", true},
      {kText, "about", true},  {kText, "reason", true},   {kDate, "until", true},
      {kText, "person", true}, {kText, "decided_at"},     {kText, "sha256"}};
  store::Archive archive = store::Archive::OpenForReading(options.database);
  const std::string today = TimeStamp().substr(0, 10);
  const std::vector<store::HumanDecision> all = archive.HumanDecisions();
  const std::vector<store::HumanDecision> in_force = store::InForce(all);
  std::map<std::string, std::map<std::string, std::string>> ids;
  ResultPrinter printer(FormatFromName(options.format), columns);
  for (const store::HumanDecision& one : all) {
    if (!ids.contains(one.sha256)) ids[one.sha256] = IdsOf(archive, one.sha256);
    const auto at = ids[one.sha256].find(one.subject);
    const bool holds = std::find(in_force.begin(), in_force.end(), one) != in_force.end();
    const char* state = one.decision == "withdraw"        ? "done"
                        : !holds                          ? "replaced"
                        : one.until && *one.until < today ? "ran out"
                        : at == ids[one.sha256].end()     ? "not found"
                                                          : "holds";
    printer.Add({at == ids[one.sha256].end() ? one.sha256.substr(0, 12) : at->second, one.decision,
                 std::string(state), one.about, one.reason,
                 one.until ? store::Value(*one.until) : store::Value(), one.person, one.decided_at,
                 one.sha256});
  }
  printer.Finish();
  archive.Close();
  return kExitOk;
}

constexpr char kAbout[] =
    R"(What is decided is kept with name and time, about what the finding says and where it stands, so that it
outlives reading anew.  The last decision about a finding counts; `avstam reviews` lists all.

)";

}  // namespace

void AddDecideCommands(CLI::App* app, int* exit_code) {
  const auto add = [&](const char* name, const char* about,
                       const std::function<int(const DecideOptions&)>& run, const std::string& footer) {
    auto options = std::make_shared<DecideOptions>();
    CLI::App* command = app->add_subcommand(name, about);
    AddDatabaseOption(command, &options->database);
    command->footer(footer);
    command->callback([options, exit_code, run] { *exit_code = run(*options); });
    return std::pair(command, options);
  };
  const auto add_decision = [&](const char* name, const char* about, const std::string& footer) {
    const std::string decision = name;
    auto [command, options] = add(
        name, about, [decision](const DecideOptions& given) { return RunDecide(given, decision); },
        kAbout + footer);
    command->add_option("ID", options->id, "As queries print it: 3f2a9c81d0e4:c2.0")->required();
    command->add_option("--reason", options->reason, "Why")->required()->check([](const std::string& text) {
      return text.find_first_not_of(' ') == std::string::npos ? "it is empty" : std::string();
    });
    command->add_option("--by", options->person, "Who decides; else your login name");
    return std::pair(command, options);
  };
  const std::string codes =
      "\n\nExit codes: 0 kept; 2 no such finding, or it cannot be decided; 4 the archive cannot be written.";

  add_decision("accept", "Accepts a proposed repair: it counts in checks, queries and exports",
               R"(Example:
  avstam accept 3f2a9c81d0e4:c2.0 --reason "seen on paper")" +
                   codes);
  add_decision("reject", "Rejects a proposed repair: it is proposed no longer",
               R"(Example:
  avstam reject 3f2a9c81d0e4:c2.0 --reason "printed like this")" +
                   codes);
  auto [waive, waive_options] = add_decision("waive", "Lets a mismatch pass until a day", R"(Example:
  avstam waive 3f2a9c81d0e4:c2 --reason "corrected in May" --until 2027-05-31)" + codes);
  waive->add_option("--until", waive_options->until, "The last day on which it passes")
      ->type_name("YYYY-MM-DD")
      ->required();
  add_decision("withdraw", "Takes back what was decided about a check or repair", R"(Example:
  avstam withdraw 3f2a9c81d0e4:c2 --reason "it was printed right after all")" + codes);
  auto [reviews, reviews_options] = add(
      "reviews", "What people decided about checks and repairs", &Reviews,
      R"(state: holds; ran out (its last day has passed); replaced (by a later one); not found (the reading
of today says something else).

Exit codes: 0 listed; 4 the archive cannot be read.)");
  reviews->add_option("--format", reviews_options->format, "Of the list")
      ->check(CLI::IsMember(FormatNames()))
      ->capture_default_str();
}

}  // namespace avstam::app
