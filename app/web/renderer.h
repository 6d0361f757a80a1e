// Templates (templates/*.html, Mustache) filled with what a view says.
//
//   Renderer renderer;
//   std::string html = renderer.Page(view, frame, texts);
//
// `{{t.word}}` is a word of strings.toml, `{{> name}}` another template.  Everything else is escaped as HTML
// text, also fit for attributes in quotes; not so what a view gives as _html_ (model.h), which `{{{...}}}`
// shows. Not for several threads at once.
#ifndef AVSTAM_APP_WEB_RENDERER_H_
#define AVSTAM_APP_WEB_RENDERER_H_

#include <kainjow/mustache.hpp>
#include <map>
#include <string>

#include "app/web/model.h"
#include "app/web/texts.h"

namespace avstam::app::web {

class Renderer {
 public:
  // `frame`: what stands around every view, as the template "layout" wants it.
  std::string Page(const View& view, const Json& frame, const Texts& texts);

 private:
  kainjow::mustache::mustache& Template(const std::string& name);
  const kainjow::mustache::data& Words(const Texts& texts);

  std::map<std::string, kainjow::mustache::mustache> templates_;
  std::map<const Texts*, kainjow::mustache::data> words_;
};

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_RENDERER_H_
