#include <fmt/format.h>

#include <string>

#include "extract/document.h"

namespace avstam::extract {
namespace {

std::string BoxText(const Box& box) {
  return fmt::format("[{:.1f} {:.1f} {:.1f} {:.1f}]", box.left, box.top, box.right, box.bottom);
}

// Quoted, so that an end of line in a text cannot forge a line of the dump.
std::string Quoted(std::string_view text) { return "\"" + EscapeForTerminal(text) + "\""; }

std::string WordFlags(const Word& word) {
  std::string flags;
  if (word.bold) flags += " bold";
  if (word.italic) flags += " italic";
  if (word.struck_out) flags += " struck-out";
  if (word.superscript) flags += " superscript";
  if (word.space_before) flags += " space";
  if (word.render_mode != 0) flags += fmt::format(" mode={}", word.render_mode);
  if (word.direction != 0) flags += fmt::format(" direction={}", word.direction);
  if (word.confidence != 1) flags += fmt::format(" confidence={:.2f}", word.confidence);
  return flags;
}

void DumpPage(const Page& page, std::string* out) {
  *out += fmt::format("page {} {:.1f}x{:.1f} rotation={} {} {}\n", page.number, page.width_pt, page.height_pt,
                      page.rotation, SourceName(page.source), PageStateName(page.state));
  for (const std::string& message : page.messages) *out += fmt::format(" message {}\n", Quoted(message));
  for (const Word& word : page.words)
    *out += fmt::format(" word {} base={:.1f} size={:.1f}{} {}\n", BoxText(word.box), word.baseline,
                        word.font_size, WordFlags(word), Quoted(word.text));
  for (const Ruling& ruling : page.rulings)
    *out +=
        fmt::format(" ruling {} {}\n", ruling.horizontal ? "horizontal" : "vertical", BoxText(ruling.box));
  for (const FilledArea& area : page.areas)
    *out += fmt::format(" area {} luminance={:.2f}\n", BoxText(area.box), area.luminance);
  for (const Image& image : page.images)
    *out += fmt::format(" image {} {}x{} px\n", BoxText(image.box), image.width_px, image.height_px);
  for (const Line& line : page.lines) {
    std::string text;
    for (int word : line.words) {
      if (!text.empty()) text += ' ';
      text += page.words[static_cast<size_t>(word)].text;
    }
    *out += fmt::format(" line {} base={:.1f} size={:.1f}{} {}\n", BoxText(line.box), line.baseline,
                        line.font_size, line.running ? " running" : "", Quoted(text));
  }
}

void DumpGrid(const Grid& grid, std::string* out) {
  *out +=
      fmt::format("grid pages={}-{} {} {}x{} header={}{}\n", grid.first_page, grid.last_page,
                  BoxText(grid.box), grid.rows, grid.columns, grid.header_rows, grid.ruled ? " ruled" : "");
  for (const GridCell& cell : grid.cells) {
    std::string span;
    if (cell.row_span != 1 || cell.column_span != 1)
      span = fmt::format(" span={}x{}", cell.row_span, cell.column_span);
    *out += fmt::format(" cell {},{}{}{} {}\n", cell.row, cell.column, span, cell.bold ? " bold" : "",
                        Quoted(cell.text));
  }
}

}  // namespace

std::string Dump(const Document& document) {
  std::string out = fmt::format("document pages={} {}\n", document.page_count,
                                document.Complete() ? "complete" : "incomplete");
  for (const Diagnostic& diagnostic : document.diagnostics)
    out += fmt::format("diagnostic {} page={} {}\n", diagnostic.code, diagnostic.page,
                       Quoted(diagnostic.message));
  for (const Page& page : document.pages) DumpPage(page, &out);
  for (const Grid& grid : document.grids) DumpGrid(grid, &out);
  return out;
}

}  // namespace avstam::extract
