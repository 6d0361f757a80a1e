#include "app/web/deflate.h"

#include <zlib.h>

#include <cstdint>
#include <cstring>
#include <stdexcept>

namespace avstam::app::web {
namespace {

using Size = uint64_t;  // of the text, in front of what zlib makes of it

const Bytef* In(std::string_view bytes) { return reinterpret_cast<const Bytef*>(bytes.data()); }
Bytef* Out(std::string* bytes) { return reinterpret_cast<Bytef*>(bytes->data()); }

}  // namespace

std::string Deflated(std::string_view bytes) {
  const Size size = bytes.size();
  uLongf length = compressBound(size);
  std::string body(length, '\0');
  if (compress2(Out(&body), &length, In(bytes), size, Z_BEST_SPEED) != Z_OK)
    throw std::runtime_error("a page cannot be made small");
  body.resize(length);
  std::string out(sizeof size, '\0');
  std::memcpy(out.data(), &size, sizeof size);
  return out + body;
}

std::string Inflated(std::string_view deflated) {
  Size size = 0;
  if (deflated.size() < sizeof size) throw std::runtime_error("a page was not made small");
  std::memcpy(&size, deflated.data(), sizeof size);
  deflated.remove_prefix(sizeof size);
  std::string out(size, '\0');
  uLongf length = size;
  if (uncompress(Out(&out), &length, In(deflated), deflated.size()) != Z_OK || length != size)
    throw std::runtime_error("a page was not made small");
  return out;
}

}  // namespace avstam::app::web
