#include "normalize/words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>

#include "normalize/figure.h"

namespace avstam::normalize {
namespace {

constexpr size_t kStart = 2;  // bytes of a word that decide whether it is worth splitting

UChar32 At(std::string_view text, size_t* at) {
  int32_t i = static_cast<int32_t>(*at);
  UChar32 c;
  U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
  *at = static_cast<size_t>(i);
  return c;
}

bool IsAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

}  // namespace

bool IsLetterAt(std::string_view text, size_t at) {
  if (at >= text.size()) return false;
  if (static_cast<unsigned char>(text[at]) < 0x80) return IsAsciiLetter(text[at]);
  return u_isalpha(At(text, &at));
}

bool IsLetterBefore(std::string_view text, size_t at) {
  if (at == 0) return false;
  --at;
  while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return IsLetterAt(text, at);
}

bool IsUpperAt(std::string_view text, size_t at) { return at < text.size() && u_isupper(At(text, &at)); }

size_t WordEnd(std::string_view text, size_t at) {
  while (at < text.size()) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      if (!IsAsciiLetter(text[at])) break;
      ++at;
      continue;
    }
    size_t next = at;
    if (!u_isalpha(At(text, &next))) break;
    at = next;
  }
  return at;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (size_t i = 0; i < lower.size(); ++i) {
    unsigned char c = static_cast<unsigned char>(lower[i]);
    if (c >= 'A' && c <= 'Z') lower[i] = static_cast<char>(c + 32);
    // Latin-1 capitals U+00C0..U+00DE are C3 80..C3 9E; U+00D7 is the multiplication sign.
    if (c == 0xC3 && i + 1 < lower.size()) {
      unsigned char d = static_cast<unsigned char>(lower[i + 1]);
      if (d >= 0x80 && d <= 0x9E && d != 0x97) lower[i + 1] = static_cast<char>(d + 0x20);
      ++i;
    }
  }
  return lower;
}

WordTable::WordTable(const Lexicon& lexicon, const std::vector<std::string>& closers)
    : closers_(closers, "date-word") {
  for (const MonthForm& month : lexicon.months) months_.emplace(Lower(month.word), month.month);
  for (const NumberWord& number : lexicon.number_words) {
    std::optional<Decimal> value = Decimal::Parse(number.value);
    std::optional<int64_t> hundredths = value ? value->ToFixed(2) : std::nullopt;
    if (!hundredths) continue;
    std::string word = Lower(number.word);
    number_starts_.insert(word.substr(0, kStart));
    longest_number_word_ = std::max(longest_number_word_, word.size());
    number_hundredths_.emplace(std::move(word), *hundredths);
  }
}

std::optional<int> WordTable::Month(std::string_view word) const {
  auto it = months_.find(Lower(word));
  if (it == months_.end()) return {};
  return it->second;
}

bool WordTable::MayBeNumber(std::string_view word) const {
  return number_starts_.contains(Lower(word.substr(0, kStart)));
}

std::optional<int> WordTable::MultiplierPower(std::string_view word) const {
  auto it = number_hundredths_.find(Lower(word));
  if (it == number_hundredths_.end()) return {};
  int power = -2;
  int64_t left = it->second;
  while (left % 10 == 0 && left > 1) left /= 10, ++power;
  if (left != 1 || power < 2) return {};
  return power;
}

bool WordTable::Split(std::string_view word, std::vector<int64_t>* atoms) const {
  if (word.empty()) return true;
  for (size_t length = std::min(word.size(), longest_number_word_); length > 0; --length) {
    auto it = number_hundredths_.find(word.substr(0, length));
    if (it == number_hundredths_.end()) continue;
    atoms->push_back(it->second);
    if (Split(word.substr(length), atoms)) return true;
    atoms->pop_back();
  }
  return false;
}

