#include "rules/find_parts.h"

#include <algorithm>
#include <cmath>
#include <set>

#include "normalize/text.h"
#include "rules/blocks.h"
#include "rules/lead_in.h"
#include "rules/meeting.h"

namespace avstam::rules {
namespace {

constexpr int kAttendanceRows = 40;       // of a first page, that may hold the list of who was there
constexpr size_t kLongestLabelled = 140;  // bytes of a row of it
constexpr int kMinutes = 3;               // so many paragraphs are minutes, no extract
constexpr int kTitleRows = 5;
constexpr size_t kTitleBytes = 110;  // of one row
constexpr size_t kFieldBytes = 80;   // a longer row is text
constexpr int kOpeningRows = 12;     // a memo without letterhead has its proposal within so many rows
constexpr int kClosingRows = 10;     // a signature stands within so many rows of the end

// What one page says about where parts begin and end.
struct PageFacts {
  PageHead head;
  std::vector<int> rows;  // text
  std::vector<int> title;
  bool has_paragraph = false;       // "§ 5"
  bool has_attendance = false;      // first page of minutes
  bool opens_as_memo = false;       // a title, then "Förslag till beslut"
  bool decides_by_heading = false;  // "Förbundsstyrelsens beslut"
  bool tells_decision = false;      // "Nämnden har den 9 juni beslutat"
  std::set<std::string> signature;  // the words of its head
  bool closes = false;              // signed at its end
  bool closes_as_letter = false;
  std::string decision_body;
  std::optional<std::string> date, case_number;  // stated below the title
};

class PartFinder {
 public:
  PartFinder(const RunningText& text, const RuleSet& rules, const normalize::Normalizer& normalizer)
      : text_(text), rules_(rules), normalizer_(normalizer) {}

  std::vector<PartText> Run() {
    for (size_t page = 0; page < text_.page_count(); ++page) facts_.push_back(FactsOf(page));
    for (size_t page = 0; page < facts_.size(); ++page) {
      if (page == 0 || Begins(page)) Open(page);
      Extend(page);
    }
    for (PartText& part : parts_) Finish(&part);
    return std::move(parts_);
  }

 private:
  const TextRow& Row(int row) const { return text_.rows()[static_cast<size_t>(row)]; }
  const extract::Page& PageAt(size_t page) const { return text_.document().pages[page]; }
  const PageHead& HeadOf(size_t page) const { return facts_[page].head; }
  std::string KindWord(const PageHead& head) const {
    return head.kind.rule == nullptr ? "" : head.kind.rule->set.at("part");
  }

  PageFacts FactsOf(size_t page) const {
    PageFacts facts;
    facts.head = ReadPageHead(text_, page, rules_, normalizer_);
    auto [first, last] = text_.RowsOfPage(page);
    for (int r = facts.head.end_row; r < last; ++r)
      if (!Row(r).in_table && !IsFurniture(Row(r), rules_)) facts.rows.push_back(r);
    facts.title = TitleRows(facts.rows, facts.head.kind_row);
    ReadFields(&facts);
    for (int r = first; r < facts.head.end_row; ++r) AddWords(Row(r).text, &facts.signature);
    int seen = 0;
    for (int r : facts.rows) {
      const TextRow& row = Row(r);
      ++seen;
      if (rules_.Match("paragraph-head", row.text).rule != nullptr) facts.has_paragraph = true;
      if (seen <= kOpeningRows && !facts.tells_decision) {
        const std::optional<LeadIn> lead = ReadLeadIn(row.text, rules_);
        facts.tells_decision = lead && lead->letter;
      }
      if (seen <= kAttendanceRows && row.text.size() < kLongestLabelled) {
        RuleMatch attendance = AttendanceLabelOf(row.text, rules_).label;
        if (attendance.rule != nullptr && attendance.rule->set.at("role") == "member")
          facts.has_attendance = true;
      }
      if (row.text.size() > kTitleBytes) continue;
      RuleMatch heading = rules_.Match("heading", row.text);
      if (heading.rule == nullptr) continue;
      const std::string& role = heading.rule->set.at("role");
      if (role == "proposal" && seen > 1 && seen <= kOpeningRows &&
          static_cast<int>(facts.title.size()) + 1 >= seen)
        facts.opens_as_memo = true;
      if (role == "decision" && !heading.Captured("body").empty() && seen <= kOpeningRows) {
        facts.decides_by_heading = true;
        facts.decision_body = heading.Captured("body");
      }
    }
    const size_t tail = facts.rows.size() > kClosingRows ? facts.rows.size() - kClosingRows : 0;
    for (size_t i = tail; i < facts.rows.size(); ++i) ReadClosing(Row(facts.rows[i]).text, &facts);
    return facts;
  }

