#include "rules/text_table.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "extract/bands.h"
#include "normalize/figure.h"
#include "normalize/text.h"
#include "rules/damage.h"

namespace avstam::rules {
namespace {

using extract::Band;
using normalize::CellFigure;
using normalize::NameKind;

constexpr size_t kFewestRows = 3;
constexpr size_t kMostLabelWords = 10;
constexpr size_t kMostFigureWords = 6;  // "-", groups of thousands, unit
constexpr size_t kMostFigures = 8;      // a row of more has a layout of its own
constexpr double kRowGapEm = 3.2;       // baselines further apart are not one table
constexpr size_t kMostHeaderBands = 3;
constexpr int64_t kSumShare = 20;  // a sum within a twentieth of what is stated belongs to that column
constexpr size_t kFewestSure = 2;  // rows that can be divided in one way only
constexpr size_t kEdgeBands = 2;   // a table that ends so near the foot of a page may go on

struct TextRow {
  size_t band = 0;
  std::vector<int> label;
  std::vector<std::vector<int>> figures;  // words of each, unit with it
  std::set<std::string> units;            // as written
  std::vector<int> open;                  // of a line without units: words still to be divided
};

struct TextTable {
  std::vector<TextRow> rows;
  std::vector<size_t> headers;  // bands, top to bottom
  std::vector<std::vector<std::vector<int>>> header_cells;
  size_t figures = 0;           // per row
  std::set<std::string> units;  // of its rows, as written
};

std::vector<int> WordsOf(const Band& band) {
  std::vector<int> words;
  for (const extract::Segment& segment : band.segments)
    words.insert(words.end(), segment.words.begin(), segment.words.end());
  return words;
}

bool HasLetter(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

// Digits with grouping signs, perhaps a sign before: a whole figure or a group of one.
bool IsDigits(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  return !text.empty() && normalize::IsDigit(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return normalize::IsDigit(c) || c == '.' || c == ',';
  });
}

// May not, may or must a word of digits begin a figure, when a figure's word stands before it?
enum class Begins { kNever, kMaybe, kSurely };
Begins BeginsFigure(std::string_view text) {
  if (text.size() != 3 || !std::all_of(text.begin(), text.end(), normalize::IsDigit)) return Begins::kSurely;
  return text[0] == '0' ? Begins::kNever : Begins::kMaybe;
}

class PageReader {
 public:
  PageReader(const extract::Page& page, const WordSet& taken, bool machine_read, const RuleSet& rules,
             const normalize::Normalizer& normalizer)
      : page_(page), rules_(rules), normalizer_(normalizer) {
    for (const Band& band : extract::FindBands(page)) {
      bool free = true;
      for (int w : WordsOf(band)) free = free && !taken.count({page.number, w}) && !page.words[w].struck_out;
      bands_.push_back(band);
      free_.push_back(free);
    }
    damaged_ = machine_read;
    for (size_t b = 0; b < bands_.size() && !damaged_; ++b)
      if (std::optional<TextRow> row = Row(b, true, nullptr))
        damaged_ = KnownName(row->label) == Known::kRepaired;
    for (size_t b = 0; b < bands_.size() && !damaged_; ++b)
      if (std::optional<TextRow> row = Row(b, false, nullptr); row && row->open.size() > 1)
        damaged_ = KnownName(row->label) == Known::kRepaired;
  }

  std::vector<TextTable> Find() {
    std::vector<TextTable> tables;
    size_t free_from = 0;
    for (size_t b = 0; b < bands_.size(); ++b)
      for (bool units : {true, false}) {
        std::optional<TextTable> table = TableAt(b, free_from, units);
        if (!table) continue;
        b = table->rows.back().band;
        free_from = b + 1;
        tables.push_back(std::move(*table));
        break;
      }
    return tables;
  }

  const std::vector<Band>& bands() const { return bands_; }
  std::string Text(const std::vector<int>& words) const {
    std::string text;
    for (int w : words) extract::AppendWord(page_.words[w], &text);
    return text;
  }

 private:
  std::string Joined(const std::vector<int>& words, size_t from, size_t to) const {
    return Text({words.begin() + static_cast<long>(from), words.begin() + static_cast<long>(to)});
  }

