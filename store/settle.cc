#include "store/settle.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "store/reading_rows.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

std::string PlaceOf(const Where& where) {
  const BoxValues box(where.box);
  return fmt::format("p{} {},{},{},{}", where.page, box.left, box.top, box.right, box.bottom);
}

const rules::Cell& CellOf(const rules::Reading& reading, const rules::CellRef& at) {
  return reading.tables.at(static_cast<size_t>(at.table))
      .rows.at(static_cast<size_t>(at.row))
      .cells.at(static_cast<size_t>(at.column));
}

// The accepted value of each figure by place and value as read; of several the last.
struct Accepted {
  int64_t value = 0;
  std::string person;
};
std::map<std::string, Accepted> AcceptedFigures(const std::vector<HumanDecision>& in_force) {
  std::vector<HumanDecision> by_time = in_force;
  std::stable_sort(by_time.begin(), by_time.end(), [](const HumanDecision& a, const HumanDecision& b) {
    return a.decided_at < b.decided_at;
  });
  std::map<std::string, Accepted> out;
  for (const HumanDecision& one : by_time) {
    const size_t arrow = one.subject.rfind('>');
    if (one.decision != "accept" || !one.subject.starts_with("figure ") || arrow == std::string::npos)
      continue;
    Accepted accepted{0, one.person};
    try {
      accepted.value = std::stoll(one.subject.substr(arrow + 1));
    } catch (const std::exception&) {
      continue;  // not written by this program
    }
    out[one.subject.substr(0, arrow)] = accepted;
  }
  return out;
}

}  // namespace

std::string SubjectOf(const rules::Check& check) {
  const auto figure = [](const std::optional<int64_t>& ore) { return ore ? std::to_string(*ore) : "-"; };
  return fmt::format("{} {} {}/{}", check.rule, PlaceOf(check.where), figure(check.stated_ore),
                     figure(check.computed_ore));
}

std::string SubjectOf(const rules::Reading& reading, const rules::Repair& repair) {
  return fmt::format("figure {} {}>{}",
                     PlaceOf(CellOf(reading, {repair.table, repair.row, repair.column}).where),
                     repair.read.ore, repair.proposed.ore);
}

std::vector<HumanDecision> InForce(const std::vector<HumanDecision>& decisions) {
  std::map<std::pair<std::string, std::string>, const HumanDecision*> last;
  for (const HumanDecision& one : decisions) last[{one.sha256, one.subject}] = &one;
  std::vector<HumanDecision> out;
  for (const auto& [subject, one] : last)
    if (one->decision != "withdraw") out.push_back(*one);
  return out;
}

Standing ApplyDecisions(const std::vector<HumanDecision>& decisions, rules::Reading* reading) {
  Standing out;
  out.checks.resize(reading->checks.size());
  const std::vector<HumanDecision> in_force = InForce(decisions);
  if (in_force.empty()) return out;
  std::map<std::string, const HumanDecision*> by_subject;
  for (const HumanDecision& one : in_force) by_subject[one.subject] = &one;

  for (size_t i = 0; i < reading->checks.size(); ++i) {
    rules::Check& check = reading->checks[i];
    CheckStanding& standing = out.checks[i];
    if (auto at = by_subject.find(SubjectOf(check)); at != by_subject.end() &&
                                                     at->second->decision == "waive" &&
                                                     check.status == rules::Status::kMismatch) {
      standing.waived_until = at->second->until.value_or("9999-12-31");
      standing.waived_reason = at->second->reason + " (" + at->second->person + ")";
    }
    for (const rules::Repair& repair : check.repairs) {
      auto at = by_subject.find(SubjectOf(*reading, repair));
      standing.repairs.push_back(at == by_subject.end() ? "" : at->second->decision);
    }
    size_t k = 0;
    std::erase_if(check.repairs, [&](const rules::Repair&) { return standing.repairs[k++] == "reject"; });
  }

  const std::map<std::string, Accepted> accepted = AcceptedFigures(in_force);
  if (accepted.empty()) return out;
  std::map<rules::CellRef, std::string> people;
  for (size_t t = 0; t < reading->tables.size(); ++t)
    for (size_t r = 0; r < reading->tables[t].rows.size(); ++r)
      for (size_t c = 0; c < reading->tables[t].rows[r].cells.size(); ++c) {
        const rules::Cell& cell = reading->tables[t].rows[r].cells[c];
        if (!cell.value || cell.where.page == 0) continue;
        auto at = accepted.find(fmt::format("figure {} {}", PlaceOf(cell.where), cell.value->ore));
        if (at == accepted.end()) continue;
        out.figures.push_back({{static_cast<int>(t), static_cast<int>(r), static_cast<int>(c)},
                               {at->second.value, cell.value->step_ore}});
        people[out.figures.back().cell] = at->second.person;
      }
  for (const rules::SettledCheck& one : rules::Settle(out.figures, reading)) {
    CheckStanding& standing = out.checks[static_cast<size_t>(one.check)];
    standing.read_status = one.read_status;
    std::set<std::string> who;
    for (const rules::CellRef& cell : one.cells) who.insert(people[cell]);
    standing.settled = fmt::format("{}, accepted by {}", one.with, fmt::join(who, ", "));
  }
  return out;
}

