#include "normalize/patterns.h"

#include <fmt/format.h>

#include "base/error.h"

namespace avstam::normalize {
namespace {

// No word of the lexicon with what it needs around it is longer; keeps a look at one place from reading a
// whole page.
constexpr size_t kWindow = 80;

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

RE2::Options Options() {
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_longest_match(true);
  options.set_log_errors(false);
  return options;
}

}  // namespace

PatternList::PatternList(const std::vector<std::string>& patterns, std::string_view what) {
  std::string any;
  for (const std::string& pattern : patterns) {
    auto compiled = std::make_unique<RE2>(pattern, Options());
    if (!compiled->ok()) {
      throw Error(ErrorCode::kRuleFile, fmt::format("{} pattern '{}': {}", what, pattern, compiled->error()));
    }
    if (RE2::FullMatch("", *compiled)) {
      throw Error(ErrorCode::kRuleFile, fmt::format("{} pattern '{}' matches the empty text", what, pattern));
    }
    any += any.empty() ? "" : "|";
    any += "(?:" + pattern + ")";
    each_.push_back(std::move(compiled));
  }
  if (each_.empty()) return;
  at_ = std::make_unique<RE2>("^(" + any + ")(?:[^\\pL]|$)", Options());
  search_ = std::make_unique<RE2>("(?:^|[^\\pL])(" + any + ")(?:[^\\pL]|$)", Options());
  before_ = std::make_unique<RE2>("(?:^|[^\\pL])(" + any + ") *$", Options());
}

std::optional<PatternList::Hit> PatternList::HitOf(std::string_view text,
                                                   const re2::StringPiece& span) const {
  Hit hit;
  hit.start = static_cast<size_t>(span.data() - text.data());
  hit.end = hit.start + span.size();
  for (size_t i = 0; i < each_.size(); ++i) {
    if (RE2::FullMatch(span, *each_[i])) {
      hit.index = static_cast<int>(i);
      return hit;
    }
  }
  return {};
}

std::optional<PatternList::Hit> PatternList::At(std::string_view text, size_t start) const {
  if (!at_ || start >= text.size()) return {};
  size_t end = std::min(text.size(), start + kWindow);
  while (end < text.size() && IsContinuation(text[end])) ++end;
  re2::StringPiece span[2];
  if (!at_->Match({text.data() + start, end - start}, 0, end - start, RE2::ANCHOR_START, span, 2)) return {};
  return HitOf(text, span[1]);
}

std::optional<PatternList::Hit> PatternList::Search(std::string_view text, size_t start) const {
  if (!search_ || start >= text.size()) return {};
  re2::StringPiece span[2];
  if (!search_->Match({text.data(), text.size()}, start, text.size(), RE2::UNANCHORED, span, 2)) return {};
  return HitOf(text, span[1]);
}

std::optional<PatternList::Hit> PatternList::Before(std::string_view text, size_t end) const {
  if (!before_ || end == 0 || end > text.size()) return {};
  size_t start = end > kWindow ? end - kWindow : 0;
  while (start > 0 && IsContinuation(text[start])) --start;
  // A word cut by the window's edge must not look whole: begin after its letters.
  if (start > 0) {
    while (start < end && text[start] != ' ') ++start;
  }
  re2::StringPiece span[2];
  if (!before_->Match({text.data() + start, end - start}, 0, end - start, RE2::UNANCHORED, span, 2))
    return {};
  return HitOf(text, span[1]);
}

}  // namespace avstam::normalize
