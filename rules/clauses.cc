#include "rules/clauses.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

bool IsClauseWord(const std::string& word, const RuleSet& rules) {
  RuleMatch match = rules.Match("item-marker", word + " ");
  return match.rule != nullptr && match.rule->set.at("style") == "clause";
}

// Code points at which clauses begin in bold type.
std::vector<int> BoldStarts(const Passage& passage, int from, const RuleSet& rules) {
  std::vector<int> starts;
  for (size_t i = 0; i < passage.pieces.size(); ++i) {
    const Passage::Piece& piece = passage.pieces[i];
    const extract::Word& word = piece.page->words[static_cast<size_t>(piece.word)];
    if (piece.start < from || !word.bold || !IsClauseWord(word.text, rules)) continue;
    const bool alone =
        i + 1 == passage.pieces.size() ||
        !passage.pieces[i + 1].page->words[static_cast<size_t>(passage.pieces[i + 1].word)].bold;
    if (alone) starts.push_back(piece.start);
  }
  return starts;
}

// Bytes of `text` at which clauses begin and the ones before them end.
struct Cut {
  size_t end = 0, start = 0;
};

std::vector<Cut> Cuts(const std::string& text, size_t from, const RuleSet& rules) {
  std::vector<Cut> cuts;
  size_t start = from, search = from;
  while (search < text.size()) {
    RuleMatch cut;
    for (RuleMatch& match : rules.MatchAll("clause-break", text.substr(search)))
      if (match.rule->set.at("what") != "keep" && (cut.rule == nullptr || match.start < cut.start))
        cut = std::move(match);
    if (cut.rule == nullptr) break;
    const size_t at = search + static_cast<size_t>(cut.start);
    const std::string clause = text.substr(start, at - start);
    if (clause.find(". ") != std::string::npos) break;  // the sentence that lists has ended
    bool keeps = false;
    if (cut.rule->set.at("what") == "break")
      for (const RuleMatch& match : rules.MatchAll("clause-break", clause))
        keeps = keeps || match.rule->set.at("what") == "keep";
    search += static_cast<size_t>(cut.end);
    if (keeps) continue;
    // The next clause begins with its "att", the last word but one that was matched.
    const std::string joiner = text.substr(at, search - at);
    size_t back = joiner.rfind(' ');
    if (back != std::string::npos && back > 0) back = joiner.rfind(' ', back - 1);
    start = at + (back == std::string::npos ? 0 : back + 1);
    cuts.push_back({at, start});
  }
  return cuts;
}

}  // namespace

std::vector<Passage> SplitClauses(const Passage& passage, int from, const RuleSet& rules) {
  std::vector<Passage> out;
  const std::vector<int> bold = BoldStarts(passage, from, rules);
  std::vector<std::pair<int, int>> cuts;  // code points: end of one clause, start of the next
  if (!bold.empty()) {
    for (int start : bold)
      if (start > from) cuts.emplace_back(start, start);
  } else {
    const std::string text = normalize::Normalize(passage.text).text;
    for (const Cut& cut : Cuts(text, normalize::ByteOf(text, from), rules))
      cuts.emplace_back(normalize::CodePoints(std::string_view(text).substr(0, cut.end)),
                        normalize::CodePoints(std::string_view(text).substr(0, cut.start)));
  }
  int start = from;
  for (const auto& [end, next] : cuts) {
    Passage clause = passage.Slice(start, end);
    // The words that lead to the first clause are none.
    if (!clause.text.empty()) out.push_back(std::move(clause));
    start = next;
  }
  out.push_back(passage.Slice(start, passage.length));
  return out;
}

}  // namespace avstam::rules
