#include "app/personal_numbers.h"

#include <algorithm>
#include <vector>

namespace avstam::app {
namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The ten digits YYMMDDNNNC.
bool IsPersonal(std::string_view ten) {
  const auto two = [&](size_t at) { return (ten[at] - '0') * 10 + (ten[at + 1] - '0'); };
  int day = two(4);
  if (day > 60) day -= 60;  // coordination number
  constexpr int kDays[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const int month = two(2);
  if (month < 1 || month > 12 || day < 1 || day > kDays[month - 1]) return false;
  int sum = 0;
  for (size_t i = 0; i < ten.size(); ++i) {
    const int digit = (ten[i] - '0') * (i % 2 == 0 ? 2 : 1);
    sum += digit > 9 ? digit - 9 : digit;
  }
  return sum % 10 == 0;
}

// Bytes of a number that starts at `at`: [YY]YYMMDD, perhaps - or + or an en dash, NNNC; 0: there is none.
size_t NumberAt(std::string_view text, size_t at) {
  if (at > 0 && (IsDigit(text[at - 1]) || text[at - 1] == '-' || text[at - 1] == '/')) return 0;
  size_t run = 0;
  while (at + run < text.size() && IsDigit(text[at + run])) ++run;
  std::string digits(text.substr(at, run));
  size_t end = at + run;
  if (run == 6 || run == 8) {
    if (text.substr(end).starts_with("–"))
      end += std::string_view("–").size();
    else if (end < text.size() && (text[end] == '-' || text[end] == '+'))
      ++end;
    else
      return 0;
    size_t last = 0;
    while (end + last < text.size() && IsDigit(text[end + last])) ++last;
    if (last != 4) return 0;
    digits += text.substr(end, 4);
    end += 4;
  } else if (run != 10 && run != 12) {
    return 0;
  }
  if (digits.size() == 12) {
    if (!digits.starts_with("19") && !digits.starts_with("20")) return 0;
    digits.erase(0, 2);
  }
  return IsPersonal(digits) ? end - at : 0;
}

}  // namespace

std::string MaskPersonalNumbers(std::string_view text, int64_t* count) {
  std::string out(text);
  for (size_t at = 0; at < out.size(); ++at) {
    if (!IsDigit(out[at])) continue;
    const size_t size = NumberAt(text, at);
    if (size == 0) continue;
    for (size_t i = at; i < at + size; ++i)
      if (IsDigit(out[i])) out[i] = '*';
    ++*count;
    at += size - 1;
  }
  return out;
}

}  // namespace avstam::app