  bool IsFigure(const std::string& text, bool mend) const {
    if (normalizer_.ReadCell(text).kind == CellFigure::Kind::kFigure) return true;
    if (!mend) return false;
    std::optional<normalize::MendedFigure> figure = normalizer_.Mend(text);
    return figure && normalizer_.ReadCell(figure->text).kind == CellFigure::Kind::kFigure;
  }

  struct UnitWords {
    size_t count = 0;  // of words; 0: none
    std::string text;
  };
  // The words before `end` that are a unit, or, where `known` are the units of the rows around, one misread.
  UnitWords UnitBefore(const std::vector<int>& words, size_t end, const std::set<std::string>* known) const {
    for (size_t count : {2, 1}) {
      if (end < count) continue;
      std::string unit = Joined(words, end - count, end);
      if (normalize::IsDigit(unit[0])) continue;
      CellFigure figure = normalizer_.ReadCell("1 " + unit);
      if (figure.kind == CellFigure::Kind::kFigure && (!figure.unit_form.empty() || figure.percent))
        return {count, unit};
    }
    for (size_t count : {2, 1}) {
      if (known == nullptr || end < count + 1) continue;
      std::string unit = Joined(words, end - count, end);
      std::erase(unit, ' ');
      if (std::any_of(unit.begin(), unit.end(), normalize::IsDigit)) continue;
      for (const std::string& name : *known)
        if (IsMisreadUnit(name, unit, normalizer_)) return {count, name};
    }
    return {};
  }

  // A word that is no figure by itself but may be the end of one: "021", and in damaged text "O31".
  bool MayBePart(int word, bool mend) const {
    const std::string& text = page_.words[word].text;
    return IsDigits(text) || (mend && std::any_of(text.begin(), text.end(), normalize::IsDigit));
  }

  // "LABEL FIGURE UNIT FIGURE UNIT".  With the `known` units of other rows, damaged figures count too.
  std::optional<TextRow> RowWithUnits(const std::vector<int>& words,
                                      const std::set<std::string>* known) const {
    TextRow row;
    size_t end = words.size();
    while (end > 0 && row.figures.size() < kMostFigures) {
      UnitWords unit = UnitBefore(words, end, known);
      size_t last = end - unit.count;  // past the last word of the figure
      std::string after = unit.count == 0 ? "" : " " + unit.text;
      std::optional<size_t> first;
      for (size_t at = last; at-- > 0 && last - at <= kMostFigureWords;) {
        std::string text = Joined(words, at, last) + after;
        if (unit.count == 0 && normalizer_.ReadCell(text).unit_form.empty()) break;
        if (IsFigure(text, known != nullptr)) {
          first = at;
        } else if (first || !MayBePart(words[at], known != nullptr)) {
          break;
        }
        if (unit.count == 0) break;  // "2.122kr": one word
      }
      if (!first) break;
      if (unit.count > 0) row.units.insert(unit.text);
      row.figures.insert(row.figures.begin(), std::vector<int>(words.begin() + static_cast<long>(*first),
                                                               words.begin() + static_cast<long>(end)));
      end = *first;
    }
    row.label.assign(words.begin(), words.begin() + static_cast<long>(end));
    if (row.figures.empty() || !LabelLike(row.label)) return {};
    return row;
  }

  // "LABEL 148 408 464 68 390 997": what is a figure of its own is found by the table.
  std::optional<TextRow> RowWithoutUnits(const std::vector<int>& words) const {
    TextRow row;
    size_t at = words.size();
    while (at > 0 && IsDigits(DigitsOf(words[at - 1]))) --at;
    row.label.assign(words.begin(), words.begin() + static_cast<long>(at));
    row.open.assign(words.begin() + static_cast<long>(at), words.end());
    if (row.open.empty() || !LabelLike(row.label)) return {};
    if (BeginsFigure(DigitsOf(row.open[0])) == Begins::kNever) return {};
    return row;
  }

  // The word; on a damaged page with the letters in it that stand for digits as these ("O45" -> "045").
  std::string DigitsOf(int word) const {
    const std::string& text = page_.words[word].text;
    if (!damaged_ || std::none_of(text.begin(), text.end(), normalize::IsDigit)) return text;
    std::optional<normalize::MendedFigure> mended = normalizer_.Mend("1 " + text);
    return mended && mended->letters ? mended->text.substr(2) : text;
  }

