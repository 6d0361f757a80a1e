#include "rules/source_error.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <limits>

#include "base/error.h"

namespace avstam::rules {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

int CountCodePoints(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) { return !IsContinuation(c); }));
}

// Byte offset of code point `n` (from 0), at most the size.
size_t ByteOfCodePoint(std::string_view text, int n) {
  size_t i = 0;
  for (; n > 0 && i < text.size(); --n) {
    ++i;
    while (i < text.size() && IsContinuation(text[i])) ++i;
  }
  return i;
}

// Start of line `line` (from 1), or npos when the text has fewer lines.
size_t StartOfLine(std::string_view text, int line) {
  size_t start = 0;
  for (int n = 1; n < line; ++n) {
    start = text.find('\n', start);
    if (start == std::string_view::npos) return start;
    ++start;
  }
  return start;
}

// Optimal string alignment distance: insert, delete, change, swap neighbours.
int EditDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<int>> d(a.size() + 1, std::vector<int>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) d[i][0] = static_cast<int>(i);
  for (size_t j = 0; j <= b.size(); ++j) d[0][j] = static_cast<int>(j);
  for (size_t i = 1; i <= a.size(); ++i) {
    for (size_t j = 1; j <= b.size(); ++j) {
      d[i][j] =
          std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::string FormatAt(const SourceText& source, SourcePlace place, std::string_view message) {
  std::string name = EscapeForTerminal(source.name);
  if (place.line <= 0) return fmt::format("{}: {}", name, message);
  std::string out = fmt::format("{}:{}: {}", name, place.line, message);
  size_t start = StartOfLine(source.text, place.line);
  if (start == std::string_view::npos || start >= source.text.size()) return out;
  std::string_view text(source.text);
  std::string_view line = text.substr(start, text.find('\n', start) - start);
  if (line.ends_with('\r')) line.remove_suffix(1);

  // A generated file may hold one endless line: show a window that has the place in it.
  constexpr int kBefore = 100, kWindow = 160;
  int column = std::clamp(place.column - 1, 0, CountCodePoints(line));
  int first = std::max(0, column - kBefore);
  std::string_view before = line.substr(0, ByteOfCodePoint(line, column));
  before.remove_prefix(ByteOfCodePoint(line, first));
  std::string_view after = line.substr(ByteOfCodePoint(line, column));
  after = after.substr(0, ByteOfCodePoint(after, kWindow - (column - first)));
  std::string shown = EscapeForTerminal(before);
  return fmt::format("{}\n  {}{}\n  {:>{}}", out, shown, EscapeForTerminal(after), "^",
                     CountCodePoints(shown) + 1);
}

void FailAt(const SourceText& source, SourcePlace place, std::string_view message) {
  throw Error(ErrorCode::kRuleFile, FormatAt(source, place, message));
}

std::string Suggestion(std::string_view word, const std::vector<std::string>& candidates) {
  constexpr size_t kLongestWord = 60;  // the distance is quadratic, and nobody misspells by pages
  int best = std::numeric_limits<int>::max();
  std::string_view nearest;
  for (const std::string& candidate : candidates) {
    if (word.size() > kLongestWord) break;
    int distance = EditDistance(word, candidate);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  int allowed = std::max(1, static_cast<int>(word.size()) / 3);
  if (best <= allowed) return fmt::format("; did you mean '{}'?", nearest);
  if (candidates.empty()) return "";
  return fmt::format("; one of: {}", fmt::join(candidates, ", "));
}

SourcePlace PlaceOfByte(std::string_view text, size_t byte) {
  byte = std::min(byte, text.size());
  std::string_view before = text.substr(0, byte);
  size_t line_start = before.rfind('\n');
  line_start = line_start == std::string_view::npos ? 0 : line_start + 1;
  return {static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
          CountCodePoints(before.substr(line_start)) + 1};
}

size_t ByteOfPlace(std::string_view text, SourcePlace place) {
  size_t start = StartOfLine(text, place.line);
  if (start == std::string_view::npos) return text.size();
  return start + ByteOfCodePoint(text.substr(start), place.column - 1);
}

void RefuseInvalidUtf8(const SourceText& source) {
  const std::string& text = source.text;
  int32_t size = static_cast<int32_t>(text.size());
  for (int32_t i = 0; i < size;) {
    int32_t start = i;
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    if (c >= 0) continue;
    FailAt(source, PlaceOfByte(text, start),
           fmt::format("byte 0x{:02X} is not UTF-8; save the file as UTF-8",
                       static_cast<unsigned char>(text[start])));
  }
}

}  // namespace avstam::rules
