#include "extract/second_look.h"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace avstam::extract {
namespace {

constexpr double kSureFigure = 0.90;  // below: a figure is read again
constexpr double kUnsureWord = 0.45;  // below: any word is
constexpr double kSureSign = 0.55;    // of the second reading
constexpr double kClearlyBetter = 0.03;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsFigureSign(char c) { return IsDigit(c) || c == '.' || c == ',' || c == '-' || c == '/' || c == ':'; }

int Digits(std::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), IsDigit));
}
bool AllOf(std::string_view text, std::string_view set) {
  return !text.empty() && text.find_first_not_of(set) == std::string_view::npos;
}
bool IsFigure(std::string_view text) {
  return Digits(text) > 0 && std::all_of(text.begin(), text.end(), IsFigureSign);
}

// How the Swedish model renders one or two §.
bool LikeSectionSign(std::string_view text) { return text.size() <= 3 && AllOf(text, "8$&S53s6"); }

// How it renders %, behind the figure or as a word of its own: two digits, the first mostly 9.
bool LikePercentSign(std::string_view text) {
  return text.size() >= 2 && text.size() <= 3 && AllOf(text, "0234569") && text[0] != '0' && text[0] != '3' &&
         text[0] != '5';
}
bool EndsLikePercent(std::string_view text) {
  if (text.size() < 3 || !IsFigure(text)) return false;
  return LikePercentSign(text.substr(text.size() - 2)) || LikePercentSign(text.substr(text.size() - 3));
}

bool HasSign(std::string_view text) {
  for (const char* sign : {"§", "%", "@", "½", "€"})
    if (text.find(sign) != std::string_view::npos) return true;
  return false;
}

// The digits of a text, as far as `end` of them.
std::string DigitsOf(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), IsDigit);
  return out;
}

// Whether `second` may be what `first` shows when the signs in it came out as digits or other signs.
bool SameButForSigns(std::string_view first, std::string_view second) {
  const std::string a = DigitsOf(first), b = DigitsOf(second);
  if (second.find("%") != std::string_view::npos)
    return a.size() >= b.size() && a.compare(0, b.size(), b) == 0;
  return true;
}

double Confidence(const OcrReading& reading) { return reading.confidence; }

}  // namespace

std::vector<size_t> DoubtfulWords(const std::vector<OcrWord>& words) {
  std::vector<size_t> out;
  for (size_t i = 0; i < words.size(); ++i) {
    const OcrWord& word = words[i];
    const bool first = i == 0 || words[i - 1].line != word.line;
    const bool last = i + 1 == words.size() || words[i + 1].line != word.line;
    const bool figure_before = !first && Digits(words[i - 1].text) > 0;
    const bool figure_after = !last && Digits(words[i + 1].text) > 0;
    const bool figure = Digits(word.text) > 0;
    bool doubtful = word.confidence < kUnsureWord || (figure && word.confidence < kSureFigure);
    // A group of three behind another figure is thousands when it was read surely.
    const bool thousands = figure_before && word.text.size() == 3 && Digits(word.text) == 3;
    doubtful = doubtful || (!thousands && EndsLikePercent(word.text));
    doubtful = doubtful || (figure_before && word.text.size() == 2 && LikePercentSign(word.text));
    doubtful = doubtful || (LikeSectionSign(word.text) && (figure_after || figure_before));
    if (doubtful) out.push_back(i);
  }
  return out;
}

SecondLook Choose(const OcrWord& first, const OcrReading& again, const std::string& before,
                  const std::string& after) {
  const std::string& a = first.text;
  const std::string& b = again.text;
  if (HasSign(b) && Confidence(again) >= kSureSign && SameButForSigns(a, b) && Digits(b) + 1 >= 0)
    return {true, b, "sign"};
  // The Swedish model has no $ either that Swedish text would use: before a figure it is a §.
  if (AllOf(a, "$") && Digits(after) > 0) return {true, a.size() == 1 ? "§" : "§§", "context"};
  if (a.size() == 2 && LikeSectionSign(a) && !IsFigure(a) && Digits(after) > 0)
    return {true, "§§", "context"};
  if (Digits(b) > 0 && Confidence(again) > first.confidence + kClearlyBetter && Digits(a) > 0) {
    // Never fewer digits on a hunch.
    if (DigitsOf(a).size() <= DigitsOf(b).size() || first.confidence < 0.5) return {true, b, "figure"};
  }
  (void)before;
  return {false, a, "kept"};
}

}  // namespace avstam::extract
