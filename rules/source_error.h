// Messages about a text file, the way a compiler gives them:
//
//   rules/sv/tables.toml:12: unknown key 'patern'; did you mean 'pattern'?
//     patern = '(?i)^summa'
//     ^
//
// Used by all readers of rule files.  Text from the file is escaped for terminals.
#ifndef AVSTAM_RULES_SOURCE_ERROR_H_
#define AVSTAM_RULES_SOURCE_ERROR_H_

#include <string>
#include <string_view>
#include <vector>

namespace avstam::rules {

// A file as read: `name` is what messages call it.
struct SourceText {
  std::string name;
  std::string text;
};

// Line and column count from 1; columns are code points.  line 0: the file as a whole (no source line is
// shown).
struct SourcePlace {
  int line = 0;
  int column = 1;
};

// "name:line: message", the source line, a caret.  A place past the end of the file shows no line.
std::string FormatAt(const SourceText& source, SourcePlace place, std::string_view message);

// Throws Error kRuleFile with FormatAt's text.
[[noreturn]] void FailAt(const SourceText& source, SourcePlace place, std::string_view message);

// "; did you mean 'pattern'?" for the nearest candidate; when none is near, "; one of: a, b, c".
std::string Suggestion(std::string_view word, const std::vector<std::string>& candidates);

// Place of a byte offset of the text (past the end: the end).
SourcePlace PlaceOfByte(std::string_view text, size_t byte);
// Byte offset of a place (past the end: the size).
size_t ByteOfPlace(std::string_view text, SourcePlace place);
// Throws Error kRuleFile at the first byte that is not UTF-8 (RFC 3629).
void RefuseInvalidUtf8(const SourceText& source);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_SOURCE_ERROR_H_
