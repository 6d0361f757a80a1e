// What a view has to go by: the request, an archive to read, and what the site knows.
#ifndef AVSTAM_APP_WEB_VISIT_H_
#define AVSTAM_APP_WEB_VISIT_H_

#include <functional>
#include <map>
#include <optional>
#include <string>

#include "app/picture_reader.h"
#include "app/web/message.h"
#include "app/web/model.h"
#include "app/web/overview_watch.h"
#include "app/web/texts.h"
#include "rules/reading.h"
#include "store/archive.h"
#include "store/browse.h"
#include "store/query.h"
#include "store/ref.h"
#include "store/settle.h"

namespace avstam::app::web {

struct Visit {
  const store::Archive& archive;
  const Request& request;
  const Texts& texts;
  std::string format;  // "html" "json" "csv"
  bool review = false;
  OverviewWatch* overview = nullptr;
  std::function<int64_t(const std::string&)> ore;     // as FilterWords::Ore
  const std::map<std::string, int64_t>* inhabitants;  // by county code; empty: not known
};

// The document that a path names, as it stands with what people decided.
struct Opened {
  store::StoredDocument document;
  rules::Reading read, reading;  // as read; with accepted repairs
  store::Standing standing;
  std::vector<store::PageFacts> pages;
  std::string id;  // first 12 digits of the hash
  std::string file() const {
    return document.file_names.empty() ? document.sha256 : document.file_names.front();
  }
};
// Throws Error kUsage when there is none.
store::StoredDocument FindDocument(const store::Archive& archive, const std::string& hash);
Opened OpenDocument(const store::Archive& archive, const std::string& hash);

// What a path names: 3f2a9c81d0e4:d3, of this kind and so many numbers.  Throws Error kUsage.
store::Ref RefOf(const std::string& text, char kind, size_t numbers);

// ---- what several views show ----

std::string AddressOf(const std::string& what, const std::string& id);  // "/decision/3f2a9c81d0e4:d3"
std::string PageAddress(const std::string& document, int page, const std::string& mark);
Json ColumnsOf(const store::Row& row, store::Subject subject);
// Where `query` goes on behind `cursor`, with the other fields of the request as they are.
std::string NextAddress(const Request& request, const store::Cursor& cursor);
std::optional<store::Cursor> CursorOf(const Request& request);
// The request's fields, and the same with one of them changed or (empty) left out.
std::string AddressWith(const Request& request, const std::string& name, const std::string& value);
// Rows to a page: ?limit=, at most 1000.
int64_t LimitOf(const Request& request);
std::string Today();

// The piece of a page that a cut-out shows; nothing when the place is on no page.
std::optional<Box> CutoutPiece(const Opened& opened, const Where& where);
// {"url", "width", "height"} of its picture; null when there is none.
Json CutoutJson(const Opened& opened, const Where& where, const std::string& ref);
inline constexpr double kCutoutDpi = 144;

// A check for people: figures, place, repairs, what was decided.  `_cutout` where it stands on a page.
Json CheckJson(const Opened& opened, size_t check);

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_VISIT_H_
