#include "app/shortcomings_text.h"

#include <fmt/format.h>

#include "app/console.h"
#include "store/shortcomings.h"

namespace avstam::app {

bool SayShortcomings(const std::string& file, const extract::Document& document) {
  std::vector<Diagnostic> all = store::Shortcomings(document);
  if (all.empty()) return false;
  const Diagnostic& first = all.front();
  std::string where = first.page != 0 ? fmt::format("page {}: ", first.page) : "";
  std::string more = all.size() > 1 ? fmt::format(", and {} more", all.size() - 1) : "";
  SayAbout(file,
           fmt::format(
               "{} of {} pages read: {}{}{}; what was read is kept, count the rest by hand or get a whole, "
               "digital copy",
               store::PagesRead(document), document.page_count, where, first.message, more),
           first.code);
  return true;
}

}  // namespace avstam::app
