#include "rules/blocks.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

constexpr size_t kLongestHeading = 110;  // bytes
constexpr size_t kLongestInline = 45;    // bytes, of one with its text in the same row
constexpr double kApartFromList = 2.2;   // font sizes: space above a paragraph that follows a list of papers
constexpr double kSameSizePt = 0.7;

UChar32 FirstOf(std::string_view text) {
  if (text.empty()) return 0;
  int32_t i = 0;
  UChar32 c = 0;
  U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
  return c;
}

int NumberOf(const std::string& text) { return text.empty() ? 0 : std::atoi(text.c_str()); }

class BlockMaker {
 public:
  BlockMaker(const RunningText& text, const RuleSet& rules, bool machine_read)
      : text_(text), rules_(rules), machine_read_(machine_read) {}

  std::vector<Block> Run(const std::vector<int>& rows) {
    for (int row : rows) {
      if (!SplitHeading(row)) Place({row}, Row(row).text);
      last_row_ = row;
    }
    Close();
    return std::move(blocks_);
  }

 private:
  const TextRow& Row(int row) const { return text_.rows()[static_cast<size_t>(row)]; }

  RuleMatch Heading(const std::string& text) const {
    if (text.size() > kLongestHeading || StartsLower(text)) return {};
    return rules_.Match("heading", text);
  }

  // A heading and its text in one row: in two columns, or parted by a colon ("Skickas till: revisorerna").
  bool SplitHeading(int row) {
    const TextRow& r = Row(row);
    const size_t gap = r.columns.size() < 2 ? std::string::npos : r.text.find("  ");
    if (gap != std::string::npos && Heading(r.text.substr(0, gap)).rule != nullptr) {
      Place({row, 0, r.columns[1]}, r.text.substr(0, gap));
      Place({row, r.columns[1]}, r.text.substr(gap + 2));
      return true;
    }
    const size_t colon = r.text.find(": ");
    if (colon == std::string::npos || colon > kLongestInline) return false;
    if (blocks_open_ && NaturallyWraps(row)) return false;
    RuleMatch heading = Heading(r.text.substr(0, colon));
    if (heading.rule == nullptr || heading.rule->set.at("role") == "text") return false;
    int words = 0;  // of the row before the colon, raised marks too
    for (size_t byte = 0; words < static_cast<int>(r.words.size()) && byte <= colon; ++words)
      byte = std::min(r.text.find(' ', byte), r.text.size()) + 1;
    Place({row, 0, words}, r.text.substr(0, colon + 1));
    Place({row, words}, r.text.substr(colon + 2));
    return true;
  }

  // How row `r` begins when it begins a block.
  struct Start {
    RuleMatch heading, paragraph, marker;
  };

  Start StartOf(const RowSpan& span, const std::string& text) {
    Start start;
    start.heading = Heading(text);
    if (start.heading.rule != nullptr) return start;
    start.paragraph = rules_.Match("paragraph-head", text);
    if (start.paragraph.rule != nullptr && !IsParagraphHead(span, start.paragraph)) start.paragraph = {};
    if (start.paragraph.rule == nullptr) start.marker = rules_.Match("item-marker", text);
    if (start.marker.rule != nullptr && !IsMarker(span, text, start.marker)) start.marker = {};
    return start;
  }

  // A number of a paragraph stands by itself; a reference to one goes on from the line above.
  bool IsParagraphHead(const RowSpan& span, const RuleMatch& match) const {
    const TextRow& row = Row(span.row);
    if (match.rule->id.ends_with(".misread") && !machine_read_) return false;
    if (blocks_open_ && !open_.heading.rule && NaturallyWraps(span.row) && !row.bold_start &&
        !text_.IsApart(span.row))
      return false;
    if (section_ == "basis" && !row.bold_start && !text_.IsLarge(row)) {
      return row.gap > kApartFromList && std::abs(NumberOf(match.Captured("number")) - last_paragraph_) <= 1;
    }
    return true;
  }

  bool NaturallyWraps(int row) const {
    return last_row_ >= 0 && !text_.EndsEarly(last_row_, row) && !EndsSentence(Row(last_row_).text);
  }

  bool IsMarker(const RowSpan& span, const std::string& text, const RuleMatch& match) {
    const std::string& style = match.rule->set.at("style");
    const TextRow& row = Row(span.row);
    const bool fresh = !blocks_open_ || text_.IsApart(span.row);
    if (style == "number") {
      const int number = NumberOf(match.Captured("number"));
      if (auto within = match.rule->set.find("within"); within != match.rule->set.end())
        return section_ == within->second && fresh && number == last_number_ + 1;
      if (number == 1 || number == last_number_ + 1) return true;
      return fresh && blocks_open_ && !open_.marker.empty();
    }
    if (style == "dash") {
      if (fresh || !NaturallyWraps(span.row)) return true;
      return open_.marker == "dash" && std::abs(row.box.left - open_.left) < 3;
    }
    if (style == "clause") {
      if (fresh || StartsUpper(text)) return fresh || EndsClause();
      if (row.bold_start && !row.bold) return true;
      return EndsClause() || text_.EndsEarly(last_row_, span.row);
    }
    return true;
  }

  static bool StartsUpper(std::string_view text) { return u_isupper(FirstOf(text)); }