  static void AddWords(const std::string& text, std::set<std::string>* words) {
    std::string word;
    for (char c : text + " ") {
      if (c != ' ') {
        word += c;
        continue;
      }
      if (word.size() > 2 && word.find_first_of("0123456789") == std::string::npos) words->insert(word);
      word.clear();
    }
  }

  // Does the head of a page hold nothing that the head of the page before does not?  Two pages without heads
  // say nothing.
  static bool SameHead(const PageFacts& facts, const PageFacts& before) {
    if (facts.signature.empty()) return before.signature.empty();
    return std::includes(before.signature.begin(), before.signature.end(), facts.signature.begin(),
                         facts.signature.end());
  }

  // Is the first of its text a title?
  bool StartsWithTitle(const PageFacts& facts) const {
    return !facts.rows.empty() && !facts.title.empty() && facts.title.front() == facts.rows.front() &&
           text_.IsLarge(Row(facts.rows.front()));
  }

  void ReadClosing(const std::string& text, PageFacts* facts) const {
    if (text.size() > 80) return;
    RuleMatch closing = rules_.Match("closing", text);
    RuleMatch chair = rules_.Match("attendance-label", text);
    if (closing.rule != nullptr) {
      facts->closes = true;
      facts->closes_as_letter = facts->closes_as_letter || closing.rule->set.count("part") > 0;
    }
    if (chair.rule != nullptr && chair.rule->set.at("role") == "chair") facts->closes = true;
  }

  bool Stops(const TextRow& row) const {
    return rules_.Match("heading", row.text).rule != nullptr ||
           rules_.Match("paragraph-head", row.text).rule != nullptr ||
           rules_.Match("decision-lead", row.text).rule != nullptr;
  }

  // "Tid: torsdag den 26 september"
  bool IsLabelled(const TextRow& row) const {
    const size_t colon = row.text.find(':');
    if (colon == std::string::npos) return false;
    return rules_.Match("attendance-label", row.text.substr(0, colon + 1)).rule != nullptr;
  }

  // Dates and numbers that stand below the title: "Ärendenr: 17/05971".
  void ReadFields(PageFacts* facts) const {
    for (size_t i = 0; i < facts->rows.size() && i < kOpeningRows; ++i) {
      const std::string& text = Row(facts->rows[i]).text;
      if (text.size() > kFieldBytes || (i > 0 && rules_.Match("heading", text).rule != nullptr)) break;
      for (const normalize::Found& found : normalizer_.Find(text)) {
        if (found.kind == normalize::Kind::kDate && found.value.size() == 10 && !facts->date)
          facts->date = found.value;
        if (found.kind != normalize::Kind::kCaseNumber || facts->case_number) continue;
        facts->case_number = found.value;
        auto in_title = std::find(facts->title.begin(), facts->title.end(), facts->rows[i]);
        // A title does not hold its number; what stands below the number is no title.
        if (in_title != facts->title.end() && in_title != facts->title.begin())
          facts->title.erase(in_title, facts->title.end());
      }
    }
  }