  bool LabelLike(const std::vector<int>& label) const {
    return !label.empty() && label.size() <= kMostLabelWords && HasLetter(Text(label));
  }

  bool IsTotalLabel(const std::vector<int>& label) const {
    std::string text = normalize::Normalize(Text(label)).text;
    if (std::optional<normalize::RepairedName> total =
            normalizer_.names().RepairWords(text, NameKind::kTotal))
      text = total->name;
    RuleMatch match = rules_.Match("row-role", text);
    if (match.rule == nullptr) return false;
    const std::string& role = match.rule->set.at("role");
    return role == "total" || role == "subtotal";
  }

  enum class Known { kNo, kExact, kRepaired };
  Known KnownName(const std::vector<int>& label) const {
    std::string text = Text(label);
    if (normalizer_.RegionCode(text) || normalizer_.MunicipalityCode(text)) return Known::kExact;
    for (NameKind kind : {NameKind::kRegion, NameKind::kMunicipality, NameKind::kBoard})
      if (normalizer_.names().Repair(text, kind)) return Known::kRepaired;
    return Known::kNo;
  }

  bool Near(size_t above, size_t below) const {
    return bands_[below].baseline - bands_[above].baseline <= kRowGapEm * bands_[below].font_size;
  }

  std::optional<TextRow> Row(size_t band, bool units, const std::set<std::string>* known) const {
    if (!free_[band]) return {};
    std::vector<int> words = WordsOf(bands_[band]);
    std::optional<TextRow> row = units ? RowWithUnits(words, known) : RowWithoutUnits(words);
    if (row) row->band = band;
    return row;
  }

  bool FitsTable(const std::optional<TextRow>& row, const TextTable& table, bool units) const {
    return row && (row->figures.size() == table.figures ||
                   (units && row->figures.size() < table.figures && IsTotalLabel(row->label)));
  }

  // The band as a row of the table, damage forgiven where the page has any.
  std::optional<TextRow> NextRow(size_t band, const TextTable& table, bool units) const {
    std::optional<TextRow> plain = Row(band, units, nullptr);
    if (!units || !damaged_) return FitsTable(plain, table, units) ? plain : std::nullopt;
    std::optional<TextRow> mended = Row(band, units, &table.units);
    if (!FitsTable(mended, table, units)) return FitsTable(plain, table, units) ? plain : std::nullopt;
    if (!FitsTable(plain, table, units) || plain->figures.size() < mended->figures.size()) return mended;
    if (plain->label.size() <= mended->label.size()) return plain;
    // "Alternativ I 450 000 kr" and "Region Sormland l 114 770 kr": the name tells where the figure begins.
    bool digits = false;
    for (size_t w = mended->label.size(); w < plain->label.size(); ++w) {
      const std::string& text = page_.words[plain->label[w]].text;
      digits = digits || std::any_of(text.begin(), text.end(), normalize::IsDigit);
    }
    bool named = KnownName(mended->label) != Known::kNo && KnownName(plain->label) == Known::kNo;
    return digits || named ? mended : plain;
  }

  // A label in two lines, the figures on the second.
  std::optional<TextRow> BrokenRow(size_t band, const TextTable& table, bool units) const {
    if (band + 1 >= bands_.size() || !free_[band] || !Near(band, band + 1)) return {};
    std::vector<int> words = WordsOf(bands_[band]);
    if (words.size() > kMostLabelWords) return {};
    std::optional<TextRow> row = NextRow(band + 1, table, units);
    if (!row) return {};
    row->label.insert(row->label.begin(), words.begin(), words.end());
    if (KnownName(row->label) == Known::kNo) return {};
    return row;
  }

