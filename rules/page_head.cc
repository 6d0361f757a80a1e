#include "rules/page_head.h"

#include <algorithm>
#include <vector>

#include "normalize/text.h"
#include "rules/blocks.h"

namespace avstam::rules {
namespace {

constexpr int kHeadRows = 16;
constexpr int kHeadRowLength = 90;   // bytes: a longer row is text
constexpr size_t kLabelLength = 30;  // bytes: "Sammanträdesdatum:"
constexpr int kLooksAhead = 6;
constexpr double kBelowHead = 3.5;  // font sizes between the head of a page and its text

// What a short row states besides words.
struct Fields {
  std::optional<std::string> date, case_number, document_number;
  int figures = 0;           // found things
  std::string before_first;  // the words before the first of them
};

bool IsDay(const std::string& value) { return value.size() == 10; }

class HeadReader {
 public:
  HeadReader(const RunningText& text, size_t page, const RuleSet& rules,
             const normalize::Normalizer& normalizer)
      : text_(text), rules_(rules), normalizer_(normalizer) {
    std::tie(first_, last_) = text.RowsOfPage(page);
  }

  PageHead Run() {
    head_.end_row = first_;
    if (ReadMail()) return head_;
    int row = first_;
    const int limit = std::min(last_, first_ + kHeadRows);
    while (row < limit) {
      const int next = Take(row);
      if (next == row) break;
      row = next;
    }
    head_.end_row = row;
    // The rest of the head's rows run on, as feet do; they say which page it is.
    for (int r = row; r < last_; ++r) ReadMark(Row(r));
    return head_;
  }

 private:
  const TextRow& Row(int row) const { return text_.rows()[static_cast<size_t>(row)]; }

  void ReadMark(const TextRow& row) {
    if (row.text.size() > 60) return;
    RuleMatch mark = rules_.Match("page-furniture", row.text);
    if (mark.rule == nullptr || mark.Captured("page").empty() || head_.page_mark != 0) return;
    head_.page_mark = std::atoi(mark.Captured("page").c_str());
    const std::string total = mark.Captured("of") + mark.Captured("of2");
    if (!total.empty()) head_.page_total = std::atoi(total.c_str());
  }

  Fields FieldsOf(const std::string& text) const {
    Fields fields;
    for (const normalize::Found& found : normalizer_.Find(text)) {
      const bool date = found.kind == normalize::Kind::kDate && IsDay(found.value);
      if (!date && found.kind != normalize::Kind::kCaseNumber) continue;
      if (fields.figures++ == 0) {
        std::string_view before = text;
        size_t byte = 0;
        for (int i = 0; i < found.start; ++i) byte += normalize::CodePointBytes(before, byte);
        fields.before_first = text.substr(0, byte);
      }
      if (date && !fields.date) fields.date = found.value;
      if (date) continue;
      // A document's number goes by another word than a case's.
      size_t byte = 0;
      for (int i = 0; i < found.start; ++i) byte += normalize::CodePointBytes(text, byte);
      const bool document = IsDocumentNumber(text.substr(0, byte), found.raw);
      (document ? fields.document_number : fields.case_number) = found.value;
    }
    return fields;
  }

  // The last word before the number, or the first of it, is one of the rule for documents.
  bool IsDocumentNumber(std::string before, const std::string& raw) const {
    while (before.ends_with(' ') || before.ends_with(':')) before.pop_back();
    const size_t space = before.rfind(' ');
    const std::string word = before.substr(space == std::string::npos ? 0 : space + 1);
    const std::string first = raw.substr(0, raw.find(' '));
    for (const std::string& candidate : {word, first}) {
      RuleMatch match = rules_.Match("case-number-word", candidate);
      if (match.rule != nullptr) return match.rule->id == "case-number.document";
    }
    return false;
  }

