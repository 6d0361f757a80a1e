#include "normalize/patterns.h"

#include <fmt/format.h>

#include <mutex>

#include "base/error.h"
#include "normalize/text.h"

namespace avstam::normalize {
namespace {

// No word of the lexicon with what it needs around it is longer; keeps a look at one place from reading a
// whole page.
constexpr size_t kWindow = 80;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

re2::StringPiece WithoutLast(re2::StringPiece text) {
  do text.remove_suffix(1);
  while (!text.empty() && IsContinuation(*text.end()));
  return text;
}

RE2::Options Options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_longest_match(true);
  options.set_log_errors(false);
  return options;
}

// A regular expression that is compiled when it is first asked for.
class LazyPattern {
 public:
  explicit LazyPattern(std::string pattern) : pattern_(std::move(pattern)) {}
  const RE2& get(std::string_view what) const {
    std::call_once(once_, [&] {
      auto compiled = std::make_unique<RE2>(pattern_, Options());
      if (!compiled->ok())
        throw Error(ErrorCode::kRuleFile,
                    fmt::format("{} pattern '{}': {}", what, pattern_, compiled->error()));
      if (RE2::FullMatch("", *compiled))
        throw Error(ErrorCode::kRuleFile,
                    fmt::format("{} pattern '{}' matches the empty text", what, pattern_));
      compiled_ = std::move(compiled);
    });
    return *compiled_;
  }

 private:
  std::string pattern_;
  mutable std::once_flag once_;
  mutable std::unique_ptr<RE2> compiled_;
};

}  // namespace

struct PatternList::Compiled {
  std::string what;
  std::vector<std::unique_ptr<LazyPattern>> each;
  LazyPattern at, search, before;
};

PatternList::PatternList(const std::vector<std::string>& patterns, std::string_view what) {
  if (patterns.empty()) return;
  std::string any;
  std::vector<std::unique_ptr<LazyPattern>> each;
  for (const std::string& pattern : patterns) {
    any += any.empty() ? "" : "|";
    any += "(?:" + pattern + ")";
    each.push_back(std::make_unique<LazyPattern>(pattern));
  }
  // The class has both cases of each letter: folding it would only cost.
  const std::string not_letter = "(?-i:[^" + std::string(kLatinLetters) + "])";
  const std::string end = "(?:" + not_letter + "|$)", begin = "(?:^|" + not_letter + ")";
  compiled_.reset(new Compiled{std::string(what), std::move(each), LazyPattern("^(" + any + ")" + end),
                               LazyPattern(begin + "(" + any + ")" + end),
                               LazyPattern(begin + "(" + any + ") *$")});
}

PatternList::~PatternList() = default;
PatternList::PatternList(PatternList&&) noexcept = default;
PatternList& PatternList::operator=(PatternList&&) noexcept = default;

std::optional<PatternList::Hit> PatternList::HitOf(std::string_view text,
                                                   const re2::StringPiece& span) const {
  Hit hit;
  hit.start = static_cast<size_t>(span.data() - text.data());
  hit.end = hit.start + span.size();
  if (compiled_->each.size() == 1) return hit;
  for (size_t i = 0; i < compiled_->each.size(); ++i) {
    if (RE2::FullMatch(span, compiled_->each[i]->get(compiled_->what))) {
      hit.index = static_cast<int>(i);
      return hit;
    }
  }
  return {};
}

std::optional<PatternList::Hit> PatternList::At(std::string_view text, size_t start) const {
  if (!compiled_ || start >= text.size()) return {};
  size_t end = std::min(text.size(), start + kWindow);
  while (end < text.size() && IsContinuation(text[end])) ++end;
  const re2::StringPiece window(text.data() + start, end - start);
  const RE2& at = compiled_->at.get(compiled_->what);
  // Asking for the whole is cheaper than for a group.  It has the character after the word, save at the end.
  re2::StringPiece span[2];
  if (!at.Match(window, 0, window.size(), RE2::ANCHOR_START, span, 1)) return {};
  if (span[0].end() != window.end()) return HitOf(text, WithoutLast(span[0]));
  if (!at.Match(window, 0, window.size(), RE2::ANCHOR_START, span, 2)) return {};
  return HitOf(text, span[1]);
}

std::optional<PatternList::Hit> PatternList::Search(std::string_view text, size_t start) const {
  if (!compiled_ || start >= text.size()) return {};
  re2::StringPiece span[2];
  if (!compiled_->search.get(compiled_->what)
           .Match({text.data(), text.size()}, start, text.size(), RE2::UNANCHORED, span, 2))
    return {};
  return HitOf(text, span[1]);
}

std::optional<PatternList::Hit> PatternList::Before(std::string_view text, size_t end) const {
  if (!compiled_ || end == 0 || end > text.size()) return {};
  size_t start = end > kWindow ? end - kWindow : 0;
  while (start > 0 && IsContinuation(text[start])) --start;
  // A word cut by the window's edge must not look whole: begin after its letters.
  if (start > 0) {
    while (start < end && text[start] != ' ') ++start;
  }
  const re2::StringPiece window(text.data() + start, end - start);
  const RE2& before = compiled_->before.get(compiled_->what);
  // Most figures have no such word before them, and to know that no group is needed.
  if (!before.Match(window, 0, window.size(), RE2::UNANCHORED, nullptr, 0)) return {};
  re2::StringPiece span[2];
  if (!before.Match(window, 0, window.size(), RE2::UNANCHORED, span, 2)) return {};
  return HitOf(text, span[1]);
}

}  // namespace avstam::normalize