  std::optional<TextTable> TableAt(size_t first, size_t free_from, bool units) const {
    std::optional<TextRow> row = Row(first, units, nullptr);
    if (!row || IsTotalLabel(row->label)) return {};
    TextTable table;
    table.figures = row->figures.size();
    table.units = row->units;
    table.rows.push_back(std::move(*row));
    for (size_t b = first + 1; b < bands_.size() && Near(b - 1, b); ++b) {
      row = NextRow(b, table, units);
      if (!row && (row = BrokenRow(b, table, units))) ++b;
      if (!row) break;
      if (damaged_ && table.units.size() < kMostFigures)
        table.units.insert(row->units.begin(), row->units.end());
      table.rows.push_back(std::move(*row));
    }
    for (size_t b = first; units && damaged_ && b-- > free_from && Near(b, b + 1);) {
      row = NextRow(b, table, units);
      if (!row) break;
      table.rows.insert(table.rows.begin(), std::move(*row));
    }
    if (table.rows.size() < kFewestRows) return {};
    if (!units && (!MostlyNames(table) || !Divide(&table))) return {};
    size_t full = 0, capital = 0;
    for (const TextRow& r : table.rows) {
      full += r.figures.size() == table.figures;
      std::string label = Text(r.label);
      capital += !(label[0] >= 'a' && label[0] <= 'z');
    }
    // Lines of a paragraph may end with sums, but begin anywhere in a sentence.
    if (full < kFewestRows || capital * 3 < table.rows.size() * 2) return {};
    FindHeaders(&table, free_from);
    return table;
  }

  bool MostlyNames(const TextTable& table) const {
    size_t names = 0;
    for (const TextRow& row : table.rows) names += KnownName(row.label) != Known::kNo;
    return names >= kFewestRows && names * 2 > table.rows.size();
  }

  // Every way to cut a row's words of digits into `count` figures; each cut is where the figures begin.
  void Cuts(const std::vector<int>& words, size_t at, size_t count, std::vector<size_t>* begun,
            std::vector<std::vector<size_t>>* out) const {
    if (out->size() > 64) return;
    if (at == words.size()) {
      if (begun->size() == count) out->push_back(*begun);
      return;
    }
    Begins begins = BeginsFigure(DigitsOf(words[at]));
    if (at == 0) begins = Begins::kSurely;
    if (begins != Begins::kNever && begun->size() < count) {
      begun->push_back(at);
      Cuts(words, at + 1, count, begun, out);
      begun->pop_back();
    }
    if (begins != Begins::kSurely) Cuts(words, at + 1, count, begun, out);
  }

  size_t Digits(const std::vector<int>& words, size_t from, size_t to) const {
    std::string text = Joined(words, from, to);
    return static_cast<size_t>(std::count_if(text.begin(), text.end(), normalize::IsDigit));
  }

  // As many figures as some row must have; rows that can be cut in several ways are cut as the others are.
  bool Divide(TextTable* table) const {
    for (const TextRow& row : table->rows) {
      size_t least = 0;
      for (size_t i = 0; i < row.open.size(); ++i)
        least += i == 0 || BeginsFigure(DigitsOf(row.open[i])) == Begins::kSurely;
      table->figures = std::max(table->figures, least);
    }
    size_t count = table->figures;
    if (count == 0 || count > kMostFigures) return false;
    std::vector<std::vector<std::vector<size_t>>> cuts(table->rows.size());
    std::vector<std::vector<size_t>> digits(count);  // of rows that leave no choice
    for (size_t r = 0; r < table->rows.size(); ++r) {
      std::vector<size_t> begun;
      const std::vector<int>& words = table->rows[r].open;
      Cuts(words, 0, count, &begun, &cuts[r]);
      if (cuts[r].size() != 1) continue;
      for (size_t c = 0; c < count; ++c)
        digits[c].push_back(Digits(words, cuts[r][0][c], c + 1 < count ? cuts[r][0][c + 1] : words.size()));
    }
    if (digits[0].size() < std::min(kFewestSure, table->rows.size())) return false;
    for (std::vector<size_t>& column : digits) std::sort(column.begin(), column.end());
    for (size_t r = 0; r < table->rows.size(); ++r) {
      TextRow& row = table->rows[r];
      const std::vector<size_t>* best = nullptr;
      size_t least = 0;
      bool tie = false;
      for (const std::vector<size_t>& cut : cuts[r]) {
        size_t off = 0;
        for (size_t c = 0; c < count; ++c) {
          size_t own = Digits(row.open, cut[c], c + 1 < count ? cut[c + 1] : row.open.size());
          size_t usual = digits[c][digits[c].size() / 2];
          off += own > usual ? own - usual : usual - own;
        }
        tie = best != nullptr && off == least;
        if (best == nullptr || off < least) best = &cut, least = off, tie = false;
      }
      if (best == nullptr || tie) return false;
      for (size_t c = 0; c < count; ++c) {
        size_t to = c + 1 < count ? (*best)[c + 1] : row.open.size();
        row.figures.emplace_back(row.open.begin() + static_cast<long>((*best)[c]),
                                 row.open.begin() + static_cast<long>(to));
      }
    }
    // Years, page and telephone numbers are as short; sums of money are not all.
    size_t large = 0;
    for (const std::vector<size_t>& column : digits)
      large +=
          static_cast<size_t>(std::count_if(column.begin(), column.end(), [](size_t d) { return d > 4; }));
    return large * 2 > digits[0].size() * count;
  }

