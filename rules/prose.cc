#include "rules/prose.h"

#include <algorithm>
#include <cmath>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

constexpr double kSameBoxPt = 0.6;

bool SameBox(const Where& a, const Where& b) {
  return a.page == b.page && std::abs(a.box.left - b.box.left) < kSameBoxPt &&
         std::abs(a.box.top - b.box.top) < kSameBoxPt && std::abs(a.box.right - b.box.right) < kSameBoxPt &&
         std::abs(a.box.bottom - b.box.bottom) < kSameBoxPt;
}

bool IsBlank(char c) { return c == ' ' || c == '|'; }

// The text without blanks, and where each of its bytes stands.
struct Squeezed {
  std::string text;
  std::vector<size_t> at;
};
Squeezed Squeeze(const std::string& text) {
  Squeezed out;
  for (size_t i = 0; i < text.size(); ++i)
    if (!IsBlank(text[i])) out.text += text[i], out.at.push_back(i);
  return out;
}

// Ends of sentences: a full stop, question or exclamation mark before a blank and a capital letter.  A stop
// inside "kl. 9" or "bl.a. annat" is followed by something else.
std::vector<size_t> SentenceStarts(const std::string& text) {
  std::vector<size_t> out{0};
  for (size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] != '.' && text[i] != '!' && text[i] != '?') continue;
    size_t next = i + 1;
    while (next < text.size() && IsBlank(text[next])) ++next;
    if (next == i + 1 || next >= text.size()) continue;
    unsigned char c = static_cast<unsigned char>(text[next]);
    // Å Ä Ö begin with 0xC3 and a byte below 0x9F.
    bool capital = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   (c == 0xC3 && next + 1 < text.size() && static_cast<unsigned char>(text[next + 1]) < 0x9F);
    if (capital) out.push_back(next);
  }
  return out;
}

class ProseFinder {
 public:
  ProseFinder(const extract::Document& document, const WordSet& taken, const std::vector<Amount>& amounts)
      : document_(document), taken_(taken), amounts_(amounts), located_(amounts.size(), false) {}

  Prose Find() {
    size_t first = 0;
    for (const extract::Page& page : document_.pages) {
      while (first < amounts_.size() && amounts_[first].where.page < page.number) ++first;
      size_t last = first;
      while (last < amounts_.size() && amounts_[last].where.page == page.number) ++last;
      if (first == last) continue;
      for (const Passage& passage : Paragraphs(page, taken_)) Locate(passage, first, last);
      first = last;
    }
    for (size_t i = 0; i < prose_.amounts.size(); ++i) Cut(i);
    return std::move(prose_);
  }

 private:
  // The sums of amounts_[first, last) that stand in the passage.
  void Locate(const Passage& passage, size_t first, size_t last) {
    normalize::NormalText normal = normalize::Normalize(passage.text);
    const Squeezed squeezed = Squeeze(normal.text);
    size_t from = 0;
    for (size_t i = first; i < last; ++i) {
      if (located_[i]) continue;
      const std::string wanted = Squeeze(amounts_[i].text).text;
      for (size_t at = from; !wanted.empty() && !located_[i]; ++at) {
        at = squeezed.text.find(wanted, at);
        if (at == std::string::npos) break;
        const size_t start = squeezed.at[at], end = squeezed.at[at + wanted.size() - 1] + 1;
        if (!SameBox(passage.WhereOf(normal.source[start], normal.SourceEnd(end)), amounts_[i].where))
          continue;
        ProseAmount amount;
        amount.amount = static_cast<int>(i);
        amount.paragraph = static_cast<int>(prose_.paragraphs.size());
        amount.start = start;
        amount.end = end;
        prose_.amounts.push_back(std::move(amount));
        from = at;  // the two ends of a range stand in one place
        located_[i] = true;
      }
    }
    prose_.paragraphs.push_back(std::move(normal.text));
  }

  void Cut(size_t i) {
    ProseAmount& amount = prose_.amounts[i];
    const std::string& text = prose_.paragraphs[static_cast<size_t>(amount.paragraph)];
    const std::vector<size_t> starts = SentenceStarts(text);
    size_t n =
        static_cast<size_t>(std::upper_bound(starts.begin(), starts.end(), amount.start) - starts.begin()) -
        1;
    const size_t begin = starts[n], end = n + 1 < starts.size() ? starts[n + 1] : text.size();
    amount.sentence_number = static_cast<int>(n);
    amount.sentence = text.substr(begin, end - begin);
    size_t left = begin, right = end;
    auto beside = [&](size_t j) {
      return j < prose_.amounts.size() && prose_.amounts[j].paragraph == amount.paragraph;
    };
    if (i > 0 && beside(i - 1)) left = std::max(left, std::min(prose_.amounts[i - 1].end, amount.start));
    if (beside(i + 1)) right = std::min(right, std::max(prose_.amounts[i + 1].start, amount.end));
    amount.before = text.substr(left, amount.start - left);
    amount.after = text.substr(amount.end, std::max(right, amount.end) - amount.end);
  }

  const extract::Document& document_;
  const WordSet& taken_;
  const std::vector<Amount>& amounts_;
  std::vector<bool> located_;
  Prose prose_;
};

}  // namespace

Prose FindProse(const extract::Document& document, const WordSet& taken, const std::vector<Amount>& amounts) {
  return ProseFinder(document, taken, amounts).Find();
}

}  // namespace avstam::rules