std::optional<NumberPhrase> WordTable::Phrase(std::string_view text, size_t start) const {
  constexpr int64_t kOne = 100, kHundred = 100 * kOne, kThousand = 1000 * kOne, kMillion = 1000 * kThousand;
  constexpr size_t kLongestWord = 60, kMostAtoms = 24;
  std::vector<int64_t> atoms;
  std::vector<int64_t> word_atoms;
  size_t end = start;
  for (size_t at = start; atoms.size() < kMostAtoms;) {
    size_t word_end = WordEnd(text, at);
    std::string_view word = text.substr(at, word_end - at);
    if (word.empty() || word.size() > kLongestWord || !MayBeNumber(word)) break;
    if (word_end < text.size() && IsDigit(text[word_end])) break;
    word_atoms.clear();
    if (!Split(Lower(word), &word_atoms)) break;
    atoms.insert(atoms.end(), word_atoms.begin(), word_atoms.end());
    end = word_end;
    if (end >= text.size() || text[end] != ' ') break;
    at = end + 1;
    // "en och en halv": the joiner belongs to the phrase only before a part of one.
    if (std::optional<PatternList::Hit> hit = closers_.At(text, at); hit && hit->end < text.size()) {
      size_t first_end = WordEnd(text, hit->end + 1);
      std::string_view second = first_end < text.size()
                                    ? text.substr(first_end + 1, WordEnd(text, first_end + 1) - first_end - 1)
                                    : "";
      auto half = number_hundredths_.find(Lower(second));
      if (half == number_hundredths_.end() || half->second >= kOne) break;
      at = hit->end + 1;
    }
  }
  if (atoms.empty()) return {};

  NumberPhrase phrase;
  phrase.end = end;
  phrase.is_article = atoms.size() == 1 && atoms[0] == kOne;
  int64_t total = 0, current = 0;
  int step = 0;
  for (size_t i = 0; i < atoms.size(); ++i) {
    int64_t atom = atoms[i];
    bool overflow = false;
    if (atom == kOne && i + 1 < atoms.size() && atoms[i + 1] < kOne) continue;  // the article of "en halv"
    if (atom < kOne) {
      current += atom;
      step = atom % 10 == 0 ? -1 : -2;
    } else if (atom >= kThousand) {
      int64_t times = atom / kOne;
      if (current == 0 && total > 0) {
        overflow = __builtin_mul_overflow(total, times, &total);
      } else {
        int64_t part = 0;
        overflow = __builtin_mul_overflow(current == 0 ? kOne : current, times, &part) ||
                   __builtin_add_overflow(total, part, &total);
      }
      // "en och en halv miljon" is said to a tenth of a million.
      step = std::min(step, 0);
      phrase.multiplier_power = 0;
      for (int64_t left = times; left >= 10; left /= 10) ++phrase.multiplier_power;
      step += phrase.multiplier_power;
      current = 0;
      phrase.has_thousands = true;
      phrase.has_millions |= atom >= kMillion;
    } else if (atom == kHundred) {
      if (current >= kHundred) return {};
      current = (current == 0 ? kOne : current) * 100;
      step = 0;
    } else {
      // "ett tiotal": a count of tens; "tjugo fem": tens and ones; "tre fyra" is no number.
      int64_t below_hundred = current % kHundred;
      bool tens = below_hundred >= 20 * kOne && below_hundred % (10 * kOne) == 0 && atom < 10 * kOne;
      if (current == kOne && atom >= 10 * kOne) {
        current = atom;
      } else if (below_hundred == 0 || tens) {
        current += atom;
      } else {
        return {};
      }
      step = atom % kOne == 0 ? 0 : -1;
    }
    phrase.has_count |= atom < kThousand;
    if (overflow) return {};
  }
  if (__builtin_add_overflow(total, current, &total)) return {};
  // total is in hundredths; the exponent becomes the step.
  phrase.value = {total, -2};
  while (phrase.value.exponent < step && phrase.value.mantissa % 10 == 0) {
    phrase.value.mantissa /= 10;
    ++phrase.value.exponent;
  }
  return phrase;
}

}  // namespace avstam::normalize
