#include "rules/pattern.h"

#include <fmt/format.h>
#include <re2/set.h>

#include "base/error.h"
#include "normalize/text.h"

namespace avstam::rules {
namespace {

constexpr size_t kLongestPattern = 20'000;  // fragments in fragments could grow without end

bool IsNameStart(char c) { return (c >= 'a' && c <= 'z') || c == '_'; }
bool IsNameChar(char c) { return IsNameStart(c) || (c >= '0' && c <= '9'); }

// The name in "{name}" at `i`, or empty.
std::string_view FragmentNameAt(std::string_view pattern, size_t i) {
  if (i + 1 >= pattern.size() || pattern[i] != '{' || !IsNameStart(pattern[i + 1])) return {};
  size_t end = i + 1;
  while (end < pattern.size() && IsNameChar(pattern[end])) ++end;
  if (end == pattern.size() || pattern[end] != '}') return {};
  return pattern.substr(i + 1, end - i - 1);
}

constexpr std::string_view kAnyLetter = R"(\pL)";

// Walks over a pattern and knows whether it is within "[...]".
class ClassWalk {
 public:
  bool inside() const { return inside_; }
  // The character at `i`, which no backslash stands before.
  void Take(std::string_view pattern, size_t i) {
    if (inside_) {
      inside_ = pattern[i] != ']' || i == first_;  // "[]" and "[^]" do not end where they begin
    } else if (pattern[i] == '[') {
      inside_ = true;
      first_ = pattern.substr(i + 1).starts_with('^') ? i + 2 : i + 1;
    }
  }

 private:
  bool inside_ = false;
  size_t first_ = 0;
};

// What is wrong with the escape "\c"; empty when nothing is.
std::string AsciiOnly(char c) {
  switch (c) {
    case 'w':
      return R"(\w knows only ASCII letters in RE2: it stops in "åtgärd"; use [\pL\pN_])";
    case 'W':
      return R"(\W knows only ASCII letters in RE2: it takes "å" for no letter; use [^\pL\pN_])";
    case 'b':
      return R"(\b knows only ASCII letters in RE2: "på\b" never matches; use (?:^|[^\pL]) or (?:[^\pL]|$))";
    case 'B':
      return R"(\B knows only ASCII letters in RE2: it sees a boundary in "på"; use \pL)";
    default:
      return "";
  }
}

Fragment* FindFragment(std::string_view name, Fragments* own, Fragments* shared) {
  for (Fragments* fragments : {own, shared}) {
    if (auto it = fragments->find(std::string(name)); it != fragments->end()) return &it->second;
  }
  return nullptr;
}

[[noreturn]] void FailUnknownFragment(const SourceText& source, SourcePlace place, std::string_view name,
                                      const Fragments& own, const Fragments& shared) {
  std::vector<std::string> known;
  for (const Fragments* fragments : {&own, &shared}) {
    for (const auto& [candidate, fragment] : *fragments) known.push_back(candidate);
  }
  std::string hint = Suggestion(name, known);
  FailAt(source, place,
         fmt::format("unknown fragment '{}'{}", name, hint.empty() ? "; none are defined" : hint));
}

}  // namespace

SourcePlace PlaceInPattern(const SourceText& source, const PatternText& pattern, size_t offset) {
  std::string_view raw(source.text);
  size_t begin = ByteOfPlace(raw, pattern.begin);
  raw.remove_prefix(begin);
  size_t skip = raw.starts_with("'''\r\n") ? 5
                : raw.starts_with("'''\n") ? 4
                : raw.starts_with("'''")   ? 3
                                           : 0;
  if (skip == 0 && raw.starts_with('\'')) skip = 1;
  if (skip == 0) return pattern.begin;
  if (raw.substr(skip, pattern.value.size()) != pattern.value) return pattern.begin;  // CR LF inside ''' '''
  return PlaceOfByte(source.text, begin + skip + offset);
}

std::string ExpandPattern(const SourceText& source, const PatternText& pattern, Fragments* own,
                          Fragments* shared, bool coarse) {
  std::string out;
  const std::string& text = pattern.value;
  ClassWalk walk;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      std::string wrong = AsciiOnly(text[i + 1]);
      if (!wrong.empty()) FailAt(source, PlaceInPattern(source, pattern, i), wrong);
      if (text.compare(i, kAnyLetter.size(), kAnyLetter) == 0) {
        out += walk.inside() ? std::string(normalize::kLatinLetters)
                             : fmt::format("[{}]", normalize::kLatinLetters);
        i += kAnyLetter.size();
        continue;
      }
      bool braces = (text[i + 1] == 'p' || text[i + 1] == 'P' || text[i + 1] == 'x') && i + 2 < text.size() &&
                    text[i + 2] == '{';  // \p{...}, \x{...}: the name is RE2's
      size_t length = braces ? 3 : 2;
      out.append(text, i, length);
      i += length;
      continue;
    }
    walk.Take(text, i);
    std::string_view name = FragmentNameAt(text, i);
    if (name.empty()) {
      out += text[i++];
      continue;
    }
    Fragment* fragment = FindFragment(name, own, shared);
    if (fragment == nullptr) {
      FailUnknownFragment(source, PlaceInPattern(source, pattern, i), name, *own, *shared);
    }
    if (!coarse) ++fragment->uses;
    out += fmt::format("(?:{})", coarse ? fragment->coarse : fragment->pattern);
    if (out.size() > kLongestPattern) {
      FailAt(source, PlaceInPattern(source, pattern, i),
             fmt::format("with its fragments the pattern is longer than {} bytes", kLongestPattern));
    }
    i += name.size() + 2;
  }
  return out;
}

std::set<std::string> GroupNames(std::string_view pattern) {
  static constexpr std::string_view kOpen = "(?P<";
  std::set<std::string> names;
  ClassWalk walk;
  for (size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '\\') {
      ++i;  // what follows stands for itself
      continue;
    }
    walk.Take(pattern, i);
    if (!walk.inside() && pattern.substr(i).starts_with(kOpen)) {
      const size_t begin = i + kOpen.size();
      names.emplace(pattern.substr(begin, pattern.find('>', begin) - begin));
    }
  }
  return names;
}

const RE2& Pattern::Compiled() const {
  std::call_once(once_, [&] {
    compiled_ = std::make_unique<RE2>(text_, options_);
    if (!compiled_->ok()) {
      throw Error(ErrorCode::kRuleFile,
                  fmt::format("pattern '{}' does not compile: {}", text_, compiled_->error()));
    }
  });
  return *compiled_;
}

std::unique_ptr<Pattern> MakePattern(const SourceText& source, const PatternText& pattern,
                                     const std::string& expanded, const RE2::Options& options) {
  // A set parses without compiling; both cases of each letter would only cost.
  RE2::Options as_written = options;
  as_written.set_case_sensitive(true);
  if (RE2::Set(as_written, RE2::UNANCHORED).Add(expanded, nullptr) == 0) {
    return std::make_unique<Pattern>(expanded, options);
  }
  RE2 compiled(expanded, options);
  // RE2 names the offending piece, not its offset: trust it where the piece stands once.
  const std::string& piece = compiled.error_arg();
  size_t offset = piece.empty() ? std::string::npos : pattern.value.find(piece);
  bool once = offset != std::string::npos && pattern.value.find(piece, offset + 1) == std::string::npos;
  SourcePlace place = once ? PlaceInPattern(source, pattern, offset) : pattern.begin;
  FailAt(source, place, fmt::format("pattern does not compile: {}", compiled.error()));
}

}  // namespace avstam::rules
