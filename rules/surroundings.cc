#include <algorithm>

#include "normalize/text.h"
#include "rules/table_reading.h"

namespace avstam::rules {
namespace {

constexpr double kCaptionReachEm = 5.0;
constexpr double kNoteReachEm = 2.0;
constexpr double kSameCaptionEm = 1.6;  // lines of one caption
constexpr size_t kNearLines = 6;

std::string LineText(const extract::Page& page, const extract::Line& line) {
  std::string out;
  for (int w : line.words) out += (out.empty() ? "" : " ") + page.words[w].text;
  return normalize::Normalize(out).text;
}

struct NearLine {
  const extract::Line* line;
  std::string text;
};

// Lines of the page outside the grid, above or below it, nearest first.
std::vector<NearLine> LinesBeside(const extract::Page& page, const Box& box, bool above) {
  std::vector<NearLine> out;
  for (const extract::Line& line : page.lines) {
    bool beside = above ? line.box.center_y() < box.top : line.box.center_y() > box.bottom;
    if (line.running || !beside || line.box.OverlapX(box) < -20) continue;
    out.push_back({&line, ""});
  }
  std::stable_sort(out.begin(), out.end(), [&](const NearLine& a, const NearLine& b) {
    return above ? a.line->baseline > b.line->baseline : a.line->baseline < b.line->baseline;
  });
  if (out.size() > kNearLines) out.resize(kNearLines);
  for (NearLine& near : out) near.text = LineText(page, *near.line);
  return out;
}

bool AllBold(const extract::Page& page, const extract::Line& line) {
  return std::all_of(line.words.begin(), line.words.end(), [&](int w) { return page.words[w].bold; });
}

// The caption that begins at lines[i], with the lines it runs on over.
std::string WholeCaption(const std::vector<NearLine>& lines, size_t i, bool above) {
  std::string text = lines[i].text;
  for (size_t k = 1; k < 4; ++k) {
    size_t next = above ? i - k : i + k;
    if ((above && k > i) || next >= lines.size()) break;
    size_t before = above ? next + 1 : next - 1;
    double gap = lines[next].line->baseline - lines[before].line->baseline;
    if (gap <= 0 || gap > kSameCaptionEm * lines[before].line->font_size) break;
    text += " " + lines[next].text;
  }
  return text;
}

}  // namespace

std::vector<DocumentUnit> FindDocumentUnits(const extract::Document& document, const RuleSet& rules) {
  std::vector<DocumentUnit> out;
  for (const extract::Page& page : document.pages)
    for (const extract::Line& line : page.lines) {
      RuleMatch match = rules.Match("unit-context", LineText(page, line));
      if (match.rule == nullptr) continue;
      auto scope = match.rule->set.find("scope");
      auto unit = match.captures.find("unit");
      if (scope != match.rule->set.end() && scope->second == "document" && unit != match.captures.end())
        out.push_back({page.number, line.baseline, unit->second});
    }
  return out;
}

TableSurroundings FindSurroundings(const extract::Document& document, const extract::Grid& grid,
                                   const std::vector<DocumentUnit>& units, const RuleSet& rules) {
  TableSurroundings out;
  for (const DocumentUnit& unit : units)
    if (unit.page < grid.first_page || (unit.page == grid.first_page && unit.baseline < grid.box.bottom))
      out.document_unit = unit.unit;
  auto page = std::find_if(document.pages.begin(), document.pages.end(),
                           [&](const extract::Page& p) { return p.number == grid.first_page; });
  if (page == document.pages.end()) return out;
  std::vector<NearLine> above = LinesBeside(*page, grid.box, true);
  // What stands below a table that runs over pages stands on its last page, below its last row.
  auto last_page = std::find_if(document.pages.begin(), document.pages.end(),
                                [&](const extract::Page& p) { return p.number == grid.last_page; });
  Box last_box;
  for (const extract::GridCell& cell : grid.cells)
    if (cell.where.page == grid.last_page) last_box.Extend(cell.where.box);
  std::vector<NearLine> below;
  if (last_page != document.pages.end() && !last_box.Empty())
    below = LinesBeside(*last_page, last_box, false);
  auto near_enough = [&](const NearLine& near, bool is_above) {
    double distance = is_above ? grid.box.top - near.line->box.bottom : near.line->box.top - last_box.bottom;
    return distance < kCaptionReachEm * std::max(6.0f, near.line->font_size);
  };
  auto is_caption = [&](const std::string& text) {
    RuleMatch match = rules.Match("caption", text);
    if (match.rule == nullptr) return false;
    auto what = match.rule->set.find("what");
    return what != match.rule->set.end() && what->second == "table";
  };
  for (size_t i = 0; i < above.size() && out.caption.empty() && near_enough(above[i], true); ++i)
    if (is_caption(above[i].text)) out.caption = WholeCaption(above, i, true);
  for (size_t i = 0; i < below.size() && i < 2 && out.caption.empty() && near_enough(below[i], false); ++i)
    if (is_caption(below[i].text)) out.caption = WholeCaption(below, i, false);
  if (out.caption.empty() && !above.empty() && near_enough(above[0], true) && AllBold(*page, *above[0].line))
    out.caption = above[0].text;
  for (const NearLine& near : above) out.near_text.push_back(near.text);
  // What follows further below speaks of what comes next.
  for (size_t i = 0; i < below.size() && i < 2; ++i)
    if (below[i].line->box.top - last_box.bottom < kNoteReachEm * below[i].line->font_size)
      out.near_text.push_back(below[i].text);
  return out;
}

}  // namespace avstam::rules
