#include "store/case_key.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <cstdint>

namespace avstam::store {

std::string CaseKey(std::string_view utf8) {
  std::string letters, digits;
  enum class Kind { kNone, kLetter, kDigit } before = Kind::kNone;
  bool leading = true;  // zeros so far in this group
  const auto length = static_cast<int32_t>(utf8.size());
  const auto end_digits = [&] {
    // "0" alone is a group, too.
    if (before == Kind::kDigit && leading) digits += '0';
  };
  for (int32_t at = 0; at < length;) {
    UChar32 c = 0;
    U8_NEXT_OR_FFFD(utf8.data(), at, length, c);
    if (u_isdigit(c)) {
      if (before != Kind::kDigit) {
        digits += '-';
        leading = true;
      }
      before = Kind::kDigit;
      const int value = u_charDigitValue(c);
      if (value != 0) leading = false;
      if (!leading) digits += static_cast<char>('0' + value);
      continue;
    }
    end_digits();
    if (!u_isalpha(c)) {
      before = Kind::kNone;
      continue;
    }
    if (before != Kind::kLetter && !letters.empty()) letters += '-';
    before = Kind::kLetter;
    char bytes[U8_MAX_LENGTH];
    int32_t size = 0;
    U8_APPEND_UNSAFE(bytes, size, u_tolower(c));
    letters.append(bytes, static_cast<size_t>(size));
  }
  end_digits();
  if (digits.empty()) return {};
  return letters.empty() ? digits.substr(1) : letters + digits;
}

}  // namespace avstam::store
