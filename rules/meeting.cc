#include "rules/meeting.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string_view>

#include "normalize/text.h"
#include "rules/people.h"

namespace avstam::rules {
namespace {

constexpr size_t kLongestRow = 140;  // bytes: a longer row is no entry of a list
constexpr size_t kLongestHeading = 300;
constexpr size_t kNameOfMatter = 12;   // bytes of a title that tell a matter
constexpr size_t kLongestNumber = 40;  // bytes of a line that is a case number
constexpr double kSameColumnPt = 8;
constexpr double kColumnPt = 20;  // a label stands so much further left than its names

class AttendanceReader {
 public:
  AttendanceReader(const RunningText& text, int part_number, const RuleSet& rules)
      : text_(text), part_number_(part_number), rules_(rules) {}

  void Read(int row) {
    const TextRow& r = Row(row);
    if (r.text.size() > kLongestRow) {
      role_.clear();
      return;
    }
    AttendanceLabel labelled = AttendanceLabelOf(r.text, rules_);
    std::string rest = r.text;
    if (labelled.label.rule != nullptr) {
      SetLabel(labelled, r.text);
      rest = labelled.rest;
    }
    if (rest.empty() || role_.empty() || role_ == "none" || role_ == "paragraphs") return;
    size_t at = 0;
    while (at < rest.size()) {
      const size_t gap = std::min(rest.find("  ", at), rest.size());
      // What stands in another column is another list where it is no entry ("Paragrafer  §§ 94-110").
      if (!Entry(rest.substr(at, gap - at), r)) break;
      at = gap + 2;
    }
  }

  // The label of a group of rows stands halfway down beside them.
  void Enter(const std::vector<int>& rows, size_t begin, size_t end) {
    const double left = Row(rows[begin]).box.left;
    for (size_t i = begin; i < end; ++i) {
      const TextRow& row = Row(rows[i]);
      if (row.text.size() > kLongestRow) return;
      AttendanceLabel labelled = AttendanceLabelOf(row.text, rules_);
      if (labelled.label.rule == nullptr) continue;
      if (i > begin && row.box.left < left - kColumnPt) SetLabel(labelled, row.text);
      return;
    }
  }

  std::vector<Attendee> Take() { return std::move(out_); }

 private:
  const TextRow& Row(int row) const { return text_.rows()[static_cast<size_t>(row)]; }

  void SetLabel(const AttendanceLabel& labelled, const std::string& text) {
    role_ = labelled.label.rule->set.at("role");
    label_ = text.substr(0, text.find_first_of(":"));
    if (const size_t gap = label_.find("  "); gap != std::string::npos) label_.resize(gap);
    rule_ = labelled.label.rule->id;
  }

  bool Entry(const std::string& text, const TextRow& row) {
    std::string rest = text;
    bool any = false;
    // Several members in one row.
    while (true) {
      RuleMatch person = rules_.Match("person", rest);
      if (person.rule == nullptr || person.Captured("party").empty()) break;
      const std::string after = rest.substr(static_cast<size_t>(person.end));
      RuleMatch next = rules_.Match("person", after);
      const bool replaces = !out_.empty() && any && rest.find(',') != 0 && person.start > 0 && rest[0] != ',';
      if (replaces) break;  // "ersätter N.N. (S)": of the one before
      const bool more = next.rule != nullptr && !next.Captured("party").empty() && after.starts_with(", ") &&
                        next.start <= 2;
      const std::string own =
          rest.substr(static_cast<size_t>(person.start),
                      static_cast<size_t>(person.end - person.start) + (more ? 0 : after.size()));
      RuleMatch entry = rules_.Match("attendee", own);
      if (entry.rule == nullptr) break;
      Add(entry, row);
      any = true;
      if (!more) return true;
      rest = after.substr(2);
    }
    if (any) return true;
    RuleMatch entry = rules_.Match("attendee", text);
    if (entry.rule != nullptr && entry.start == 0 && role_ != "member" && role_ != "deputy" &&
        role_ != "serving-deputy") {
      Add(entry, row);
      return true;
    }
    if (entry.rule != nullptr && !entry.Captured("party").empty()) {
      Add(entry, row);
      return true;
    }
    // The rest of a title that took two lines, and what stands after it.
    if (!out_.empty() && StartsLower(text) && out_.back().where.page == row.page &&
        !out_.back().post.empty()) {
      const size_t sign = std::min(text.find("§"), text.size());
      std::string title = text.substr(0, sign);
      while (title.ends_with(' ') || title.ends_with(')')) title.pop_back();
      out_.back().post += " " + title;
      if (sign < text.size()) out_.back().note = text.substr(sign);
      return true;
    }
    return false;
  }

