#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "extract/glyphs.h"

namespace avstam::extract {
namespace {

// In em of the smaller font.  Word gaps measure 0.2 em and more (a justified line at its tightest), kerning
// between fragments less than 0.1.
constexpr float kWordGap = 0.13f;
constexpr float kFigureGap =
    0.07f;                         // between a figure and a letter: "11.1" before its heading, set with a tab
constexpr float kOverlap = 0.35f;  // how far a fragment may reach back: wrong advance widths, kerning
constexpr float kSameBaseline = 0.15f;                    // baselines of one line
constexpr float kTwiceAlong = 0.1f, kTwiceAcross = 0.2f;  // Poppler's own limits for overprinted glyphs
constexpr float kSmall = 0.8f;  // a superscript is at most this part of its neighbour

constexpr size_t kMostComparisons = 20'000'000;  // then superscripts go unmarked: no page of a document

// Glyphs drawn one after the other without a gap: [begin, end) of GlyphPage::glyphs, less those drawn twice.
struct Run {
  std::vector<int> glyphs;
  float left = 0, right = 0, next = 0, baseline = 0, size = 0;
  int direction = 0;
  bool invisible = false;
  bool space = false;
  bool fake_bold = false;
  bool space_before = false;
};

bool SameText(const GlyphPage& page, const Glyph& a, const Glyph& b) {
  return a.text_size == b.text_size &&
         page.text.compare(a.text_begin, static_cast<size_t>(a.text_size), page.text, b.text_begin,
                           static_cast<size_t>(b.text_size)) == 0;
}

bool SameText(const GlyphPage& page, const Run& a, const Run& b) {
  if (a.glyphs.size() != b.glyphs.size()) return false;
  for (size_t i = 0; i < a.glyphs.size(); ++i)
    if (!SameText(page, page.glyphs[static_cast<size_t>(a.glyphs[i])],
                  page.glyphs[static_cast<size_t>(b.glyphs[i])]))
      return false;
  return true;
}

// The combining mark for an accent that stands alone, or 0.
char32_t CombiningMark(char32_t c) {
  switch (c) {
    case U'`':
      return 0x300;
    case 0xB4:
      return 0x301;
    case U'^':
    case 0x2C6:
      return 0x302;
    case U'~':
    case 0x2DC:
      return 0x303;
    case 0xAF:
      return 0x304;
    case 0xA8:
      return 0x308;
    case 0xB0:
    case 0x2DA:
      return 0x30A;
    case 0x2C7:
      return 0x30C;
    case 0xB8:
      return 0x327;
    default:
      return 0;
  }
}

class WordBuilder {
 public:
  WordBuilder(GlyphPage in, Page* out) : in_(std::move(in)), out_(out) {}

  void Build() {
    AttachAccents();
    CollectRuns();
    MergeRuns();
    std::sort(words_.begin(), words_.end(),
              [](const Run& a, const Run& b) { return a.glyphs.front() < b.glyphs.front(); });
    const size_t first = out_->words.size();
    for (const Run& run : words_) out_->words.push_back(MakeWord(run));
    MarkSuperscripts(first);
  }

 private:
  const Glyph& GlyphAt(int index) const { return in_.glyphs[static_cast<size_t>(index)]; }
  const GlyphStyle& StyleOf(const Glyph& glyph) const { return in_.styles[static_cast<size_t>(glyph.style)]; }

  // The widest gap within a word between two glyphs, in em.
  float Gap(const Glyph& left, const Glyph& right) const {
    const char32_t a = in_.text[left.text_begin], b = in_.text[right.text_begin];
    return a >= U'0' && a <= U'9' && u_isalpha(static_cast<UChar32>(b)) ? kFigureGap : kWordGap;
  }

  // TeX prints the accent over the letter, before or after it.
  void AttachAccents() {
    for (size_t i = 1; i < in_.glyphs.size(); ++i) {
      Glyph& first = in_.glyphs[i - 1];
      Glyph& second = in_.glyphs[i];
      if (first.text_size != 1 || second.text_size != 1) continue;
      const char32_t a = in_.text[first.text_begin], b = in_.text[second.text_begin];
      const char32_t mark_a = CombiningMark(a), mark_b = CombiningMark(b);
      if ((mark_a != 0) == (mark_b != 0)) continue;
      const Glyph& accent = mark_a != 0 ? first : second;
      const Glyph& letter = mark_a != 0 ? second : first;
      const float middle = (accent.left + accent.right) / 2;
      if (letter.space || !u_isalpha(static_cast<UChar32>(mark_a != 0 ? b : a)) || middle < letter.left ||
          middle > letter.right || std::abs(accent.baseline - letter.baseline) > StyleOf(letter).size / 2 ||
          StyleOf(accent).direction != StyleOf(letter).direction)
        continue;
      Glyph joined = letter;
      joined.text_begin = in_.text.size();
      joined.text_size = 2;
      in_.text += mark_a != 0 ? b : a;
      in_.text += mark_a != 0 ? mark_a : mark_b;
      second = joined;
      first.text_size = 0;
    }
    std::erase_if(in_.glyphs, [](const Glyph& glyph) { return glyph.text_size == 0; });
  }