  // Does the open block end where another clause may begin?
  bool EndsClause() const {
    const std::string& t = so_far_;
    if (t.empty()) return true;
    const char last = t.back();
    if (last == ',' || last == ';' || last == '.' || last == ':') return true;
    const size_t space = t.rfind(' ');
    return rules_.Match("hyphen-word", t.substr(space == std::string::npos ? 0 : space + 1)).rule != nullptr;
  }

  bool Breaks(const RowSpan& span, const std::string& text, const Start& start) const {
    if (!blocks_open_) return true;
    if (start.heading.rule || start.paragraph.rule || start.marker.rule) return true;
    const TextRow& row = Row(span.row);
    const TextRow& before = Row(last_row_);
    if (span.row == last_row_ || open_.heading.rule != nullptr) return true;  // the columns of one row
    if (open_.paragraph.rule != nullptr) {
      // The title in a row with the number may take several.
      return open_.paragraph.Captured("rest").empty() || row.bold != before.bold || text_.IsApart(span.row) ||
             std::abs(row.font_size - before.font_size) > kSameSizePt ||
             (text_.EndsEarly(last_row_, span.row) && !so_far_.ends_with('-'));
    }
    const bool same_page = row.page == before.page;
    const bool early = text_.EndsEarly(last_row_, span.row), sentence = EndsSentence(so_far_);
    if (row.bold != before.bold && (early || sentence || row.bold)) return true;
    if (std::abs(row.font_size - before.font_size) > kSameSizePt && (sentence || !StartsLower(text)))
      return true;
    if (same_page && text_.IsApart(span.row)) return sentence || !StartsLower(text);
    if (!same_page) return early && (sentence || !StartsLower(text));
    if (early && so_far_.ends_with(':')) return true;
    if (early && sentence) return !text_.uses_gaps();
    if (early && !StartsLower(text)) return !so_far_.ends_with('-');
    if (rules_.Match("motion", text).rule != nullptr) return true;
    return false;
  }

  void Place(const RowSpan& span, const std::string& text) {
    Start start = StartOf(span, text);
    if (Breaks(span, text, start)) {
      const bool apart = !blocks_open_ || text_.IsApart(span.row) ||
                         (blocks_open_ && (open_.heading.rule || open_.paragraph.rule));
      Close();
      const TextRow& row = Row(span.row);
      blocks_open_ = true;
      open_ = Block();
      open_.first_row = span.row;
      open_.heading = std::move(start.heading);
      open_.paragraph = std::move(start.paragraph);
      open_.left = row.box.left;
      open_.font_size = row.font_size;
      open_.bold = row.bold;
      open_.bold_start = row.bold_start;
      open_.apart = apart;
      open_.large = text_.IsLarge(row);
      if (open_.heading.rule != nullptr) section_ = open_.heading.rule->set.at("role");
      if (open_.paragraph.rule != nullptr)
        section_.clear(), last_number_ = 0, last_paragraph_ = NumberOf(open_.paragraph.Captured("number"));
      if (start.marker.rule != nullptr) {
        open_.marker = start.marker.rule->set.at("style");
        open_.number = start.marker.Captured("number");
        if (open_.marker == "number") last_number_ = NumberOf(open_.number);
        if (open_.marker != "clause") {
          // Where the sign that follows belongs to the text, the rule says what the marker is.
          const std::string named = start.marker.Captured("marker");
          std::string_view marker =
              named.empty() ? std::string_view(text).substr(0, static_cast<size_t>(start.marker.end)) : named;
          while (marker.ends_with(' ')) marker.remove_suffix(1);
          open_.marker_length = normalize::CodePoints(marker);
        }
      }
      so_far_.clear();
    }
    spans_.push_back(span);
    open_.last_row = span.row;
    so_far_ += (so_far_.empty() ? "" : " ") + text;
  }

  void Close() {
    if (!blocks_open_) return;
    open_.passage = text_.Join(spans_);
    open_.text = normalize::Normalize(open_.passage.text).text;
    if (open_.paragraph.rule != nullptr && open_.first_row != open_.last_row)
      if (RuleMatch whole = rules_.Match("paragraph-head", open_.text); whole.rule != nullptr)
        open_.paragraph = std::move(whole);
    spans_.clear();
    blocks_.push_back(std::move(open_));
    blocks_open_ = false;
  }

  const RunningText& text_;
  const RuleSet& rules_;
  bool machine_read_;
  std::vector<Block> blocks_;
  Block open_;
  bool blocks_open_ = false;
  std::vector<RowSpan> spans_;
  std::string so_far_;
  std::string section_;  // role of the heading above
  int last_row_ = -1;
  int last_number_ = 0, last_paragraph_ = 0;
};

}  // namespace

bool StartsLower(std::string_view text) { return u_islower(FirstOf(text)); }

const std::string& Block::role() const {
  static const std::string* none = new std::string();
  return heading.rule == nullptr ? *none : heading.rule->set.at("role");
}

Passage Block::Content() const {
  return passage.Slice(std::min(marker_length, passage.length), passage.length);
}

bool IsFurniture(const TextRow& row, const RuleSet& rules) {
  if (row.running) return true;
  return row.text.size() < 200 && rules.Match("page-furniture", row.text).rule != nullptr;
}

std::vector<Block> MakeBlocks(const RunningText& text, const std::vector<int>& rows, const RuleSet& rules,
                              bool machine_read) {
  return BlockMaker(text, rules, machine_read).Run(rows);
}

}  // namespace avstam::rules