  void Add(const RuleMatch& entry, const TextRow& row) {
    Attendee attendee;
    attendee.part = part_number_;
    attendee.name = entry.Captured("name");
    attendee.party = entry.Captured("party");
    attendee.post = Bare(entry.Captured("post") + entry.Captured("title"));
    attendee.note = Bare(entry.Captured("note"));
    attendee.where = {row.page, row.box};
    attendee.rule = rule_;
    attendee.role = role_ == "chair" ? "member" : role_ == "secretary" ? "official" : role_;
    if ((role_ == "chair" || role_ == "secretary") && attendee.post.empty()) attendee.post = Small(label_);
    if (attendee.role == "member")
      if (RuleMatch note = rules_.Match("attendance-note", attendee.note); note.rule != nullptr)
        attendee.role = note.rule->set.at("role");
    // Who signs was there already.
    for (Attendee& known : out_) {
      if (known.name != attendee.name || (role_ == "adjuster") != (known.role == "adjuster")) continue;
      if (role_ == "chair" || role_ == "secretary" || role_ == "adjuster") {
        if (known.post.empty() && role_ != "adjuster") known.post = attendee.post;
        return;
      }
      if (known.role == attendee.role && known.party.empty()) {
        known.party = attendee.party;
        if (!attendee.note.empty()) known.note = attendee.note;
        return;
      }
    }
    out_.push_back(std::move(attendee));
  }

  static std::string Small(std::string text) {
    if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
    // "Ordförande": other capitals of labels are not known to stand first.
    return text;
  }

  const RunningText& text_;
  int part_number_;
  const RuleSet& rules_;
  std::string role_, label_, rule_;
  std::vector<Attendee> out_;
};

// Takes case number and time out of an item.
void Clean(AgendaItem* item, bool may_hold_time, const RuleSet& rules,
           const normalize::Normalizer& normalizer) {
  for (bool with_word : {false, true}) {
    const std::string prefix = with_word ? "dnr " : "";
    const size_t space = item->title.rfind("  ");
    // A number without its word stands last.
    std::string text = item->title;
    if (with_word) {
      if (text.ends_with(')')) break;
      const size_t last = text.find_last_of(' ');
      if (space == std::string::npos && last == std::string::npos) break;
      text = prefix + text.substr(last + 1);
    }
    if (with_word && rules.Match("agenda-time", " " + text.substr(prefix.size())).rule != nullptr) break;
    for (const normalize::Found& found : normalizer.Find(text)) {
      if (found.kind != normalize::Kind::kCaseNumber || item->case_number) continue;
      // "(HSN § 147/19)" is a paragraph.
      if (text.substr(0, normalize::ByteOf(text, found.start)).ends_with("§ ")) continue;
      if (with_word && found.start > static_cast<int>(prefix.size())) continue;
      item->case_number = found.value;
      if (with_word) {
        item->title.resize(item->title.find_last_of(' '));
      } else {
        std::string before = text.substr(0, normalize::ByteOf(text, found.start));
        const std::string after = text.substr(normalize::ByteOf(text, found.end));
        while (before.ends_with(' ') || before.ends_with(':') || before.ends_with('(')) before.pop_back();
        const size_t word = before.rfind(' ');
        if (word != std::string::npos &&
            rules.Match("case-number-word", before.substr(word + 1)).rule != nullptr)
          before.resize(word);
        item->title = before + (after.starts_with(')') ? after.substr(1) : after);
      }
      break;
    }
    if (item->case_number) break;
  }
  RuleMatch time = may_hold_time ? rules.Match("agenda-time", item->title) : RuleMatch();
  if (time.rule != nullptr && time.start > 0) item->title.resize(static_cast<size_t>(time.start));
  item->title = Bare(item->title);
}

// "Nettoram ersätter IPDK 2019/00889": where the numbers of the others have no letters, these are of the
// title.
void MendNumbers(std::vector<AgendaItem>* items) {
  size_t plain = 0, all = 0;
  auto letters = [](const std::string& number) { return number.find_first_of("0123456789"); };
  for (const AgendaItem& item : *items) {
    if (!item.case_number) continue;
    ++all;
    plain += letters(*item.case_number) == 0 ? 1 : 0;
  }
  if (3 * plain < 2 * all) return;
  for (AgendaItem& item : *items) {
    if (!item.case_number || letters(*item.case_number) == 0) continue;
    const size_t digits = letters(*item.case_number);
    if (digits == std::string::npos) continue;
    item.title = Bare(item.title + " " + item.case_number->substr(0, digits));
    item.case_number = item.case_number->substr(digits);
  }
}

// The numbered items of a summons, with or without columns for times and speakers beside them.
class AgendaReader {
 public:
  AgendaReader(const RunningText& text, int part_number, const RuleSet& rules,
               const normalize::Normalizer& normalizer)
      : text_(text), part_number_(part_number), rules_(rules), normalizer_(normalizer) {}

