#include "rules/lead_in.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cctype>

namespace avstam::rules {
namespace {

std::string At(const RuleMatch& match, const char* name) {
  auto it = match.captures.find(name);
  return it == match.captures.end() ? "" : it->second;
}

bool StartsUpper(std::string_view text) {
  if (text.empty()) return false;
  int32_t i = 0;
  UChar32 c = 0;
  U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
  return u_isupper(c);
}

void SkipJoiners(const std::string& text, size_t* at, const RuleSet& rules) {
  while (*at < text.size() && (text[*at] == ' ' || text[*at] == ':' || text[*at] == ',')) ++*at;
  RuleMatch clause = rules.Match("item-marker", text.substr(*at) + " ");
  if (clause.rule != nullptr && clause.rule->set.at("style") == "clause" &&
      static_cast<size_t>(clause.end) + *at >= text.size())
    *at = text.size();
}

}  // namespace

std::string BodyName(std::string name) {
  while (name.ends_with(' ') || name.ends_with(',')) name.pop_back();
  icu::UnicodeString wide = icu::UnicodeString::fromUTF8(name);
  const int32_t first = wide.moveIndex32(0, 1);
  icu::UnicodeString head = wide.tempSubString(0, first);
  head.toUpper();
  std::string out;
  (head + wide.tempSubString(first)).toUTF8String(out);
  return out;
}

std::optional<LeadIn> ReadLeadIn(const std::string& text, const RuleSet& rules) {
  if (text.empty()) return std::nullopt;
  RuleMatch match = rules.Match("decision-lead", text.substr(0, 400));
  if (match.rule == nullptr || match.start != 0) return std::nullopt;
  LeadIn lead;
  lead.kind = match.rule->set.at("kind");
  lead.rule = match.rule->id;
  lead.body = At(match, "body");
  if (!lead.body.empty() && !StartsUpper(lead.body)) return std::nullopt;
  const std::string to = At(match, "to");
  // An office only prepares: the one it proposes to is whose text this is to become.
  if (!At(match, "office").empty())
    lead.body = to;
  else if (!to.empty())
    lead.addressees.push_back(to);
  lead.end = static_cast<size_t>(match.end);
  while (lead.kind == "proposed") {
    RuleMatch chain = rules.Match("decision-chain", text.substr(lead.end, 300));
    if (chain.rule == nullptr || chain.start != 0) break;
    lead.end += static_cast<size_t>(chain.end);
    if (chain.rule->set.at("what") == "end") break;
    lead.addressees.push_back(At(chain, "to"));
  }
  SkipJoiners(text, &lead.end, rules);
  lead.bare = lead.end >= text.size();
  return lead;
}

std::vector<std::pair<size_t, size_t>> Clauses(const std::string& text, size_t from, const RuleSet& rules) {
  std::vector<std::pair<size_t, size_t>> out;
  size_t start = from, search = from;
  while (search < text.size()) {
    // The first break after `search`, unless a clause before it holds an infinitive of its own.
    RuleMatch cut;
    for (RuleMatch& match : rules.MatchAll("clause-break", text.substr(search)))
      if (match.rule->set.at("what") == "break" && cut.rule == nullptr) cut = std::move(match);
    if (cut.rule == nullptr) break;
    const size_t at = search + static_cast<size_t>(cut.start);
    const std::string clause = text.substr(start, at - start);
    bool keeps = false;
    for (const RuleMatch& match : rules.MatchAll("clause-break", clause))
      if (match.rule->set.at("what") == "keep") keeps = true;
    // A full stop ends the sentence that lists.
    const bool ended = clause.find(". ") != std::string::npos;
    if (ended) break;
    if (keeps) {
      search = search + static_cast<size_t>(cut.end);
      continue;
    }
    out.emplace_back(start, at);
    // The next clause begins with its "att".
    const std::string joiner = text.substr(at, static_cast<size_t>(cut.end - cut.start));
    size_t back = joiner.rfind(' ');
    back = back == std::string::npos || back == 0 ? 0 : joiner.rfind(' ', back - 1);
    start = at + (back == std::string::npos ? 0 : back + 1);
    search = search + static_cast<size_t>(cut.end);
  }
  out.emplace_back(start, text.size());
  return out;
}

}  // namespace avstam::rules