  void Keep(const Fields& fields) {
    if (!head_.date) head_.date = fields.date;
    // "SN 2026/0412-7" beside "SN 2026/0412": the number of the paper in its case.
    if (head_.case_number && fields.case_number && !head_.document_number &&
        fields.case_number->starts_with(*head_.case_number + "-"))
      head_.document_number = fields.case_number;
    if (!head_.case_number) head_.case_number = fields.case_number;
    if (!head_.document_number) head_.document_number = fields.document_number;
  }

  bool IsShort(const TextRow& row) const {
    return row.text.size() <= static_cast<size_t>(kHeadRowLength) &&
           (!EndsSentence(row.text) || (row.text.ends_with(':') && row.text.size() <= kLabelLength));
  }

  // Does one of the next rows state a date or a number, so that this one is a line of the letterhead?
  bool FieldsFollow(int row) const {
    for (int r = row + 1; r < std::min(last_, row + 1 + kLooksAhead); ++r) {
      const TextRow& next = Row(r);
      if (!IsShort(next) || text_.IsLarge(next)) return false;
      if (rules_.Match("heading", next.text).rule || rules_.Match("paragraph-head", next.text).rule)
        return false;
      if (FieldsOf(next.text).figures > 0 || rules_.Match("addressee", next.text).rule) return true;
    }
    return false;
  }

  // The row after what was taken from `row` on; `row` itself when it is no part of a head.
  int Take(int row) {
    const TextRow& r = Row(row);
    if (row == organisation_row_) return row + 1;
    // On a later page the text goes on below the head.
    if (head_.page_mark > 1 && !r.running && r.gap > kBelowHead && row > first_) return row;
    RuleMatch mark = r.text.size() < 200 ? rules_.Match("page-furniture", r.text) : RuleMatch();
    if (mark.rule != nullptr) {
      ReadMark(r);
      return row + 1;
    }
    if (r.in_table || r.text.size() > 200) return row;
    const bool large = text_.IsLarge(r);
    if (!r.running &&
        (rules_.Match("paragraph-head", r.text).rule || rules_.Match("decision-lead", r.text).rule))
      return row;
    if (r.columns.size() > 1 && TakeCells(row)) return row + 1;
    RuleMatch kind = rules_.Match("part-word", r.text);
    if (kind.rule != nullptr && head_.kind.rule == nullptr) {
      head_.kind = kind;
      head_.kind_row = row;
      const std::string& part = kind.rule->set.at("part");
      // "Avtal om ...", "Bilaga 1 ..." are titles as well as words for what the paper is.
      if (part == "agreement" || part == "attachment" || part == "decision-letter") return row;
      // "Kallelse" alone is a word of the letterhead.
      if (part == "agenda" && (large || r.bold || r.text.find(' ') != std::string::npos)) return row;
      Keep(FieldsOf(r.text));
      ReadNumber(r.text);
      return row + 1;
    }
    if (!r.running && rules_.Match("heading", r.text).rule != nullptr) return row;
    if (large && !r.running) return row;
    if (RuleMatch to = rules_.Match("addressee", r.text); to.rule != nullptr) {
      head_.addressed = true;
      if (!to.Captured("to").empty()) {
        if (!head_.addressee) head_.addressee = to.Captured("to");
        Keep(FieldsOf(r.text));
        return row + 1;
      }
      int next = row + 1;
      while (next < last_ && std::abs(Row(next).box.left - r.box.left) < 6 && IsShort(Row(next)) &&
             !text_.IsLarge(Row(next)) && !text_.IsApart(next))
        ++next;
      if (next > row + 1) head_.addressee = Row(row + 1).text;
      return next;
    }
    if (RuleMatch sender = rules_.Match("sender-label", r.text); sender.rule != nullptr) {
      if (!head_.sender) head_.sender = sender.Captured("name");
      return row + 1;
    }
    if (IsShort(r) && TakeBody(r.text, row)) {
      Keep(FieldsOf(r.text));
      return row + 1;
    }
    const Fields fields = FieldsOf(r.text);
    if (fields.figures > 0 && IsShort(r)) {
      Keep(fields);
      const std::string words = WithoutLabel(fields.before_first);
      if (!head_.sender && LooksLikeName(words)) head_.sender = Name(words);
      return row + 1;
    }
    if (r.running) return row + 1;
    if (IsShort(r) && FieldsFollow(row)) return row + 1;
    return row;
  }

