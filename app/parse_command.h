// `avstam parse [--kind K] [TEXT...|-]`: values found in given text, as JSON lines.
#ifndef AVSTAM_APP_PARSE_COMMAND_H_
#define AVSTAM_APP_PARSE_COMMAND_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/normalizer.h"

namespace avstam::app {

// No texts or "-": the lines of stdin.  `kind` "": everything; Error kUsage for a kind that is none.
int RunParse(const std::vector<std::string>& texts, const std::string& kind, const std::string& rules);

// {"text": ..., "found": [...]} without a line end.  Bytes that are no UTF-8 become U+FFFD, and offsets count
// in that.
std::string ParseLine(const normalize::Normalizer& normalizer, std::string_view line,
                      std::optional<normalize::Kind> only);

}  // namespace avstam::app

#endif  // AVSTAM_APP_PARSE_COMMAND_H_
