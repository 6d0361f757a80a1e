#include "normalize/misread_figure.h"

#include <algorithm>

#include "normalize/figure.h"
#include "normalize/text.h"

namespace avstam::normalize {
namespace {

constexpr size_t kLongestCell = 60;  // bytes
constexpr size_t kGroup = 3;
constexpr size_t kLongestFirstGroup = 7;  // "9110035": the spaces were lost
constexpr size_t kMostDigits = 15;

bool IsSeparator(char c) { return c == ' ' || c == '.' || c == '\''; }

// The sign at `at` that stands for a digit; null: none.
const FigureSign* SignAt(std::string_view text, size_t at, const std::vector<FigureSign>& signs) {
  for (const FigureSign& sign : signs)
    if (!sign.read.empty() && text.substr(at).starts_with(sign.read)) return &sign;
  return nullptr;
}

struct Group {
  std::string digits;
  std::string before;  // what stood between it and the group before
};

class Mender {
 public:
  Mender(std::string_view text, const std::vector<FigureSign>& signs) : text_(text), signs_(signs) {}

  std::optional<MendedFigure> Mend() {
    size_t start = 0;
    while (start < text_.size() && (text_[start] == '-' || text_[start] == '(' || text_[start] == ' '))
      ++start;
    at_ = start;
    while (ReadGroup()) {
    }
    if (groups_.empty() || real_digits_ == 0) return {};
    // "1 OOO" has one digit and is plain; "lI8" is a word.
    if (mended_ > real_digits_ && !only_noughts_) return {};
    // "B12" is a name for something; "l114770" is a figure.
    if (begins_with_letter_ && groups_.size() == 1 && (real_digits_ < 4 || groups_[0].digits[0] != '1'))
      return {};
    std::string decimals = ReadDecimals();
    std::string_view rest = text_.substr(at_);
    if (rest.starts_with('.')) {
      Note(". after the figure");
      rest.remove_prefix(1);
    }
    if (!rest.empty() && (IsDigit(rest[0]) || rest[0] == ',')) return {};
    if (!JoinGroups() || why_.empty()) return {};
    MendedFigure out;
    out.text = std::string(text_.substr(0, start));
    for (size_t i = 0; i < groups_.size(); ++i) out.text += (i == 0 ? "" : " ") + groups_[i].digits;
    out.text += decimals;
    out.text += rest;
    out.why = why_;
    out.letters = mended_ > 0;
    return out;
  }

 private:
  void Note(const std::string& what) {
    if (why_.find(what) == std::string::npos) why_ += (why_.empty() ? "" : ", ") + what;
  }

  // A run of digits and signs for digits that ends where a figure's part may end.  A run of letters alone is
  // the unit, unless it is as long as a group.
  bool ReadGroup() {
    size_t at = at_;
    std::string before;
    while (at < text_.size() && IsSeparator(text_[at]) && !groups_.empty()) before += text_[at++];
    if (!groups_.empty() && before.empty()) return false;
    Group group{"", before};
    int real = 0, mended = 0;
    bool noughts = true;
    std::string notes;
    size_t digits_end = at;  // after the last true digit
    size_t digits_kept = 0;
    while (at < text_.size()) {
      if (IsDigit(text_[at])) {
        group.digits += text_[at++];
        ++real;
        digits_end = at;
        digits_kept = group.digits.size();
      } else if (const FigureSign* sign = SignAt(text_, at, signs_)) {
        group.digits += sign->digit;
        at += sign->read.size();
        begins_with_letter_ = begins_with_letter_ || (groups_.empty() && group.digits.size() == 1);
        ++mended;
        noughts = noughts && sign->digit == "0";
        pending_.push_back(sign->read + " read for " + sign->digit);
      } else {
        break;
      }
    }
    bool ends = at == text_.size() || IsSeparator(text_[at]) || text_[at] == ',' || text_[at] == ')';
    if (!ends) {
      // "972kr": what is glued to the digits follows them.
      if (real == 0 || digits_kept != group.digits.size()) {
        pending_.clear();
        return false;
      }
      at = digits_end;
    }
    bool whole = real > 0 || group.digits.size() == kGroup || (groups_.empty() && group.digits.size() == 1);
    if (group.digits.empty() || !whole) {
      pending_.clear();
      return false;
    }
    for (const std::string& note : pending_) Note(note);
    pending_.clear();
    real_digits_ += real;
    mended_ += mended;
    only_noughts_ = only_noughts_ && noughts;
    groups_.push_back(std::move(group));
    at_ = at;
    return ends;
  }

  std::string ReadDecimals() {
    if (at_ >= text_.size() || text_[at_] != ',') return "";
    size_t end = at_ + 1;
    while (end < text_.size() && IsDigit(text_[end])) ++end;
    size_t count = end - at_ - 1;
    if (count == 0 || count > 2) return "";
    std::string decimals(text_.substr(at_, end - at_));
    at_ = end;
    return decimals;
  }

  // Groups of three after the first; pieces of one group that a space broke are put together.
  bool JoinGroups() {
    std::vector<Group> joined;
    size_t digits = 0;
    bool mixed = false;
    for (const Group& group : groups_) {
      digits += group.digits.size();
      if (joined.size() > 1 && joined.back().digits.size() < kGroup) {
        joined.back().digits += group.digits;
        Note("a group in pieces");
        continue;
      }
      if (!group.before.empty() && group.before != " ") mixed = true;
      joined.push_back(group);
    }
    if (digits > kMostDigits || joined.front().digits.size() > kLongestFirstGroup) return false;
    for (size_t i = 1; i < joined.size(); ++i) {
      if (joined[i].digits.size() % kGroup != 0) return false;
      if (joined[i].digits.size() == kGroup) continue;
      // "1 114770": the space between two groups was lost.
      Group rest{joined[i].digits.substr(kGroup), " "};
      joined[i].digits.resize(kGroup);
      joined.insert(joined.begin() + static_cast<long>(i) + 1, rest);
      Note("groups joined");
    }
    if (joined.size() > 1 && joined.front().digits == "0") return false;
    if (mixed)
      for (size_t i = 1; i < joined.size(); ++i) {
        std::string sign;
        for (char c : joined[i].before)
          if (c != ' ') sign = std::string(1, c);
        if (!sign.empty()) Note(sign + " between groups");
      }
    groups_ = std::move(joined);
    return true;
  }

  std::string_view text_;
  const std::vector<FigureSign>& signs_;
  size_t at_ = 0;
  std::vector<Group> groups_;
  std::vector<std::string> pending_;
  int real_digits_ = 0, mended_ = 0;
  bool only_noughts_ = true, begins_with_letter_ = false;
  std::string why_;
};

}  // namespace

std::optional<MendedFigure> MendFigure(std::string_view cell, const std::vector<FigureSign>& signs) {
  if (cell.empty() || cell.size() > kLongestCell) return {};
  std::string text = Normalize(cell).text;
  size_t first = text.find_first_not_of(' '), last = text.find_last_not_of(' ');
  if (first == std::string::npos) return {};
  return Mender(std::string_view(text).substr(first, last - first + 1), signs).Mend();
}

}  // namespace avstam::normalize
