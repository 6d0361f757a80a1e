#include "extract/document.h"

#include <fmt/format.h>

namespace avstam::extract {

std::string_view SourceName(Source source) {
  switch (source) {
    case Source::kNone:
      return "none";
    case Source::kText:
      return "text";
    case Source::kOcr:
      return "ocr";
    case Source::kMixed:
      return "mixed";
  }
  return "none";
}

std::string_view PageStateName(PageState state) {
  switch (state) {
    case PageState::kOk:
      return "ok";
    case PageState::kWarnings:
      return "warnings";
    case PageState::kFailed:
      return "failed";
    case PageState::kSkipped:
      return "skipped";
  }
  return "failed";
}

const GridCell* Grid::At(int row, int column) const {
  for (const GridCell& cell : cells)
    if (row >= cell.row && row < cell.row + cell.row_span && column >= cell.column &&
        column < cell.column + cell.column_span)
      return &cell;
  return nullptr;
}

bool Document::Complete() const {
  if (static_cast<int>(pages.size()) != page_count) return false;
  for (const Page& page : pages)
    if (page.state == PageState::kFailed || page.state == PageState::kSkipped) return false;
  for (const Diagnostic& diagnostic : diagnostics)
    if (diagnostic.code == "truncated" || diagnostic.code == "file-continues-after-eof") return false;
  return true;
}

}  // namespace avstam::extract
