#include "normalize/text.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/normalizer2.h>
#include <unicode/stringoptions.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <stdexcept>

namespace avstam::normalize {
namespace {

const icu::Normalizer2& Nfc() {
  static const icu::Normalizer2* nfc = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* instance = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFC data");
    return instance;
  }();
  return *nfc;
}

const icu::Normalizer2& Nfd() {
  static const icu::Normalizer2* nfd = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* instance = icu::Normalizer2::getNFDInstance(status);
    if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFD data");
    return instance;
  }();
  return *nfd;
}

constexpr UChar32 kReplacement = 0xFFFD;

// Next code point; an invalid byte is one U+FFFD.
UChar32 NextCodePoint(std::string_view text, size_t* at) {
  int32_t i = static_cast<int32_t>(*at);
  UChar32 c;
  U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
  if (c < 0) {
    *at += 1;
    return kReplacement;
  }
  *at = static_cast<size_t>(i);
  return c;
}

void AppendUtf8(UChar32 c, std::string* out) {
  char buffer[U8_MAX_LENGTH];
  int32_t length = 0;
  U8_APPEND_UNSAFE(buffer, length, c);
  out->append(buffer, length);
}

// What carries no text of its own: soft hyphen, zero-width space, word joiner, byte order mark, the CR of
// CRLF.
bool IsDropped(UChar32 c) { return c == 0xAD || c == 0x200B || c == 0x2060 || c == 0xFEFF || c == '\r'; }

UChar32 Plain(UChar32 c) {
  if (c == '\t' || c == '\n' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029) return ' ';
  if (c < 0x80) return c;
  if (u_charType(c) == U_SPACE_SEPARATOR) return ' ';
  if (c == 0x2212 || c == 0x2010 || c == 0x2011 || c == 0xFE63 || c == 0xFF0D) return '-';
  return c;
}

}  // namespace

NormalText Normalize(std::string_view utf8) {
  NormalText result;
  result.text.reserve(utf8.size());
  result.source.reserve(utf8.size() + 1);
  auto append = [&](UChar32 c, int offset) {
    if (IsDropped(c)) {
      result.dropped.push_back(offset);
      return;
    }
    AppendUtf8(c, &result.text);
    result.source.resize(result.text.size(), offset);
  };
  size_t at = 0;
  int offset = 0;
  while (at < utf8.size()) {
    size_t segment = at;
    int segment_offset = offset;
    UChar32 first = static_cast<unsigned char>(utf8[at]);
    if (first < 0x80) {
      ++at;
    } else {
      first = NextCodePoint(utf8, &at);
    }
    ++offset;
    // ASCII before ASCII never composes: the common case stays out of ICU.
    if (first < 0x80 && (at == utf8.size() || static_cast<unsigned char>(utf8[at]) < 0x80)) {
      if (first != '\r') {
        result.text += static_cast<char>(Plain(first));
        result.source.push_back(segment_offset);
      } else {
        result.dropped.push_back(segment_offset);
      }
      continue;
    }
    bool simple = Nfc().isInert(first) || first == kReplacement;
    if (!simple) {
      while (at < utf8.size()) {
        size_t next = at;
        UChar32 c = NextCodePoint(utf8, &next);
        if (Nfc().hasBoundaryBefore(c)) break;
        at = next;
        ++offset;
      }
      simple = offset == segment_offset + 1 && Nfc().isNormalized(
                                                   icu::UnicodeString(first), *[] {
                                                     static thread_local UErrorCode status;
                                                     status = U_ZERO_ERROR;
                                                     return &status;
                                                   }());
    }
    if (simple) {
      append(Plain(first), segment_offset);
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString composed =
        Nfc().normalize(icu::UnicodeString::fromUTF8(
                            icu::StringPiece(utf8.data() + segment, static_cast<int32_t>(at - segment))),
                        status);
    for (int32_t i = 0; U_SUCCESS(status) && i < composed.length(); i = composed.moveIndex32(i, 1)) {
      UChar32 c = composed.char32At(i);
      append(Plain(c), segment_offset);
    }
  }
  result.source.push_back(offset);
  return result;
}

int NormalText::SourceEnd(size_t end) const {
  int code_point = source[end];
  while (std::binary_search(dropped.begin(), dropped.end(), code_point - 1)) --code_point;
  return code_point;
}

namespace {

std::string Key(std::string_view utf8, const icu::Normalizer2& form) {
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  UErrorCode status = U_ZERO_ERROR;
  text = form.normalize(text.foldCase(), status);
  std::string key;
  key.reserve(utf8.size());
  for (int32_t i = 0; U_SUCCESS(status) && i < text.length(); i = text.moveIndex32(i, 1)) {
    UChar32 c = text.char32At(i);
    if (u_isalnum(c)) AppendUtf8(c, &key);
  }
  return key;
}

}  // namespace

std::string LabelKey(std::string_view utf8) {
  std::string key;
  key.reserve(utf8.size());
  for (char c : utf8) {
    if (static_cast<unsigned char>(c) >= 0x80) return Key(utf8, Nfc());
    if (c >= 'A' && c <= 'Z') key += static_cast<char>(c + 32);
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) key += c;
  }
  return key;
}

std::string FoldedKey(std::string_view utf8) { return Key(utf8, Nfd()); }

std::string ValidUtf8(std::string_view utf8) {
  std::string valid;
  valid.reserve(utf8.size());
  for (size_t at = 0; at < utf8.size();) AppendUtf8(NextCodePoint(utf8, &at), &valid);
  return valid;
}

size_t CodePointBytes(std::string_view utf8, size_t byte) {
  size_t end = byte;
  if (end < utf8.size()) NextCodePoint(utf8, &end);
  return end - byte;
}

size_t ByteOf(std::string_view utf8, int code_point) {
  size_t byte = 0;
  for (; code_point > 0 && byte < utf8.size(); --code_point) byte += CodePointBytes(utf8, byte);
  return byte;
}

int CodePoints(std::string_view utf8) {
  int count = 0;
  for (size_t at = 0; at < utf8.size(); ++count) NextCodePoint(utf8, &at);
  return count;
}

}  // namespace avstam::normalize
