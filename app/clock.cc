#include "app/clock.h"

#include <charconv>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace avstam::app {

std::string TimeStamp() {
  std::time_t now = std::time(nullptr);
  if (const char* epoch = std::getenv("SOURCE_DATE_EPOCH"); epoch != nullptr) {
    long long seconds = 0;
    const char* end = epoch + std::strlen(epoch);
    auto [at, error] = std::from_chars(epoch, end, seconds);
    if (error == std::errc() && at == end && at != epoch) now = static_cast<std::time_t>(seconds);
  }
  std::tm utc{};
  gmtime_r(&now, &utc);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &utc);
  return text;
}

}  // namespace avstam::app
