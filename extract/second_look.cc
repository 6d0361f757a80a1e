#include "extract/second_look.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <string_view>

namespace avstam::extract {
namespace {

constexpr double kSureFigure = 0.90;  // below: a figure is read again
constexpr double kUnsureWord = 0.6;   // below: anything short may be a figure
constexpr double kSureGroup = 0.93;   // a group of thousands read this surely is no percentage
constexpr double kSureSign = 0.3;
constexpr double kBetter = 0.03, kFarBetter = 0.25;
constexpr double kSameRowEm = 0.35, kBesideEm = 1.2;
constexpr size_t kLongestFigure = 14;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
int Digits(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), IsDigit));
}
std::string DigitsOf(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), IsDigit);
  return out;
}
bool AllOf(std::string_view text, std::string_view set) {
  return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}
bool Has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }
bool StartsWith(std::string_view text, std::string_view part) { return text.substr(0, part.size()) == part; }

// Cuts the text behind the last sign that is not punctuation of the sentence.
std::string_view Punctuation(std::string_view text) {
  const size_t end = text.find_last_not_of(".,;:)!?");
  return end == std::string_view::npos ? text : text.substr(end + 1);
}
std::string_view WithoutPunctuation(std::string_view text) {
  return text.substr(0, text.size() - Punctuation(text).size());
}

// A minus sign comes as a hyphen, a dash, "=", or two of them.  Sets *rest to what follows.
bool TakeMinus(std::string_view text, std::string_view* rest) {
  constexpr std::string_view kSigns[] = {"-", "=", "~", "_", "—", "–", "−"};
  bool found = false;
  for (bool more = true; more;) {
    more = false;
    for (std::string_view sign : kSigns) {
      if (!StartsWith(text, sign)) continue;
      text.remove_prefix(sign.size());
      found = more = true;
    }
  }
  *rest = text;
  return found;
}

bool IsFigure(std::string_view text) {
  std::string_view rest;
  TakeMinus(text, &rest);
  return Digits(rest) > 0 && AllOf(rest, "0123456789.,-/: ");
}

// How the Swedish model renders one or two §.
bool LikeSection(std::string_view text) { return text.size() <= 3 && AllOf(text, "8$&S53s6"); }

// How the models render % behind a figure.
bool LikePercent(std::string_view text) {
  text = WithoutPunctuation(text);
  if (text.size() <= 3 && AllOf(text, "0123456789\"'")) return true;
  if (text.size() == 1) return AllOf(text, "NVWHYM");
  return text.size() >= 2 && text.size() <= 3 && !AllOf(text, "O0") && AllOf(text, "YNHVWMPoO09/%2x");
}
bool IsPercent(std::string_view text) {
  text = WithoutPunctuation(text);
  return Has(text, "%") || text == "Yo" || text == "/o" || text == "°/o" || text == "Vo" || text == "Y%" ||
         text == "No" || text == "9o" || text == "Y0";
}
bool EndsLikePercent(std::string_view text) {
  text = WithoutPunctuation(text);
  std::string_view rest;
  TakeMinus(text, &rest);
  if (rest.size() < 3 || !AllOf(rest, "0123456789.,:;-")) return false;
  const char last = rest.back(), before = rest[rest.size() - 2];
  const auto one_of = [](char c, std::string_view set) { return set.find(c) != std::string_view::npos; };
  return one_of(last, "0246N") && one_of(before, "92460");
}

bool LikeAddressPart(std::string_view text) {
  const size_t dot = text.rfind('.', WithoutPunctuation(text).size());
  if (dot == std::string_view::npos || dot + 2 >= text.size() || dot == 0) return false;
  const std::string_view top =
      WithoutPunctuation(text).substr(std::min(dot + 1, WithoutPunctuation(text).size()));
  return top.size() >= 2 &&
         std::all_of(top.begin(), top.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '.'; });
}

bool PlainAddressCharacter(char c) {
  return (c >= 'a' && c <= 'z') || IsDigit(c) || c == '.' || c == '-' || c == '_';
}
bool PlainAddressPart(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), PlainAddressCharacter);
}
constexpr std::string_view kLikeAt = "&Q@(";