  // Lines above that say one thing for each figure: "Vid 60 % Vid 100 %", "Region 2024 2025".
  void FindHeaders(TextTable* table, size_t free_from) const {
    size_t below = table->rows.front().band;
    while (below > free_from && table->headers.size() < kMostHeaderBands && Near(below - 1, below)) {
      size_t b = below - 1;
      if (!free_[b]) break;
      std::vector<std::vector<int>> cells = HeaderCells(WordsOf(bands_[b]), table->figures);
      if (cells.empty()) break;
      table->headers.insert(table->headers.begin(), b);
      table->header_cells.insert(table->header_cells.begin(), std::move(cells));
      below = b;
    }
  }

  // Stub and heads; nothing when the line cannot be divided surely.
  std::vector<std::vector<int>> HeaderCells(const std::vector<int>& words, size_t figures) const {
    for (size_t stub = 0; stub + figures <= words.size() && stub <= kMostLabelWords; ++stub) {
      if ((words.size() - stub) % figures != 0) continue;
      size_t size = (words.size() - stub) / figures;
      bool alike = figures > 1;
      for (size_t f = 1; f < figures && alike; ++f)
        alike = normalize::FoldedKey(page_.words[words[stub + f * size]].text) ==
                normalize::FoldedKey(page_.words[words[stub]].text);
      // "Region Budget Utfall", not the end of a sentence.
      bool single = size == 1 && stub <= 1;
      for (size_t w = stub; w < words.size() && single; ++w) {
        char first = page_.words[words[w]].text[0];
        single = !(first >= 'a' && first <= 'z');
      }
      if (!alike && !single) continue;
      std::vector<std::vector<int>> cells = {{words.begin(), words.begin() + static_cast<long>(stub)}};
      for (size_t f = 0; f < figures; ++f)
        cells.emplace_back(words.begin() + static_cast<long>(stub + f * size),
                           words.begin() + static_cast<long>(stub + (f + 1) * size));
      return cells;
    }
    return {};
  }

  const extract::Page& page_;
  const RuleSet& rules_;
  const normalize::Normalizer& normalizer_;
  std::vector<Band> bands_;
  std::vector<bool> free_;
  bool damaged_ = false;  // recognition left marks on this page
};

class GridBuilder {
 public:
  GridBuilder(const extract::Page& page, const PageReader& reader, const normalize::Normalizer& normalizer)
      : page_(page), reader_(reader), normalizer_(normalizer) {}

  extract::Grid Build(const TextTable& table) const {
    extract::Grid grid;
    grid.first_page = grid.last_page = page_.number;
    grid.columns = static_cast<int>(table.figures) + 1;
    grid.numeric_columns.assign(table.figures + 1, true);
    grid.numeric_columns[0] = false;
    grid.header_rows = static_cast<int>(table.headers.size());
    for (const std::vector<std::vector<int>>& cells : table.header_cells) {
      for (size_t c = 0; c < cells.size(); ++c) Add(grid.rows, static_cast<int>(c), cells[c], &grid);
      ++grid.rows;
      grid.row_indent.push_back(-1);
    }
    for (const TextRow& row : table.rows) {
      Add(grid.rows, 0, row.label, &grid);
      size_t first = table.figures - row.figures.size();
      if (row.figures.size() == 1 && table.figures > 1) first = ColumnOfSum(table, row.figures[0]);
      for (size_t f = 0; f < row.figures.size(); ++f)
        Add(grid.rows, static_cast<int>(first + f) + 1, row.figures[f], &grid);
      grid.row_indent.push_back(page_.words[row.label.front()].box.left);
      ++grid.rows;
    }
    return grid;
  }