  // The rows above the first heading that stand out, or all of them where none does.
  std::vector<int> TitleRows(const std::vector<int>& rows, int kind_row) const {
    std::vector<int> plain, large;
    if (!rows.empty() && rows.front() == kind_row && !Stops(Row(kind_row))) {
      // A word for what the paper is begins its title, which may take several lines.
      plain.push_back(kind_row);
      for (size_t i = 1; i < rows.size() && i < kTitleRows; ++i) {
        const TextRow &row = Row(rows[i]), &above = Row(rows[i - 1]);
        if (text_.EndsEarly(rows[i - 1], rows[i]) && !StartsLower(row.text) && !text_.IsLarge(row)) break;
        if (Stops(row) || IsLabelled(row) || row.gap > 2 || row.bold != above.bold) break;
        if (std::abs(row.font_size - above.font_size) > 1) break;
        plain.push_back(rows[i]);
      }
      return plain;
    }
    for (size_t i = 0; i < rows.size() && i < kOpeningRows; ++i) {
      const TextRow& row = Row(rows[i]);
      const bool stands_out = text_.IsLarge(row);
      const bool stops = Stops(row);
      if (stops && !stands_out) break;
      if (stands_out && (large.empty() || (large.back() + 1 == rows[i] &&
                                           std::abs(row.font_size - Row(large.back()).font_size) < 1))) {
        if (stops && !large.empty()) break;
        large.push_back(rows[i]);
        continue;
      }
      if (!large.empty()) break;
      if (row.text.size() > kTitleBytes || static_cast<int>(plain.size()) >= kTitleRows) {
        plain.clear();
        break;
      }
      if (IsLabelled(row) || rules_.Match("item-marker", row.text).rule != nullptr) break;
      plain.push_back(rows[i]);
      if (EndsSentence(row.text)) plain.clear();
    }
    return large.empty() ? plain : large;
  }

  std::string Joined(const std::vector<int>& rows) const {
    std::vector<RowSpan> spans;
    for (int row : rows) spans.push_back({row});
    return normalize::Normalize(text_.Join(spans).text).text;
  }

  static bool Differ(const std::optional<std::string>& a, const std::optional<std::string>& b) {
    return a && b && normalize::LabelKey(*a) != normalize::LabelKey(*b);
  }

  bool Begins(size_t page) const {
    const PageFacts& facts = facts_[page];
    const PageHead& head = facts.head;
    const PageFacts& before = facts_[page - 1];
    const std::string kind = KindWord(head);
    if (head.mail ||
        (kind == "agenda" && KindWord(before.head) != "agenda" && parts_.back().part.kind != "agenda"))
      return true;
    if (head.page_mark > 1 && before.head.page_mark == head.page_mark - 1 &&
        (head.page_total == 0 || head.page_total == before.head.page_total))
      return false;
    if (head.page_mark == 1 && head.page_total > 0) return true;
    if (head.page_mark > 1 && before.head.page_mark > 0 && head.page_mark != before.head.page_mark + 1 &&
        !kind.empty())
      return true;
    const PageHead& opened = HeadOf(static_cast<size_t>(opened_));
    const bool minutes = kind == "protocol" || kind == "extract";
    const bool in_minutes = parts_.back().part.kind == "protocol" || parts_.back().part.kind == "extract";
    if (minutes) {
      if (!in_minutes) return true;
      if (Differ(head.body, opened.body) || Differ(head.date, opened.date)) return true;
      return kind == "extract" && KindWord(opened) == "extract" && facts.has_paragraph;
    }
    if (kind == "attachment" && head.kind_row < 0)
      return KindWord(before.head) != "attachment" || !SameHead(facts, before);
    if (kind == "attachment") return IsTitle(head.kind_row) || before.closes;
    if (Differ(head.document_number, opened.document_number)) return true;
    if (!kind.empty() && kind != "agenda" && (kind != KindWord(opened) || in_minutes)) return true;
    if (head.addressed && (head.case_number || head.date)) return true;
    if (Differ(head.case_number, opened.case_number) && !facts.title.empty()) return true;
    if (!SameHead(facts, before) && StartsWithTitle(facts)) return true;
    if (in_minutes && facts.head.body) return false;
    if (facts.opens_as_memo && !facts.title.empty()) return true;
    return before.closes && OpensWithTitle(facts) && !SignatureGoesOn(before, facts);
  }

  bool IsTitle(int row) const { return row >= 0 && (Row(row).bold || text_.IsLarge(Row(row))); }

  // "Enligt uppdrag" at the end of a page, the name at the top of the next.
  bool SignatureGoesOn(const PageFacts& before, const PageFacts& facts) const {
    return !before.rows.empty() && !facts.rows.empty() &&
           rules_.Match("closing", Row(before.rows.back()).text).rule != nullptr &&
           rules_.Match("attendee", Row(facts.rows.front()).text).rule != nullptr;
  }

  bool OpensWithTitle(const PageFacts& facts) const {
    if (facts.title.empty()) return false;
    return true;
  }

