// Table cells and headers: one figure, or one unit.
#include <algorithm>

#include "base/profile.h"
#include "normalize/figure.h"
#include "normalize/impl.h"
#include "normalize/text.h"

namespace avstam::normalize {
namespace {

constexpr size_t kLongestCell = 120;  // bytes; one figure with unit and mark is shorter

// Signs a cell may put before or after its figure.
constexpr std::string_view kDashes[] = {"-", "–", "—"};
constexpr std::string_view kDeducted = "./.";
// Marks of a footnote that are no digits on the line.
constexpr std::string_view kMarks[] = {"*", "†", "‡", "¹", "²", "³", "⁰", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹", "⁾"};

std::string_view Trim(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool Take(std::string_view* text, std::string_view token) {
  if (!text->starts_with(token)) return false;
  text->remove_prefix(token.size());
  return true;
}

bool TakeDash(std::string_view* text) {
  return std::any_of(std::begin(kDashes), std::end(kDashes),
                     [&](std::string_view dash) { return Take(text, dash); });
}

// Only dashes, dots or nothing: the cell says that there is no figure.
bool SaysNothing(std::string_view text) {
  while (TakeDash(&text)) {
  }
  while (Take(&text, "…") || Take(&text, ".")) {
  }
  return text.empty();
}

// "1)", "a)", "*", "¹" at the very end; nothing else may follow.
std::string_view FootnoteMark(std::string_view rest, bool after_space) {
  std::string_view left = rest;
  bool any = false;
  for (bool again = true; again;) {
    again = false;
    for (std::string_view mark : kMarks) {
      if (Take(&left, mark)) any = again = true;
    }
  }
  if (any && left.empty()) return rest;
  if (!after_space || rest.size() > 4) return {};
  left = rest;
  bool open = Take(&left, "(");
  size_t digits = 0;
  while (digits < left.size() && IsDigit(left[digits])) ++digits;
  bool letter = digits == 0 && !left.empty() && left[0] >= 'a' && left[0] <= 'z';
  if (!open && (digits == 1 || digits == 2 || letter) && left.substr(letter ? 1 : digits) == ")") return rest;
  return {};
}

}  // namespace

CellFigure Normalizer::ReadCell(std::string_view utf8) const {
  const StageClock clock(Stage::kNormalize);
  CellFigure cell;
  if (utf8.empty()) return cell;
  CellFigure text_cell;
  text_cell.kind = CellFigure::Kind::kText;
  if (utf8.size() > kLongestCell) return text_cell;
  NormalText normal = avstam::normalize::Normalize(utf8);
  std::string_view text = Trim(normal.text);
  if (SaysNothing(text)) return cell;

  auto set_unit = [&](int index) {
    const UnitForm& form = impl_->words.units[static_cast<size_t>(index)];
    if (form.unit == "%") {
      cell.percent = true;
    } else {
      cell.unit_form = form.unit;
      cell.unit_power = form.power;
    }
  };

  // Before the figure: a unit, a sign, an opening parenthesis.
  bool negative = false, open = false, has_unit = false, has_sign = false;
  if (!IsDigit(text[0])) {
    if (std::optional<PatternList::Hit> hit = impl_->units.At(text, 0);
        hit && impl_->words.units[static_cast<size_t>(hit->index)].before) {
      set_unit(hit->index);
      has_unit = true;
      text = Trim(text.substr(hit->end));
    }
    if (Take(&text, "(")) open = negative = true;
    if (Take(&text, "+") || Take(&text, "±")) {
      has_sign = true;
    } else if (Take(&text, kDeducted) || TakeDash(&text)) {
      has_sign = negative = true;
    }
    text = Trim(text);
  }
  std::optional<Figure> figure = ReadFigure(text, 0, Grouping::kCell);
  if (!figure) return text_cell;
  std::string_view rest = text.substr(figure->end);

  // After it: each of these at most once.
  while (!rest.empty()) {
    bool after_space = rest.front() == ' ';
    std::string_view token = Trim(rest);
    if (open && Take(&token, ")")) {
      open = false;
    } else if (!has_unit && !cell.percent && Take(&token, "%")) {
      cell.percent = has_unit = true;
    } else if (std::string_view mark = FootnoteMark(token, after_space); !mark.empty()) {
      cell.mark = mark;
      token = {};
    } else if (std::optional<PatternList::Hit> hit = has_unit ? std::nullopt : impl_->units.At(token, 0)) {
      set_unit(hit->index);
      has_unit = true;
      token.remove_prefix(hit->end);
      if (std::optional<PatternList::Hit> rate = impl_->rates.At(Trim(token), 0)) {
        token = Trim(token).substr(rate->end);
      }
      Take(&token, ".");
    } else if (std::string_view sign = token; !after_space && !has_sign && TakeDash(&sign) && sign.empty()) {
      negative = has_sign = true;
      token = sign;
    } else {
      return text_cell;
    }
    rest = token;
  }
  if (open) return text_cell;
  cell.kind = CellFigure::Kind::kFigure;
  cell.number = figure->value;
  if (negative) cell.number->mantissa = -cell.number->mantissa;
  return cell;
}

std::optional<Normalizer::Unit> Normalizer::FindUnit(std::string_view utf8) const {
  const StageClock clock(Stage::kNormalize);
  NormalText normal = avstam::normalize::Normalize(utf8);
  std::string_view text = Trim(normal.text);
  for (size_t from = 0; from < text.size();) {
    std::optional<PatternList::Hit> hit = impl_->units.Search(text, from);
    if (!hit) return {};
    const UnitForm& form = impl_->words.units[static_cast<size_t>(hit->index)];
    size_t before = hit->start;
    while (before > 0 && text[before - 1] == ' ') --before;
    bool of_figure = before > 0 && IsDigit(text[before - 1]);
    char first = text[hit->start];
    bool word = first != ':' && first != ',' && form.unit != "%";
    // A bare "miljoner" is a unit only where it is all that is said.
    bool alone = !LabelKey(text).compare(LabelKey(text.substr(hit->start, hit->end - hit->start)));
    bool bracketed =
        hit->start > 0 && text[hit->start - 1] == '(' && hit->end < text.size() && text[hit->end] == ')';
    if (!of_figure && word && (!form.currency.empty() || alone || bracketed)) {
      return Unit{form.unit, form.currency, form.power};
    }
    from = hit->end;
  }
  return {};
}

}  // namespace avstam::normalize