  // First pass, in content order: cheap, and right where glyphs overlap.
  void CollectRuns() {
    const int count = static_cast<int>(in_.glyphs.size());
    for (int i = 0; i < count; ++i) {
      const Glyph& glyph = GlyphAt(i);
      const GlyphStyle& style = StyleOf(glyph);
      if (!glyph.space && !runs_.empty() && Continues(&runs_.back(), glyph, style, i)) continue;
      Run run;
      run.glyphs = {i};
      run.left = glyph.left;
      run.right = glyph.right;
      run.next = glyph.next;
      run.baseline = glyph.baseline;
      run.size = style.size;
      run.direction = style.direction;
      run.invisible = style.render_mode == 3;
      run.space = glyph.space;
      runs_.push_back(std::move(run));
    }
  }

  // True when the glyph was taken into the run (or is a second print of its last glyph).
  bool Continues(Run* run, const Glyph& glyph, const GlyphStyle& style, int index) {
    if (run->space || run->direction != style.direction || run->invisible != (style.render_mode == 3))
      return false;
    const float em = std::min(run->size, style.size);
    const float raised = run->baseline - glyph.baseline;
    const Glyph& last = GlyphAt(run->glyphs.back());
    if (std::abs(glyph.left - last.left) < kTwiceAlong * em && std::abs(raised) < kTwiceAcross * em &&
        SameText(in_, last, glyph)) {
      run->fake_bold = true;
      return true;
    }
    const bool level = std::abs(raised) <= kSameBaseline / 2 * em;
    // A lowered index ("CO2") belongs to its word, a raised one does not.
    const bool lowered = raised < 0 && raised > -0.4f * run->size && style.size < 0.85f * run->size;
    const bool comparable = style.size >= kSmall * run->size && run->size >= kSmall * style.size;
    if (!(level && (comparable || glyph.left - run->next < 0.05f * em)) && !lowered) return false;
    if (glyph.left - run->next > Gap(last, glyph) * em || glyph.left < last.left - 0.05f * em) return false;
    run->glyphs.push_back(index);
    run->right = std::max(run->right, glyph.right);
    run->next = glyph.next;
    run->size = std::max(run->size, style.size);
    return true;
  }

  // Second pass, line by line: joins what was drawn in pieces and out of order.
  void MergeRuns() {
    std::vector<int> order(runs_.size());
    for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    auto key = [this](int i) {
      const Run& run = runs_[static_cast<size_t>(i)];
      return run.direction * 2 + (run.invisible ? 1 : 0);
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
      if (key(a) != key(b)) return key(a) < key(b);
      return runs_[static_cast<size_t>(a)].baseline < runs_[static_cast<size_t>(b)].baseline;
    });
    size_t begin = 0;
    while (begin < order.size()) {
      const Run& first = runs_[static_cast<size_t>(order[begin])];
      size_t end = begin + 1;
      float size = first.size;
      while (end < order.size() && key(order[end]) == key(order[begin])) {
        const Run& run = runs_[static_cast<size_t>(order[end])];
        if (run.baseline - first.baseline > kSameBaseline * std::min(size, run.size)) break;
        size = std::max(size, run.size);
        ++end;
      }
      std::stable_sort(order.begin() + static_cast<long>(begin), order.begin() + static_cast<long>(end),
                       [&](int a, int b) {
                         return runs_[static_cast<size_t>(a)].left < runs_[static_cast<size_t>(b)].left;
                       });
      MergeLine({order.begin() + static_cast<long>(begin), order.begin() + static_cast<long>(end)});
      begin = end;
    }
  }

