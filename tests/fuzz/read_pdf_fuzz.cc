// Any bytes: ReadPdf, lines and grids end in a document that holds together, or in an Error.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "extract/read.h"

namespace {

void Require(bool condition) {
  if (!condition) std::abort();
}

bool InPage(const avstam::extract::Page& page, int word) {
  return word >= 0 && static_cast<size_t>(word) < page.words.size();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace avstam::extract;
  Document document;
  try {
    document = Read(std::string_view(reinterpret_cast<const char*>(data), size), {}, nullptr);
  } catch (const avstam::Error&) {
    return 0;
  }
  Require(static_cast<size_t>(document.page_count) == document.pages.size());
  for (size_t p = 0; p < document.pages.size(); ++p) {
    const avstam::extract::Page& page = document.pages[p];
    Require(page.number == static_cast<int>(p) + 1);
    Require(page.messages.size() <= 52);
    size_t in_lines = 0, invisible = 0;
    for (const Line& line : page.lines) {
      in_lines += line.words.size();
      for (int word : line.words) Require(InPage(page, word));
    }
    for (const Word& word : page.words) invisible += word.render_mode == 3 ? 1 : 0;
    // Every word stands in one line; invisible text may be left out.
    Require(in_lines <= page.words.size() && in_lines + invisible >= page.words.size());
    for (const Word& word : page.words) Require(!word.text.empty() && word.x_edges.size() >= 2);
  }
  for (const Grid& grid : document.grids)
    for (const GridCell& cell : grid.cells)
      for (const GridWord& word : cell.words)
        Require(word.page >= 1 && word.page <= document.page_count &&
                InPage(document.pages[static_cast<size_t>(word.page) - 1], word.word));
  Require(!Dump(document).empty());
  return 0;
}
