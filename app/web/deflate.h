// Texts made small to be kept: RFC 1950, by zlib.
//
//   const std::string small = Deflated(page);   // of a list of decisions about an eighth
//   Inflated(small) == page
#ifndef AVSTAM_APP_WEB_DEFLATE_H_
#define AVSTAM_APP_WEB_DEFLATE_H_

#include <string>
#include <string_view>

namespace avstam::app::web {

// Quickly rather than as small as can be.
std::string Deflated(std::string_view bytes);
// Of what Deflated gave, in this process.
std::string Inflated(std::string_view deflated);

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_DEFLATE_H_
