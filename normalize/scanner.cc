#include "normalize/scanner.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace avstam::normalize {
namespace {

constexpr std::string_view kEnDash = "–", kEmDash = "—", kSection = "§";

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

}  // namespace

size_t Scanner::DigitsAt(size_t at) const {
  size_t end = at;
  while (end < text_.size() && IsDigit(text_[end])) ++end;
  return end - at;
}

int Scanner::IntAt(size_t at, size_t digits) const {
  if (digits > 9)
    return std::numeric_limits<int>::max();  // larger than any day, year or number of a paragraph
  int value = 0;
  for (size_t i = at; i < at + digits && i < text_.size(); ++i) value = value * 10 + (text_[i] - '0');
  return value;
}

size_t Scanner::DashAt(size_t at) const {
  if (Is(at, '-')) return 1;
  if (at >= text_.size() || IsAscii(text_[at])) return 0;
  std::string_view rest = text_.substr(at);
  return rest.starts_with(kEnDash) || rest.starts_with(kEmDash) ? kEnDash.size() : 0;
}

size_t Scanner::SkipSpaces(size_t at, size_t most) const {
  for (; most > 0 && Is(at, ' '); --most) ++at;
  return at;
}

bool Scanner::IsYearAt(size_t at) const {
  if (DigitsAt(at) != 4) return false;
  int year = IntAt(at, 4);
  return year >= 1900 && year <= 2099;
}

bool Scanner::EndsFigure(size_t at) const {
  if (at >= text_.size()) return true;
  if (IsDigit(text_[at]) || IsLetterAt(text_, at)) return false;
  size_t sign = DashAt(at);
  if (sign == 0 && (Is(at, '/') || Is(at, ':') || Is(at, '.') || Is(at, ','))) sign = 1;
  return sign == 0 || DigitsAt(at + sign) == 0;
}

bool Scanner::DateRoleAt(size_t at, std::string_view role, size_t* end) const {
  if (at >= text_.size() || IsDigit(text_[at])) return false;
  std::optional<PatternList::Hit> hit = impl_.date_words.At(text_, at);
  if (!hit || impl_.words.date_forms[static_cast<size_t>(hit->index)].role != role) return false;
  *end = hit->end;
  return true;
}

std::optional<size_t> Scanner::JoinerEnd(size_t at, bool closes_too) const {
  size_t word = SkipSpaces(at, 2);
  if (size_t dash = DashAt(word)) return SkipSpaces(word + dash, 2);
  if (word == at) return {};
  size_t end = 0;
  if (!DateRoleAt(word, "between", &end) && !(closes_too && DateRoleAt(word, "closes", &end))) return {};
  if (!Is(end, ' ')) return {};
  return SkipSpaces(end, 2);
}

Scanner::Before Scanner::LookBefore(size_t at) const {
  size_t end = at;
  while (end > done_ && text_[end - 1] == ' ' && at - end < 2) --end;
  if (end <= done_) return {};
  char last = text_[end - 1];
  // Nothing else ends a word that the lexicon has: a quick no for rows of figures.
  if (IsAscii(last) && !IsLetterBefore(text_, end) &&
      std::string_view(".:~<>&").find(last) == std::string_view::npos) {
    return {};
  }
  std::optional<PatternList::Hit> hit = impl_.context.Before(text_, at);
  if (!hit || hit->start < done_) return {};
  const ContextWord& word = impl_.context_words[static_cast<size_t>(hit->index)];
  return {word.kind, word.role, hit->start};
}

void Scanner::Add(size_t start, size_t end, Kind kind, std::string value) {
  Draft draft;
  draft.start = start;
  draft.end = end;
  draft.found.kind = kind;
  draft.found.value = std::move(value);
  drafts_.push_back(std::move(draft));
}

