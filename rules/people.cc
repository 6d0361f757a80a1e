#include "rules/people.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>

namespace avstam::rules {
namespace {

std::vector<std::string> Split(const std::string& text) {
  std::vector<std::string> out;
  std::string part;
  auto close = [&] {
    part = Bare(part);
    if (!part.empty()) out.push_back(part);
    part.clear();
  };
  size_t at = 0;
  while (at < text.size()) {
    const size_t space = std::min(text.find(' ', at), text.size());
    std::string word = text.substr(at, space - at);
    at = space + 1;
    const bool comma = word.ends_with(',');
    if (comma) word.pop_back();
    // Words that join are written small and are short; a name is not.
    if (word.size() <= 4 && !word.empty() && word[0] >= 'a' && word[0] <= 'z') {
      close();
      continue;
    }
    part += (part.empty() ? "" : " ") + word;
    if (comma) close();
  }
  close();
  return out;
}

std::string PartyOf(const std::string& name, const RuleSet& rules) {
  RuleMatch match = rules.Match("party", name);
  return match.rule == nullptr ? "" : match.rule->set.at("party");
}

std::optional<int> NumberAt(const RuleMatch& match, const char* name) {
  const std::string text = match.Captured(name);
  if (text.empty()) return std::nullopt;
  return std::atoi(text.c_str());
}

void AddOnce(std::vector<std::string>* list, const std::string& value) {
  if (!value.empty() && std::find(list->begin(), list->end(), value) == list->end()) list->push_back(value);
}

}  // namespace

std::string Bare(const std::string& text) {
  std::string_view out = text;
  bool again = true;
  while (again && !out.empty()) {
    again = false;
    for (std::string_view sign : {" ", ":", ",", "\"", "\u201d", "\u201c", "\u00bb", "\u00ab"}) {
      if (out.starts_with(sign)) out.remove_prefix(sign.size()), again = true;
      if (out.ends_with(sign)) out.remove_suffix(sign.size()), again = true;
    }
  }
  return std::string(out);
}

std::vector<std::string> Sentences(const std::string& text) {
  std::vector<std::string> out;
  size_t start = 0;
  for (size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] != '.' || text[i + 1] != ' ') continue;
    const auto next = static_cast<unsigned char>(text[i + 2]);
    if (!(next >= 'A' && next <= 'Z') && next != 0xC3) continue;
    if (i > start && i - start < 4) continue;  // an abbreviation
    out.push_back(text.substr(start, i + 1 - start));
    start = i + 2;
  }
  if (start < text.size()) out.push_back(text.substr(start));
  return out;
}

std::vector<Named> PeopleIn(const std::string& text, const RuleSet& rules) {
  std::vector<Named> out;
  auto groups = [&](const std::string& between) {
    for (const std::string& name : Split(between)) {
      std::string party = PartyOf(name, rules);
      RuleMatch group = party.empty() ? rules.Match("person", name) : RuleMatch();
      if (party.empty() && (group.rule == nullptr || group.start != 0)) continue;
      out.push_back({name, party, true});
    }
  };
  std::string rest = text;
  while (true) {
    RuleMatch person = rules.Match("person", rest);
    if (person.rule == nullptr || person.Captured("party").empty()) break;
    groups(rest.substr(0, static_cast<size_t>(person.start)));
    // "Ordförande Anna Berg": an office before the name is no part of it.
    std::string name = person.Captured("name");
    const size_t space = name.find(' ');
    if (space != std::string::npos && name.find(' ', space + 1) != std::string::npos &&
        rules.Match("person", name.substr(0, space)).rule != nullptr)
      name = name.substr(space + 1);
    out.push_back({name, person.Captured("party"), false});
    rest = rest.substr(static_cast<size_t>(person.end));
  }
  groups(rest);
  return out;
}

std::vector<Motion> MotionsIn(const std::string& text, const RuleSet& rules) {
  std::vector<Motion> out;
  size_t last = 0;  // the motions that the sentence before made
  for (const std::string& sentence : Sentences(text)) {
    RuleMatch match = rules.Match("motion", sentence);
    if (match.rule == nullptr) {
      if (out.empty()) return out;
      for (size_t i = last; i < out.size(); ++i) out[i].text += " " + sentence;
      continue;
    }
    Motion motion;
    motion.rule = match.rule->id;
    std::string who = match.Captured("who"), wish = match.Captured("wish");
    if (match.rule->set.count("wish") > 0) {
      if (out.empty()) return out;  // of whoever spoke before: no wish of its own
      wish = out.back().text;
    } else if (RuleMatch support = rules.Match("motion-support", wish); support.rule != nullptr) {
      who += ", " + support.Captured("who");
      wish = support.Captured("wish");
    }
    motion.text = Bare(wish);
    last = out.size();
    for (const Named& named : PeopleIn(who, rules)) {
      motion.person = named.name;
      motion.party = named.party;
      out.push_back(motion);
    }
  }
  return out;
}

std::vector<Reservation> ReservationsIn(const std::string& text, const RuleSet& rules) {
  std::vector<Reservation> out;
  for (const std::string& sentence : Sentences(text)) {
    RuleMatch match = rules.Match("reservation", sentence);
    if (match.rule == nullptr) continue;
    Reservation reservation;
    reservation.text = sentence;
    reservation.rule = match.rule->id;
    for (const Named& named : PeopleIn(match.Captured("who"), rules)) {
      if (!named.is_group) AddOnce(&reservation.persons, named.name);
      AddOnce(&reservation.parties, named.party);
    }
    if (reservation.persons.empty() && reservation.parties.empty()) continue;
    out.push_back(reservation);
  }
  return out;
}

std::vector<Vote> VotesIn(const std::string& text, const RuleSet& rules) {
  std::vector<Vote> out;
  RuleMatch match = rules.Match("vote", text);
  if (match.rule == nullptr) return out;
  Vote vote;
  vote.yes = NumberAt(match, "yes");
  vote.no = NumberAt(match, "no");
  vote.abstain = NumberAt(match, "abstain");
  vote.absent = NumberAt(match, "absent");
  vote.text =
      Bare(text.substr(static_cast<size_t>(match.start), static_cast<size_t>(match.end - match.start)));
  vote.rule = match.rule->id;
  out.push_back(vote);
  return out;
}

std::vector<Remark> RemarksIn(const std::string& text, const RuleSet& rules) {
  std::vector<Remark> out;
  for (const std::string& sentence : Sentences(text)) {
    RuleMatch match = rules.Match("remark", sentence);
    if (match.rule == nullptr) continue;
    Remark remark;
    remark.kind = match.rule->set.at("kind");
    remark.rule = match.rule->id;
    remark.text = sentence;
    for (const Named& named : PeopleIn(match.Captured("who"), rules)) AddOnce(&remark.persons, named.name);
    if (remark.persons.empty()) continue;
    out.push_back(remark);
  }
  return out;
}

}  // namespace avstam::rules