  void Read(const std::vector<Block>& blocks, const std::string& part_rule) {
    std::string rule = part_rule;
    for (const Block& block : blocks) {
      if (block.role() == "agenda") rule = block.heading.rule->id;
      if (block.marker == "number" && block.text.size() < kLongestHeading) {
        Open(block, rule);
        for (int row = block.first_row + 1; row <= block.last_row; ++row) GoOn(row);
      } else if (in_columns_ && block.marker.empty() && block.heading.rule == nullptr &&
                 !text_.IsApart(block.first_row)) {
        for (int row = block.first_row; row <= block.last_row; ++row) GoOn(row);
      } else {
        Close();
        TakeCaseNumber(block.text);
      }
    }
    Close();
  }

  std::vector<AgendaItem> Take() { return std::move(out_); }

 private:
  const TextRow& Row(int row) const { return text_.rows()[static_cast<size_t>(row)]; }

  double LeftOf(int row, int word) const {
    const extract::Page& page = *text_.PageOf(row);
    return page.words[static_cast<size_t>(Row(row).words[static_cast<size_t>(word)])].box.left;
  }

  // The words from `first` to the end of their column.
  RowSpan ColumnFrom(int row, int first) const {
    const std::vector<int>& columns = Row(row).columns;
    auto next = std::upper_bound(columns.begin(), columns.end(), first);
    return {row, first, next == columns.end() ? -1 : *next};
  }

  void Open(const Block& block, const std::string& rule) {
    Close();
    AgendaItem item;
    item.part = part_number_;
    item.number = block.number;
    item.rule = rule;
    item.where = block.passage.WhereOf();
    open_ = std::move(item);
    const TextRow& row = Row(block.first_row);
    in_columns_ = row.words.size() > 1 && ColumnFrom(block.first_row, 1).last_word >= 0;
    if (row.words.size() < 2) return;
    title_left_ = LeftOf(block.first_row, 1);
    spans_.push_back(ColumnFrom(block.first_row, 1));
    EndAtTime(block.first_row, &spans_.back());
    // The number of the case may have a column of its own.
    for (int next = spans_.back().last_word; next >= 0;) {
      const RowSpan other = ColumnFrom(block.first_row, next);
      TakeCaseNumber(text_.Join({other}).text);
      next = other.last_word;
    }
  }

  bool IsTime(int row, int word) const {
    const extract::Page& page = *text_.PageOf(row);
    const std::string& text = page.words[static_cast<size_t>(Row(row).words[static_cast<size_t>(word)])].text;
    return rules_.Match("agenda-time", " " + text).rule != nullptr;
  }

  // A long title comes close to the column of times: where that stands, other rows have shown.
  void EndAtTime(int row, RowSpan* title) {
    const int last = title->last_word < 0 ? static_cast<int>(Row(row).words.size()) : title->last_word;
    if (last < static_cast<int>(Row(row).words.size()) && IsTime(row, last)) time_left_ = LeftOf(row, last);
    for (int word = title->first_word + 1; word < last; ++word)
      if (std::abs(LeftOf(row, word) - time_left_) < kSameColumnPt && IsTime(row, word)) {
        title->last_word = word;
        in_columns_ = true;
        return;
      }
  }

  // A further line of the title stands below it; what stands in other columns is its time or its speaker.
  void GoOn(int row) {
    if (!open_) return;
    if (!in_columns_) {
      spans_.push_back({row});
      return;
    }
    for (int first : Row(row).columns)
      if (std::abs(LeftOf(row, first) - title_left_) < kSameColumnPt) {
        const RowSpan span = ColumnFrom(row, first);
        if (!TakeCaseNumber(text_.Join({span}).text)) spans_.push_back(span);
      }
  }

  // The number of the case on a line of its own.
  bool TakeCaseNumber(const std::string& line) {
    AgendaItem* item = open_ ? &*open_ : out_.empty() ? nullptr : &out_.back();
    if (item == nullptr || item->case_number || line.size() > kLongestNumber) return false;
    for (const normalize::Found& found : normalizer_.Find(line))
      if (found.kind == normalize::Kind::kCaseNumber) item->case_number = found.value;
    return item->case_number.has_value();
  }