  void Open(size_t page) {
    const PageFacts& facts = facts_[page];
    opened_ = static_cast<int>(page);
    PartText out;
    Part& part = out.part;
    part.first_page = PageAt(page).number;
    part.kind = KindOf(facts, &part.rule);
    part.date = facts.head.date;
    part.case_number = facts.head.case_number;
    if (!part.case_number && !facts.has_paragraph) part.case_number = facts.case_number;
    // The day of the meeting, not of the letter that calls to it.
    if (part.kind == "agenda" && facts.date) part.date = facts.date;
    part.document_number = facts.head.document_number;
    part.sender = facts.head.sender;
    out.addressed = facts.head.addressed;
    part.body = facts.head.body;
    if (!part.body && facts.head.addressee && (part.kind == "memo" || part.kind == "agenda"))
      part.body = BodyIn(*facts.head.addressee);
    if (!facts.decision_body.empty() && !part.body) part.body = facts.decision_body;
    if (const std::string body = facts.head.kind.Captured("body"); !body.empty()) part.body = body;
    if (facts.head.subject) part.title = facts.head.subject;
    if (!part.title && !facts.title.empty()) {
      part.title = Joined(facts.title);
      part.where = WhereOf(facts.title);
    }
    auto [first, last] = text_.RowsOfPage(page);
    for (int r = first; r < facts.head.end_row; ++r) out.cover.push_back(r);
    if (part.where.page == 0 && first < last) part.where = {part.first_page, Row(first).box};
    parts_.push_back(std::move(out));
  }

  Where WhereOf(const std::vector<int>& rows) const {
    std::vector<RowSpan> spans;
    for (int row : rows) spans.push_back({row});
    return text_.Join(spans).WhereOf();
  }

  std::optional<std::string> BodyIn(const std::string& addressee) const {
    // "Hälso- och sjukvårdsnämnden 2019-09-26", "... (2019-01-01 – 2022-12-31)"
    std::string name = addressee.substr(0, addressee.find_first_of("0123456789("));
    while (name.ends_with(' ') || name.ends_with(',')) name.pop_back();
    RuleMatch body = rules_.Match("body-name", name);
    if (body.rule == nullptr) return name.empty() ? std::nullopt : std::make_optional(name);
    return body.Captured("body");
  }

  std::string KindOf(const PageFacts& facts, std::string* rule) const {
    const PageHead& head = facts.head;
    if (head.mail) {
      *rule = "mail.from";
      return "email";
    }
    // "Avtal om ..." is also what a memo or a decision about one is called.
    const bool titled = KindWord(head) == "agreement" &&
                        (facts.opens_as_memo || facts.decides_by_heading || facts.tells_decision);
    if (head.kind.rule != nullptr && !titled) {
      *rule = head.kind.rule->id;
      const std::string kind = KindWord(head);
      if (kind == "protocol" && head.page_mark > 1) return "extract";
      return kind;
    }
    *rule = "";
    if (facts.tells_decision && !facts.has_paragraph) return "decision-letter";
    if (facts.has_attendance && (facts.has_paragraph || head.body)) return "protocol";
    if (facts.opens_as_memo) return "memo";
    if (facts.decides_by_heading) return "decision-letter";
    if (head.addressed && (head.case_number || head.document_number)) return "memo";
    if (head.addressed && head.date) return "letter";
    // "Tillägg till överenskommelsen ..." may stand below the title.
    for (size_t i = 0; i < facts.rows.size() && i < kOpeningRows; ++i) {
      const TextRow& row = Row(facts.rows[i]);
      if (row.text.size() > 2 * kTitleBytes) break;
      RuleMatch word = rules_.Match("part-word", row.text);
      if (word.rule == nullptr || word.rule->set.count("where") > 0) {
        const bool goes_on = i + 1 < facts.rows.size() && !text_.EndsEarly(facts.rows[i], facts.rows[i + 1]);
        if (std::find(facts.title.begin(), facts.title.end(), facts.rows[i]) == facts.title.end() &&
            (goes_on || EndsSentence(row.text)))
          break;  // text begins
        continue;
      }
      const std::string& part = word.rule->set.at("part");
      if (part != "agreement" && part != "decision-letter") continue;
      *rule = word.rule->id;
      return part;
    }
    return "other";
  }