  // The parts of a letterhead stand side by side: "Sundby kommun  PROTOKOLL", "Kommunstyrelsen  2026-06-01".
  bool TakeCells(int row) {
    const TextRow& r = Row(row);
    bool any = r.running;
    std::vector<std::string> cells;
    size_t at = 0;
    while (at < r.text.size()) {
      const size_t gap = std::min(r.text.find("  ", at), r.text.size());
      cells.push_back(r.text.substr(at, gap - at));
      at = gap + 2;
    }
    // A label and what it says: minutes begin, not a letterhead.
    if (RuleMatch label = rules_.Match("attendance-label", cells.front());
        label.rule != nullptr && !r.running)
      return false;
    if (!r.running && rules_.Match("heading", cells.front()).rule != nullptr) return false;
    for (const std::string& cell : cells) {
      RuleMatch kind = rules_.Match("part-word", cell);
      if (kind.rule != nullptr) {
        if (head_.kind.rule == nullptr) {
          head_.kind = kind;
          head_.kind_row = -1;
          ReadNumber(cell);
        }
        any = true;
      }
      RuleMatch mark = rules_.Match("page-furniture", cell);
      if (mark.rule != nullptr && !mark.Captured("page").empty()) {
        if (head_.page_mark == 0) {
          head_.page_mark = std::atoi(mark.Captured("page").c_str());
          const std::string total = mark.Captured("of") + mark.Captured("of2");
          if (!total.empty()) head_.page_total = std::atoi(total.c_str());
        }
        any = true;
        continue;
      }
      const Fields fields = FieldsOf(cell);
      if (fields.figures > 0) any = true;
      Keep(fields);
      if (RuleMatch to = rules_.Match("addressee", cell); to.rule != nullptr) {
        head_.addressed = any = true;
        if (!head_.addressee && !to.Captured("to").empty()) head_.addressee = to.Captured("to");
      }
      if (TakeBody(cell, &cell == &cells.back() ? row : -1)) any = true;
    }
    return any;
  }

  // The name of a body, alone or before a date.
  bool TakeBody(const std::string& text, int row) {
    std::string name = text.substr(0, text.find_first_of("0123456789"));
    while (name.ends_with(' ') || name.ends_with(',')) name.pop_back();
    if (name.empty() || rules_.Match("body-name", name).rule == nullptr) return false;
    if (!head_.body) head_.body = row < 0 ? name : WithOrganisation(name, row);
    return true;
  }

  static std::string Digits(const std::string& text) {
    const size_t digit = text.find_first_of("0123456789");
    return digit == std::string::npos ? "" : text.substr(digit);
  }

  // "Protokoll 42 (77)", "Protokoll 42"
  void ReadNumber(const std::string& text) {
    const std::string digits = Digits(text);
    if (digits.empty() || head_.page_mark != 0 || digits.find('-') != std::string::npos) return;
    const int number = std::atoi(digits.c_str());
    if (number > 0 && number < 1000) head_.page_mark = number;
  }

  // "Direktionen" says little: the name of whose direction stands below it.
  std::string WithOrganisation(const std::string& body, int row) {
    if (body.find(' ') != std::string::npos || body.size() > 14 || row + 1 >= last_) return body;
    const TextRow& next = Row(row + 1);
    if (!IsShort(next) || next.text.size() > 50) return body;
    if (!LooksLikeName(next.text) || rules_.Match("part-word", next.text).rule != nullptr ||
        rules_.Match("body-name", next.text).rule != nullptr)
      return body;
    organisation_row_ = row + 1;
    return body + ", " + next.text;
  }

