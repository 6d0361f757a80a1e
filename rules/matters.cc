#include "rules/matters.h"

#include <cstdlib>
#include <map>
#include <string_view>

#include "normalize/text.h"
#include "rules/people.h"

namespace avstam::rules {
namespace {

constexpr size_t kShortestList = 3;  // entries

// Does a section stand between this paragraph's number and the next one?
bool HasContent(const std::vector<Block>& blocks, size_t place) {
  for (size_t b = place + 1; b < blocks.size() && blocks[b].paragraph.rule == nullptr; ++b)
    if (blocks[b].heading.rule != nullptr || blocks[b].text.size() > kLongestTitle) return true;
  return false;
}

}  // namespace

std::string ParagraphName(const std::string& number) {
  std::string out = "§ ";
  for (char c : number)
    if (c != ' ') out += c;
  return out;
}

Matter MatterOf(const Block& block, const RuleSet& rules, const normalize::Normalizer& normalizer) {
  Matter matter;
  const std::string number = block.paragraph.Captured("number");
  matter.number = std::atoi(number.c_str());
  matter.paragraph = ParagraphName(number);
  matter.where = block.passage.WhereOf();
  std::string rest = Bare(block.paragraph.Captured("rest"));
  matter.case_number = TakeCaseNumber(&rest, rules, normalizer);
  matter.title = rest;
  matter.rule = block.paragraph.rule->id;
  return matter;
}

std::optional<std::string> TakeCaseNumber(std::string* rest, const RuleSet& rules,
                                          const normalize::Normalizer& normalizer) {
  if (rest->empty()) return std::nullopt;
  for (bool with_word : {false, true}) {
    const std::string prefix = with_word ? "dnr " : "";
    const std::string text = prefix + *rest;
    for (const normalize::Found& found : normalizer.Find(text)) {
      if (found.kind != normalize::Kind::kCaseNumber) continue;
      if (with_word && found.start > static_cast<int>(prefix.size())) continue;
      std::string after = text.substr(normalize::ByteOf(text, found.end));
      std::string before = with_word ? "" : text.substr(0, normalize::ByteOf(text, found.start));
      while (before.ends_with(' ') || before.ends_with(':')) before.pop_back();
      const size_t space = before.rfind(' ');
      const std::string word = before.substr(space == std::string::npos ? 0 : space + 1);
      if (rules.Match("case-number-word", word).rule != nullptr)
        before = before.substr(0, space == std::string::npos ? 0 : space);
      *rest = Bare(before + " " + after);
      // "Avgift för kolonilotter (KS 2026-00143)"
      for (const char* empty : {"( )", "()"})
        if (const size_t at = rest->find(empty); at != std::string::npos)
          rest->erase(at, std::string_view(empty).size());
      *rest = Bare(*rest);
      return found.value;
    }
  }
  return std::nullopt;
}

std::set<size_t> ListedParagraphs(const std::vector<Block>& blocks) {
  std::map<std::string, std::vector<size_t>> by_number;
  for (size_t b = 0; b < blocks.size(); ++b)
    if (blocks[b].paragraph.rule != nullptr)
      by_number[ParagraphName(blocks[b].paragraph.Captured("number"))].push_back(b);
  std::set<size_t> again, only;
  for (const auto& [number, places] : by_number) {
    if (places.size() == 1) only.insert(places.front());
    for (size_t i = 0; i + 1 < places.size(); ++i)
      if (!HasContent(blocks, places[i])) again.insert(places[i]);
  }
  // One that stands in a list of others that come again, and does not itself, is missing below.
  std::set<size_t> listed = again;
  std::vector<size_t> pending;  // such ones since the last that comes again
  size_t run = 0;
  for (size_t b = 0; b < blocks.size(); ++b) {
    if (blocks[b].paragraph.rule == nullptr) continue;
    if (again.count(b)) {
      if (run > 0) listed.insert(pending.begin(), pending.end());
      ++run;
      pending.clear();
    } else if (only.count(b) && !HasContent(blocks, b) && run > 0) {
      pending.push_back(b);
    } else {
      run = 0;
      pending.clear();
    }
  }
  if (again.size() < kShortestList) return again;
  return listed;
}

}  // namespace avstam::rules