std::vector<Draft> Scanner::Run() {
  for (size_t plus = text_.find('+'); plus != std::string_view::npos; plus = text_.find('+', plus + 1)) {
    if (Is(plus + 1, ' ') && DigitsAt(plus + 2) > 0) {
      signs_stand_apart_ = true;
      break;
    }
  }
  for (size_t at = 0; at < text_.size();) {
    size_t next = at + 1;
    if (IsDigit(text_[at])) {
      next = AtDigit(at);
    } else if (text_[at] == kSection[0] && text_.substr(at, kSection.size()) == kSection) {
      next = AtSection(at);
    } else if (IsLetterAt(text_, at)) {
      next = AtWord(at);
    }
    at = std::max(next, at + 1);
    if (!drafts_.empty()) done_ = std::max(done_, drafts_.back().end);
  }
  DropTowns();
  return std::move(drafts_);
}

// "Stockholm, Uppsala och Skåne" are regions, "Stockholm" in a sentence is the town.
void Scanner::DropTowns() {
  auto joined = [&](const Draft& left, const Draft& right) {
    if (left.found.kind != Kind::kRegion || right.found.kind != Kind::kRegion) return false;
    size_t at = left.end, end = 0;
    if (Is(at, ',') || Is(at, '/')) ++at;
    at = SkipSpaces(at, 2);
    if (at > left.end && DateRoleAt(at, "closes", &end)) at = SkipSpaces(end, 2);
    return at > left.end && at == right.start;
  };
  for (size_t first = 0; first < drafts_.size();) {
    size_t last = first;
    bool sure = !drafts_[first].in_list_only;
    while (last + 1 < drafts_.size() && joined(drafts_[last], drafts_[last + 1]))
      sure |= !drafts_[++last].in_list_only;
    if (sure) {
      for (size_t i = first; i <= last; ++i) drafts_[i].in_list_only = false;
    }
    first = last + 1;
  }
  std::erase_if(drafts_, [](const Draft& draft) { return draft.in_list_only; });
}

size_t Scanner::AtDigit(size_t at) {
  bool glued = at > done_ && IsLetterBefore(text_, at);
  Before before = LookBefore(at);
  if (before.kind == WordKind::kParagraph) {
    if (std::optional<size_t> end = Paragraph(at, before.start)) return *end;
  }
  if (!glued) {
    if (std::optional<size_t> end = FullDate(at)) return *end;
  }
  if (std::optional<size_t> end = CaseNumber(at, before)) return *end;
  if (std::optional<size_t> end = Date(at, before)) return *end;
  if (glued && !UnitBefore(at)) {
    // "A4", "H2O": no figure of its own.
    size_t end = at;
    while (end < text_.size() && (IsDigit(text_[end]) || WordEnd(text_, end) != end)) {
      end = std::max(end + DigitsAt(end), WordEnd(text_, end));
    }
    return end;
  }
  if (std::optional<size_t> end = NoFigure(at, before)) return *end;
  if (std::optional<Operand> operand = OperandAt(at)) {
    if (std::optional<size_t> end = Quantity(*operand)) return *end;
    return operand->end;
  }
  // "1.2.3", or more digits than a number has: none of its parts is a figure.
  size_t end = at;
  while (end < text_.size() &&
         (IsDigit(text_[end]) || (std::string_view(".,:").find(text_[end]) < 3 && DigitsAt(end + 1) > 0))) {
    ++end;
  }
  return end;
}

size_t Scanner::AtWord(size_t at) {
  size_t end = WordEnd(text_, at);
  if (end < text_.size() && IsDigit(text_[end])) return end;
  std::string_view word = text_.substr(at, end - at);
  if (impl_.table.Month(word)) {
    if (std::optional<size_t> taken = DateOfMonth(at, end)) return *taken;
  }
  if (impl_.table.MayBeNumber(word)) {
    if (std::optional<NumberPhrase> phrase = impl_.table.Phrase(text_, at)) {
      Operand operand{at, phrase->end, phrase->value, true, *phrase};
      if (std::optional<size_t> taken = Quantity(operand)) return *taken;
    }
  }
  if (std::optional<PlaceFinder::Hit> hit = impl_.place_finder.At(text_, at)) {
    bool part_of_name = at > 0 && text_[at - 1] == '-';
    if (!hit->code.empty() && !part_of_name) {
      Add(at, hit->end, Kind::kRegion, std::string(hit->code));
      drafts_.back().in_list_only = hit->in_list_only;
    }
    return hit->end;
  }
  return end;
}

}  // namespace avstam::normalize
