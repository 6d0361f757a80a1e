#include "rules/prose_cues.h"

#include <algorithm>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

constexpr size_t kTellingBytes = 5;
constexpr size_t kEndingBytes = 3;  // "beviljat", "beviljade"

bool IsWordByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

Cues FindCues(const RuleSet& rules, const std::string& text) {
  Cues cues;
  for (const RuleMatch& match : rules.MatchAll("prose-cue", text)) {
    const std::string& cue = match.rule->set.at("cue");
    cues.total = cues.total || cue == "total";
    cues.together = cues.together || cue == "together";
    cues.partition = cues.partition || cue == "partition";
    cues.change = cues.change || cue == "change";
    cues.limit = cues.limit || cue == "limit";
  }
  return cues;
}

bool SaysAllParts(const RuleSet& rules, const std::string& text, const std::string& side) {
  const std::vector<RuleMatch> matches = rules.MatchAll("prose-parts", text);
  return std::any_of(matches.begin(), matches.end(),
                     [&](const RuleMatch& match) { return match.rule->set.at("side") == side; });
}

bool IsYearWord(const std::string& word) {
  return word.size() == 4 &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::vector<std::string> TellingWords(const std::string& text) {
  std::vector<std::string> out;
  std::string word;
  auto end_word = [&] {
    const bool number = !word.empty() && word[0] >= '0' && word[0] <= '9';
    if (!word.empty() && (IsYearWord(word) || (!number && word.size() >= kTellingBytes)))
      out.push_back(normalize::LabelKey(word));
    word.clear();
  };
  for (char c : text) {
    const char small = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (IsWordByte(small))
      word += small;
    else
      end_word();
  }
  end_word();
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

bool SameWord(const std::string& a, const std::string& b) {
  if (a == b) return true;
  if (IsYearWord(a) || IsYearWord(b)) return false;
  const size_t shorter = std::min(a.size(), b.size());
  if (shorter < kTellingBytes) return false;
  const size_t same = static_cast<size_t>(
      std::mismatch(a.begin(), a.begin() + static_cast<long>(shorter), b.begin()).first - a.begin());
  return same == shorter || (same >= kTellingBytes && same + kEndingBytes >= std::max(a.size(), b.size()));
}

int WordsFound(const std::vector<std::string>& words, const std::vector<std::string>& text) {
  return static_cast<int>(std::count_if(words.begin(), words.end(), [&](const std::string& word) {
    return std::any_of(text.begin(), text.end(),
                       [&](const std::string& other) { return SameWord(word, other); });
  }));
}

}  // namespace avstam::rules
