// Heads of requests, any bytes: what is let in names us as its host, and what is passed on of it is let in
// again; HTML that is made of the bytes holds none of its signs.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "app/web/model.h"
#include "app/web/security.h"

namespace {

namespace web = avstam::app::web;

void Require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const web::Door door({web::HostNames("127.0.0.1", 8017, {}), true, {}});
  if (!door.Judge(bytes)) {
    const std::string plain = web::WithoutOtherHeaders(bytes);
    Require(!door.TooLong(bytes));
    Require(plain.find("\r\nhost: ") != std::string::npos);
    Require(web::BodyLength(bytes) == web::BodyLength(plain) &&
            web::BodyLength(bytes) <= door.limits().body_bytes);
    Require(web::WantsClose(bytes) == web::WantsClose(plain));
  }
  for (const auto& [name, value] : web::ParseCookies(bytes)) Require(name.size() + value.size() < size);
  for (const std::string& html : {web::EscapeHtml(bytes), web::MarkedHtml(bytes)}) {
    std::string rest = html;
    for (const char* mark : {"<mark>", "</mark>"})
      for (size_t at = 0; (at = rest.find(mark, at)) != std::string::npos;)
        rest.erase(at, std::string_view(mark).size());
    Require(rest.find_first_of("<>\"'") == std::string::npos);
  }
  return 0;
}
