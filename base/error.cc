#include "base/error.h"

#include <fmt/format.h>

#include <cstdint>

namespace avstam {

std::string_view ErrorCodeName(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kNotPdf:
      return "not-pdf";
    case ErrorCode::kEmpty:
      return "empty";
    case ErrorCode::kDamaged:
      return "damaged";
    case ErrorCode::kEncrypted:
      return "encrypted";
    case ErrorCode::kNoPages:
      return "no-pages";
    case ErrorCode::kTooLarge:
      return "too-large";
    case ErrorCode::kUnreadable:
      return "unreadable";
    case ErrorCode::kRuleFile:
      return "rule-file";
    case ErrorCode::kArchive:
      return "archive";
    case ErrorCode::kOverflow:
      return "overflow";
    case ErrorCode::kSandbox:
      return "sandbox";
    case ErrorCode::kOcr:
      return "ocr";
  }
  return "unknown";
}

namespace {

// Length and code point of the UTF-8 sequence at `i`, or 0 when it is invalid (RFC 3629: no surrogates, no
// overlong).
int DecodeAt(std::string_view s, size_t i, char32_t* code_point) {
  auto byte = [&](size_t k) -> uint8_t { return k < s.size() ? static_cast<uint8_t>(s[k]) : 0; };
  uint8_t b0 = byte(i);
  int length = b0 < 0x80                 ? 1
               : b0 >= 0xC2 && b0 < 0xE0 ? 2
               : b0 >= 0xE0 && b0 < 0xF0 ? 3
               : b0 >= 0xF0 && b0 < 0xF5 ? 4
                                         : 0;
  if (length == 0) return 0;
  char32_t c = length == 1 ? b0 : b0 & (0xFF >> (length + 1));
  for (int k = 1; k < length; ++k) {
    if ((byte(i + k) & 0xC0) != 0x80) return 0;
    c = (c << 6) | (byte(i + k) & 0x3F);
  }
  bool overlong = (length == 3 && c < 0x800) || (length == 4 && c < 0x10000);
  if (overlong || (c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) return 0;
  *code_point = c;
  return length;
}

bool IsUnsafe(char32_t c) {
  bool control = c < 0x20 || (c >= 0x7F && c < 0xA0);
  bool line = c == 0x2028 || c == 0x2029;
  bool bidi = c == 0x200E || c == 0x200F || c == 0x061C || (c >= 0x202A && c <= 0x202E) ||
              (c >= 0x2066 && c <= 0x2069);
  return control || line || bidi;
}

}  // namespace

std::string EscapeForTerminal(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size();) {
    char32_t c = 0;
    int length = DecodeAt(text, i, &c);
    if (length == 0) {
      out += fmt::format("\\x{:02X}", static_cast<uint8_t>(text[i]));
      ++i;
      continue;
    }
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else if (c == '\r')
      out += "\\r";
    else if (IsUnsafe(c))
      out += c < 0x100 ? fmt::format("\\x{:02X}", static_cast<uint32_t>(c))
                       : fmt::format("\\u{{{:04X}}}", static_cast<uint32_t>(c));
    else
      out.append(text.substr(i, length));
    i += length;
  }
  return out;
}

}  // namespace avstam
