#include "extract/text.h"

#include <cmath>

namespace avstam::extract {

std::string Text(const Document& document) {
  std::string out;
  for (const Page& page : document.pages) {
    const Line* last = nullptr;
    for (const Line& line : page.lines) {
      const bool same =
          last != nullptr && line.box.left >= last->box.right &&
          std::abs(line.baseline - last->baseline) < 0.4F * std::max(line.font_size, last->font_size);
      if (last != nullptr) out += same ? "  " : "\n";
      const char* space = "";
      for (int word : line.words) {
        out += space + page.words[static_cast<size_t>(word)].text;
        space = " ";
      }
      last = &line;
    }
    if (last != nullptr) out += '\n';
    out += '\f';
  }
  return out;
}

}  // namespace avstam::extract
