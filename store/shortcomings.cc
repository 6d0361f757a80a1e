#include "store/shortcomings.h"

#include <fmt/format.h>

#include <algorithm>

namespace avstam::store {

std::vector<Diagnostic> Shortcomings(const extract::Document& document) {
  std::vector<Diagnostic> out;
  bool any_word = false;
  for (const extract::Page& page : document.pages) {
    any_word |= !page.words.empty();
    if (page.state == extract::PageState::kFailed || page.state == extract::PageState::kSkipped)
      out.push_back(
          {"page-not-read", page.number, page.messages.empty() ? "no reason given" : page.messages.front()});
  }
  int missing = document.page_count - static_cast<int>(document.pages.size());
  if (missing != 0)
    out.push_back({"page-not-read", 0,
                   fmt::format("{} pages announced, {} found", document.page_count, document.pages.size())});
  if (!any_word && out.empty()) out.push_back({"no-text", 0, "there is no text on any page"});
  for (const Diagnostic& diagnostic : document.diagnostics)
    if (diagnostic.code == "truncated" || diagnostic.code == "file-continues-after-eof")
      out.push_back(diagnostic);
  return out;
}

int PagesRead(const extract::Document& document) {
  return static_cast<int>(
      std::count_if(document.pages.begin(), document.pages.end(), [](const extract::Page& page) {
        return page.state == extract::PageState::kOk || page.state == extract::PageState::kWarnings;
      }));
}

bool MeansLackOfOcr(std::string_view code) {
  return code == "ocr-unavailable" || code == "no-text" || code == "little-text";
}

bool LacksOcr(const extract::Document& document) {
  return std::any_of(document.diagnostics.begin(), document.diagnostics.end(),
                     [](const Diagnostic& diagnostic) { return MeansLackOfOcr(diagnostic.code); });
}

}  // namespace avstam::store