  void MergeLine(const std::vector<int>& line) {
    const size_t line_start = words_.size();
    bool space = false;
    for (int index : line) {
      Run& run = runs_[static_cast<size_t>(index)];
      if (run.space) {
        // A blank laid over the middle of a word separates nothing.
        if (words_.size() > line_start && run.left < words_.back().right - 0.3f * run.size) continue;
        space = true;
        continue;
      }
      if (IsSecondPrint(run, line_start)) continue;
      if (!space && words_.size() > line_start && Joins(words_.back(), run)) {
        Run& word = words_.back();
        word.glyphs.insert(word.glyphs.end(), run.glyphs.begin(), run.glyphs.end());
        word.right = std::max(word.right, run.right);
        word.next = run.next;
        word.size = std::max(word.size, run.size);
      } else {
        run.space_before = space && words_.size() > line_start;
        words_.push_back(std::move(run));
      }
      space = false;
    }
    JoinSpacedLetters(line_start);
  }

  // A heading set wide, letter by letter: four single letters and more at even distances.
  void JoinSpacedLetters(size_t line_start) {
    constexpr size_t kLetters = 4;
    constexpr float kWidest = 0.6f, kEven = 0.12f;  // em
    auto letter = [this](const Run& run) {
      return run.glyphs.size() == 1 && GlyphAt(run.glyphs[0]).text_size == 1 &&
             u_isalpha(static_cast<UChar32>(in_.text[GlyphAt(run.glyphs[0]).text_begin]));
    };
    for (size_t begin = line_start; begin + kLetters <= words_.size(); ++begin) {
      if (!letter(words_[begin])) continue;
      float least = 1e9f, most = 0;
      size_t end = begin + 1;
      for (; end < words_.size() && letter(words_[end]) && !words_[end].space_before; ++end) {
        const float gap = words_[end].left - words_[end - 1].right;
        const float em = words_[end].size;
        if (gap > kWidest * em || std::max(most, gap) - std::min(least, gap) > kEven * em) break;
        least = std::min(least, gap);
        most = std::max(most, gap);
      }
      if (end - begin < kLetters) continue;
      for (size_t i = begin + 1; i < end; ++i) {
        words_[begin].glyphs.push_back(words_[i].glyphs[0]);
        words_[begin].right = words_[i].right;
      }
      words_.erase(words_.begin() + static_cast<long>(begin) + 1, words_.begin() + static_cast<long>(end));
    }
  }

  bool Joins(const Run& word, const Run& run) const {
    const float em = std::min(word.size, run.size);
    const float gap = run.left - std::max(word.next, word.right);
    const bool comparable = em >= kSmall * std::max(word.size, run.size);
    if (!comparable && (word.baseline - run.baseline > 0.1f * em || run.baseline - word.baseline > 0.1f * em))
      return false;
    return gap <= (comparable ? Gap(GlyphAt(word.glyphs.back()), GlyphAt(run.glyphs.front())) : 0.05f) * em &&
           gap >= -kOverlap * em;
  }

  bool IsSecondPrint(const Run& run, size_t line_start) {
    for (size_t i = words_.size(); i > line_start && i + 3 > words_.size(); --i) {
      Run& word = words_[i - 1];
      if (std::abs(word.left - run.left) < kTwiceAlong * run.size && SameText(in_, word, run)) {
        word.fake_bold = true;
        return true;
      }
    }
    return false;
  }

