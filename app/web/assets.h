// Templates, style sheet, scripts and words of the web page, as the program carries them: nothing a client
// says leads to a file.
#ifndef AVSTAM_APP_WEB_ASSETS_H_
#define AVSTAM_APP_WEB_ASSETS_H_

#include <string_view>

namespace avstam::app::web {

struct NamedAsset {
  std::string_view name, bytes;  // "decision.html", "page.css"
};

// Throws std::logic_error when there is none of that name.
std::string_view Asset(std::string_view name);
// Null when there is none.
const NamedAsset* FindAsset(std::string_view name);

// Changes with their contents: part of their addresses, so that browsers may keep them.
std::string_view AssetsVersion();

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_ASSETS_H_
