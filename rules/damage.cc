#include "rules/damage.h"

#include <algorithm>
#include <map>

#include "normalize/figure.h"
#include "normalize/text.h"

namespace avstam::rules {
namespace {

using normalize::CellFigure;
using normalize::NameKind;
using normalize::NameRepairer;
using normalize::RepairedName;

constexpr int kOtherNames = 2;     // that make a short one credible
constexpr size_t kAlikeCells = 2;  // that make a form the column's own

bool IsName(const std::string& label, const normalize::Normalizer& normalizer) {
  return normalizer.RegionCode(label) || normalizer.MunicipalityCode(label);
}

// The mended label must mean something to the rules that the label did not.
std::optional<RepairedName> RepairRole(const std::string& label, const RuleSet& rules,
                                       const NameRepairer& names) {
  for (NameKind kind : {NameKind::kTotal, NameKind::kNote}) {
    std::optional<RepairedName> repaired = names.RepairWords(label, kind);
    if (!repaired) continue;
    RuleMatch match = rules.Match("row-role", repaired->name);
    if (match.rule != nullptr && match.rule->set.at("role") != "item") return repaired;
  }
  return {};
}

std::optional<RepairedName> RepairLabel(const std::string& label, const RuleSet& rules,
                                        const normalize::Normalizer& normalizer) {
  if (label.empty() || IsName(label, normalizer)) return {};
  std::string text = normalize::Normalize(label).text;
  const NameRepairer& names = normalizer.names();
  std::optional<RepairedName> repaired;
  for (NameKind kind : {NameKind::kRegion, NameKind::kMunicipality, NameKind::kBoard, NameKind::kMonth})
    if ((repaired = names.Repair(text, kind))) break;
  if (!repaired) repaired = RepairRole(text, rules, names);
  // What the rules know as it stands is no damaged name; only a misread total they may have been taught as
  // such.
  if (repaired)
    if (const Rule* own = rules.Match("row-role", text).rule; own != nullptr)
      if (rules.Match("row-role", repaired->name).rule != own) return {};
  if (repaired) repaired->read = label;
  return repaired;
}

// What follows the last digit.
std::string UnitText(const std::string& text) {
  size_t last = text.find_last_of("0123456789");
  if (last == std::string::npos) return "";
  std::string unit;
  for (char c : text.substr(last + 1))
    if (c != ' ' && c != '.') unit += c;
  return unit;
}

bool ThreeDecimalsByDot(const CellFigure& figure, const std::string& text) {
  return figure.kind == CellFigure::Kind::kFigure && figure.number && figure.number->exponent == -3 &&
         text.find('.') != std::string::npos && text.find(',') == std::string::npos;
}

class ColumnMender {
 public:
  ColumnMender(const std::vector<std::string>& texts, bool damaged, const normalize::Normalizer& normalizer)
      : texts_(texts), damaged_(damaged), normalizer_(normalizer) {}

  std::vector<MendedCell> Mend() {
    std::vector<size_t> unread;
    size_t figures = 0, texts = 0;
    bool decimals = false;
    for (size_t i = 0; i < texts_.size(); ++i) {
      CellFigure figure = normalizer_.ReadCell(texts_[i]);
      bool odd = ThreeDecimalsByDot(figure, texts_[i]);
      if (figure.kind == CellFigure::Kind::kFigure && !odd) {
        ++figures;
        decimals = decimals || (figure.number && figure.number->exponent < 0);
        if (!figure.unit_form.empty()) ++units_[UnitText(normalize::Normalize(texts_[i]).text)];
      } else if (odd || figure.kind == CellFigure::Kind::kText) {
        if (std::none_of(texts_[i].begin(), texts_[i].end(), normalize::IsDigit)) {
          texts += 1;
          continue;
        }
        unread.push_back(i);
      }
    }
    std::vector<MendedCell> mended;
    for (size_t i : unread) {
      std::optional<MendedCell> cell = One(i, !decimals);
      if (!cell) continue;
      mended.push_back(std::move(*cell));
    }
    // A column of figures, not of names with digits in them.
    if (mended.empty() || figures + mended.size() <= texts || figures < mended.size() / 3) return {};
    if (!damaged_ && mended.size() < kAlikeCells) return {};
    return mended;
  }

 private:
  std::optional<MendedCell> One(size_t i, bool whole_figures) const {
    std::string text = normalize::Normalize(texts_[i]).text;
    MendedCell cell{i, text, ""};
    if (damaged_) MendUnit(&cell);
    CellFigure figure = normalizer_.ReadCell(cell.text);
    bool odd = ThreeDecimalsByDot(figure, cell.text);
    if (figure.kind != CellFigure::Kind::kFigure || odd) {
      if (odd && !whole_figures) return {};
      std::optional<normalize::MendedFigure> mended = normalizer_.Mend(cell.text);
      if (!mended || (mended->letters && !damaged_)) return {};
      cell.text = mended->text;
      cell.why += (cell.why.empty() ? "" : ", ") + mended->why;
      if (normalizer_.ReadCell(cell.text).kind != CellFigure::Kind::kFigure) return {};
    }
    if (cell.why.empty()) return {};
    return cell;
  }

  // "kt" in a column of "kr".
  void MendUnit(MendedCell* cell) const {
    size_t last = cell->text.find_last_of("0123456789");
    if (last == std::string::npos) return;
    std::string unit = UnitText(cell->text);
    if (unit.empty()) return;
    const std::string* best = nullptr;
    size_t most = kAlikeCells - 1;
    for (const auto& [known, count] : units_)
      if (count > most && IsMisreadUnit(known, unit, normalizer_)) best = &known, most = count;
    if (best == nullptr) return;
    std::string text = cell->text.substr(0, last + 1) + " " + *best;
    std::string as_read = cell->text.substr(last + 1);
    as_read.erase(0, as_read.find_first_not_of(' '));
    if (as_read == *best) return;
    cell->why = *best + " read as " + as_read;
    cell->text = text;
  }

  const std::vector<std::string>& texts_;
  bool damaged_;
  const normalize::Normalizer& normalizer_;
  std::map<std::string, size_t> units_;  // as the column writes them
};

}  // namespace

bool IsMisreadUnit(std::string_view unit, std::string_view read, const normalize::Normalizer& normalizer) {
  constexpr int kNear = 45;       // hundredths of a letter
  constexpr size_t kLongest = 8;  // bytes
  return read.size() <= kLongest && normalizer.names().Distance(unit, read) <= kNear;
}

std::vector<std::optional<RepairedName>> RepairLabels(const std::vector<std::string>& labels,
                                                      bool machine_read, const RuleSet& rules,
                                                      const normalize::Normalizer& normalizer) {
  std::vector<std::optional<RepairedName>> out;
  int names = 0;
  for (const std::string& label : labels) {
    names += IsName(label, normalizer);
    out.push_back(RepairLabel(label, rules, normalizer));
    names += out.back() && !out.back()->is_short;
  }
  if (machine_read || names >= kOtherNames) return out;
  for (std::optional<RepairedName>& repaired : out)
    if (repaired && repaired->is_short) repaired.reset();
  return out;
}

std::vector<MendedCell> MendColumn(const std::vector<std::string>& texts, bool damaged,
                                   const normalize::Normalizer& normalizer) {
  return ColumnMender(texts, damaged, normalizer).Mend();
}

}  // namespace avstam::rules
