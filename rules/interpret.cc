#include "rules/interpret.h"

#include <algorithm>

#include "base/profile.h"
#include "rules/amounts.h"
#include "rules/blocks.h"
#include "rules/find_decisions.h"
#include "rules/find_parts.h"
#include "rules/find_tables.h"
#include "rules/meeting.h"
#include "rules/ocr_alternatives.h"
#include "rules/paragraph_sequence.h"
#include "rules/prose.h"
#include "rules/reconcile.h"

namespace avstam::rules {

namespace {

constexpr size_t kOpeningPages = 3;

// Does a part hold this place?  Two parts may share a page.
bool Holds(const RunningText& text, const PartText& part, const Where& where) {
  if (where.page < part.part.first_page || where.page > part.part.last_page) return false;
  if (where.page != part.part.first_page && where.page != part.part.last_page) return true;
  return std::any_of(part.rows.begin(), part.rows.end(), [&](int r) {
    const TextRow& row = text.rows()[static_cast<size_t>(r)];
    return row.page == where.page && row.box.OverlapY(where.box) > 0;
  });
}

// What a paper says of whose it is, it says on its first pages.
std::string OpeningText(const extract::Document& document) {
  std::string text;
  for (size_t p = 0; p < std::min(document.pages.size(), kOpeningPages); ++p)
    for (const extract::Word& word : document.pages[p].words) text += word.text + " ";
  return text;
}

void InsertInOrder(std::vector<Amount> found, std::vector<Amount>* amounts) {
  for (Amount& amount : found) {
    auto at = std::find_if(amounts->begin(), amounts->end(),
                           [&](const Amount& other) { return other.where.page > amount.where.page; });
    amounts->insert(at, std::move(amount));
  }
}

}  // namespace

const RuleSet& RulesFor(const extract::Document& document, const RuleSet& common) {
  return common.HasPacks() ? common.For(OpeningText(document)) : common;
}

Reading Interpret(const extract::Document& document, const RuleSet& common,
                  const normalize::Normalizer& normalizer) {
  const StageClock clock(Stage::kRules);
  const RuleSet& rules = RulesFor(document, common);
  Reading reading;
  WordSet taken;
  reading.tables = FindTables(document, rules, normalizer, &taken);
  reading.amounts = FindAmounts(document, taken, rules, normalizer);
  std::vector<Check> sequence;
  const RunningText text(document, taken, rules);
  for (PartText& part : FindParts(text, rules, normalizer)) {
    const std::vector<Block> blocks = MakeBlocks(text, part.rows, rules, part.machine_read);
    const int number = static_cast<int>(reading.parts.size());
    PartDecisions found = FindDecisions(blocks, number, &part.part, rules, normalizer);
    const int first = static_cast<int>(reading.decisions.size());
    for (Decision& decision : found.decisions) reading.decisions.push_back(std::move(decision));
    InsertInOrder(FindAmountsOverPages(text, part.rows, rules, normalizer), &reading.amounts);
    for (Amount& amount : reading.amounts) {
      if (!Holds(text, part, amount.where)) continue;
      amount.part = number;
      for (const ItemPlace& place : found.places) {
        if (!place.Holds(amount.where)) continue;
        amount.decision = first + place.decision;
        amount.item = place.item;
        break;
      }
    }
    const size_t end = AttendanceEnd(blocks, part.rows);
    if (part.part.kind == "protocol" || part.part.kind == "agenda") {
      for (Attendee& attendee : FindAttendance(text, part.rows, end, number, rules))
        reading.attendance.push_back(std::move(attendee));
      for (AgendaItem& item : FindAgenda(text, blocks, found, number, part.part, rules, normalizer))
        reading.agenda.push_back(std::move(item));
    }
    if (part.part.kind == "protocol")
      for (Check& check : CheckParagraphSequence(
               found.matters, FindAnnouncedSpan(text, part.rows, end, rules), part.machine_read))
        sequence.push_back(std::move(check));
    reading.parts.push_back(std::move(part.part));
  }
  // What stands in a head that two parts share.
  for (Amount& amount : reading.amounts)
    for (size_t p = 0; p < reading.parts.size() && !amount.part; ++p)
      if (amount.where.page >= reading.parts[p].first_page && amount.where.page <= reading.parts[p].last_page)
        amount.part = static_cast<int>(p);
  LinkAgenda(reading.parts, &reading.agenda);
  const Prose prose = FindProse(document, taken, reading.amounts);
  reading.checks = InStage(Stage::kReconcile, [&] { return Reconcile(&reading, {&prose, &rules}); });
  RankRepairs(document, &reading);
  for (Check& check : sequence) reading.checks.push_back(std::move(check));
  return reading;
}

}  // namespace avstam::rules
