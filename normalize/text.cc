#include "normalize/text.h"

namespace avstam::normalize {
NormalText Normalize(std::string_view) { return {}; }
std::string LabelKey(std::string_view) { return {}; }
std::string FoldedKey(std::string_view) { return {}; }
int CodePoints(std::string_view) { return 0; }
}  // namespace avstam::normalize