  Word MakeWord(const Run& run) const {
    std::u32string text;
    std::vector<float> edges;  // along u
    Word word;
    float right = run.left, ascent = 0, descent = 0;
    size_t bold = 0, italic = 0;
    for (int index : run.glyphs) {
      const Glyph& glyph = GlyphAt(index);
      const GlyphStyle& style = StyleOf(glyph);
      for (int i = 0; i < glyph.text_size; ++i) {
        text += in_.text[glyph.text_begin + static_cast<size_t>(i)];
        edges.push_back(glyph.left + (glyph.right - glyph.left) * static_cast<float>(i) /
                                         static_cast<float>(glyph.text_size));
      }
      right = std::max(right, glyph.right);
      ascent = std::max(ascent, style.ascent + run.baseline - glyph.baseline);
      descent = std::max(descent, style.descent + glyph.baseline - run.baseline);
      bold += style.bold ? 1 : 0;
      italic += style.italic ? 1 : 0;
    }
    edges.push_back(right);
    word.bold = run.fake_bold || 2 * bold > run.glyphs.size();
    word.italic = 2 * italic > run.glyphs.size();
    word.font_size = run.size;
    word.space_before = run.space_before;
    word.render_mode = StyleOf(GlyphAt(run.glyphs.front())).render_mode;
    word.font = StyleOf(GlyphAt(run.glyphs.front())).font;
    word.direction = run.direction;
    word.box = Upright(run, right, ascent, descent);
    word.baseline = run.direction == 0 ? run.baseline : static_cast<float>(word.box.bottom);
    Compose(&text, &edges);
    if (run.direction != 0) {
      const float left = static_cast<float>(word.box.left), width = static_cast<float>(word.box.width());
      for (size_t i = 0; i < edges.size(); ++i)
        edges[i] = left + width * static_cast<float>(i) / static_cast<float>(edges.size() - 1);
    }
    word.x_edges = std::move(edges);
    icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()),
                                  static_cast<int32_t>(text.size()))
        .toUTF8String(word.text);
    return word;
  }

  static Box Upright(const Run& run, float right, float ascent, float descent) {
    const double u0 = run.left, u1 = right, v0 = run.baseline - ascent, v1 = run.baseline + descent;
    switch (run.direction) {
      case 90:
        return {-v1, u0, -v0, u1};
      case 180:
        return {-u1, -v1, -u0, -v0};
      case 270:
        return {v0, -u1, v1, -u0};
      default:
        return {u0, v0, u1, v1};
    }
  }

  // NFC, with the edges following: a mark that joins its base gives up its edge.
  static void Compose(std::u32string* text, std::vector<float>* edges) {
    if (std::all_of(text->begin(), text->end(), [](char32_t c) { return c < 0x300; })) return;
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
    if (U_FAILURE(status)) return;
    const auto utf16 = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text->data()),
                                                     static_cast<int32_t>(text->size()));
    const icu::UnicodeString composed = nfc->normalize(utf16, status);
    if (U_FAILURE(status) || composed == utf16) return;
    std::u32string mended;
    std::vector<float> kept;
    for (size_t i = 0; i < text->size(); ++i) {
      const UChar32 pair = mended.empty() ? -1
                                          : nfc->composePair(static_cast<UChar32>(mended.back()),
                                                             static_cast<UChar32>((*text)[i]));
      if (pair >= 0) {
        mended.back() = static_cast<char32_t>(pair);
        continue;
      }
      icu::UnicodeString one(static_cast<UChar32>((*text)[i]));
      one = nfc->normalize(one, status);
      mended += static_cast<char32_t>(one.char32At(0));
      kept.push_back((*edges)[i]);
    }
    kept.push_back(edges->back());
    const auto check = icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(mended.data()),
                                                     static_cast<int32_t>(mended.size()));
    if (check != composed) {  // several marks on one letter: right text, edges spread evenly
      mended.clear();
      for (int32_t i = 0; i < composed.length(); i = composed.moveIndex32(i, 1))
        mended += static_cast<char32_t>(composed.char32At(i));
      const float left = edges->front(), width = edges->back() - left;
      kept.clear();
      for (size_t i = 0; i <= mended.size(); ++i)
        kept.push_back(left + width * static_cast<float>(i) / static_cast<float>(mended.size()));
    }
    *text = std::move(mended);
    *edges = std::move(kept);
  }

  void MarkSuperscripts(size_t first) {
    std::vector<int> order;
    float largest = 0;
    for (size_t i = first; i < out_->words.size(); ++i) {
      if (out_->words[i].direction != 0) continue;
      order.push_back(static_cast<int>(i));
      largest = std::max(largest, out_->words[i].font_size);
    }
    auto word = [this](int i) -> Word& { return out_->words[static_cast<size_t>(i)]; };
    std::stable_sort(order.begin(), order.end(),
                     [&](int a, int b) { return word(a).baseline < word(b).baseline; });
    size_t comparisons = 0;
    for (size_t i = 0; i < order.size(); ++i) {
      Word& small = word(order[i]);
      if (small.font_size > kSmall * largest) continue;
      for (size_t j = i + 1; j < order.size(); ++j) {
        if (++comparisons > kMostComparisons) return;
        const Word& big = word(order[j]);
        const float raised = big.baseline - small.baseline;
        if (raised > 0.75f * largest) break;
        if (small.font_size > kSmall * big.font_size || raised < 0.12f * big.font_size ||
            raised > 0.75f * big.font_size)
          continue;
        const double gap = -small.box.OverlapX(big.box);
        if (gap < 0.3 * big.font_size && gap > -0.3 * big.font_size) {
          small.superscript = true;
          break;
        }
      }
    }
  }

  GlyphPage in_;
  Page* out_;
  std::vector<Run> runs_;
  std::vector<Run> words_;
};

}  // namespace

void BuildWords(GlyphPage glyphs, Page* page) { WordBuilder(std::move(glyphs), page).Build(); }

}  // namespace avstam::extract
