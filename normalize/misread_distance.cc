#include "normalize/misread_distance.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>

namespace avstam::normalize {
namespace {

// Hundredths of a letter, as kOtherLetter.
constexpr int kEnding = 200;  // a lost or added last letter is an inflected form, another word
constexpr int kAccentOnly =
    8;  // "ô" for "ö": not in the list of confusions, but the same letter below the accent
constexpr int kStraySign = 15;  // a dot or stroke that recognition saw between letters

// Cost of each prefix of what was written as each prefix of what was read.
class Costs {
 public:
  void Reset(size_t written, size_t read, int value) {
    width_ = read + 1;
    costs_.assign((written + 1) * width_, value);
  }
  int& operator()(size_t written, size_t read) { return costs_[written * width_ + read]; }
  int operator()(size_t written, size_t read) const { return costs_[written * width_ + read]; }

 private:
  size_t width_ = 0;
  std::vector<int> costs_;
};

int LetterCost(const Spelling& written, size_t i, const Spelling& read, size_t j) {
  if (written.letters[i] == read.letters[j]) return 0;
  return written.bases[i] == read.bases[j] ? kAccentOnly : kOtherLetter;
}

int LostCost(bool last) { return last ? kEnding : kOtherLetter; }
int AddedCost(char32_t c, bool last) {
  return !IsLetterOrDigit(c) ? kStraySign : last ? kEnding : kOtherLetter;
}

const MisreadStep* BestStep(const Spelling& written, size_t i, const Spelling& read, size_t j,
                            const Costs& cost) {
  const MisreadStep* best = nullptr;
  int least = 0;
  for (size_t s = written.steps_end[i - 1]; s < written.steps_end[i]; ++s) {
    const MisreadStep& step = *written.steps[s];
    if (step.read.size() > j) continue;
    if (step.read != U"*" && read.letters.compare(j - step.read.size(), step.read.size(), step.read) != 0)
      continue;
    const int total = cost(i - step.written.size(), j - step.read.size()) + step.cost;
    if (best == nullptr || total < least) best = &step, least = total;
  }
  return best;
}

void Explain(const Spelling& written, const Spelling& read, const Costs& cost,
             std::vector<std::string>* why) {
  const std::u32string_view w(written.letters), r(read.letters);
  size_t i = w.size(), j = r.size();
  auto say = [&](std::u32string_view from, std::u32string_view to) {
    why->insert(why->begin(), from.empty() ? ToUtf8(to) + " added"
                              : to.empty() ? ToUtf8(from) + " lost"
                                           : ToUtf8(from) + " read as " + ToUtf8(to));
  };
  while (i > 0 || j > 0) {
    int here = cost(i, j);
    if (i > 0 && j > 0 && here == cost(i - 1, j - 1) + LetterCost(written, i - 1, read, j - 1)) {
      --i, --j;
      if (w[i] != r[j]) say(w.substr(i, 1), r.substr(j, 1));
      continue;
    }
    const MisreadStep* step = i > 0 ? BestStep(written, i, read, j, cost) : nullptr;
    if (step != nullptr && here == cost(i - step->written.size(), j - step->read.size()) + step->cost) {
      i -= step->written.size(), j -= step->read.size();
      say(step->written, r.substr(j, step->read.size()));
    } else if (i > 0 && here == cost(i - 1, j) + LostCost(i == w.size())) {
      --i;
      say(w.substr(i, 1), {});
    } else {
      --j;
      say({}, r.substr(j, 1));
    }
  }
}

}  // namespace

std::u32string ToCodePoints(std::string_view utf8) {
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int32_t>(utf8.size())));
  std::u32string out;
  for (int32_t i = 0; i < text.length(); i = text.moveIndex32(i, 1))
    out += static_cast<char32_t>(text.char32At(i));
  return out;
}

std::string ToUtf8(std::u32string_view text) {
  std::string out;
  for (char32_t c : text) icu::UnicodeString(static_cast<UChar32>(c)).toUTF8String(out);
  return out;
}

char32_t BaseLetter(char32_t c) {
  if (c < 0x80) return c;
  static const icu::Normalizer2* nfd = [] {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* form = icu::Normalizer2::getNFDInstance(status);
    return U_FAILURE(status) ? nullptr : form;
  }();
  icu::UnicodeString parts;
  if (nfd == nullptr || !nfd->getDecomposition(static_cast<UChar32>(c), parts)) return c;
  return static_cast<char32_t>(parts.char32At(0));
}

bool IsLetterOrDigit(char32_t c) { return u_isalnum(static_cast<UChar32>(c)) != 0; }

MisreadDistance::MisreadDistance(const std::vector<Confusion>& confusions) {
  for (const Confusion& confusion : confusions) {
    MisreadStep step{ToCodePoints(confusion.written), ToCodePoints(confusion.read), confusion.cost};
    longest_read_ = std::max(longest_read_, step.read.size());
    longest_written_ = std::max(longest_written_, step.written.size());
    steps_ending_with_[step.written.back()].push_back(std::move(step));
  }
}

Spelling MisreadDistance::Spell(std::u32string letters) const {
  Spelling out;
  out.steps_end.push_back(0);
  for (size_t i = 0; i < letters.size(); ++i) {
    out.bases += BaseLetter(letters[i]);
    if (auto it = steps_ending_with_.find(letters[i]); it != steps_ending_with_.end())
      for (const MisreadStep& step : it->second)
        if (std::u32string_view(letters).substr(0, i + 1).ends_with(step.written)) out.steps.push_back(&step);
    out.steps_end.push_back(static_cast<uint32_t>(out.steps.size()));
  }
  out.letters = std::move(letters);
  return out;
}

int MisreadDistance::Between(const Spelling& written, const Spelling& read, int limit,
                             std::vector<std::string>* why) const {
  const size_t n = written.letters.size(), m = read.letters.size();
  static thread_local Costs cost;
  cost.Reset(n, m, limit + kEnding);
  // Places within the limit lie in a narrow band, and what is beyond it never comes back.  Of each row, the
  // first of them and one past the last; m + 1 and 0: there are none.
  static thread_local std::vector<size_t> first, end;
  first.assign(n + 1, m + 1), end.assign(n + 1, 0);
  for (size_t i = 0; i <= n; ++i) {
    size_t begin = i == 0 ? 0 : m + 1, reach = 0;
    for (size_t back = 1; back <= std::min(i, longest_written_); ++back) {
      begin = std::min(begin, first[i - back]);
      reach = std::max(reach, end[i - back]);
    }
    if (i > 0 && begin > m) return limit + 1;
    for (size_t j = begin; j <= m; ++j) {
      if (j >= reach + longest_read_ && end[i] < j && j > 0) break;
      int here = i == 0 && j == 0 ? 0 : limit + kEnding;
      if (i > 0) here = std::min(here, cost(i - 1, j) + LostCost(i == n));
      if (j > 0) here = std::min(here, cost(i, j - 1) + AddedCost(read.letters[j - 1], j == m));
      if (i > 0 && j > 0) here = std::min(here, cost(i - 1, j - 1) + LetterCost(written, i - 1, read, j - 1));
      if (i > 0)
        if (const MisreadStep* step = BestStep(written, i, read, j, cost))
          here = std::min(here, cost(i - step->written.size(), j - step->read.size()) + step->cost);
      cost(i, j) = here;
      if (here > limit) continue;
      first[i] = std::min(first[i], j);
      end[i] = j + 1;
    }
  }
  if (why != nullptr) Explain(written, read, cost, why);
  return cost(n, m);
}

}  // namespace avstam::normalize