// The e-mail address in a text in which "@" may have come out as other signs; empty: none.  `place_read`: the
// end of it as the Swedish model has it, which is believed where it is longer.
std::string Address(std::string_view text, std::string_view place_read) {
  for (std::string_view sign : {"@", "(M", "(D", "(W", "CQ", "©", "Q", "&", "(a"}) {
    const size_t at = text.find(sign);
    if (at == std::string::npos || at == 0) continue;
    std::string_view name = text.substr(0, at), place = text.substr(at + sign.size());
    while (!name.empty() && name.back() == ' ') name.remove_suffix(1);
    while (!place.empty() && place.front() == ' ') place.remove_prefix(1);
    name = name.substr(name.rfind(' ') + 1);
    place = place.substr(0, place.find(' '));
    if (!PlainAddressPart(name) || !LikeAddressPart(place) || !PlainAddressPart(WithoutPunctuation(place)))
      continue;
    const size_t same = place_read.find(place);
    if (same != std::string::npos) place = place_read.substr(same);
    return std::string(name) + "@" + std::string(place);
  }
  return "";
}

bool HasInnerDash(std::string_view text) {
  std::string_view rest;
  TakeMinus(text, &rest);
  return Has(rest, "-") || Has(rest, "—") || Has(rest, "–");
}

// For each word the nearest one on its row, to the left and to the right.
struct Neighbours {
  std::vector<int> left, right;  // beside it, -1: none
  std::vector<bool> row_has_figure;
  std::vector<bool> starts_row;
};
Neighbours FindNeighbours(const std::vector<OcrWord>& words) {
  const size_t count = words.size();
  Neighbours out{std::vector<int>(count, -1), std::vector<int>(count, -1), std::vector<bool>(count, false),
                 std::vector<bool>(count, true)};
  std::vector<size_t> order(count);
  for (size_t i = 0; i < count; ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return words[a].baseline < words[b].baseline; });
  for (size_t i = 0; i < count; ++i) {
    const OcrWord& word = words[order[i]];
    for (size_t k = i + 1; k < count && words[order[k]].baseline - word.baseline < kSameRowEm * word.size;
         ++k) {
      size_t a = order[i], b = order[k];
      if (words[a].box.left > words[b].box.left) std::swap(a, b);
      out.starts_row[b] = false;
      if (Digits(words[a].text) > 0) out.row_has_figure[b] = true;
      if (Digits(words[b].text) > 0) out.row_has_figure[a] = true;
      const double gap = words[b].box.left - words[a].box.right;
      if (gap > kBesideEm * word.size || gap < -word.size) continue;
      if (out.right[a] < 0 || words[static_cast<size_t>(out.right[a])].box.left > words[b].box.left)
        out.right[a] = static_cast<int>(b);
      if (out.left[b] < 0 || words[static_cast<size_t>(out.left[b])].box.right < words[a].box.right)
        out.left[b] = static_cast<int>(a);
    }
  }
  return out;
}

PixelBox Union(const PixelBox& a, const PixelBox& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right),
          std::max(a.bottom, b.bottom)};
}

// Some paper around, but no ink of the neighbours.
PixelBox Around(const PixelBox& box, double size, const OcrWord* before, const OcrWord* after) {
  const int around = std::max(3, static_cast<int>(size / 6));
  PixelBox out{box.left - around, box.top - around, box.right + around, box.bottom + around};
  if (before != nullptr)
    out.left = std::max(out.left, std::min(box.left, (before->box.right + box.left) / 2));
  if (after != nullptr)
    out.right = std::min(out.right, std::max(box.right, (after->box.left + box.right) / 2));
  return out;
}

const OcrWord* At(const std::vector<OcrWord>& words, int i) {
  return i < 0 ? nullptr : &words[static_cast<size_t>(i)];
}

}  // namespace

