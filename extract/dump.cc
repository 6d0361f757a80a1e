#include "extract/document.h"

namespace avstam::extract {
std::string Dump(const Document&) { return {}; }
}  // namespace avstam::extract
