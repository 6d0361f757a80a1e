#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <iomanip>
#include <map>
#include <memory>
#include <sstream>

#include "app/clock.h"
#include "app/commands.h"
#include "app/console.h"
#include "app/report.h"
#include "app/result_printer.h"
#include "base/error.h"
#include "store/archive.h"
#include "store/ref.h"
#include "store/settle.h"

namespace avstam::app {
namespace {

struct Options {
  std::string id, reason, until, person, database = "avstam.db", format = "auto";
};

[[noreturn]] void Refuse(const std::string& why) { throw Error(ErrorCode::kUsage, EscapeForTerminal(why)); }

std::string Login() {
  const passwd* entry = getpwuid(geteuid());
  return entry == nullptr || entry->pw_name == nullptr ? "" : entry->pw_name;
}

bool IsDay(const std::string& text) {
  if (text.size() != 10) return false;
  std::string plain = text;
  for (size_t i : {4U, 7U}) {
    if (plain[i] != '-') return false;
    plain[i] = ' ';
  }
  if (plain.find_first_not_of("0123456789 ") != std::string::npos) return false;
  int year = 0, month = 0, day = 0;
  std::istringstream in(plain);
  if (!(in >> year >> month >> day)) return false;
  return (std::chrono::year{year} / month / day).ok();
}

// The finding that an id names.
struct Target {
  store::StoredDocument document;
  rules::Reading reading;  // as read
  size_t check = 0;
  std::optional<size_t> repair;
};

Target Find(const store::Archive& archive, const std::string& id) {
  const std::optional<store::Ref> ref = store::ParseRef(id);
  if (!ref || ref->document.empty() || ref->kind != 'c')
    Refuse(
        fmt::format("{}: not the id of a check or repair; `avstam checks --status mismatch` and `avstam "
                    "repairs` print them, as in 3f2a9c81d0e4:c2.0",
                    id));
  const std::vector<store::StoredDocument> found = archive.FindByPrefix(ref->document);
  if (found.size() != 1)
    Refuse(fmt::format("{}: {} in the archive", id,
                       found.empty() ? "there is no such document" : "more than one document begins so"));
  Target out{found.front(), archive.LoadReading(found.front().sha256).value(),
             static_cast<size_t>(ref->numbers.front()), std::nullopt};
  if (out.check >= out.reading.checks.size())
    Refuse(
        fmt::format("{}: the document has {} checks; numbers count from 0", id, out.reading.checks.size()));
  const size_t repairs = out.reading.checks[out.check].repairs.size();
  if (ref->numbers.size() > 1) {
    out.repair = static_cast<size_t>(ref->numbers[1]);
    if (*out.repair >= repairs)
      Refuse(fmt::format("{}: the check proposes {} repairs; numbers count from 0", id, repairs));
  }
  return out;
}

const rules::Repair& RepairOf(Target* target, const std::string& id) {
  const std::vector<rules::Repair>& repairs = target->reading.checks[target->check].repairs;
  if (repairs.empty()) Refuse(id + ": no repair is proposed; a mismatch can be waived");
  if (!target->repair && repairs.size() > 1)
    Refuse(fmt::format("{0}: {1} repairs are proposed; say which: {0}.0 to {0}.{2}", id, repairs.size(),
                       repairs.size() - 1));
  if (!target->repair) target->repair = 0;
  const rules::Repair& repair = repairs[*target->repair];
  if (target->reading.tables[static_cast<size_t>(repair.table)]
          .rows[static_cast<size_t>(repair.row)]
          .cells[static_cast<size_t>(repair.column)]
          .where.page == 0)
    Refuse(id + ": the figure stands on no page, so that it could not be found again");
  return repair;
}

std::string InWords(const rules::Reading& reading, const rules::Repair& repair) {
  const rules::Table& table = reading.tables[static_cast<size_t>(repair.table)];
  return fmt::format("\"{}\", \"{}\": {} for {}", table.rows[static_cast<size_t>(repair.row)].label,
                     table.columns[static_cast<size_t>(repair.column)].header,
                     SwedishKronor(repair.proposed.ore), SwedishKronor(repair.read.ore));
}

std::string InWords(const rules::Check& check) {
  std::string out = check.rule;
  if (check.where.page != 0) out += fmt::format(", page {}", check.where.page);
  if (check.stated_ore && check.computed_ore)
    out += fmt::format(": stated {}, computed {}", SwedishKronor(*check.stated_ore),
                       SwedishKronor(*check.computed_ore));
  return out;
}

// Later than what was said before: of two decisions within one second the second counts.
std::string TimeAfter(const std::vector<store::HumanDecision>& decisions, const std::string& subject) {
  std::string time = TimeStamp();
  for (const store::HumanDecision& one : decisions) {
    if (one.subject != subject || one.decided_at < time) continue;
    std::tm parts{};
    std::istringstream in(one.decided_at);
    in >> std::get_time(&parts, "%Y-%m-%dT%H:%M:%SZ");
    const std::time_t next = timegm(&parts) + 1;
    gmtime_r(&next, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    time = text;
  }
  return time;
}

void Keep(store::Archive* archive, const Options& options, const std::string& decision, const Target& target,
          const std::string& subject, const std::string& about) {
  store::HumanDecision one;
  one.sha256 = target.document.sha256;
  one.subject = subject;
  one.decision = decision;
  one.reason = options.reason;
  if (!options.until.empty()) one.until = options.until;
  one.person = options.person.empty() ? Login() : options.person;
  if (one.person.empty()) Refuse("who decides this? name yourself with --by");
  one.decided_at = TimeAfter(archive->HumanDecisionsOf(one.sha256), subject);
  one.about = about;
  archive->AddHumanDecision(one);
  archive->Close();
  Say(EscapeForTerminal(fmt::format("{}: {}, by {}", decision, about, one.person)));
}

int AcceptOrReject(const Options& options, const std::string& decision) {
  store::Archive archive = store::Archive::OpenForWriting(options.database);
  Target target = Find(archive, options.id);
  const rules::Repair& repair = RepairOf(&target, options.id);
  Keep(&archive, options, decision, target, store::SubjectOf(target.reading, repair),
       InWords(target.reading, repair));
  return kExitOk;
}
int Accept(const Options& options) { return AcceptOrReject(options, "accept"); }
int Reject(const Options& options) { return AcceptOrReject(options, "reject"); }

int Waive(const Options& options) {
  const std::string today = TimeStamp().substr(0, 10);
  if (!IsDay(options.until))
    Refuse(fmt::format("--until {}: not a date; write it as {}", options.until, today));
  if (options.until < today)
    Refuse(fmt::format("--until {}: has passed; name the last day on which it shall hold", options.until));
  store::Archive archive = store::Archive::OpenForWriting(options.database);
  const Target target = Find(archive, options.id);
  if (target.repair)
    Refuse(options.id + ": is a repair; accept or reject it, or waive the check before the dot");
  rules::Reading reading = target.reading;
  store::ApplyDecisions(archive.HumanDecisionsOf(target.document.sha256), &reading);
  const rules::Check& check = target.reading.checks[target.check];
  const rules::Status now = reading.checks[target.check].status;
  if (check.status != rules::Status::kMismatch || now != rules::Status::kMismatch)
    Refuse(fmt::format("{}: is no mismatch but {}{}; there is nothing to waive", options.id,
                       rules::StatusName(now),
                       now == check.status ? "" : " with the repairs that were accepted"));
  Keep(&archive, options, "waive", target, store::SubjectOf(check), InWords(check));
  return kExitOk;
}

int Withdraw(const Options& options) {
  store::Archive archive = store::Archive::OpenForWriting(options.database);
  Target target = Find(archive, options.id);
  const rules::Check& check = target.reading.checks[target.check];
  std::map<std::string, std::string> candidates;  // subject and the finding in words
  if (!target.repair) candidates[store::SubjectOf(check)] = InWords(check);
  for (size_t k = 0; k < check.repairs.size(); ++k)
    if (!target.repair || k == *target.repair)
      candidates[store::SubjectOf(target.reading, check.repairs[k])] =
          InWords(target.reading, check.repairs[k]);
  std::vector<std::string> decided;
  for (const store::HumanDecision& one : store::InForce(archive.HumanDecisionsOf(target.document.sha256)))
    if (candidates.contains(one.subject)) decided.push_back(one.subject);
  if (decided.empty()) Refuse(options.id + ": nothing is decided about it; `avstam reviews` lists what is");
  if (decided.size() > 1)
    Refuse(options.id + ": several things are decided about it; name a repair, as in " + options.id + ".0");
  Keep(&archive, options, "withdraw", target, decided.front(), candidates[decided.front()]);
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

int Reviews(const Options& options) {
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
  const auto add = [&](const char* name, const char* about, int (*run)(const Options&),
                       const std::string& footer) {
    auto options = std::make_shared<Options>();
    CLI::App* command = app->add_subcommand(name, about);
    AddDatabaseOption(command, &options->database);
    command->footer(footer);
    command->callback([options, exit_code, run] { *exit_code = run(*options); });
    return std::pair(command, options);
  };
  const auto add_decision = [&](const char* name, const char* about, int (*run)(const Options&),
                                const std::string& footer) {
    auto [command, options] = add(name, about, run, kAbout + footer);
    command->add_option("ID", options->id, "As queries print it: 3f2a9c81d0e4:c2.0")->required();
    command->add_option("--reason", options->reason, "Why")->required()->check([](const std::string& text) {
      return text.find_first_not_of(' ') == std::string::npos ? "it is empty" : std::string();
    });
    command->add_option("--by", options->person, "Who decides; else your login name");
    return std::pair(command, options);
  };
  const std::string codes =
      "\n\nExit codes: 0 kept; 2 no such finding, or it cannot be decided; 4 the archive cannot be written.";

  add_decision("accept", "Accepts a proposed repair: it counts in checks, queries and exports", &Accept,
               R"(Example:
  avstam accept 3f2a9c81d0e4:c2.0 --reason "seen on paper")" +
                   codes);
  add_decision("reject", "Rejects a proposed repair: it is proposed no longer", &Reject,
               R"(Example:
  avstam reject 3f2a9c81d0e4:c2.0 --reason "printed like this")" +
                   codes);
  auto [waive, waive_options] = add_decision("waive", "Lets a mismatch pass until a day", &Waive, R"(Example:
  avstam waive 3f2a9c81d0e4:c2 --reason "corrected in May" --until 2027-05-31)" + codes);
  waive->add_option("--until", waive_options->until, "The last day on which it passes")
      ->type_name("YYYY-MM-DD")
      ->required();
  add_decision("withdraw", "Takes back what was decided about a check or repair", &Withdraw, R"(Example:
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