std::vector<Look> PlanLooks(const std::vector<OcrWord>& words) {
  const Neighbours beside = FindNeighbours(words);
  std::vector<Look> looks;
  for (size_t i = 0; i < words.size(); ++i) {
    const OcrWord& word = words[i];
    Look look;
    look.word = i;
    look.before = beside.left[i], look.after = beside.right[i];
    const OcrWord *before = At(words, look.before), *after = At(words, look.after);
    const bool figure_before = before != nullptr && Digits(before->text) > 0;
    const bool figure_after = after != nullptr && Digits(after->text) > 0;
    const bool figure = Digits(word.text) > 0;
    const std::string_view bare = WithoutPunctuation(word.text);
    const bool group = bare.size() == 3 && Digits(bare) == 3 && word.confidence >= kSureGroup;
    const bool section = LikeSection(word.text), eight = AllOf(word.text, "8$&");
    const bool ends_text = !figure_before && after == nullptr && eight && word.text.size() == 2;

    if (section && figure_after && (!figure_before || word.text != "8" || word.confidence < kSureFigure)) {
      look.kind = Look::Kind::kSectionBefore;
      look.box = Around(Union(word.box, after->box), word.size, before, nullptr);
    } else if (before != nullptr && !group && (bare.size() != 1 || word.confidence < kSureFigure || eight) &&
               (section ? figure_before || !figure || ends_text : figure_before && LikePercent(word.text))) {
      look.kind = Look::Kind::kSignAfter;
      look.box = Around(Union(before->box, word.box), word.size, nullptr, after);
    } else if (before != nullptr && LikeAddressPart(word.text) &&
               (word.confidence < kUnsureWord || !PlainAddressPart(word.text.substr(0, 1)) ||
                before->text.size() <= 3 || before->text.find_first_of(kLikeAt) != std::string::npos)) {
      look.kind = Look::Kind::kAddress;
      PixelBox box = word.box;
      for (int part = look.before; part >= 0; part = beside.left[static_cast<size_t>(part)]) {
        const std::string& text = At(words, part)->text;
        const bool name = text.size() > 3 && PlainAddressPart(text.substr(0, text.find_first_of(kLikeAt)));
        if (!name && text.size() > 3) break;
        look.parts.push_back(static_cast<size_t>(part));
        box = Union(box, At(words, part)->box);
        if (name || look.parts.size() == 3) break;
      }
      if (look.parts.empty()) continue;
      look.box = Around(box, word.size, At(words, beside.left[look.parts.back()]), after);
    } else {
      const bool glued_section = bare.size() >= 3 && bare[0] == '8' && beside.starts_row[i] &&
                                 Digits(bare) == static_cast<int>(bare.size());
      const bool address =
          LikeAddressPart(word.text) && word.text.find_first_of(kLikeAt) != std::string::npos;
      std::string_view rest;
      const bool odd_minus = TakeMinus(word.text, &rest) && word.text[0] != '-';
      const bool unsure_figure = figure && (word.confidence < kSureFigure || odd_minus);
      const bool no_word = !figure && word.confidence < kUnsureWord && word.text.size() <= kLongestFigure &&
                           (beside.row_has_figure[i] || LikeAddressPart(word.text));
      if (!unsure_figure && !no_word && !glued_section && !address && (group || !EndsLikePercent(word.text)))
        continue;
      look.box = Around(word.box, word.size, before, after);
    }
    looks.push_back(look);
  }
  return looks;
}

