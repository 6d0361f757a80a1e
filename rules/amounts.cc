#include "rules/amounts.h"

#include <algorithm>
#include <map>
#include <string>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

constexpr double kParagraphGapEm = 1.9;   // lines further apart are not one text
constexpr double kWideSpaceEm = 0.42;     // wider than the space inside a figure,
constexpr double kWideSpaceShare = 1.35;  // and than the usual space of the line: typewriters set wide ones
constexpr int kRevisionReach = 4;         // code points between an old amount and the one that replaces it

// A run of lines as one text, with the way back to the words.
struct Paragraph {
  int page = 0;
  std::string text;
  struct Piece {
    int start = 0, end = 0;  // code points
    int word = 0;
  };
  std::vector<Piece> pieces;
  int length = 0;  // code points

  void Add(const extract::Page& from, int word, const char* separator) {
    if (!text.empty()) {
      text += separator;
      length += normalize::CodePoints(separator);
    }
    int size = normalize::CodePoints(from.words[word].text);
    pieces.push_back({length, length + size, word});
    text += from.words[word].text;
    length += size;
  }
};

// The middle one of the spaces between `words`, points.
double UsualSpace(const extract::Page& page, const std::vector<int>& words) {
  std::vector<double> spaces;
  for (size_t i = 1; i < words.size(); ++i)
    spaces.push_back(page.words[words[i]].box.left - page.words[words[i - 1]].box.right);
  if (spaces.size() < 3) return 0;
  std::nth_element(spaces.begin(), spaces.begin() + static_cast<long>(spaces.size() / 2), spaces.end());
  return spaces[spaces.size() / 2];
}

std::vector<Paragraph> Paragraphs(const extract::Page& page, const WordSet& taken) {
  std::vector<Paragraph> out;
  const extract::Line* before = nullptr;
  for (const extract::Line& line : page.lines) {
    if (line.running) continue;
    std::vector<int> words;
    for (int w : line.words)
      if (!taken.count({page.number, w})) words.push_back(w);
    if (words.empty()) {
      before = nullptr;
      continue;
    }
    bool goes_on =
        before != nullptr && words.size() == line.words.size() && line.baseline >= before->baseline &&
        line.baseline - before->baseline < kParagraphGapEm * std::max(before->font_size, line.font_size) &&
        line.box.OverlapX(before->box) > 0;
    // Neighbours on one baseline are columns, not a text that goes on.
    if (goes_on && line.baseline - before->baseline < 0.5 * line.font_size) goes_on = false;
    if (!goes_on) {
      out.emplace_back();
      out.back().page = page.number;
    }
    const extract::Word* left = nullptr;
    const double usual = UsualSpace(page, words);
    for (int w : words) {
      const extract::Word& word = page.words[w];
      if (word.superscript) continue;  // a footnote mark is no part of the text
      // What is struck out and what replaces it are two figures, and so are figures set further apart than
      // groups are.
      const char* separator = " ";
      if (left == nullptr)
        separator = "\n";
      else if (left->struck_out != word.struck_out)
        separator = " | ";
      else if (word.box.left - left->box.right >
               std::max(kWideSpaceEm * word.font_size, kWideSpaceShare * usual))
        separator = "  ";
      out.back().Add(page, w, separator);
      left = &word;
    }
    before = &line;
  }
  return out;
}

class AmountReader {
 public:
  AmountReader(const RuleSet& rules, const normalize::Normalizer& normalizer) : normalizer_(normalizer) {
    for (const Rule& rule : rules.rules())
      if (rule.kind == "unit") unit_rules_.insert({rule.set.at("unit"), rule.id});
    for (const normalize::UnitForm& unit : rules.lexicon().units) unit_power_.insert({unit.unit, unit.power});
  }

  void Read(const extract::Page& page, const Paragraph& paragraph, std::vector<Amount>* out) const {
    std::vector<normalize::Found> found = normalizer_.Find(paragraph.text);
    const normalize::Found* old = nullptr;  // a sum that the next one replaces
    for (const normalize::Found& f : found) {
      bool number = f.kind == normalize::Kind::kNumber || f.kind == normalize::Kind::kDate;
      if ((f.kind != normalize::Kind::kAmount && !number) || !f.number) continue;
      bool struck = false;
      Amount amount = Make(page, paragraph, f, &struck);
      if (struck || (f.unit_shared && f.kind == normalize::Kind::kAmount)) {
        old = &f;
        continue;
      }
      if (number) continue;
      std::optional<Money> money = Money::FromDecimal(*f.number, 0);
      if (!money) continue;  // below one öre, or past what a sum can be
      amount.money = *money;
      if (old != nullptr && f.start - old->end <= kRevisionReach) amount.revised_from = Replaced(*old, f);
      old = nullptr;
      if (f.high) amount.high = Money::FromDecimal(*f.high, 0);
      out->push_back(amount);
      // A range names two sums.
      if (amount.high) {
        Amount upper = amount;
        upper.money = *amount.high;
        upper.high.reset();
        out->back().high.reset();
        out->push_back(upper);
      }
    }
  }

 private:
  // The old sum, in the unit of the new one where it has none of its own.
  std::optional<Money> Replaced(const normalize::Found& old, const normalize::Found& f) const {
    if (old.kind == normalize::Kind::kAmount) return Money::FromDecimal(*old.number, 0);
    auto power = unit_power_.find(f.unit_form);
    return Money::FromDecimal(*old.number, power == unit_power_.end() ? 0 : power->second);
  }

  Amount Make(const extract::Page& page, const Paragraph& paragraph, const normalize::Found& f,
              bool* struck) const {
    Amount amount;
    amount.where.page = page.number;
    int words = 0, lines = 0;
    for (const Paragraph::Piece& piece : paragraph.pieces) {
      if (piece.end <= f.start || piece.start >= f.end) continue;
      const extract::Word& word = page.words[piece.word];
      ++words;
      lines += word.struck_out;
      Box box = word.box;
      // Only the part of the word that the amount covers.
      int first = std::max(0, f.start - piece.start), last = std::min(piece.end, f.end) - piece.start;
      if (static_cast<size_t>(last) < word.x_edges.size()) {
        box.left = word.x_edges[static_cast<size_t>(first)];
        box.right = word.x_edges[static_cast<size_t>(last)];
      }
      amount.where.box.Extend(box);
    }
    *struck = words > 0 && 2 * lines >= words;
    amount.text = normalize::Normalize(f.raw).text;
    amount.currency = f.unit;
    amount.per = f.per;
    amount.qualifier = f.qualifier;
    auto rule = unit_rules_.find(f.unit_form);
    amount.rule = rule == unit_rules_.end() ? "amount" : rule->second;
    return amount;
  }

  const normalize::Normalizer& normalizer_;
  std::map<std::string, std::string> unit_rules_;  // unit form -> rule id
  std::map<std::string, int> unit_power_;
};

}  // namespace

std::vector<Amount> FindAmounts(const extract::Document& document, const WordSet& taken, const RuleSet& rules,
                                const normalize::Normalizer& normalizer) {
  std::vector<Amount> out;
  AmountReader reader(rules, normalizer);
  for (const extract::Page& page : document.pages)
    for (const Paragraph& paragraph : Paragraphs(page, taken)) reader.Read(page, paragraph, &out);
  return out;
}

}  // namespace avstam::rules