  void Extend(size_t page) {
    PartText& out = parts_.back();
    const PageFacts& facts = facts_[page];
    out.part.last_page = PageAt(page).number;
    out.rows.insert(out.rows.end(), facts.rows.begin(), facts.rows.end());
    const extract::Source source = PageAt(page).source;
    out.machine_read =
        out.machine_read || source == extract::Source::kOcr || source == extract::Source::kMixed;
    has_attendance_ =
        (page == static_cast<size_t>(opened_) ? false : has_attendance_) || facts.has_attendance;
    if (has_attendance_) with_attendance_.push_back(parts_.size() - 1);
    const bool minutes = out.part.kind == "protocol" || out.part.kind == "extract";
    if (!out.part.date && minutes) out.part.date = facts.head.date;
    if (facts.closes_as_letter && out.part.kind == "other")
      out.part.kind = "letter", out.part.rule = "closing.letter";
    if (facts.decides_by_heading && out.part.kind == "other") out.part.kind = "decision-letter";
  }

  void Finish(PartText* out) {
    Part& part = out->part;
    const size_t index = static_cast<size_t>(out - parts_.data());
    const bool attended =
        std::find(with_attendance_.begin(), with_attendance_.end(), index) != with_attendance_.end();
    // An extract holds one paragraph.
    const auto paragraphs = std::count_if(out->rows.begin(), out->rows.end(), [&](int r) {
      return rules_.Match("paragraph-head", Row(r).text).rule != nullptr;
    });
    if (part.kind == "protocol" && !attended && paragraphs < kMinutes) part.kind = "extract";
    // Written to somebody, and no memo.
    if (part.kind == "other" && out->addressed) part.kind = "letter";
    if (part.kind == "other" && index > 0 && part.title) part.kind = "attachment";
    if (part.body) part.body = BodyName(*part.body);
    FindSignature(out);
    if (!part.date && part.kind != "attachment") part.date = LastDate(*out);
    if ((part.kind == "protocol" || part.kind == "agenda") && !part.title && part.body)
      part.title = part.body;
  }

  // The name below "Ort enligt ovan", or above "Ordförande".
  void FindSignature(PartText* out) const {
    for (size_t i = 0; i + 1 < out->rows.size(); ++i) {
      const std::string& text = Row(out->rows[i]).text;
      if (text.size() > 80) continue;
      RuleMatch closing = rules_.Match("closing", text);
      if (closing.rule != nullptr) {
        const std::string& name = Row(out->rows[i + 1]).text;
        RuleMatch person = rules_.Match("attendee", name);
        if (person.rule != nullptr) out->part.signatory = person.Captured("name");
        continue;
      }
      RuleMatch label = rules_.Match("attendance-label", Row(out->rows[i + 1]).text);
      if (label.rule == nullptr || label.rule->set.at("role") != "chair" || out->part.signatory) continue;
      // In minutes the name stands below the word, under letters above it.
      RuleMatch person;
      if (i + 2 < out->rows.size()) person = rules_.Match("attendee", Row(out->rows[i + 2]).text);
      if (person.rule == nullptr) person = rules_.Match("attendee", text);
      if (person.rule != nullptr) out->part.signatory = person.Captured("name");
    }
  }

  // "Datum: 2015-03-09" below the text.
  std::optional<std::string> LastDate(const PartText& out) const {
    std::optional<std::string> date;
    const size_t tail = out.rows.size() > 25 ? out.rows.size() - 25 : 0;
    for (size_t i = tail; i < out.rows.size(); ++i) {
      const std::string& text = Row(out.rows[i]).text;
      if (text.size() > 45) continue;
      for (const normalize::Found& found : normalizer_.Find(text))
        if (found.kind == normalize::Kind::kDate && found.value.size() == 10) date = found.value;
    }
    return date;
  }

  const RunningText& text_;
  const RuleSet& rules_;
  const normalize::Normalizer& normalizer_;
  std::vector<PageFacts> facts_;
  std::vector<PartText> parts_;
  std::vector<size_t> with_attendance_;
  int opened_ = 0;  // page with which the open part began
  bool has_attendance_ = false;
};

}  // namespace

std::vector<PartText> FindParts(const RunningText& text, const RuleSet& rules,
                                const normalize::Normalizer& normalizer) {
  return PartFinder(text, rules, normalizer).Run();
}

}  // namespace avstam::rules