namespace {

Judgement Sign(std::string text, std::string reason = "sign") {
  Judgement out;
  out.text = std::move(text);
  out.reason = std::move(reason);
  return out;
}
Judgement Second(const std::string& text, std::string reason) {
  Judgement out = Sign(text, std::move(reason));
  out.second = true;
  return out;
}

Judgement JudgeSectionBefore(const Look& look, const std::vector<OcrWord>& words, const std::string& b) {
  const std::string& a = words[look.word].text;
  const std::string sign = a.size() >= 2 ? "§§" : "§";
  if (StartsWith(b, "§")) return Sign(sign);
  // The Swedish model has no use for $ in Swedish text; two of such signs are §§ though one be read right.
  if (Has(a, "$") || Has(a, "&") || (a.size() >= 2 && Has(b.substr(0, 4), "§"))) return Sign(sign, "context");
  // "8 262/2024" is no figure in groups of three.
  if (AllOf(a, "8") && look.after >= 0 && Has(At(words, look.after)->text, "/")) return Sign(sign, "context");
  return Sign(a, "kept");
}

Judgement JudgeSignAfter(const Look& look, const std::vector<OcrWord>& words, const std::string& b) {
  const OcrWord &word = words[look.word], &before = *At(words, look.before);
  const OcrWord* after = At(words, look.after);
  const std::string& a = word.text;
  const std::string section = a.size() >= 2 ? "§§" : "§";
  const std::string_view end = WithoutPunctuation(b);
  if (LikeSection(a) && end.size() >= 2 && end.substr(end.size() - 2) == "§") return Sign(section);
  // Tesseract reads some signs twice: with the figure before, and by themselves.
  if (before.box.right > word.box.left + word.box.width() / 2 &&
      (Has(before.text, "%") || EndsLikePercent(before.text)))
    return Sign("");
  const std::string_view last = std::string_view(b).substr(b.rfind(' ') + 1);
  if (IsPercent(last)) return Sign("%" + std::string(Punctuation(a)));
  if (AllOf(a, "$&")) return Sign(section, "context");
  // No figure has a group of one or two digits, and no word of the text is an 8.
  const bool text_after = after != nullptr && after->text[0] >= 'a' && after->text[0] <= 'z';
  if (AllOf(a, "8") && a.size() <= 2 && text_after && Digits(before.text) > 0 && !AllOf(before.text, "8$&"))
    return Sign(section, "context");
  return Sign(a, "kept");
}

Judgement JudgeFigure(const OcrWord& first, const OcrReading& again) {
  const std::string &a = first.text, &b = again.text;
  const std::string digits_a = DigitsOf(a), digits_b = DigitsOf(b);
  if (LikeAddressPart(a) || first.confidence < kUnsureWord)
    if (std::string address = Address(b, a); !address.empty()) return Sign(address);
  const bool prefix = !digits_b.empty() && digits_a.compare(0, digits_b.size(), digits_b) == 0;
  if (Has(b, "%") && !digits_b.empty() && again.confidence >= kSureSign &&
      (prefix || first.confidence < kUnsureWord))
    return Second(b, "sign");
  if (IsPercent(b) && digits_b.empty() && LikePercent(a) && first.confidence < kSureFigure)
    return Sign("%" + std::string(Punctuation(a)));
  if (Has(b, "§") && digits_a.size() == digits_b.size() + 1 && digits_a.substr(1) == digits_b)
    return Second(b, "sign");

  Judgement out = Sign(a, "kept");
  const double better = again.confidence - first.confidence;
  if (digits_a.empty()) {
    if (IsFigure(b) && better > kBetter && first.confidence < kUnsureWord) out = Second(b, "figure");
  } else if (!digits_b.empty() && digits_a != digits_b) {
    if (better > (digits_b.size() < digits_a.size() ? kFarBetter : kBetter)) out = Second(b, "figure");
    out.disputed = std::max(first.confidence, again.confidence) < kSureGroup;
  } else if (!digits_b.empty() && better > kBetter && !HasInnerDash(a)) {
    out = Second(b, "figure");
  }
  return out;
}

// One minus sign before a figure.
void MendMinus(Judgement* judgement) {
  std::string_view rest;
  if (!TakeMinus(judgement->text, &rest) || rest.empty() || !IsDigit(rest[0])) return;
  const std::string mended = "-" + std::string(rest);
  if (judgement->text == mended) return;
  judgement->text = mended;
  if (judgement->reason == "kept") judgement->reason = "minus";
}

}  // namespace

Judgement Judge(const Look& look, const std::vector<OcrWord>& words, const OcrReading& again) {
  const OcrWord& first = words[look.word];
  Judgement out = Sign(first.text, "kept");
  switch (look.kind) {
    case Look::Kind::kSectionBefore:
      return JudgeSectionBefore(look, words, again.text);
    case Look::Kind::kSignAfter:
      return JudgeSignAfter(look, words, again.text);
    case Look::Kind::kAddress:
      if (std::string address = Address(again.text, first.text); !address.empty()) {
        // The name may stand in this word already; what is before it then belongs to the text.
        const bool alone = StartsWith(first.text, std::string_view(address).substr(0, 3));
        out = Sign(address);
        out.whole = !alone;
      }
      return out;
    case Look::Kind::kFigure:
      out = JudgeFigure(first, again);
      MendMinus(&out);
      return out;
  }
  return out;
}

PixelBox WideBox(const Look& look, const std::vector<OcrWord>& words) {
  const OcrWord& word = words[look.word];
  PixelBox box = word.box;
  if (const OcrWord* before = At(words, look.before)) box = Union(box, before->box);
  if (const OcrWord* after = At(words, look.after)) box = Union(box, after->box);
  return Around(box, word.size, nullptr, nullptr);
}

Judgement Settle(const Judgement& disputed, const OcrWord& first, const OcrReading& again,
                 const OcrReading& wide) {
  const std::string all = DigitsOf(wide.text);
  const bool for_first = Has(all, DigitsOf(first.text)), for_second = Has(all, DigitsOf(again.text));
  Judgement out = disputed;
  if (for_first == for_second) return out;
  out.text = for_first ? first.text : again.text;
  out.second = for_second;
  out.reason = for_first ? "kept" : "figure";
  MendMinus(&out);
  return out;
}

}  // namespace avstam::extract
