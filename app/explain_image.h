// The piece of a page on which something stands, with its box drawn in red.
#ifndef AVSTAM_APP_EXPLAIN_IMAGE_H_
#define AVSTAM_APP_EXPLAIN_IMAGE_H_

#include <string>
#include <string_view>

#include "base/where.h"
#include "extract/document.h"

namespace avstam::app {

// PNG.  `page` is as it was read: a scan that was set upright is shown upright.  Throws what PdfFile throws,
// and Error kUnreadable when the page cannot be rendered.
std::string ExplainImage(std::string_view pdf, const extract::Page& page, const Box& box);

}  // namespace avstam::app

#endif  // AVSTAM_APP_EXPLAIN_IMAGE_H_
