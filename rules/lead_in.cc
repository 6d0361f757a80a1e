#include "rules/lead_in.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cctype>

namespace avstam::rules {
namespace {

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
  lead.letter = match.rule->set.count("form") > 0;
  lead.body = match.Captured("body");
  if (!lead.body.empty() && !StartsUpper(text)) return std::nullopt;
  const std::string to = match.Captured("to");
  // An office only prepares: the one it proposes to is whose text this is to become.
  if (!match.Captured("office").empty())
    lead.body = to;
  else if (!to.empty())
    lead.addressees.push_back(to);
  lead.end = static_cast<size_t>(match.end);
  while (lead.kind == "proposed") {
    RuleMatch chain = rules.Match("decision-chain", text.substr(lead.end, 300));
    if (chain.rule == nullptr || chain.start != 0) break;
    lead.end += static_cast<size_t>(chain.end);
    if (chain.rule->set.at("what") == "end") break;
    lead.addressees.push_back(chain.Captured("to"));
  }
  SkipJoiners(text, &lead.end, rules);
  lead.bare = lead.end >= text.size();
  return lead;
}

}  // namespace avstam::rules