void SettleRows(Database* database, int64_t id) {
  database
      ->Prepare(
          "UPDATE table_cells SET value_ore = read_ore, read_ore = NULL WHERE document_id = ? AND read_ore "
          "IS "
          "NOT NULL")
      .Run(id);
  database
      ->Prepare(
          "UPDATE checks SET status = coalesce(read_status, status), "
          "stated_ore = iif(read_status IS NULL, stated_ore, read_stated_ore), "
          "computed_ore = iif(read_status IS NULL, computed_ore, read_computed_ore), "
          "difference_ore = iif(read_status IS NULL, difference_ore, read_difference_ore), "
          "settled = NULL, read_status = NULL, read_stated_ore = NULL, read_computed_ore = NULL, "
          "read_difference_ore = NULL, waived_until = NULL, waived_reason = NULL "
          "WHERE document_id = ? AND (read_status IS NOT NULL OR waived_until IS NOT NULL)")
      .Run(id);
  database->Prepare("UPDATE check_repairs SET decision = NULL WHERE document_id = ? AND decision IS NOT NULL")
      .Run(id);
  std::vector<HumanDecision> decisions;
  Statement rows = database->Prepare(
      "SELECT h.sha256, subject, decision, reason, until, person, decided_at FROM human_decisions h "
      "JOIN documents d ON d.sha256 = h.sha256 WHERE d.id = ? ORDER BY subject, decided_at, person, "
      "decision");
  rows.With(id);
  while (rows.Step())
    decisions.push_back({rows.Text(0), rows.Text(1), rows.Text(2), rows.Text(3), rows.OptionalText(4),
                         rows.Text(5), rows.Text(6)});
  if (decisions.empty()) return;
  rules::Reading reading = ReadReading(database, id);
  const Standing standing = ApplyDecisions(decisions, &reading);
  Statement figure = database->Prepare(
      "UPDATE table_cells SET read_ore = value_ore, value_ore = ? WHERE document_id = ? AND table_no = ? AND "
      "row_no = ? AND column_no = ?");
  for (const rules::AcceptedFigure& one : standing.figures)
    figure.Run(one.value.ore, id, one.cell.table, one.cell.row, one.cell.column);
  Statement settled = database->Prepare(
      "UPDATE checks SET settled = ?, read_status = status, read_stated_ore = stated_ore, "
      "read_computed_ore = computed_ore, read_difference_ore = difference_ore, status = ?, stated_ore = ?, "
      "computed_ore = ?, difference_ore = ? WHERE document_id = ? AND check_no = ?");
  Statement waived = database->Prepare(
      "UPDATE checks SET waived_until = ?, waived_reason = ? WHERE document_id = ? AND check_no = ?");
  Statement repair = database->Prepare(
      "UPDATE check_repairs SET decision = ? WHERE document_id = ? AND check_no = ? AND repair_no = ?");
  for (size_t i = 0; i < standing.checks.size(); ++i) {
    const CheckStanding& one = standing.checks[i];
    const rules::Check& check = reading.checks[i];
    const int64_t number = static_cast<int64_t>(i);
    if (one.read_status)
      settled.Run(one.settled, rules::StatusName(check.status), check.stated_ore, check.computed_ore,
                  check.difference_ore, id, number);
    if (!one.waived_until.empty()) waived.Run(one.waived_until, one.waived_reason, id, number);
    for (size_t k = 0; k < one.repairs.size(); ++k)
      if (!one.repairs[k].empty()) repair.Run(one.repairs[k], id, number, static_cast<int64_t>(k));
  }
}

}  // namespace avstam::store
