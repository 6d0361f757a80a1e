#include "extract/page_reader.h"

namespace avstam::extract {
Document ReadPdf(std::string_view, const ReadOptions&) { return {}; }
}  // namespace avstam::extract
