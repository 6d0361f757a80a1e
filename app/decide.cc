#include "app/decide.h"

#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <chrono>
#include <ctime>
#include <iomanip>
#include <map>
#include <sstream>

#include "app/clock.h"
#include "app/report.h"
#include "base/error.h"
#include "store/ref.h"
#include "store/settle.h"

namespace avstam::app {
namespace {

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

std::string Keep(store::Archive* archive, const Ruling& ruling, const Target& target,
                 const std::string& subject, const std::string& about) {
  store::HumanDecision one;
  one.sha256 = target.document.sha256;
  one.subject = subject;
  one.decision = ruling.decision;
  one.reason = ruling.reason;
  if (!ruling.until.empty()) one.until = ruling.until;
  one.person = ruling.person.empty() ? Login() : ruling.person;
  if (one.person.empty()) Refuse("who decides this? name yourself with --by");
  one.decided_at = TimeAfter(archive->HumanDecisionsOf(one.sha256), subject);
  one.about = about;
  archive->AddHumanDecision(one);
  return fmt::format("{}: {}, by {}", ruling.decision, about, one.person);
}

std::string AcceptOrReject(store::Archive* archive, const Ruling& ruling) {
  Target target = Find(*archive, ruling.id);
  const rules::Repair& repair = RepairOf(&target, ruling.id);
  return Keep(archive, ruling, target, store::SubjectOf(target.reading, repair),
              InWords(target.reading, repair));
}
std::string Waive(store::Archive* archive, const Ruling& ruling) {
  const std::string today = TimeStamp().substr(0, 10);
  if (!IsDay(ruling.until))
    Refuse(fmt::format("--until {}: not a date; write it as {}", ruling.until, today));
  if (ruling.until < today)
    Refuse(fmt::format("--until {}: has passed; name the last day on which it shall hold", ruling.until));
  const Target target = Find(*archive, ruling.id);
  if (target.repair)
    Refuse(ruling.id + ": is a repair; accept or reject it, or waive the check before the dot");
  rules::Reading reading = target.reading;
  store::ApplyDecisions(archive->HumanDecisionsOf(target.document.sha256), &reading);
  const rules::Check& check = target.reading.checks[target.check];
  const rules::Status now = reading.checks[target.check].status;
  if (check.status != rules::Status::kMismatch || now != rules::Status::kMismatch)
    Refuse(fmt::format("{}: is no mismatch but {}{}; there is nothing to waive", ruling.id,
                       rules::StatusName(now),
                       now == check.status ? "" : " with the repairs that were accepted"));
  return Keep(archive, ruling, target, store::SubjectOf(check), InWords(check));
}

std::string Withdraw(store::Archive* archive, const Ruling& ruling) {
  Target target = Find(*archive, ruling.id);
  const rules::Check& check = target.reading.checks[target.check];
  std::map<std::string, std::string> candidates;  // subject and the finding in words
  if (!target.repair) candidates[store::SubjectOf(check)] = InWords(check);
  for (size_t k = 0; k < check.repairs.size(); ++k)
    if (!target.repair || k == *target.repair)
      candidates[store::SubjectOf(target.reading, check.repairs[k])] =
          InWords(target.reading, check.repairs[k]);
  std::vector<std::string> decided;
  for (const store::HumanDecision& one : store::InForce(archive->HumanDecisionsOf(target.document.sha256)))
    if (candidates.contains(one.subject)) decided.push_back(one.subject);
  if (decided.empty()) Refuse(ruling.id + ": nothing is decided about it; `avstam reviews` lists what is");
  if (decided.size() > 1)
    Refuse(ruling.id + ": several things are decided about it; name a repair, as in " + ruling.id + ".0");
  return Keep(archive, ruling, target, decided.front(), candidates[decided.front()]);
}

}  // namespace

std::string Decide(store::Archive* archive, const Ruling& ruling) {
  if (ruling.decision == "waive") return Waive(archive, ruling);
  if (ruling.decision == "withdraw") return Withdraw(archive, ruling);
  if (ruling.decision == "accept" || ruling.decision == "reject") return AcceptOrReject(archive, ruling);
  throw std::logic_error("no such decision: " + ruling.decision);
}

}  // namespace avstam::app