 private:
  std::optional<Money> Value(const std::vector<int>& words) const {
    std::string text = reader_.Text(words);
    CellFigure figure = normalizer_.ReadCell(text);
    if (figure.kind != CellFigure::Kind::kFigure)
      if (std::optional<normalize::MendedFigure> mended = normalizer_.Mend(text))
        figure = normalizer_.ReadCell(mended->text);
    if (!figure.number || figure.percent) return {};
    return Money::FromDecimal(*figure.number, figure.unit_power);
  }

  // A lone sum says nothing about where it stands, but it is nearest to the sum of its own column.
  size_t ColumnOfSum(const TextTable& table, const std::vector<int>& words) const {
    size_t best = table.figures - 1;
    std::optional<Money> stated = Value(words);
    if (!stated) return best;
    int64_t least = std::llabs(stated->ore) / kSumShare;
    for (size_t c = 0; c < table.figures; ++c) {
      int64_t sum = 0;
      for (const TextRow& row : table.rows)
        if (row.figures.size() == table.figures)
          if (std::optional<Money> value = Value(row.figures[c])) sum = AddOre(sum, value->ore);
      int64_t off = std::llabs(SubtractOre(sum, stated->ore));
      if (off <= least) best = c, least = off;
    }
    return best;
  }

  void Add(int row, int column, const std::vector<int>& words, extract::Grid* grid) const {
    if (words.empty()) return;
    extract::GridCell cell;
    cell.row = row;
    cell.column = column;
    cell.text = reader_.Text(words);
    cell.where.page = page_.number;
    cell.bold = true;
    for (int w : words) {
      cell.words.push_back({page_.number, w});
      cell.where.box.Extend(page_.words[w].box);
      cell.bold = cell.bold && page_.words[w].bold;
    }
    grid->box.Extend(cell.where.box);
    grid->cells.push_back(std::move(cell));
  }

  const extract::Page& page_;
  const PageReader& reader_;
  const normalize::Normalizer& normalizer_;
};

// Few pages have three lines that end with a figure and stand in no table.
bool MayHoldTable(const extract::Page& page, const WordSet& taken) {
  size_t lines = 0;
  for (const extract::Line& line : page.lines) {
    if (line.running || line.words.size() < 2) continue;
    bool figure = false, free = true;
    for (size_t i = line.words.size() - std::min<size_t>(3, line.words.size()); i < line.words.size(); ++i) {
      figure = figure || IsDigits(page.words[line.words[i]].text) ||
               extract::LooksLikeFigure(page.words[line.words[i]].text);
      free = free && !taken.count({page.number, line.words[i]});
    }
    lines += figure && free;
  }
  return lines >= kFewestRows;
}

void Append(extract::Grid* grid, extract::Grid next) {
  for (extract::GridCell& cell : next.cells) {
    cell.row += grid->rows;
    grid->cells.push_back(std::move(cell));
  }
  grid->row_indent.insert(grid->row_indent.end(), next.row_indent.begin(), next.row_indent.end());
  grid->rows += next.rows;
  grid->last_page = next.last_page;
}

}  // namespace

std::vector<extract::Grid> FindTextTables(const extract::Document& document, const WordSet& taken,
                                          bool machine_read, const RuleSet& rules,
                                          const normalize::Normalizer& normalizer) {
  std::vector<extract::Grid> grids;
  int open_page = 0;  // the last grid reaches the foot of this page
  for (const extract::Page& page : document.pages) {
    if (!MayHoldTable(page, taken)) continue;
    PageReader reader(page, taken, machine_read, rules, normalizer);
    GridBuilder builder(page, reader, normalizer);
    for (const TextTable& table : reader.Find()) {
      extract::Grid grid = builder.Build(table);
      bool goes_on = open_page == page.number - 1 && open_page > 0 && table.headers.empty() &&
                     table.rows.front().band < kEdgeBands && grid.columns == grids.back().columns;
      if (goes_on)
        Append(&grids.back(), std::move(grid));
      else
        grids.push_back(std::move(grid));
      open_page = table.rows.back().band + kEdgeBands >= reader.bands().size() ? page.number : 0;
    }
  }
  return grids;
}

}  // namespace avstam::rules
