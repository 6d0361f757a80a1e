// Any bytes from a worker: Decode ends in a report that holds together, or in BadReport.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "app/worker/codec.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using namespace avstam::app::worker;
  try {
    const Report report = Decode(std::string_view(reinterpret_cast<const char*>(data), size));
    if (Encode(report).size() != size) std::abort();
  } catch (const BadReport&) {
  }
  return 0;
}
