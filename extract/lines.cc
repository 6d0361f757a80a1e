#include "extract/layout.h"

namespace avstam::extract {
void FindLines(Document*) {}
}  // namespace avstam::extract
