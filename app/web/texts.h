// The words of the pages, in Swedish and English: strings.toml, which the program carries.
//
//   const Texts& texts = Texts::Of("sv");
//   texts.Word("status", "mismatch")       // "stämmer inte"
//   texts.all()["nav"]["decisions"]        // for templates: {{t.nav.decisions}}
#ifndef AVSTAM_APP_WEB_TEXTS_H_
#define AVSTAM_APP_WEB_TEXTS_H_

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

namespace avstam::app::web {

class Texts {
 public:
  // "sv" or "en"; anything else is Swedish.
  static const Texts& Of(std::string_view language);

  // What a code of the archive is called; the code itself when it has no name.
  std::string Word(const std::string& group, const std::string& code) const;
  bool HasGroup(const std::string& group) const { return all_.contains(group) && all_[group].is_object(); }
  const nlohmann::ordered_json& all() const { return all_; }

 private:
  explicit Texts(std::string_view language);
  nlohmann::ordered_json all_;
};

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_TEXTS_H_
