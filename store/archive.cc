#include "store/archive.h"

namespace avstam::store {
struct Archive::Impl {};
}  // namespace avstam::store
