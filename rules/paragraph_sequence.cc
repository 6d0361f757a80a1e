#include "rules/paragraph_sequence.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <map>

namespace avstam::rules {
namespace {

constexpr int kMostParagraphs = 400;  // of one meeting; a longer gap is another count of paragraphs

Check MakeCheck(Status status, const Where& where, std::string message) {
  Check check;
  check.rule = "paragraph-sequence";
  check.status = status;
  check.where = where;
  check.message = std::move(message);
  return check;
}

std::string Range(int first, int last) {
  return first == last ? fmt::format("§ {} is", first) : fmt::format("§§ {}–{} are", first, last);
}

}  // namespace

std::optional<AnnouncedSpan> FindAnnouncedSpan(const RunningText& text, const std::vector<int>& rows,
                                               size_t end, const RuleSet& rules) {
  bool labelled = false;  // the row before was the label alone
  for (size_t i = 0; i < std::min(end, rows.size()); ++i) {
    const TextRow& row = text.rows()[static_cast<size_t>(rows[i])];
    // Elsewhere a span of paragraphs tells when somebody was there.
    bool announces = labelled;
    labelled = false;
    size_t at = 0;
    while (at < row.text.size()) {
      const size_t gap = std::min(row.text.find("  ", at), row.text.size());
      const std::string cell = row.text.substr(at, gap - at);
      RuleMatch label = rules.Match("attendance-label", cell);
      if (label.rule != nullptr && label.rule->set.at("role") == "paragraphs") announces = labelled = true;
      RuleMatch span = announces ? rules.Match("paragraph-span", cell) : RuleMatch();
      if (span.rule != nullptr) {
        AnnouncedSpan out{std::atoi(span.Captured("first").c_str()),
                          std::atoi(span.Captured("last").c_str()),
                          {row.page, row.box}};
        if (out.first <= out.last && out.last - out.first < kMostParagraphs) return out;
      }
      at = gap + 2;
    }
  }
  return std::nullopt;
}

std::vector<Check> CheckParagraphSequence(const std::vector<Matter>& matters,
                                          const std::optional<AnnouncedSpan>& announced, bool machine_read) {
  std::vector<Check> out;
  std::vector<const Matter*> treated;
  for (const Matter& matter : matters)
    if (!matter.listed && matter.number > 0) treated.push_back(&matter);
  if (treated.empty() || (treated.size() < 2 && !announced)) return out;
  const Status bad = machine_read ? Status::kNotComparable : Status::kMismatch;
  std::map<int, const Matter*> seen;
  int expected = announced ? announced->first : treated.front()->number;
  const int first = expected;
  for (const Matter* matter : treated) {
    auto [it, is_new] = seen.emplace(matter->number, matter);
    if (!is_new) {
      out.push_back(MakeCheck(bad, matter->where,
                              fmt::format("§ {} stands twice, on pages {} and {}", matter->number,
                                          it->second->where.page, matter->where.page)));
      continue;
    }
    if (matter->number > expected && matter->number - expected < kMostParagraphs)
      out.push_back(
          MakeCheck(bad, matter->where,
                    fmt::format("{} missing before § {} on page {}", Range(expected, matter->number - 1),
                                matter->number, matter->where.page)));
    if (matter->number < expected)
      out.push_back(MakeCheck(
          bad, matter->where,
          fmt::format("§ {} on page {} comes after § {}", matter->number, matter->where.page, expected - 1)));
    expected = std::max(expected, matter->number + 1);
  }
  if (announced && expected <= announced->last)
    out.push_back(MakeCheck(bad, announced->where,
                            fmt::format("{} announced on page {} and missing",
                                        Range(expected, announced->last), announced->where.page)));
  if (announced && expected > announced->last + 1)
    out.push_back(MakeCheck(bad, announced->where,
                            fmt::format("§ {} is beyond §§ {}–{}, which page {} announces", expected - 1,
                                        announced->first, announced->last, announced->where.page)));
  if (out.empty())
    out.push_back(MakeCheck(
        Status::kOk, treated.front()->where,
        fmt::format("§§ {}–{}: all there{}", first, expected - 1, announced ? ", as announced" : "")));
  return out;
}

}  // namespace avstam::rules