  void Close() {
    if (!open_) return;
    open_->title = normalize::Normalize(text_.Join(spans_).text).text;
    Clean(&*open_, !in_columns_, rules_, normalizer_);
    out_.push_back(std::move(*open_));
    open_.reset();
    spans_.clear();
  }

  const RunningText& text_;
  int part_number_;
  const RuleSet& rules_;
  const normalize::Normalizer& normalizer_;
  std::vector<AgendaItem> out_;
  std::optional<AgendaItem> open_;
  std::vector<RowSpan> spans_;  // of its title
  double title_left_ = 0, time_left_ = -1;
  bool in_columns_ = false;
};

}  // namespace

AttendanceLabel AttendanceLabelOf(const std::string& text, const RuleSet& rules) {
  for (const char* separator : {"  ", ": "}) {
    const size_t at = text.find(separator);
    if (at == std::string::npos) continue;
    RuleMatch label = rules.Match("attendance-label", text.substr(0, at));
    if (label.rule == nullptr) continue;
    size_t start = at;
    while (start < text.size() && (text[start] == ' ' || text[start] == ':')) ++start;
    return {std::move(label), text.substr(start)};
  }
  // A long label comes close to the other column.
  std::string best;
  for (size_t space = text.find(' '); space != std::string::npos; space = text.find(' ', space + 1))
    if (rules.Match("attendance-label", text.substr(0, space)).rule != nullptr &&
        rules.Match("attendee", text.substr(space + 1)).rule != nullptr)
      best = text.substr(0, space);
  if (!best.empty()) return {rules.Match("attendance-label", best), text.substr(best.size() + 1)};
  return {rules.Match("attendance-label", text), ""};
}

std::vector<Attendee> FindAttendance(const RunningText& text, const std::vector<int>& rows, size_t end,
                                     int part_number, const RuleSet& rules) {
  AttendanceReader reader(text, part_number, rules);
  end = std::min(end, rows.size());
  for (size_t begin = 0, stop = 0; begin < end; begin = stop) {
    const int page = text.rows()[static_cast<size_t>(rows[begin])].page;
    for (stop = begin + 1; stop < end && !text.IsApart(rows[stop]); ++stop)
      if (text.rows()[static_cast<size_t>(rows[stop])].page != page) break;
    reader.Enter(rows, begin, stop);
    for (size_t i = begin; i < stop; ++i) reader.Read(rows[i]);
  }
  return reader.Take();
}

size_t AttendanceEnd(const std::vector<Block>& blocks, const std::vector<int>& rows) {
  int first = -1;
  for (const Block& block : blocks) {
    if (block.paragraph.rule == nullptr && block.role() != "agenda" && block.role() != "decision" &&
        block.role() != "proposal")
      continue;
    first = block.first_row;
    break;
  }
  if (first < 0) return rows.size();
  return static_cast<size_t>(std::find(rows.begin(), rows.end(), first) - rows.begin());
}

std::vector<AgendaItem> FindAgenda(const RunningText& text, const std::vector<Block>& blocks,
                                   const PartDecisions& decisions, int part_number, const Part& part,
                                   const RuleSet& rules, const normalize::Normalizer& normalizer) {
  std::vector<AgendaItem> out;
  for (const Matter& matter : decisions.matters) {
    if (!matter.listed && part.kind != "agenda") continue;
    AgendaItem item;
    item.part = part_number;
    item.number = matter.paragraph;
    item.title = matter.title;
    item.case_number = matter.case_number;
    item.where = matter.where;
    item.rule = matter.rule;
    out.push_back(std::move(item));
  }
  if (part.kind != "agenda" || !out.empty()) return out;
  AgendaReader reader(text, part_number, rules, normalizer);
  reader.Read(blocks, part.rule);
  out = reader.Take();
  MendNumbers(&out);
  return out;
}

void LinkAgenda(const std::vector<Part>& parts, std::vector<AgendaItem>* agenda) {
  for (AgendaItem& item : *agenda) {
    const std::string title = normalize::LabelKey(item.title);
    for (size_t p = 0; p < parts.size(); ++p) {
      const Part& part = parts[p];
      if (static_cast<int>(p) == item.part) continue;
      const bool same_case = item.case_number && part.case_number &&
                             normalize::LabelKey(*item.case_number) == normalize::LabelKey(*part.case_number);
      const std::string name = part.title ? normalize::LabelKey(*part.title) : "";
      // "Kvalitetsberättelse" is treated by "Kvalitetsberättelse 2025".
      const bool same_title =
          name == title ? !title.empty() : title.size() >= kNameOfMatter && name.starts_with(title);
      if (same_case || same_title) item.treated_by.push_back(static_cast<int>(p));
    }
  }
}

}  // namespace avstam::rules