  // Two to four words with capitals and no figures.
  static bool LooksLikeName(const std::string& text) {
    int words = 0;
    size_t at = 0;
    while (at < text.size()) {
      const size_t space = std::min(text.find(' ', at), text.size());
      if (space > at) {
        const auto c = static_cast<unsigned char>(text[at]);
        const bool capital = (c >= 'A' && c <= 'Z') || c == 0xC3;
        if (!capital) return false;
        ++words;
      }
      at = space + 1;
    }
    return words >= 2 && words <= 4 && text.find_first_of("0123456789:") == std::string::npos;
  }

  // "Anna Berg Dokumentnummer" -> "Anna Berg"
  std::string WithoutLabel(std::string words) const {
    while (words.ends_with(' ') || words.ends_with(':')) words.pop_back();
    const size_t space = words.rfind(' ');
    if (space == std::string::npos) return words;
    if (rules_.Match("case-number-word", words.substr(space + 1)).rule == nullptr) return words;
    return words.substr(0, space);
  }

  std::string Name(const std::string& text) const {
    std::string name = normalize::Normalize(text).text;
    while (name.ends_with(' ')) name.pop_back();
    return name;
  }

  // "Från: ... Skickat: ... Till: ... Ämne: ..." in any number of rows.
  bool ReadMail() {
    int from = -1;
    for (int r = first_; r < std::min(last_, first_ + 5) && from < 0; ++r) {
      RuleMatch field = rules_.Match("mail-field", Row(r).text);
      if (field.rule != nullptr && field.rule->set.at("role") == "from" && field.start == 0) from = r;
    }
    if (from < 0) return false;
    std::string block;
    int end = from;
    for (; end < std::min(last_, from + 9); ++end) {
      if (end > from && text_.IsApart(end) && rules_.Match("mail-field", Row(end).text).rule == nullptr)
        break;
      block += (block.empty() ? "" : "  ") + Row(end).text;
    }
    struct Hit {
      int start, end;
      std::string role;
    };
    std::vector<Hit> hits;
    for (const RuleMatch& match : rules_.MatchAll("mail-field", block))
      hits.push_back({match.start, match.end, match.rule->set.at("role")});
    std::sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.start < b.start; });
    if (hits.size() < 3) return false;
    for (size_t i = 0; i < hits.size(); ++i) {
      const size_t stop = i + 1 < hits.size() ? static_cast<size_t>(hits[i + 1].start) : block.size();
      if (stop < static_cast<size_t>(hits[i].end)) continue;
      std::string value =
          OneSpace(block.substr(static_cast<size_t>(hits[i].end), stop - static_cast<size_t>(hits[i].end)));
      if (hits[i].role == "from") head_.sender = value;
      if (hits[i].role == "subject") head_.subject = value;
      if (hits[i].role == "to") head_.addressee = value;
      if (hits[i].role == "sent") head_.date = FieldsOf(value).date;
    }
    head_.mail = true;
    head_.end_row = end;
    return true;
  }

  static std::string OneSpace(const std::string& text) {
    std::string out;
    for (char c : text)
      if (c != ' ' || (!out.empty() && out.back() != ' ')) out += c;
    while (out.ends_with(' ')) out.pop_back();
    return out;
  }

  const RunningText& text_;
  const RuleSet& rules_;
  const normalize::Normalizer& normalizer_;
  int first_ = 0, last_ = 0;
  int organisation_row_ = -1;  // names whose body it is
  PageHead head_;
};

}  // namespace

PageHead ReadPageHead(const RunningText& text, size_t page, const RuleSet& rules,
                      const normalize::Normalizer& normalizer) {
  return HeadReader(text, page, rules, normalizer).Run();
}

}  // namespace avstam::rules
